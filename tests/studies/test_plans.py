"""Plans are known designs of experiments."""

from __future__ import annotations

import math

import numpy as np
import pytest

from orgsim.kernel.errors import BadValue, UsageError
from orgsim.studies import plans
from orgsim.studies.factors import Factor, at, grid
from orgsim.studies.plans import SAMPLERS
from orgsim.studies.study import Study

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


def test_levels_are_what_they_are_shown_as():
    """0.1 + 2 x 0.1 is 0.30000000000000004 in binary; a level that is shown as 0.3 is found by == 0.3."""
    assert grid("info_sharing", Factor(low=0.1, high=0.5, levels=5), 5) == [0.1, 0.2, 0.3, 0.4, 0.5]
    assert grid("disputes.scale", Factor(low=0.01, high=10.0, levels=4, scale="log"), 4) == [0.01, 0.1, 1.0, 10.0]
    shown = [at("info_sharing", Factor(low=0.1, high=0.7), place / 6) for place in range(7)]
    assert shown == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]


@pytest.mark.parametrize("method", ["sobol", "latin_hypercube"])
def test_every_whole_number_of_a_range_is_drawn_alike(method):
    """1..4 over 4096 points: 1024 each. Rounding would draw 1 and 4 half as often."""
    points = SAMPLERS[method].points({"segments": Factor(low=1, high=4)}, 4096, 5, 7)
    counts = [sum(point["segments"] == number for point in points) for number in (1, 2, 3, 4)]
    assert counts == pytest.approx([1024] * 4, rel=0.01)
    log = SAMPLERS[method].points({"sync_every": Factor(low=1, high=3, scale="log")}, 4096, 5, 7)
    shares = [sum(point["sync_every"] == number for point in log) / 4096 for number in (1, 2, 3)]
    assert shares == pytest.approx([math.log(2, 4), math.log(1.5, 4), math.log(4 / 3, 4)], rel=0.02)


@pytest.mark.parametrize(
    ("factor", "message"),
    [
        ({"values": [0.5, 0.2, 0.5]}, "0.5 is listed twice"),
        ({"values": []}, "an empty list leaves nothing to run"),
        ({"values": [True]}, "True"),
        ({"low": False}, "False"),
        ({"values": ["high"]}, "'high' must be a number in 0..1"),
    ],
)
def test_levels_that_are_none_are_refused_before_anything_runs(factor, message):
    with pytest.raises(UsageError, match=message):
        Study(name="s", vary={"info_sharing": factor})


def test_words_as_levels_are_refused_where_they_cannot_be_drawn(orgsim, tmp_path):
    (tmp_path / "s.toml").write_text(
        "[vary]\nwithout = { values = ['nothing', 'pay'] }\n[plan]\nmethod = 'one_at_a_time'\n[page]\nfigure = 'responses'\n"
    )
    code, _, err = orgsim("study", "check", "s.toml")
    assert code == 2
    assert "line 6, page.figure: 'responses' needs factors that are numbers" in err


def test_what_would_plan_for_ever_is_refused_at_once():
    for plan in ({"method": "sobol", "points": 1 << 24}, {"method": "factorial", "levels": 1000}):
        with pytest.raises(UsageError):
            Study(name="s", vary={"levers": {}}, plan=plan)
    with pytest.raises(UsageError, match="runs are asked for, more than 10,000,000"):
        Study(name="s", vary={"info_sharing": {"levels": 1000}}, pairs=100_000)
