"""A study's page holds what the study found, and refuses what it did not."""

from __future__ import annotations

import pandas as pd
import pytest

import walks
from orgsim.faces.pages import figures
from orgsim.faces.pages.figure import FIGURES
from orgsim.faces.pages.figures import check_figure
from orgsim.faces.pages.page import write_page
from orgsim.kernel.errors import CheckFailed, UsageError
from orgsim.studies.study import Study


def study(**changes):
    base = {"name": "page", "metrics": ("profit", "leads"), "pairs": 3, "days": 21, "companies": ("midmarket_saas",)}
    return Study.model_validate(base | changes)


def test_dots(tmp_path):
    found = study(about="Who wins?", designs=("separated", "pods", "integrated"), page={"reading": "Nobody yet."}).run(
        tmp_path / "s"
    )
    text = write_page(found).read_text()
    for piece in ("# page", "Who wins?", "Nobody yet.", "![Profit", "| midmarket_saas | pods |", "## Provenance", "seed 7"):
        assert piece in text
    effects = pd.read_csv(tmp_path / "s" / "effects.csv")
    assert list(effects["design"]) == ["pods", "integrated"]
    assert (tmp_path / "s" / "profit.png").stat().st_size > 10_000


def test_responses(tmp_path):
    plan = {"method": "one_at_a_time", "between": ["separated", "integrated"], "levels": 2}
    found = study(designs=("separated", "integrated"), plan=plan, page={"figure": "responses", "metrics": ["leads"]}).run(
        tmp_path / "s"
    )
    text = write_page(found).read_text()
    assert "far end of each curve" in text
    assert "| midmarket_saas | separated | specialization | 0.55 |" in text


def test_map(tmp_path):
    vary = {"info_sharing": {"values": [0.2, 0.8]}, "hours.switching": {"values": [0.0, 0.5]}}
    found = study(vary=vary, page={"figure": "map", "metrics": ["profit"]}).run(tmp_path / "s")
    assert "| hours.switching \\ info_sharing | 0.2 | 0.8 |" in write_page(found).read_text()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"page": {"metrics": ["deals"]}}, "page.metrics: deals is not among the metrics that are kept"),
        ({"page": {"figure": "map"}}, "needs two designs, and a factorial plan of two factors"),
        ({"vary": {"info_sharing": {}}}, "needs a study of one point"),
        ({"designs": ("pods",)}, "two designs at least"),
    ],
)
def test_a_figure_that_does_not_suit_the_study_is_refused(tmp_path, changes, message):
    with pytest.raises(UsageError, match=message):
        write_page(study(**changes).run(tmp_path / "s"))


def test_a_page_of_failed_runs_is_refused(tmp_path):
    with pytest.raises(CheckFailed, match="4 of 6 runs went well"):
        write_page(study().run(tmp_path / "s", walk=walks.raising))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[vary]\ninfo_sharing = {}\n[page]\nfigure = 'map'", "line 4, page.figure: 'map' needs two designs"),
        ("[page]\nfigure = 'responses'", "line 2, page.figure: 'responses' needs plan.method = 'one_at_a_time'"),
        ("[page]\nfigure = 'dotz'", "line 2, page.figure: There is no figure 'dotz'. Did you mean dots"),
        ("[vary]\nwithout = { values = ['all'] }\ninfo_sharing = {}\n[page]\nfigure = 'map'", "line 5, page.figure"),
    ],
)
def test_a_figure_that_a_file_asks_for_is_checked_with_its_line(tmp_path, text, message):
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        check_figure(Study.from_toml(tmp_path / "s.toml"))


def test_a_figure_of_ones_own_is_one_class(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "FIGURES", dict(FIGURES))

    class Marks(figures.Dots):
        name = "marks"
        shows = "marks"

    monkeypatch.setitem(figures.FIGURES, "marks", FIGURES.pop("marks"))
    found = study(designs=("separated", "pods"), page={"figure": "marks"}).run(tmp_path / "s")
    assert "Profit: marks in midmarket_saas" in write_page(found).read_text()
