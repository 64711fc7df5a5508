"""Bootstrap intervals, shares and risk: they cover what they say, and equal what is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.sure.downside import downside, share_interval
from orgsim.analysis.sure.resampling import ratio_interval, resampled, widened

REPEATED = 400
ALLOWED = 3.5 * (0.95 * 0.05 / REPEATED) ** 0.5


def test_ratios_of_paired_means_are_covered():
    """Numerator and denominator share a pair's luck; the truth is 3."""
    held = []
    for seed in range(REPEATED):
        rng = np.random.default_rng(seed)
        bottom = rng.normal(10.0, 2.0, 15)
        _, low, high = ratio_interval(3.0 * bottom + rng.normal(0.0, 2.0, 15), bottom)
        held.append(low <= 3.0 <= high)
    assert np.mean(held) == pytest.approx(0.95, abs=ALLOWED)


def test_means_are_covered():
    held = []
    for seed in range(REPEATED):
        values = np.random.default_rng(seed).normal(0.0, 1.0, (8, 1))
        _, low, high = resampled(lambda drawn: drawn[..., 0].mean(axis=1), values)
        held.append(low <= 0.0 <= high)
    assert np.mean(held) == pytest.approx(0.95, abs=ALLOWED)


def test_it_is_widened_as_student_is():
    assert widened(5) > widened(50) > 0.95
    assert widened(100_000) == pytest.approx(0.95, abs=1e-4)


def test_of_few_pairs_and_of_none_nothing_is_sure():
    assert ratio_interval(np.array([3.0]), np.array([1.0])) == (3.0, -np.inf, np.inf)
    assert ratio_interval(np.arange(1.0, 6.0), np.ones(5)) == (3.0, -np.inf, np.inf)
    assert np.isfinite(ratio_interval(np.arange(1.0, 7.0), np.ones(6))).all()
    assert np.isnan(ratio_interval(np.array([]), np.array([]))[0])


def test_a_share_has_clopper_and_pearsons_interval():
    from scipy.stats import binomtest

    for hits, of in ((0, 10), (3, 10), (10, 10), (37, 200)):
        theirs = binomtest(hits, of).proportion_ci(method="exact")
        assert share_interval(hits, of) == pytest.approx((hits / of, theirs.low, theirs.high))
    assert share_interval(0, 0)[1:] == (0.0, 1.0)


def test_risk_is_what_the_pairs_say():
    found = downside(np.concatenate([np.full(6, -10.0), np.full(54, 5.0)]))
    assert found.behind[0] == pytest.approx(0.1)
    assert found.worst == pytest.approx(-10.0)
    assert found.tenths[1:].tolist() == [5.0] * 8
    assert -10.0 < found.tenths[0] < 5.0


def test_of_few_pairs_nothing_is_said_of_the_worst_tenth():
    assert np.isnan(downside(np.arange(10.0)).worst)
    assert np.isnan(downside(np.array([])).behind[0])
