"""Where a sign turns: against closed forms, with intervals that cover them."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.when.brackets import crossing, nearest


def geometric_funnel(seed, pairs=10, noise=0.0):
    """A funnel of n leads at rates q and w, worth v, at cost c; b's rate w is a half higher for 30 EUR a lead more.

    D(v) = n q w v / 2 - 30 n: it turns at v = 60 / (q w), which is 1,200 EUR for q = 0.5 and w = 0.1.
    """
    luck = np.random.default_rng(seed).normal(0.0, noise, pairs)

    def at(values):
        return np.array([100.0 * (0.5 * 0.1 * value / 2.0 - 30.0) + luck for value in values])

    return at


@pytest.mark.parametrize(("now", "end"), [(800.0, 1600.0), (1600.0, 800.0), (1100.0, 2200.0)])
def test_a_geometric_funnel_turns_where_its_closed_form_says(now, end):
    found = crossing(geometric_funnel(1), now, end)
    assert found.value == pytest.approx(1200.0)
    assert (found.low, found.high, found.sure) == pytest.approx((1200.0, 1200.0, 1.0))


def test_what_does_not_turn_is_none():
    assert crossing(geometric_funnel(1), 800.0, 1150.0) is None


def test_intervals_cover_the_closed_form():
    """Of 400 repetitions 95 % hold it, within 3.5 standard errors."""
    held = []
    for seed in range(400):
        found = crossing(geometric_funnel(seed, noise=300.0), 800.0, 1600.0, seed=seed)
        held.append(found is not None and found.low <= 1200.0 <= found.high)
    assert np.mean(held) == pytest.approx(0.95, abs=3.5 * (0.95 * 0.05 / 400) ** 0.5)


def test_a_curve_turns_at_its_root():
    """x^3 - 0.2, from 0 to 1: the root is 0.585."""
    found = crossing(lambda values: np.array([[one**3 - 0.2] * 3 for one in values]), 0.0, 1.0)
    assert found.value == pytest.approx(0.2 ** (1 / 3), abs=0.01)


def test_of_two_turns_the_nearer_one_is_told():
    """A parabola that is above zero between 0.2 and 0.6, seen from 0 on to where it is above again at 0.5."""
    found = crossing(lambda values: np.array([[(0.6 - one) * (one - 0.2)] * 2 for one in values]), 0.0, 0.5)
    assert found.value == pytest.approx(0.2, abs=0.02)


def test_whole_numbers_are_walked_as_such():
    asked = []

    def at(values):
        asked.extend(values)
        return np.array([[one - 4.5, one - 4.5] for one in values])

    assert crossing(at, 1.0, 8.0, whole=True).value == pytest.approx(4.5)
    assert all(float(one).is_integer() for one in asked)


def test_an_end_that_not_all_draws_reach_is_open():
    found = crossing(geometric_funnel(1, noise=2500.0), 800.0, 2200.0)
    assert found.sure < 1.0
    assert found.high == np.inf or found.low == -np.inf


def test_where_the_sign_of_today_is_open_an_interval_reaches_before_today():
    """Today 1,250, where the truth has just turned at 1,200: what is reported is no turn beyond today that excludes it."""
    told = [crossing(geometric_funnel(seed, noise=300.0), 1250.0, 2500.0, seed=seed) for seed in range(300)]
    told = [one for one in told if one is not None]
    assert 5 <= len(told) <= 60
    assert np.mean([one.low <= 1200.0 for one in told]) > 0.8


def test_an_end_at_which_both_are_just_equal_turns_nothing():
    assert crossing(lambda values: np.array([[one, one, one, one, one, one] for one in values]), 1.0, 0.0) is None


def test_of_few_pairs_no_end_is_known():
    found = crossing(geometric_funnel(1, pairs=4, noise=300.0), 800.0, 1600.0)
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_the_place_between_two_values_is_linear():
    assert nearest(np.array([0.0, 1.0, 2.0]), np.array([-1.0, 3.0, 5.0])) == pytest.approx(0.25)
    assert nearest(np.array([0.0, 1.0]), np.array([-1.0, -3.0])) == float("inf")
    assert nearest(np.array([3.0, 4.0]), np.array([0.0, 1.0])) == 3.0
