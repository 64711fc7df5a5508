"""Runs that are remembered: what is known is not run again, what nobody wants any more is not run at all."""

from __future__ import annotations

import time

import pytest

from orgsim.kernel.wanted import Left
from orgsim.studies import remembered as module
from orgsim.studies.pairs import outcome_of
from orgsim.studies.remembered import PATIENCE, Remembered
from orgsim.studies.scenario import Scenario


@pytest.fixture
def counted(monkeypatch):
    runs = []
    monkeypatch.setattr(module, "outcome_of", lambda scenario, seed: (runs.append(seed), outcome_of(scenario, seed))[1])
    return runs


@pytest.fixture
def sides(village):
    return [Scenario.of(name, village, days=21) for name in ("separated", "integrated")]


def test_outcomes_are_those_of_single_runs_and_known_ones_are_not_run_again(counted, sides):
    kept = Remembered()
    found = kept.outcomes(sides, [1, 2])
    for side, outcomes in zip(sides, found, strict=True):
        assert [one.metrics["profit"] for one in outcomes] == [outcome_of(side, seed).metrics["profit"] for seed in (1, 2)]
    assert len(counted) == 4
    changed = [sides[0], sides[1].at({"info_sharing": 0.3})]
    again = kept.outcomes(changed, [1, 2])
    assert len(counted) == 6  # the first side was known
    assert again[0][0] is found[0][0]
    kept.close()


def test_the_same_design_on_both_sides_is_run_once(counted, sides):
    a, b = Remembered().outcomes([sides[0], sides[0]], [5])
    assert a[0] is b[0]
    assert len(counted) == 1


def test_another_past_company_or_horizon_is_another_run(counted, sides, village):
    kept = Remembered()
    one = sides[0]
    kept.outcomes([one], [1])
    for other in (
        Scenario.of("separated", village, days=21, today="integrated"),
        Scenario.of("separated", village.set("market.deal_value", 9000.0), days=21),
        Scenario.of("separated", village, days=22),
        Scenario.of("separated", village, days=21, changes={"hours.switching": 0.0}),
    ):
        kept.outcomes([other], [1])
    assert len(counted) == 5


def test_the_least_recently_wanted_are_forgotten(counted, sides):
    kept = Remembered(workers=1, most=2)
    for seed in (1, 2, 1, 3, 1, 2):
        kept.outcomes(sides[:1], [seed])
    assert counted == [1, 2, 3, 2]


def test_whoever_has_left_is_not_worked_for(counted, sides):
    with pytest.raises(Left):
        Remembered(workers=1).outcomes(sides, range(1000), lambda: len(counted) > 2)
    assert len(counted) < 10


def test_after_the_end_nobody_is_answered(sides):
    kept = Remembered()
    kept.close()
    with pytest.raises(Left):
        kept.outcomes(sides, [1])


def test_a_run_under_way_is_broken_off_when_its_reader_leaves(village):
    """A reader who drags on does not wait until a long run that he no longer wants has come to its end."""
    kept, asked = Remembered(workers=1), []

    def left() -> bool:
        asked.append(time.perf_counter())
        return len(asked) > 5

    long = Scenario.of("separated", village, years=40.0)
    with pytest.raises(Left):
        kept.outcomes([long], [1], left)
    kept._pool.shutdown()  # waits for what it works on
    began = time.perf_counter()
    outcome_of(long, 1)
    whole_run = time.perf_counter() - began
    assert whole_run > 8 * PATIENCE  # else it would tell nothing
    assert began - asked[0] < whole_run / 4 + PATIENCE
