"""Plans are known designs of experiments."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.kernel.errors import BadValue
from orgsim.studies import plans
from orgsim.studies.factors import Factor, at, grid

TWO = {"info_sharing": Factor(), "practice.progress_ratio": Factor(low=0.7, high=0.9)}


def columns(points):
    return np.array([[point[name] for name in points[0]] for point in points])


def test_a_factorial_plan_visits_every_combination_once():
    points = plans.factorial(TWO, 0, 3, 7)
    assert len(points) == 9
    assert len({tuple(point.values()) for point in points}) == 9
    assert points[0] == {"info_sharing": 0.0, "practice.progress_ratio": 0.7}
    assert points[-1] == {"info_sharing": 1.0, "practice.progress_ratio": 0.9}


def test_one_at_a_time_begins_with_the_base_and_moves_one_factor():
    points = plans.one_at_a_time(TWO, 0, 3, 7)
    assert points[0] == {}
    assert [len(point) for point in points[1:]] == [1] * 6


def test_sobol_points_fill_every_dyadic_interval_and_can_be_extended():
    """Sobol' 1967: of 2^m points exactly one falls into each interval of length 2^-m, scrambled or not."""
    points = plans.sobol(TWO, 64, 0, 7)
    shares = (columns(points) - [0.0, 0.7]) / [1.0, 0.2]
    for dimension in range(2):
        assert sorted(np.floor(64 * shares[:, dimension]).astype(int)) == list(range(64))
    assert plans.sobol(TWO, 256, 0, 7)[:64] == points
    assert plans.sobol(TWO, 64, 0, 8) != points
    with pytest.raises(BadValue, match="power of two for a Sobol' plan: 64 or 128"):
        plans.sobol(TWO, 100, 0, 7)


def test_a_latin_hypercube_has_one_point_per_slice():
    """McKay, Beckman and Conover 1979."""
    shares = columns(plans.latin_hypercube(TWO, 50, 0, 7))[:, 0]
    assert sorted(np.floor(50 * shares).astype(int)) == list(range(50))


def test_morris_trajectories_change_one_factor_at_a_step():
    """Morris 1991: each trajectory visits k + 1 points, and neighbors differ in one factor by p / (2 (p - 1))."""
    points = columns(plans.morris(TWO, 5, 4, 7))
    assert len(points) == 5 * 3
    for trajectory in points.reshape(5, 3, 2):
        steps = np.diff(trajectory, axis=0) / [1.0, 0.2]
        assert (np.count_nonzero(np.abs(steps) > 1e-9, axis=1) == 1).all()
        assert np.allclose(np.abs(steps).sum(axis=1), 2.0 / 3.0)


def test_plans_that_cannot_be_are_refused():
    with pytest.raises(BadValue, match="levels = 5 must be even for a Morris plan"):
        plans.morris(TWO, 5, 5, 7)
    four = {name: Factor(levels=100) for name in ("info_sharing", "message_sync", "routing_rule", "contact_hours")}
    with pytest.raises(BadValue, match="has 100,000,000 points, more than 100,000"):
        plans.factorial(four, 0, 5, 7)


def test_values_scales_and_whole_numbers():
    assert [at("disputes.scale", Factor(low=0.5, high=2.0, scale="log"), share) for share in (0.0, 0.5, 1.0)] == [
        0.5,
        1.0,
        2.0,
    ]
    assert grid("sync_every", Factor(low=5, high=63), 3) == [5, 34, 63]
    assert grid("joint_head", Factor(), 5) == [0, 1]
    assert at("segments", Factor(values=(1, 2, 4, 8)), 0.5) == 4
