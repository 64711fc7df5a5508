"""Paired differences against SciPy's, and a comparison as a user sees it."""

from __future__ import annotations

import re
import time
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers import resized
from orgsim.analysis.comparing import check_resources, compare
from orgsim.analysis.comparison import Comparison
from orgsim.analysis.difference import paired
from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.errors import BadValue, UnequalResources, UnknownName
from orgsim.studies import pairs
from orgsim.studies.pairs import outcome_of, run_pairs
from orgsim.studies.scenario import Scenario
from orgsim.studies.seeds import pair_seed

VALUES = st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=3, max_size=40)


@given(VALUES)
def test_the_interval_is_students_for_paired_samples(values):
    a, b = np.array(values).T
    if np.std(b - a) < 1e-6:
        return
    found = paired("revenue", a, b)
    expected = stats.ttest_rel(b, a).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-6, abs=1e-6)
    assert found.excludes_zero == (stats.ttest_rel(b, a).pvalue < 0.05)


def test_pairs_without_a_value_are_left_out_and_counted():
    found = paired("win_rate", np.array([0.2, np.nan, 0.4, 0.3]), np.array([0.3, 0.5, 0.5, 0.5]))
    assert found.pairs == 3
    assert found.difference == pytest.approx((0.1 + 0.1 + 0.2) / 3)
    assert paired("win_rate", np.array([np.nan]), np.array([1.0])).pairs == 0


def test_winning_means_less_where_less_is_better():
    less = np.array([1.0, 1.0, 1.0])
    assert paired("cac", less, less + 1.0).a_won == 3
    assert paired("revenue", less, less + 1.0).a_won == 0


def test_a_difference_matters_only_where_the_whole_interval_lies_beyond_two_percent():
    b = np.full(10, 100.0)
    wobble = np.linspace(-0.1, 0.1, 10)
    assert paired("revenue", b - 5.0 + wobble, b).matters
    small = paired("revenue", b - 1.0 + wobble, b)
    assert small.excludes_zero
    assert not small.matters


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare("separated", "integrated", pairs=60, years=1, changes={"start.burn_in": 126})


def test_common_random_numbers_pay_on_the_reference_company(found):
    """Without pairs deals differ with more than four times the variance, and revenue with more than three times."""
    assert found["deals"].pairing_gain > 4.0
    assert found["revenue"].pairing_gain > 3.0


def test_a_design_compared_with_itself_differs_in_nothing(village):
    same = compare("pods", "pods", village, pairs=3, days=100)
    assert all(one.difference == 0.0 for one in same.differences.values() if one.pairs)
    assert "pods and pods come to the same profit in every pair" in same.summary()


def test_two_designs_of_ones_own_are_told_apart(village):
    low, high = (DESIGNS["pods"].set("info_sharing", share) for share in (0.1, 0.9))
    found = compare(low, high, village, pairs=2, days=60)
    assert (found.name_a, found.name_b) == ("custom a", "custom b")


def test_a_design_compared_with_itself_keeps_both_columns(village):
    twice = compare("pods", "pods", village, pairs=2, days=60)
    assert {"pods (a)", "pods (b)"} <= set(twice.table.columns)
    assert twice.length == "60 days"


def test_the_table_holds_every_metric(found):
    table = found.table
    assert list(table.loc["revenue", ["unit", "block"]]) == ["EUR", "revenue"]
    row = table.loc["profit"]
    assert row["plain_difference"] == pytest.approx(row["integrated"] - row["separated"])
    assert row["high"] - row["low"] < row["plain_high"] - row["plain_low"]
    assert row["low"] < row["difference"] < row["high"]
    assert found.pairs == row["pairs"] == 60


def test_the_summary_claims_no_more_than_the_intervals(found):
    text = found.summary()
    profit = found["profit"]
    if profit.excludes_zero:
        assert text.startswith("integrated" if profit.difference > 0.0 else "separated")
    else:
        assert text.startswith("Undecided")
    assert text.replace(" ", "") in re.sub(r"<[^>]+>| ", "", unescape(found._repr_html_()))
    assert text in repr(found)


def test_workers_change_nothing(village):
    both = tuple(Scenario.of(name, village, days=60) for name in ("separated", "integrated"))
    one, two = (run_pairs(both, pairs=4, seed=3, workers=workers) for workers in (1, 2))
    for mine, theirs in zip(one, two, strict=True):
        assert [repr(a.metrics) for a in mine] == [repr(b.metrics) for b in theirs]
        assert all((a.series["revenue"] == b.series["revenue"]).all() for a, b in zip(mine, theirs, strict=True))


def test_more_pairs_begin_with_the_same_pairs(village):
    few, many = (compare(company=village, pairs=pairs, days=40) for pairs in (2, 4))
    assert list(many.values("leads")[0][:2]) == list(few.values("leads")[0])


def test_pair_seeds_are_addresses():
    seeds = {pair_seed(seed, pair) for seed in (0, 1, 2**40) for pair in range(500)}
    assert len(seeds) == 1500
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_progress_is_told(village):
    told = []
    compare(company=village, pairs=2, days=10, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)


def test_unequal_resources_are_refused(village):
    mine = outcome_of(Scenario.of("separated", village, days=3), 1)
    check_resources([mine], [outcome_of(Scenario.of("pods", village, days=3), 1)])
    for change in ({"staff": {"reps": 4}}, {"staff": {"rep_pay": 90_000.0}}, {"response": {"media_month": 1.0}}):
        with pytest.raises(UnequalResources, match="pair 0 do not start with the same resources"):
            check_resources([mine], [outcome_of(Scenario.of("separated", resized(village, **change), days=3), 1)])


@pytest.mark.parametrize("pairs", [0, 1, -3, 10**6])
def test_a_senseless_number_of_pairs_is_refused(pairs, village):
    with pytest.raises(BadValue, match=rf"pairs = {pairs} lies outside 2\.\.100000"):
        compare(company=village, pairs=pairs)


def test_an_unknown_metric_is_named(found):
    with pytest.raises(UnknownName, match="Did you mean profit"):
        found["proft"]
    with pytest.raises(BadValue, match="workers = 0"):
        compare(pairs=2, workers=0)


def test_pairs_come_back_in_their_order_whoever_finishes_first(village, monkeypatch):
    """The second pair takes longest: outcomes are those of one worker, pair by pair."""
    sides = tuple(Scenario.of(of, village, days=40) for of in ("separated", "integrated"))
    alone = run_pairs(sides, pairs=6, seed=3, workers=1)
    slow, one_run = pair_seed(3, 1), pairs.outcome_of

    def late(scenario, seed):
        time.sleep(0.25 if seed == slow else 0.0)
        return one_run(scenario, seed)

    monkeypatch.setattr(pairs, "outcome_of", late)
    together = run_pairs(sides, pairs=6, seed=3, workers=4)
    for one, two in zip(alone, together, strict=True):
        assert [each.metrics["cost"] for each in one] == [each.metrics["cost"] for each in two]
