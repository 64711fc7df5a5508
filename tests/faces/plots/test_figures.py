"""Figures drawn from numbers in plain sight."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from orgsim.faces.plots.comparison import PANELS, Sides, comparison_figure, disputes, funnel, revenue, save


def axes():
    return Figure().subplots()


def sides(**series):
    numbers = np.arange(1.0, 6.0)
    return Sides(("a", "b"), list("abcde"), (numbers, numbers), series)


def test_the_funnel_shows_every_number():
    drawn = axes()
    funnel(drawn, Sides(("a", "b"), ["lead", "customer"], (np.array([200.0, 10.0]), np.array([150.0, 12.0])), {}))
    assert [bar.get_width() for bar in drawn.patches] == [200.0, 10.0, 150.0, 12.0]
    assert {text.get_text().strip() for text in drawn.texts} == {"200", "10", "150", "12"}


def test_revenue_is_cumulated_and_averaged_over_runs():
    drawn = axes()
    revenue(drawn, sides(revenue=(np.full((4, 42), 1e6), np.full((4, 42), 2e6))))
    assert drawn.lines[0].get_ydata()[-1] == pytest.approx(42.0)
    assert drawn.lines[1].get_ydata()[-1] == pytest.approx(84.0)
    assert len(drawn.collections) == 2


@pytest.mark.parametrize(("days", "points"), [(63, 3), (50, 2), (5, 1)])
def test_disputes_are_counted_by_month(days, points):
    drawn = axes()
    disputes(drawn, sides(disputes=(np.ones((2, days)), np.zeros((2, days)))))
    assert drawn.lines[0].get_ydata() == pytest.approx([min(days, 21)] * points)


def test_the_whole_picture_is_written(tmp_path):
    runs = np.ones((3, 63))
    drawn = comparison_figure("t", sides(revenue=(runs, runs), disputes=(runs, runs)))
    assert len(drawn.axes) == len(PANELS) == 3
    assert save(drawn, tmp_path / "deep" / "picture.png").stat().st_size > 10_000
