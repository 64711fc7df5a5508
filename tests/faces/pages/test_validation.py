"""The validation page, from a village's studies."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from helpers import VILLAGE
from orgsim.evidence import validation
from orgsim.evidence.presets import STATEMENTS
from orgsim.evidence.target import Target
from orgsim.evidence.validation import validate
from orgsim.faces.pages.validation import write_validation
from orgsim.faces.pages.validation_plan import STUDIES, page_plan
from orgsim.inputs.companies import company
from orgsim.kernel.errors import BrokenFile, UsageError

READINGS = """
targets = "How it looks: {fit.met_count} of {fit.count}."
presets = "Of {judged.count} judgments."
mechanisms = "In {study.pairs} pairs."
levers = "Levers."
turning = "Integrated is ahead at {ahead[village.toml].mean}."
series = "How it goes."
"""
READY = Path(__file__).parents[3] / "experiments" / "validation"


@pytest.fixture
def folder(tmp_path):
    """The ready studies, of a village and a month."""
    place = tmp_path / "studies"
    place.mkdir()
    (place / "village.toml").write_text(VILLAGE)
    (place / "readings.toml").write_text(READINGS)
    for name in STUDIES:
        text = (READY / f"{name}.toml").read_text().partition("[page.numbers]")[0]
        text = re.sub(r"^companies = .*$", 'companies = ["village.toml"]', text, flags=re.MULTILINE)
        text = re.sub(r"^years = .*$", "days = 21", text, flags=re.MULTILINE)
        text = re.sub(r"^pairs = .*$", "pairs = 2", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^points = .*$", "points = 6", text, flags=re.MULTILINE)
        (place / f"{name}.toml").write_text(re.sub(r"^levels = .*$", "levels = 2", text, flags=re.MULTILINE))
    return place


def test_the_page_has_every_part_and_goes_on_where_it_was(folder, tmp_path, monkeypatch):
    chosen = [Target("T1", "Leads", 100.0, 0.0, 1e9, "lead", "fit", "G", "leads", note="A note.")]
    monkeypatch.setattr(validation, "targets_for", lambda _: chosen)
    whose = company(folder / "village.toml")
    found = [validate(whose, seeds=2)]
    out = tmp_path / "page"
    plan = page_plan(folder)
    path = write_validation(found, [whose], plan, out, seeds=2, seed=7, bar=lambda _: nullcontext())
    page = path.read_text()
    for title in (
        "Targets",
        "Presets and what is said of them",
        "Mechanisms",
        "Levers",
        "Where the sign turns",
        "Over time",
    ):
        assert f"## {title}\n" in page
    assert "How it looks: 1 of 1." in page
    assert f"Of {len(STATEMENTS)} judgments." in page
    assert "In 2 pairs." in page
    assert "How it goes." in page
    assert "A note." in page
    assert "--seeds 2`" in page
    assert "### village: 1 of 1 to be fitted inside, 0 of 0 for validation inside" in page
    assert page.count("| M") >= 17 + 16
    for shown in re.findall(r"\]\(([^)]+\.png)\)", page):
        assert (out / shown).stat().st_size > 5000
    parts = sorted(out.rglob("part-*.parquet"))
    again = write_validation(found, [whose], plan, out, seeds=2, seed=7, bar=lambda _: nullcontext())
    assert again.read_text() == page
    assert sorted(out.rglob("part-*.parquet")) == parts


def test_what_a_page_lacks_is_said_before_anything_runs(folder):
    (folder / "readings.toml").write_text('targets = "x"\n')
    with pytest.raises(BrokenFile, match="series"):
        page_plan(folder)
    (folder / "readings.toml").write_text(READINGS.replace("{judged.count}", "{juged.count}"))
    with pytest.raises(BrokenFile, match="line 3, presets: .* section 'juged'. Did you mean judged"):
        page_plan(folder)
    (folder / "readings.toml").write_text(READINGS)
    text = (folder / "turning.toml").read_text()
    (folder / "turning.toml").write_text(text.replace('"integrated", ', ""))
    with pytest.raises(UsageError, match="integrated"):
        page_plan(folder)
    (folder / "turning.toml").write_text(text.replace('"profit", ', ""))
    assert set(page_plan(folder).studies["turning"].metrics) == {"deals", "profit"}
    (folder / "turning.toml").unlink()
    with pytest.raises(UsageError, match="turning"):
        page_plan(folder)
