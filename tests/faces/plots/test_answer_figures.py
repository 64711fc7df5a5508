"""Figures of answers, each from a table: what is there is drawn, and of nothing something readable."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from orgsim.faces.drawing import DRAWINGS, drawn_again, kinds, plot
from orgsim.faces.plots.comparison import save
from orgsim.faces.plots.studies import map_figure
from orgsim.kernel.errors import BadValue, UnknownName

STEPS = pd.DataFrame({"part": ["leads", "pay", "together"], "mean": [3e6, -1e6, 2e6], "low": [2e6, -2e6, 1e6],
                      "high": [4e6, 0.0, 3e6]})  # fmt: skip
MONTHS = pd.DataFrame({"month": [1.0, 2.0] * 2, "mean": [1e6, 2e6, 3e6, 4e6], "low": [0.0, 1e6, 2e6, 3e6],
                       "high": [2e6, 3e6, 4e6, 5e6], "design": ["x", "x", "y", "y"], "unit": "EUR"})  # fmt: skip
TABLES = {
    "revenue": MONTHS,
    "pipeline": MONTHS.assign(unit="opportunity"),
    "conflicts": MONTHS.assign(unit="dispute"),
    "funnel": pd.DataFrame({"step": ["won"], "a": [10.0], "b": [30.0], "name_a": ["x"], "name_b": ["y"]}),
    "differences": pd.DataFrame({"metric": ["Leads", "Churn"], "share": [0.1, np.nan], "share_low": [-0.1, np.nan],
                                 "share_high": [0.3, np.nan]}),
    "bridge": STEPS,
    "waterfall": STEPS,
    "hours": pd.DataFrame({"use": ["meetings"], "a": [10.0], "b": [30.0], "name_a": ["x"], "name_b": ["y"]}),
    "flow": pd.DataFrame({"design": ["x"] * 2 + ["y"] * 2, "step": ["response", "won"] * 2, "leads": [10, 4, 8, 0],
                          "lost": [6, 0, 8, 0]}),
    "distribution": pd.DataFrame({"difference": [-2e4, 1e4, 3e4, np.nan]}),
    "causes": pd.DataFrame({"won_under": ["x"], "cause": ["late"], "value": [10.0], "low": [-np.inf], "high": [np.inf],
                            "accounts": [1.5]}),
    "journey": pd.DataFrame({"design": ["x", "x", "y"], "day": [1.0, 2.0, 3.0], "text": ["a → b", "hears", "c"],
                             "heard": [False, True, False]}),
    "ranking": pd.DataFrame({"design": ["x", "y"], "difference": [5.0, -5.0], "low": [-1.0, -9.0], "high": [9.0, 0.0],
                             "may_be_best": [True, False], "pairs": [8, 4]}),
    "turns": pd.DataFrame({"label": ["m"], "share": [0.4], "share_low": [-np.inf], "share_high": [np.inf], "now": [1.0],
                           "value": [2.0], "unit": ["day"]}),
    "tornado": pd.DataFrame({"label": ["m", "n"], "low": [-3.0, np.nan], "high": [5.0, 2.0], "base": [1.0, 1.0]}),
    "doubts": pd.DataFrame({"difference": [-2.0, 1.0, 4.0]}),
    "gains": pd.DataFrame({"change": ["m 0 → 1"], "gain": [5.0], "low": [1.0], "high": [9.0], "chosen": [True]}),
    "payback": pd.DataFrame({"week": [1, 2], "mean": [-1.0, 3.0], "low": [-2.0, 1.0], "high": [0.0, 5.0]}),
    "dip": pd.DataFrame({"week": [1, 2], "mean": [-1.0, 3.0], "low": [-2.0, 1.0], "high": [0.0, 5.0]}),
    "credit": pd.DataFrame({"channel": ["search", "mail"] * 2, "by": ["linear"] * 2 + ["worth in truth"] * 2,
                            "share": [0.5, 0.5, 0.9, 0.1]}),
    "targets": pd.DataFrame({"target": ["K1", "K2"], "label": ["Deals", "Churn"], "role": ["fit", "validate"],
                             "bound_low": [1.0, -np.inf], "bound_high": [2.0, 0.5], "simulated": [1.5, 0.7],
                             "low": [1.4, 0.6], "high": [1.6, 0.8], "inside": [True, False], "unit": ["deal", "share"]}),
    "pareto": pd.DataFrame({"x": [0.0, 5.0], "x_low": [0.0, 3.0], "x_high": [0.0, 7.0], "y": [0.0, 1.0],
                            "y_low": [0.0, 0.5], "y_high": [0.0, 1.5], "keeps": [True, False], "base": [True, False],
                            "name_x": "profit", "unit_x": "EUR", "name_y": "trust", "unit_y": "share"}),
}  # fmt: skip


def words(figure):
    texts = [one.get_text() for axes in figure.axes for one in axes.texts]
    texts += [one.get_text() for axes in figure.axes for one in (*axes.get_yticklabels(), *axes.get_xticklabels())]
    texts += [one.get_text() for legend in figure.legends for one in legend.get_texts()]
    return " ".join([*texts, figure.get_suptitle()])


@pytest.mark.parametrize("kind", DRAWINGS)
def test_every_figure_is_a_function_of_a_table(kind, tmp_path):
    figure = DRAWINGS[kind].draw(TABLES[kind], f"the {kind} of $x$ and y_1")
    assert save(figure, tmp_path / "f.png").stat().st_size > 3000
    assert f"the {kind} of $x$ and y_1" in words(figure)


NOTHING = ("bridge", "differences", "funnel", "revenue", "distribution", "causes", "journey", "turns", "tornado", "gains")


@pytest.mark.parametrize("kind", [*NOTHING, "flow"])
def test_of_nothing_something_readable_is_drawn(kind, tmp_path):
    save(DRAWINGS[kind].draw(TABLES[kind].head(0), "nothing"), tmp_path / "f.png")


def test_parts_stand_where_the_ones_before_end():
    """From 0 to 3, from there back to 2, and the sum: 2 M EUR."""
    (axes,) = DRAWINGS["bridge"].draw(STEPS, "b").axes
    bars = {round(one.get_y() + one.get_height() / 2): (one.get_x(), one.get_x() + one.get_width()) for one in axes.patches}
    assert bars[0] == pytest.approx((0.0, 3.0))
    assert bars[1] == pytest.approx((3.0, 2.0))
    assert bars[2] == pytest.approx((0.0, 2.0))
    assert [one.get_text() for one in axes.get_yticklabels()] == ["leads  +3.00", "pay  -1.00", "together  +2.00"]


def test_what_is_lost_between_steps_is_told():
    assert "lost 6\n60 %" in words(DRAWINGS["flow"].draw(TABLES["flow"], "f"))


def test_a_part_list_without_its_sum_is_refused(tmp_path):
    """As an earlier version wrote it: the last part would be drawn as the sum."""
    STEPS.head(2).to_csv(tmp_path / "bridge.csv", index=False)
    with pytest.raises(BadValue, match="the sum"):
        drawn_again("bridge", tmp_path)
    STEPS.to_csv(tmp_path / "bridge.csv", index=False)
    assert drawn_again("bridge", tmp_path).axes


def test_a_map_hatches_what_is_open_also_where_an_interval_has_no_end():
    """Of one pair there is no interval: everything is open; the cell beside it, with two pairs, is sure."""
    cells = pd.DataFrame({"x": [0.0, 1.0] * 2, "y": [0.0, 0.0, 1.0, 1.0], "mean": [1.0, 2.0, 3.0, 4.0],
                          "low": [np.nan, 1.0, np.nan, 3.0], "high": [np.nan, 3.0, np.nan, 5.0]})  # fmt: skip
    (axes, *_) = map_figure(cells, "m", "EUR").axes
    assert {round(one.get_x() + one.get_width() / 2.0) for one in axes.patches if one.get_hatch()} == {0}


def test_signs_part_in_gray_too():
    """Negative parts are hatched, and the two colors differ in lightness."""
    (axes,) = DRAWINGS["bridge"].draw(STEPS, "b").axes
    hatched = {round(one.get_y() + one.get_height() / 2): bool(one.get_hatch()) for one in axes.patches}
    assert (hatched[0], hatched[1]) == (False, True)


def test_a_result_has_its_pictures_and_what_has_none_is_refused(village):
    import orgsim

    found = orgsim.compare("separated", "pods", village, pairs=2, days=40)
    assert kinds(found) == [
        "bridge",
        "hours",
        "flow",
        "differences",
        "funnel",
        "revenue",
        "pipeline",
        "conflicts",
        "distribution",
    ]
    assert plot(found).get_suptitle().startswith("pods less separated at midmarket_saas")
    assert plot(found, "flow").axes
    with pytest.raises(UnknownName, match="picture of this"):
        plot(found, "turns")
    with pytest.raises(BadValue, match="There is no picture of 3"):
        plot(3)
