"""A study's page holds what the study found, and refuses what it did not."""

from __future__ import annotations

import pandas as pd
import pytest

import walks
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
    vary = {"info_sharing": {"values": [0.2, 0.8]}, "switching.setup": {"values": [0.0, 0.5]}}
    found = study(vary=vary, page={"figure": "map", "metrics": ["profit"]}).run(tmp_path / "s")
    assert "| switching.setup \\ info_sharing | 0.2 | 0.8 |" in write_page(found).read_text()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"page": {"metrics": ["wins"]}}, "page.metrics: wins is not among the metrics that are kept"),
        ({"page": {"figure": "map"}}, "needs two designs, and a factorial plan of two factors"),
        ({"vary": {"info_sharing": {}}}, "Dots need a study of one point"),
        ({"designs": ("pods",)}, "Dots need two designs"),
    ],
)
def test_a_figure_that_does_not_suit_the_study_is_refused(tmp_path, changes, message):
    with pytest.raises(UsageError, match=message):
        write_page(study(**changes).run(tmp_path / "s"))


def test_a_page_of_failed_runs_is_refused(tmp_path):
    with pytest.raises(CheckFailed, match="4 of 6 runs went well"):
        write_page(study().run(tmp_path / "s", walk=walks.raising))
