"""Sharp differences: what luck explains goes, and nothing else does."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import resized
from orgsim.analysis.comparing import compare
from orgsim.analysis.difference import mean_interval, paired
from orgsim.analysis.sharp import FEWEST, belief, without_luck
from orgsim.results.codes import Luck
from orgsim.studies.pairs import run_pairs
from orgsim.studies.scenario import Scenario


def test_luck_with_slope_one_is_taken_off():
    """A closed form: of a difference 3 + luck + noise, variances 4 and 1, a fifth of the variance is left."""
    draw = np.random.default_rng(1)
    luck = draw.normal(0.0, 2.0, (4000, 1))
    steps = 3.0 + luck[:, 0] + draw.normal(0.0, 1.0, 4000)
    left = without_luck(steps, luck, np.ones(1))
    assert left.mean() == pytest.approx(3.0, abs=0.06)
    assert steps.var() / left.var() == pytest.approx(5.0, rel=0.1)


def test_luck_that_has_nothing_to_do_with_it_costs_next_to_nothing():
    draw = np.random.default_rng(2)
    steps = draw.normal(0.0, 1.0, (2000, 40))
    luck = draw.normal(0.0, 1.0, (2000, 40, 14))
    wider = [without_luck(one, two, np.zeros(14)).var() / one.var() for one, two in zip(steps, luck, strict=True)]
    assert 0.9 < np.mean(wider) < 1.3


def test_slopes_come_from_other_pairs():
    """One pair moved far away moves no slope that is applied to itself: its own luck is taken off as before."""
    draw = np.random.default_rng(3)
    luck = draw.normal(0.0, 1.0, (40, 1))
    steps = luck[:, 0] + draw.normal(0.0, 0.1, 40)
    moved = steps.copy()
    moved[7] += 1000.0
    assert without_luck(moved, luck, np.zeros(1))[7] - without_luck(steps, luck, np.zeros(1))[7] == pytest.approx(1000.0)


def test_what_happened_in_one_pair_only_gets_no_slope_from_the_others():
    """A rare event, and rounding elsewhere: taken off as it is expected to weigh, here nothing, and not a hundredfold."""
    draw = np.random.default_rng(4)
    luck = draw.normal(0.0, 1e-3, (25, 1))
    luck[3] = 1.0
    steps = draw.normal(0.0, 1.0, 25)
    assert np.abs(without_luck(steps, luck, np.zeros(1)) - steps).max() < 1.0
    rounding = draw.normal(0.0, 1e-17, (25, 1))
    assert without_luck(steps, rounding, np.zeros(1)) is steps


def test_of_few_pairs_nothing_is_learned_but_what_is_believed_is_taken_off():
    steps, luck = np.arange(float(FEWEST - 1)), np.arange(2.0 * (FEWEST - 1)).reshape(-1, 2)
    assert without_luck(steps, luck, np.array([1.0, 0.0])) == pytest.approx(steps - luck[:, 0])
    many = np.arange(50.0)
    assert without_luck(many, np.zeros((50, 3)), np.ones(3)) is many


def test_few_pairs_go_by_what_is_believed_and_many_by_what_they_say():
    """A true slope of 2 where 1 is believed, for as many pairs as firmness says: (40 x 2 + 60 x 1) / 100 and so on."""
    draw = np.random.default_rng(6)
    for pairs, slope in ((40, 1.4), (6000, 1.99)):
        luck = draw.normal(0.0, 1.0, (pairs, 1))
        found = (2.0 * luck[:, 0] - without_luck(2.0 * luck[:, 0], luck, np.ones(1), firmness=60.0)) / luck[:, 0]
        assert found.mean() == pytest.approx(slope, abs=0.06)


@pytest.fixture(scope="module")
def pool(village):
    """Two thousand pairs of the village: the truth, as far as anybody needs it."""
    sides = tuple(Scenario.of(of, village, days=126) for of in ("separated", "integrated"))
    return run_pairs(sides, pairs=2000, seed=11)


def assert_no_mean(luck, always):
    """Of sums by run, EUR or events, and decision: within three standard errors, and those named move."""
    for unit in (0, 1):
        error = luck[:, unit].std(axis=0, ddof=1) / len(luck) ** 0.5
        moved = error > 0.0
        assert moved[list(always)].all()
        off = np.abs(luck[:, unit].mean(axis=0)[moved]) / error[moved]
        assert off.max() < 3.5, dict(zip(np.flatnonzero(moved).tolist(), off.round(1).tolist(), strict=True))
        assert (off < 3.0).mean() > 0.9


EVERYWHERE = (Luck.RAISED, Luck.REACHED, Luck.QUALIFIED, Luck.CONNECTED, Luck.ADVANCED, Luck.WON, Luck.DECIDED)


@pytest.mark.parametrize("side", [0, 1])
def test_no_sum_has_a_mean(pool, side):
    """Over 2,000 runs under either design."""
    luck = np.array([one.luck for one in pool[side]])
    assert_no_mean(luck, EVERYWHERE)
    assert luck[:, 0, Luck.VALUED].any()
    assert not luck[:, 1, Luck.VALUED].any()


@pytest.mark.parametrize("design", ["integrated", "separated vs integrated"])
def test_no_sum_has_a_mean_in_a_company_that_has_lived(village, design):
    """With a past, customers whose contracts come up, and a change from today; or in a market that two share."""
    going = resized(village, start={"burn_in": 60, "customers": 60, "customer_months": 6.0}, market={"contract_months": 3})
    today = None if " vs " in design else "separated"
    side = Scenario.of(design, going, today=today, days=90, changes={"customers.churn_month": 0.1})
    runs, _ = run_pairs((side, side), pairs=800, seed=5)
    assert_no_mean(np.array([one.luck for one in runs]), (*EVERYWHERE, Luck.STAYED, Luck.EXPANDED))


def test_intervals_hold_the_truth_as_often_as_they_say(pool):
    """400 comparisons of 40 pairs each: between 93 and 97 % of the sharp intervals hold the difference of 2,000 pairs."""
    a, b = (np.array([one.metrics["profit"] for one in side]) for side in pool)
    luck = np.array([two.luck[0] - one.luck[0] for one, two in zip(*pool, strict=True)])
    truth = without_luck(b - a, luck, *belief("profit")).mean()
    draw, held, gains = np.random.default_rng(5), 0, []
    for _ in range(400):
        chosen = draw.choice(len(a), 40, replace=False)
        one = paired("profit", a[chosen], b[chosen], luck[chosen])
        held += one.low <= truth <= one.high
        gains.append(one.luck_gain)
    assert 0.93 * 400 <= held <= 0.975 * 400
    assert np.median(gains) > 1.5


def test_sharp_and_plain_agree_in_the_long_run(pool):
    a, b = (np.array([one.metrics["profit"] for one in side]) for side in pool)
    luck = np.array([two.luck[0] - one.luck[0] for one, two in zip(*pool, strict=True)])
    one = paired("profit", a, b, luck)
    assert one.plain == mean_interval(b - a)
    assert abs(one.luck) < 3.0 * (one.plain[2] - one.plain[1]) / 4.0
    assert one.high - one.low < one.plain[2] - one.plain[1]


def test_what_is_believed_sharpens_the_few_pairs_from_which_nothing_is_learned(pool):
    """Six pairs at a time, slopes as they are believed: profit's variance falls by half and more, new deals' too."""
    luck = np.array([two.luck[0] - one.luck[0] for one, two in zip(*pool, strict=True)])
    for name in ("profit", "new_revenue"):
        a, b = (np.array([one.metrics[name] for one in side]) for side in pool)
        left = np.concatenate(
            [without_luck((b - a)[at : at + 6], luck[at : at + 6], *belief(name)) for at in range(0, 1998, 6)]
        )
        assert (b - a)[:1998].var() / left.var() > 1.5


def test_a_comparison_runs_until_it_is_sharp_enough(village):
    sharp = compare("separated", "integrated", village, days=126, until=0.05, pairs=400)
    one = sharp["profit"]
    assert one.half_width <= 0.05 * abs(one.mean_b)
    assert 20 <= sharp.pairs < 400
    assert f"{sharp.pairs} pairs were enough for half an interval of 5 % of profit." in sharp.summary()
    same = compare("separated", "integrated", village, days=126, pairs=sharp.pairs)
    assert same["profit"].difference == one.difference
    short = compare("separated", "integrated", village, days=126, until=0.0001, pairs=40)
    assert short.pairs == 40
    assert "40 pairs were not enough for half an interval of 0.01 % of profit" in short.summary()


def test_only_sums_of_money_and_counts_are_sharpened(village):
    found = compare("separated", "integrated", village, pairs=20, days=126)
    assert found["profit"].luck_gain > 1.0
    for name in ("win_rate", "cac", "unit_trust"):
        assert found[name].luck_gain == pytest.approx(1.0)
        assert found[name].plain[0] == found[name].difference
    assert {"plain_difference", "plain_low", "plain_high", "luck_gain"} <= set(found.table.columns)
    assert Luck.WON in Luck
