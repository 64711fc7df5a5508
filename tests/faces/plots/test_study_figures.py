"""Figures of studies show what the tables say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from orgsim.faces.plots import studies


@pytest.fixture
def axes():
    return studies.sheet(1)[1][0]


def test_dots_are_filled_where_the_interval_excludes_zero(axes):
    effects = pd.DataFrame(
        {"design": ["up", "flat", "down"], "mean": [2e6, 1e5, -3e6], "low": [1e6, -1e5, -4e6], "high": [3e6, 3e5, -2e6]}
    )
    studies.dots(axes, effects, "EUR", "profit")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["down", "flat", "up"]
    assert axes.get_xlabel() == "M EUR"
    filled, hollow = axes.containers
    assert sorted(filled[0].get_xdata()) == pytest.approx([-3.0, 2.0])
    assert list(hollow[0].get_xdata()) == pytest.approx([0.1])
    assert to_hex(hollow[0].get_markerfacecolor()) == "#ffffff"


def test_a_map_hatches_what_is_unclear_and_draws_where_the_sign_turns(axes):
    cells = [(x, y) for x in (0.0, 0.5, 1.0) for y in (0.0, 1.0)]
    effects = pd.DataFrame(cells, columns=["x", "y"])
    effects["mean"] = effects["x"] - 0.5
    effects["low"], effects["high"] = effects["mean"] - 0.1, effects["mean"] + 0.1
    mesh = studies.difference_map(axes, effects, "x", "y", "share", "map")
    hatched = [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_hatch()]
    assert [patch.get_x() for patch in hatched] == pytest.approx([0.25, 0.25])
    assert mesh.get_clim() == pytest.approx((-50.0, 50.0))
    paths = [path for one in axes.collections if one is not mesh for path in one.get_paths()]
    turning = np.concatenate([path.vertices for path in paths if len(path.vertices)])
    assert np.allclose(turning[:, 0], 0.5, atol=0.3)


def test_response_curves_carry_their_bands(axes):
    effects = pd.DataFrame(
        {"design": ["a"] * 3 + ["b"] * 3, "value": [0.0, 0.5, 1.0] * 2, "mean": np.arange(6.0), "low": np.arange(6.0) - 1,
         "high": np.arange(6.0) + 1}
    )  # fmt: skip
    studies.response(axes, effects, "lead", "share", "info_sharing")
    assert [line.get_label() for line in axes.lines[:2]] == ["a", "b"]
    assert len(axes.collections) == 2
    assert {line.get_linestyle() for line in axes.lines[:2]} == {"-", "--"}
