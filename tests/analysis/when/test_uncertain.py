"""Doubts: noise is taken out, what a number is worth is that of its closed form."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.when.uncertain import Uncertain, drawn_shares, share_ahead, uncertain, without_noise, worths
from orgsim.studies.plausible import in_doubt, plausible, point_at, value_now
from orgsim.studies.scenario import Scenario


def test_points_differ_as_they_do_without_the_noise_of_their_pairs():
    """Truly spread by 1, with noise of 2 over four pairs and luck that all share."""
    rng = np.random.default_rng(1)
    truth = rng.normal(0.5, 1.0, 2000)
    steps = truth[:, None] + rng.normal(0.0, 2.0, (2000, 4)) + rng.normal(0.0, 5.0, 4)
    assert steps.mean(axis=1).std() == pytest.approx(2.0**0.5, abs=0.05)
    assert without_noise(steps).std() == pytest.approx(1.0, abs=0.06)


def test_of_pure_noise_nothing_differs():
    steps = np.random.default_rng(2).normal(3.0, 1.0, (500, 4))
    assert without_noise(steps).std() < 0.2
    assert without_noise(np.ones((4, 1))).tolist() == [1.0] * 4


def test_what_a_number_is_worth_is_its_closed_form():
    """D = 2 u - 1, u uniform: choosing by it earns E max(D, 0) = 1/4, and nothing is earned otherwise."""
    rng = np.random.default_rng(3)
    shares = rng.random((512, 20))
    found = worths(shares, 2.0 * shares[:, 4] - 1.0 + rng.normal(0.0, 0.2, 512))
    assert found[4] == pytest.approx(0.25, abs=0.03)
    assert np.delete(found, 4).max() < 0.02


def test_of_many_numbers_that_do_nothing_none_is_worth_measuring():
    """172 numbers and 64 points of noise: in 19 of 20 trials nothing is named."""
    rng = np.random.default_rng(4)
    named = [worths(drawn_shares(172, 64, seed), rng.normal(0.0, 1.0, 64)).any() for seed in range(60)]
    assert np.mean(named) < 0.05 + 3.5 * (0.05 * 0.95 / 60) ** 0.5


def test_of_many_numbers_the_one_that_decides_is_named_first():
    rng = np.random.default_rng(5)
    right = []
    for seed in range(30):
        shares = drawn_shares(172, 64, seed)
        found = worths(shares, 4.0 * (shares[:, 17] - 0.5) + rng.normal(0.0, 0.5, 64))
        right.append(int(np.argmax(found)) == 17)
    assert np.mean(right) > 0.9


def test_of_few_points_nothing_is_named():
    shares = np.random.default_rng(4).random((32, 3))
    assert not worths(shares, shares[:, 0] - 0.5).any()


@pytest.mark.parametrize(("points", "pairs"), [(64, 3), (16, 2)])
def test_the_share_ahead_is_covered_though_all_points_share_their_luck(points, pairs):
    """True share 1/2, points' spread 0.3, luck that all share 1, noise 0.5: 95 % or more of 400 intervals hold it."""
    held = []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        steps = rng.normal(0.0, 0.3, (points, 1)) + rng.normal(0.0, 1.0, pairs) + rng.normal(0.0, 0.5, (points, pairs))
        _, low, high = share_ahead(steps)
        held.append(low <= 0.5 <= high)
    assert np.mean(held) >= 0.95 - 3.5 * (0.95 * 0.05 / 400) ** 0.5


def test_all_numbers_together_are_worth_what_choosing_by_them_earns():
    shares = np.random.default_rng(4).random((64, 3))
    steps = np.repeat((shares[:, :1] - 0.9) * 100.0, 3, axis=1)
    found = Uncertain("a", "b", "c", dict.fromkeys(("hours.admin", "hours.block", "hours.slack"), (0.0, 1.0)), shares, steps)
    assert found.worth_of_all == pytest.approx(np.maximum(steps[:, 0], 0.0).mean())
    assert list(found.worth)[:1] == ["hours.admin"]
    assert found.ahead[0] == pytest.approx((shares[:, 0] > 0.9).mean())


def test_plausible_is_half_to_double_and_a_share_by_its_odds():
    assert plausible("demand.rest_days", 60.0) == (30.0, 120.0)
    assert plausible("hours.admin", 0.4) == (0.2, 0.5)  # no more than is declared
    assert plausible("decision.typical_fit", 0.5) == pytest.approx((1 / 3, 2 / 3))
    assert plausible("market.ready_mean", 1.0) == pytest.approx((0.0, 2.0))
    assert plausible("contact_hours", 3.0) == (0.0, 4.0)
    assert plausible("campaign.looks", 3.0) == (1, 6)


def test_what_is_in_doubt_stands_on_no_source_and_is_in_use(village):
    scenario = Scenario.of("separated", village)
    ranges = in_doubt(scenario)
    assert "demand.rest_days" in ranges
    assert not {"staff.rep_pay", "rivals.discount", "hours.switching", "demand.shock_day", "segments"} & ranges.keys()
    for name, (low, high) in ranges.items():
        assert low <= value_now(scenario, name) <= high
        assert low < high
    point = point_at(ranges, dict.fromkeys(ranges, 0.5))
    assert isinstance(point["campaign.looks"], int)
    scenario.at(point)


def test_over_plausible_settings_of_the_model(village, tmp_path):
    found = uncertain("separated", "integrated", village, points=8, pairs=2, days=40, folder=tmp_path / "kept")
    assert found.steps.shape == (8, 2)
    low, high = found.mean[1:]
    assert low <= found.mean[0] <= high
    assert "8 plausible settings" in found.summary()
    same = uncertain("pods", "pods", village, points=8, pairs=2, days=20, folder=tmp_path / "same")
    assert (same.steps == 0.0).all()
    assert same.worth == {}
