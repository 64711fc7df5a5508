"""Advice and optimization on the model: from today on, tested on pairs that no search saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from orgsim.analysis.advice.advising import CHOSEN, FRESH, MEASURE_PAIRS, SEARCH_PAIRS, advise
from orgsim.analysis.advice.optimizing import optimize
from orgsim.analysis.comparing import compare
from orgsim.faces.drawing import kinds
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.studies.pairs import run_pairs
from orgsim.studies.result import StudyResult
from orgsim.studies.scenario import Scenario


@pytest.fixture(scope="module")
def advised(village, tmp_path_factory):
    folder = tmp_path_factory.mktemp("advice") / "kept"
    levers = ["owner_stays", "on_duty", "contact_hours"]
    return advise(village, today="undefined", levers=levers, trials=8, days=120, folder=folder), folder


def test_what_is_shown_was_measured_on_pairs_of_its_own(advised, village):
    """The gain is that of today's design against the advised one under pairs 2000 on, changing over on day 0."""
    found, _ = advised
    today = Scenario.of("undefined", village, today="undefined", days=120)
    after = today.at({name: to for name, (_, to) in found.best.items()})
    a, b = run_pairs((today, after), first=CHOSEN, pairs=CHOSEN + MEASURE_PAIRS, seed=7)
    truth = np.mean([theirs.metrics["profit"] - mine.metrics["profit"] for mine, theirs in zip(a, b, strict=True)])
    assert found.measured["profit"].plain[0] == pytest.approx(truth)
    assert found.gain[1] < found.gain[0] < found.gain[2]


def test_where_no_change_is_advised_no_picture_is_of_one(advised):
    found, _ = advised
    assert {"payback", "bridge", "doubts"} <= set(kinds(found))
    assert kinds(replace(found, best={})) == ["gains"]


def test_trials_are_runs_in_the_store(advised):
    found, folder = advised
    pairs = set(StudyResult(folder).table()["pair"])
    assert set(range(SEARCH_PAIRS)) < pairs
    assert {one for one in pairs if one >= SEARCH_PAIRS} == set(range(FRESH, FRESH + 6))
    moved = {name for one in (*found.singles, *found.few) for name in one.levers}
    assert moved <= {"owner_stays", "on_duty", "contact_hours"}


def test_a_page_is_told(advised):
    found, _ = advised
    assert all(len(one.levers) == 1 for one in found.singles)
    assert all(len(one.levers) > 1 for one in found.few)
    assert found.training[0] >= 0.0
    assert found.fees[0] >= 0.0
    assert found.dip.cumulated.shape == (MEASURE_PAIRS, 24)
    assert found.dip.cumulated[:, -1].mean() == pytest.approx(found.measured["profit"].plain[0], rel=1e-6)
    assert found.doubts.name_b == "advised"
    assert len(found.doubts.steps) == 64
    said = found.summary()
    assert said.startswith("Change ") == bool(found.best and found.gain[1] > 0.0)
    assert all(name in said for name in found.best)


def test_advice_wants_a_design_of_today(village, tmp_path):
    with pytest.raises(BadValue, match="starts from the design of today"):
        advise(village, today="home", folder=tmp_path / "x")
    with pytest.raises(UnknownName):
        advise(village, levers=["contact"], folder=tmp_path / "x")
    with pytest.raises(BadValue, match="a lever is part of today's design"):
        advise(village, changes={"contact_hours": 1.0}, folder=tmp_path / "x")


def test_the_front_is_tested_on_fresh_pairs_and_weighed(village, tmp_path):
    found = optimize(
        "separated", village, aims=["profit", "trust"], limits=["conflict <= 1000"], trials=16, pairs=2, fresh=3,
        robust=True, days=60, levers=["contact_hours", "owner_stays"], folder=tmp_path / "kept",
    )  # fmt: skip
    assert 1 <= len(found.candidates) <= 6
    profits = [one.aims["profit"] for one in found.candidates]
    assert profits == sorted(profits, reverse=True)
    for one in found.candidates:
        assert one.keeps
        assert set(one.changed) <= {"contact_hours", "owner_stays"}
        assert one.gains["profit"][0] == pytest.approx(one.aims["profit"] - found.base["profit"])
        assert one.robust.regret >= 0.0
    assert {"profit_gain", "trust_low", "regret", "changes"} <= set(found.table.columns)
    assert "measured on 3 other pairs" in found.summary()
    assert found.best.design in [one.design for one in found.candidates]


def test_a_design_that_changes_nothing_gains_nothing(village, tmp_path):
    found = optimize("separated", village, levers=["message_sync"], trials=8, pairs=2, fresh=2, days=20,
                     changes={"messages.sync": 0.0}, folder=tmp_path / "kept")  # fmt: skip
    assert all(one.gains["profit"] == pytest.approx((0.0, 0.0, 0.0)) for one in found.candidates)


def test_an_optimum_that_is_compared_is_the_same_design(village, tmp_path):
    found = optimize("separated", village, levers=["contact_hours"], trials=8, pairs=2, fresh=2, days=40,
                     folder=tmp_path / "kept")  # fmt: skip
    again = compare("separated", found.best.design, village, pairs=2, days=40)
    assert again.pairs == 2
    with pytest.raises(BadValue, match="does not change on the way"):
        optimize("separated then pods@5", village, folder=tmp_path / "x")
