"""The ready studies are right, sized for minutes, and what is in results/ is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgsim.studies import load
from orgsim.studies.runs import Recipe
from orgsim.studies.study import Study

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "experiments").glob("*.toml"))
PAGES = ("handoff_map", "head_to_head", "one_lever_at_a_time", "segments_and_sync")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_ready_study_is_right_and_short(path):
    study = Study.from_toml(path)
    assert study.name == path.stem
    assert study.about.endswith((".", "?"))
    assert study.answers
    assert study.size * study.length <= 3_000 * 504, "minutes, not hours, on two cores"
    assert Study.from_toml(path, scale="full").size > study.size


def test_every_experiment_that_the_model_can_run_has_a_study():
    """Of X10, turnover can be run; a shock within a run waits for its mechanism."""
    answered = {one for path in FILES for one in Study.from_toml(path).answers if one.startswith("X")}
    assert answered == {f"X{number}" for number in range(1, 12)}


@pytest.mark.parametrize("name", PAGES)
def test_results_are_those_of_the_study_and_reproduce(name):
    found = load(ROOT / "results" / name)
    study = Study.from_toml(ROOT / "experiments" / f"{name}.toml")
    counts = found.counts()
    assert counts["ok"] == counts["runs"]
    assert found.pairs == study.pairs
    assert found.store.points == study.points
    kept, now = found.recipe.content(), Recipe.of(study).content()
    assert {key: kept[key] for key in kept if key != "walk"} == {key: now[key] for key in now if key != "walk"}
    page = (found.folder / "README.md").read_text()
    assert study.page.reading.strip() in page
    assert len(study.page.reading.strip().split("\n\n")) == 2
    assert len(found.verify(2)) == 2
    assert sum(path.stat().st_size for path in found.folder.rglob("*") if path.is_file()) < 2e6
