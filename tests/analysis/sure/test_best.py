"""Multiple comparisons with the best: constants from tables, coverage under common random numbers, losses in closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest

from orgsim.analysis.ranking import race
from orgsim.analysis.sure.best import dunnett, expected_losses, kim_nelson, nested_error, with_best


@pytest.mark.parametrize(
    ("others", "freedom", "constant"),
    [(1, 10, 1.81), (2, 10, 2.15), (4, 10, 2.47), (4, 20, 2.30), (9, 20, 2.60), (4, math.inf, 2.16), (9, math.inf, 2.42)],
)
def test_dunnetts_constants(others, freedom, constant):
    """One-sided, 5 %: Dunnett (1955), table 1a; Hsu (1996) uses the same."""
    assert dunnett(others, freedom) == pytest.approx(constant, abs=0.006)


def test_kim_and_nelsons_constants():
    """k = 5, ten first pairs, 5 %: eta = (40^(2/9) - 1) / 2 = 0.635, h2 = 18 eta (Kim and Nelson 2001)."""
    assert kim_nelson(5, 10) == pytest.approx((0.635, 11.43), abs=0.005)
    assert kim_nelson(2, 20)[0] == pytest.approx((10.0 ** (2 / 19) - 1.0) / 2.0)


MEANS = np.array([0.0, -0.2, -0.5, -1.5])


def shared_luck(seed, pairs=12):
    """Four designs under common random numbers, of unequal noise; the first is the best."""
    rng = np.random.default_rng(seed)
    luck = rng.normal(0.0, 3.0, pairs)
    noise = rng.normal(0.0, 1.0, (4, pairs)) * np.array([[0.3], [0.5], [1.0], [0.7]])
    return list(MEANS[:, None] + luck + noise)


def test_all_intervals_hold_at_once_under_common_random_numbers():
    """In 400 repetitions, 95 % or more: every design's difference to the best of the others lies within its limits, and the
    best is in the subset.
    """
    truths = [MEANS[one] - np.delete(MEANS, one).max() for one in range(4)]
    held, kept = [], []
    for seed in range(400):
        found = with_best(shared_luck(seed))
        held.append(all(one.low <= truth <= one.high for one, truth in zip(found, truths, strict=True)))
        kept.append(found[0].may_be_best)
    least = 0.95 - 3.5 * (0.95 * 0.05 / 400) ** 0.5
    assert np.mean(held) >= least
    assert np.mean(kept) >= least
    assert np.mean([with_best(shared_luck(seed))[3].may_be_best for seed in range(50)]) < 0.1


def test_what_a_wrong_choice_costs_in_closed_form():
    """Two designs, mean difference d and standard error s: the better one costs s phi(d/s) - d Phi(-d/s)."""
    rng = np.random.default_rng(4)
    a = rng.normal(0.0, 1.0, 20)
    b = a + rng.normal(0.3, 1.0, 20)
    steps = b - a
    d, s = abs(steps.mean()), steps.std(ddof=1) / 20**0.5
    density = math.exp(-0.5 * (d / s) ** 2) / (2.0 * math.pi) ** 0.5
    behind = 0.5 * math.erfc(d / s / 2**0.5)
    losses, chances = expected_losses([a, b])
    ahead = int(steps.mean() > 0.0)
    assert losses[ahead] == pytest.approx(s * density - d * behind, rel=0.05)
    assert losses[1 - ahead] - losses[ahead] == pytest.approx(d, abs=0.006)
    assert chances[1 - ahead] == pytest.approx(behind, abs=0.01)


@pytest.mark.parametrize("seed", range(6))
def test_a_wrong_choice_costs_the_same_where_one_has_more_pairs(seed):
    """Eight and forty pairs under common luck: what the eight share tells, as in closed form."""
    rng = np.random.default_rng(seed)
    a = rng.normal(0.0, 5.0, 40)
    b = a[:8] + rng.normal(0.4, 1.0, 8)
    steps = b - a[:8]
    d, s = abs(steps.mean()), steps.std(ddof=1) / 8**0.5
    density = math.exp(-0.5 * (d / s) ** 2) / (2.0 * math.pi) ** 0.5
    losses, _ = expected_losses([a, b])
    better = int(steps.mean() > 0.0)
    assert losses[better] == pytest.approx(s * density - d * 0.5 * math.erfc(d / s / 2**0.5), rel=0.1, abs=0.002)


def test_means_over_nested_pairs_move_together_as_the_larger_one_does():
    """Means over 4 and over 12 of the same pairs, correlated 0.8: covariance 0.8 / 12, variances 1 / 4 and 1 / 12."""
    rng = np.random.default_rng(8)
    both = rng.multivariate_normal([0.0, 0.0], [[1.0, 0.8], [0.8, 1.0]], (20_000, 12))
    means = np.stack([both[:, :4, 0].mean(axis=1), both[:, :, 1].mean(axis=1)])
    known = nested_error(both.reshape(-1, 2).T, np.array([4, 12]))
    assert known == pytest.approx(np.array([[1 / 4, 0.8 / 12], [0.8 / 12, 1 / 12]]), rel=0.02)
    assert np.cov(means) == pytest.approx(known, rel=0.05)


def test_where_no_design_is_surely_the_best_nothing_breaks():
    """Of unequal pairs each may be behind another: limits are given all the same."""
    rng = np.random.default_rng(3)
    for _ in range(200):
        values = [rng.normal(mean, 1.0, size) for mean, size in ((0.0, 8), (0.3, 32), (0.1, 32))]
        assert all(one.low <= one.high for one in with_best(values))


def test_one_design_is_the_best_there_is():
    (one,) = with_best([np.array([1.0, 2.0])])
    assert one.may_be_best
    assert one.loss == 0.0


def walker(seed):
    values = shared_luck(seed, pairs=200)
    asked = []

    def walk(chosen, pairs):
        asked.append((tuple(chosen), tuple(pairs)))
        return np.array([values[one][list(pairs)] for one in chosen])

    return walk, values, asked


def test_a_race_spends_its_runs_where_they_tell_and_keeps_to_its_budget():
    walk, values, asked = walker(1)
    found = race(walk, 4, budget=200)
    runs = [len(one) for one in found]
    assert sum(runs) == sum(len(chosen) * len(pairs) for chosen, pairs in asked) <= 200
    assert runs[0] == max(runs) > runs[3]
    for one, own in zip(found, values, strict=True):
        assert (one == own[: len(one)]).all()


def test_a_race_seldom_drops_the_best():
    """95 % or more of 200 races keep the true best in the subset."""
    kept = [with_best(race(walker(seed)[0], 4, budget=160), 0.975)[0].may_be_best for seed in range(200)]
    assert np.mean(kept) >= 0.95 - 3.5 * (0.95 * 0.05 / 200) ** 0.5
