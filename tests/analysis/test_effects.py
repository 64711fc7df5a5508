"""Effects of a table whose answers are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from orgsim.analysis.effects import against, difference_map, means, responses
from orgsim.kernel.errors import BadValue, UnknownName


@pytest.fixture
def table():
    """Design b earns 10 x more than a at each step of x, plus luck that the pair shares; pair 3 of b failed."""
    luck = [0.0, 5.0, -3.0, 100.0]
    rows = []
    for pair, mood in enumerate(luck):
        for point, x in enumerate([0.0, 1.0, 2.0]):
            for design, gain in (("a", 0.0), ("b", 10.0 * x + (1.0 if pair % 2 else -1.0))):
                failed = design == "b" and pair == 3
                rows.append(
                    {"company": "c", "design": design, "point": point, "pair": pair, "x": x, "y": 1.0,
                     "status": "failed" if failed else "ok", "profit": np.nan if failed else mood + gain}
                )  # fmt: skip
    return pd.DataFrame(rows)


def test_differences_are_taken_within_pairs_that_have_both_sides(table):
    """Student's interval of (9, 11, 9): mean 29/3, half width 4.303 x 1.1547 / sqrt(3) (t table, 2 degrees of freedom)."""
    steps = against(table, "profit", "a")
    middle = steps[steps["point"] == 1].iloc[0]
    assert middle["mean"] == pytest.approx(29.0 / 3.0)
    assert middle["high"] - middle["mean"] == pytest.approx(4.3027 * 1.1547 / 3**0.5, rel=1e-4)
    assert list(steps["pairs"]) == [3, 3, 3]
    assert set(steps["design"]) == {"b"}


def test_means_count_the_runs_that_went_well(table):
    found = means(table, "profit").set_index("design")
    assert found.loc["a", "mean"] == pytest.approx(np.mean([0.0, 5.0, -3.0, 100.0]))
    assert (found.loc["a", "pairs"], found.loc["b", "pairs"]) == (4, 3)  # pairs, whose three points share their luck


def test_responses_start_at_the_base_point(table):
    one = table.assign(x=table["x"].where(table["point"] > 0))
    found = responses(one, "profit", ["x"])
    curve = found[found["design"] == "b"].set_index("value")["mean"]
    assert curve[1.0] == pytest.approx(10.0)
    assert curve[2.0] == pytest.approx(20.0)
    flat = found[found["design"] == "a"]
    assert (flat["mean"] == 0.0).all()


def test_a_map_has_a_cell_for_each_combination(table):
    found = difference_map(table, "profit", "a", "b", ["x", "y"])
    assert list(found["x"]) == [0.0, 1.0, 2.0]
    assert found["mean"].diff().iloc[1:].to_numpy() == pytest.approx([10.0, 10.0])


def test_mistakes_are_named(table):
    with pytest.raises(BadValue, match="no finished runs of the design 'c'"):
        against(table, "profit", "c")
    with pytest.raises(UnknownName, match="Did you mean profit"):
        means(table, "profits")
