"""Every interval covers what it says as often as it says: over synthetic tables whose truth is known.

Tables have what makes naive intervals too narrow: luck that all points of a pair share, points listed twice, groups that
hold several points, designs or companies. Of many tables 95 % of the intervals must hold the truth, within 3.5 standard
errors of that count.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from orgsim.analysis.difference import crossed_interval, mean_interval
from orgsim.analysis.effects import against, difference_map, means, responses
from orgsim.analysis.liveness import drivers, mechanism_effects

TABLES = 250
ALLOWED = 3.5 * (0.95 * 0.05 / TABLES) ** 0.5
PAIRS = 6


def table(rng, points, luck=1.0, noise=0.3, companies=("one",)):
    """Both designs at every point under every pair; b's truth lies 2 above a's, moved by the point's own step."""
    rows = []
    shared = rng.normal(0.0, luck, (len(companies), PAIRS))
    for number, point in enumerate(points):
        for place, company in enumerate(companies):
            for pair in range(PAIRS):
                for design, at in (("a", 0.0), ("b", 2.0)):
                    value = at * (1.0 + shared[place, pair]) + point.get("step", 0.0) + rng.normal(0.0, noise)
                    factors = {name: one for name, one in point.items() if name != "step"}
                    where = {"company": company, "design": design, "point": number, "pair": pair, "status": "ok"}
                    rows.append(where | factors | {"m": value})
    return pd.DataFrame(rows)


def share_covered(make, truth):
    """How often the interval of what ``make`` gives holds the truth."""
    held = []
    for seed in range(TABLES):
        for row in make(np.random.default_rng(seed)).to_dict("records"):
            held.append(row["low"] <= truth(row) <= row["high"])
    return np.mean(held)


TWICE = [{"x": 0.5, "y": 1.0}] * 4
CASES = {
    "one level given four times, all in one group": (
        lambda rng: means(table(rng, TWICE), "m", ("design",)), lambda row: {"a": 0.0, "b": 2.0}[row["design"]]
    ),
    "several points and companies in one group": (
        lambda rng: means(table(rng, [{"x": x} for x in (0.0, 0.5, 1.0)], companies=("one", "two")), "m", ("design",)),
        lambda row: {"a": 0.0, "b": 2.0}[row["design"]],
    ),
    "cut by a factor": (
        lambda rng: means(table(rng, [{"x": 0.1}, {"x": 0.1}, {"x": 0.9}]), "m", ("design", "x")),
        lambda row: {"a": 0.0, "b": 2.0}[row["design"]],
    ),
    "against a design": (lambda rng: against(table(rng, [{"x": 0.1}, {"x": 0.1}]), "m", "a"), lambda _: 2.0),
    "a response to a level listed twice": (
        lambda rng: responses(table(rng, [{"x": None}, {"x": 0.5, "step": 1.0}, {"x": 0.5, "step": 1.0}]), "m", ["x"]),
        lambda _: 1.0,
    ),
    "a cell of a map that stands twice": (
        lambda rng: difference_map(table(rng, TWICE), "m", "a", "b", ["x", "y"]), lambda _: 2.0
    ),
    "a mechanism without which two points are run, in two companies": (
        lambda rng: mechanism_effects(
            table(rng, [{"w": "nothing"}, {"w": "pay", "step": 1.0}, {"w": "pay", "step": 1.0}], companies=("one", "two")),
            "m", "w",
        ),
        lambda _: 1.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_intervals_cover(name):
    make, truth = CASES[name]
    assert 0.95 - ALLOWED <= share_covered(make, truth) <= 0.99


def test_a_level_given_four_times_is_no_more_than_given_once():
    """The naive count, 24 pairs of 6, would hold the truth in three of four tables only."""
    rng = np.random.default_rng(1)
    many = means(table(rng, TWICE), "m", ("design",))
    assert set(many["pairs"]) == {PAIRS}
    naive = []
    for seed in range(TABLES):
        rows = table(np.random.default_rng(seed), TWICE)
        _, low, high = mean_interval(rows[rows["design"] == "b"]["m"].to_numpy())
        naive.append(low <= 2.0 <= high)
    assert np.mean(naive) < 0.8


@pytest.mark.parametrize(
    ("points", "pairs", "place", "luck"), [(40, 4, 1.0, 0.3), (12, 12, 1.0, 1.0), (60, 3, 0.1, 1.0), (8, 2, 1.0, 0.5)]
)
def test_an_interval_over_points_that_share_luck_covers(points, pairs, place, luck):
    """Random points and random luck, crossed: truth 0."""
    held, naive = [], []
    for seed in range(3 * TABLES):
        rng = np.random.default_rng(seed)
        values = rng.normal(0, place, (points, 1)) + rng.normal(0, luck, (1, pairs)) + rng.normal(0, 0.5, (points, pairs))
        _, low, high = crossed_interval(values)
        held.append(low <= 0.0 <= high)
        _, low, high = mean_interval(values.mean(axis=1))
        naive.append(low <= 0.0 <= high)
    assert 0.93 <= np.mean(held) <= 0.99
    assert np.mean(naive) < np.mean(held)


def test_drivers_cover_in_each_third():
    """The mean difference in the lowest third of a factor is 2, as everywhere."""
    held = []
    for seed in range(TABLES):
        rng = np.random.default_rng(seed)
        rows = table(rng, [{"x": float(x)} for x in rng.uniform(size=18)], luck=0.5)
        found = drivers(rows, "m", "a", "b", ["x"]).iloc[0]
        held.append(abs(found["low_mean"] - 2.0) <= found["low_half"])
    assert 0.92 <= np.mean(held) <= 0.99
