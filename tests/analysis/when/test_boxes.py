"""Boxes known by construction, and the maps' band."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from orgsim.analysis.when.boxes import at_least, boxes, where_ahead
from orgsim.analysis.when.lines import crossover_map
from orgsim.analysis.when.uncertain import Uncertain
from orgsim.kernel.errors import BadValue

pytestmark = pytest.mark.filterwarnings("ignore")  # what the library says of its own dependencies


@pytest.fixture(scope="module")
def points():
    rng = np.random.default_rng(1)
    return pd.DataFrame(rng.random((600, 4)), columns=["a", "b", "c", "d"])


@pytest.mark.parametrize("method", ["prim", "cart"])
def test_a_box_is_found_where_it_was_put(points, method):
    """All that lies above 0.6 in a and below 0.4 in c is of interest, and nothing else."""
    found = boxes(points, (points["a"] > 0.6) & (points["c"] < 0.4), method=method)[0]
    assert set(found.bounds) == {"a", "c"}
    assert found.bounds["a"][0] == pytest.approx(0.6, abs=0.05)
    assert found.bounds["c"][1] == pytest.approx(0.4, abs=0.1)
    assert found.coverage > 0.9
    assert found.density > 0.75
    assert all(one < 0.01 for one in found.quasi_p.values())
    told = found.in_words("b is ahead")
    assert told.startswith("b is ahead where a is above 0.")
    assert "by chance" not in told


def test_of_two_boxes_the_larger_comes_first(points):
    interest = ((points["a"] > 0.7) & (points["b"] > 0.5)) | ((points["a"] < 0.2) & (points["d"] < 0.4))
    found = boxes(points, interest, method="cart")
    assert len(found) >= 2
    assert found[0].coverage >= found[1].coverage
    assert found[0].bounds["a"][0] == pytest.approx(0.7, abs=0.05)


def test_plausible_settings_in_which_a_design_is_ahead_make_a_box():
    """Ahead where hours.admin lies above 0.3, in its range from 0.1 to 0.5."""
    shares = np.random.default_rng(2).random((256, 3))
    ranges = {"hours.admin": (0.1, 0.5), "hours.block": (1.0, 4.0), "hours.slack": (0.0, 1.0)}
    steps = np.repeat((shares[:, :1] - 0.5) * 10.0, 2, axis=1)
    (found,) = where_ahead(Uncertain("a", "b", "c", ranges, shares, steps), density=0.97)
    assert found.bounds.keys() == {"hours.admin"}
    assert found.bounds["hours.admin"][0] == pytest.approx(0.3, abs=0.05)


def test_quasi_p_is_the_binomial_tail():
    from scipy.stats import binom

    assert at_least(8, 10, 0.5) == pytest.approx(binom.sf(7, 10, 0.5))
    assert at_least(0, 10, 0.5) == 1.0


def test_what_cannot_be_told_apart_is_refused(points):
    with pytest.raises(BadValue, match="All points, or none"):
        boxes(points, [True] * 600)
    with pytest.raises(BadValue, match="20 points at least"):
        boxes(points.head(5), [True, False, True, False, True])
    with pytest.raises(BadValue, match="lack a value"):
        boxes(points.assign(a=np.nan), points["b"] > 0.5)


def cells(of):
    rows = [{"x": x, "y": y, "mean": of(x, y), "low": of(x, y) - 0.5, "high": of(x, y) + 0.5}
            for x in (0.0, 1.0, 2.0) for y in (0.0, 1.0)]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_map_tells_where_it_is_sure_and_where_the_line_may_run():
    """x - 1: surely below at 0, surely above at 2, open in between."""
    found = crossover_map(cells(lambda x, _y: x - 1.0), "x", "y")
    assert found.sure.tolist() == [[-1.0, 0.0, 1.0]] * 2
    assert found.shares == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert "Surely higher under b than under a in 33 % of the map" in found.in_words("a", "b")


def test_a_map_with_holes_is_refused():
    with pytest.raises(BadValue, match="has holes"):
        crossover_map(cells(lambda x, y: x + y).iloc[:-1], "x", "y")
