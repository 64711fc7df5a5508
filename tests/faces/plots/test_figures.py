"""Figures drawn from numbers in plain sight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import orgsim
from orgsim.faces.plots.comparison import bands, comparison_figure, funnel, save
from orgsim.faces.tables import comparison as tables


def axes():
    return Figure().subplots()


@pytest.fixture(scope="module")
def short():
    return orgsim.compare("separated", "integrated", "smb_startup", pairs=2, days=63)


def with_series(found, name, a, b):
    """The comparison with runs whose series are known."""
    sides = [
        [replace(one, series=one.series | {name: values}) for one, values in zip(outcomes, runs, strict=True)]
        for outcomes, runs in ((found.outcomes_a, a), (found.outcomes_b, b))
    ]
    return replace(found, outcomes_a=sides[0], outcomes_b=sides[1])


def test_the_funnel_shows_every_number():
    drawn = axes()
    funnel(drawn, pd.DataFrame({"step": ["lead", "customer"], "a": [200.0, 10.0], "b": [150.0, 12.0], "name_a": "x",
                                "name_b": "y"}))  # fmt: skip
    assert [bar.get_width() for bar in drawn.patches] == [200.0, 10.0, 150.0, 12.0]
    assert {text.get_text().strip() for text in drawn.texts} == {"200", "10", "150", "12"}


def test_revenue_is_cumulated_and_averaged_over_runs(short):
    """1 M a day for 42 days, and 2 M: 21 and 42 M after a month, 42 and 84 M after two."""
    found = with_series(short, "revenue", np.full((2, 42), 1e6), np.full((2, 42), 2e6))
    table = tables.revenue(found)
    assert table["mean"].tolist() == [21e6, 42e6, 42e6, 84e6]
    drawn = axes()
    bands(drawn, table, "Revenue")
    assert drawn.lines[0].get_ydata().tolist() == [21.0, 42.0]  # in M EUR
    assert len(drawn.collections) == 2


@pytest.mark.parametrize(("days", "points"), [(63, 3), (50, 3), (45, 2), (5, 1)])
def test_disputes_are_counted_by_month(short, days, points):
    found = with_series(short, "disputes", np.ones((2, days)), np.zeros((2, days)))
    counted = [min(21, days - 21 * month) for month in range(points)]
    assert tables.conflicts(found)["mean"].tolist() == counted + [0] * points


def test_open_opportunities_stand_as_they_are_at_the_end_of_a_month(short):
    found = with_series(short, "opportunities", np.tile(np.arange(42.0), (2, 1)), np.zeros((2, 42)))
    assert tables.pipeline(found)["mean"].tolist() == [20.0, 41.0, 0.0, 0.0]


def test_a_band_holds_nine_of_ten_runs(short):
    """Runs of 0 and 100: 5 % of the way from either end."""
    found = with_series(short, "disputes", np.array([np.zeros(21), np.full(21, 100.0 / 21)]), np.zeros((2, 21)))
    row = tables.conflicts(found).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((5.0, 95.0))


def test_designs_of_one_name_stay_apart(short):
    assert set(tables.revenue(replace(short, name_b=short.name_a))["design"]) == {"separated (a)", "separated (b)"}


def test_the_whole_picture_is_written(short, tmp_path):
    drawn = comparison_figure("t", tables.funnel(short), tables.revenue(short), tables.conflicts(short))
    assert len(drawn.axes) == 3
    assert save(drawn, tmp_path / "deep" / "picture.png").stat().st_size > 10_000
