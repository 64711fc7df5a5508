"""Searching, fronts, limits, regret and payback, on functions whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.advice.payback import payback_of, weeks_behind
from orgsim.analysis.advice.robust import least_regret, most_often_enough, robustness
from orgsim.analysis.advice.search import Trial, allowed, pareto, search
from orgsim.analysis.advice.space import Limit, aims_of, changed_levers, levers_to_search, limit_of
from orgsim.analysis.transition import Dip
from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.errors import BadValue, UnknownName


def hill(points):
    """Profit is highest at info_sharing 0.7 and contact_hours 3; conflict falls with contact_hours."""
    x = np.array([one["info_sharing"] for one in points])
    y = np.array([one["contact_hours"] for one in points])
    return {"profit": -((x - 0.7) ** 2) - ((y - 3.0) / 4.0) ** 2, "disputes_between": 4.0 - y}


def test_the_top_of_a_hill_is_found():
    tried = search(["info_sharing", "contact_hours"], hill, aims_of(["profit"]), trials=80, seed=1)
    best = max(tried, key=lambda one: one.metrics["profit"])
    assert len(tried) == 80
    assert best.point["info_sharing"] == pytest.approx(0.7, abs=0.1)
    assert best.point["contact_hours"] == pytest.approx(3.0, abs=0.4)


def test_a_search_repeats_and_begins_where_it_is_told():
    start = {"info_sharing": 0.45, "contact_hours": 0.6}
    first, second = (
        search(["info_sharing", "contact_hours"], hill, aims_of(["profit"]), trials=24, seed=2, start=[start])
        for _ in range(2)
    )
    assert [one.point for one in first] == [one.point for one in second]
    assert first[0].point == pytest.approx(start)


def test_only_given_values_are_tried():
    values = {"info_sharing": [0.1, 0.45], "contact_hours": [0.5, 3.0]}
    tried = search(list(values), hill, aims_of(["profit"]), trials=16, seed=3, values=values)
    assert all(one.point[name] in values[name] for one in tried for name in values)


def test_limits_are_kept_to():
    limit = limit_of("conflict >= 2.5")
    tried = search(["info_sharing", "contact_hours"], hill, aims_of(["profit"]), [limit], trials=60, seed=4)
    best = max(allowed(tried, [limit]), key=lambda one: one.metrics["profit"])
    assert best.point["contact_hours"] == pytest.approx(1.5, abs=0.3)


def test_a_front_is_found_for_two_aims():
    tried = search(["info_sharing", "contact_hours"], hill, aims_of(["profit", "conflict"]), trials=120, seed=5)
    front = pareto(tried, aims_of(["profit", "conflict"]))
    assert len(front) > 3
    assert min(one.metrics["disputes_between"] for one in front) < 0.7
    profits = [one.metrics["profit"] for one in front]
    conflicts = [one.metrics["disputes_between"] for one in front]
    assert profits == sorted(profits, reverse=True)
    assert conflicts == sorted(conflicts, reverse=True)


def test_who_is_beaten_in_all_is_not_on_the_front():
    trials = [Trial({"x": one}, {"profit": p, "unit_trust": t}) for one, (p, t) in
              enumerate([(3, 1), (2, 2), (1, 3), (1, 2), (3, 0), (2, 2)])]  # fmt: skip
    assert [one.point["x"] for one in pareto(trials, aims_of(["profit", "trust"]))] == [0, 1, 2]
    assert pareto([], aims_of(["profit"])) == []


@pytest.mark.parametrize("text", ["disputes_between", "conflict < x", "conflict == 3", ""])
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(BadValue, match="is no limit"):
        limit_of(text)


def test_limits_and_aims_answer_to_names():
    assert limit_of("conflict <= 12") == Limit("disputes_between", 1.0, 12.0)
    assert limit_of("trust >= 0.5").excess(0.4) == pytest.approx(0.1)
    assert [one.metric for one in aims_of(["profit", "conflict", "trust"])] == ["profit", "disputes_between", "unit_trust"]
    for wrong in (["absence"], ["nonsense"]):
        with pytest.raises(UnknownName):
            aims_of(wrong)
    with pytest.raises(BadValue, match="is no limit"):
        limit_of("profit <= 1.2.3")
    with pytest.raises(BadValue, match="each once"):
        aims_of(["trust", "unit_trust"])
    with pytest.raises(UnknownName):
        levers_to_search(["contact"])
    assert changed_levers(DESIGNS["separated"], {"contact_hours": 0.5, "crm": 1.0}) == {"crm": (0.5, 1.0)}


def test_regret_by_hand():
    """Today 10 everywhere; a gains everywhere a little, b much here and loses there."""
    today = np.array([10.0, 10.0, 10.0, 10.0])
    values = np.array([[12.0, 12.0, 12.0, 12.0], [20.0, 20.0, 20.0, 0.0]])
    found = robustness(values, today)
    assert [one.mean for one in found] == [2.0, 5.0]
    assert [one.suffices for one in found] == [1.0, 0.75]
    assert found[0].regret == pytest.approx(8.0)
    assert found[1].regret == pytest.approx(np.quantile([0, 0, 0, 12], 0.9))
    assert most_often_enough(values, today) == 0
    assert found[1].regret == pytest.approx(8.4)
    assert least_regret(values, today) == 0


def test_a_change_has_paid_back_where_it_is_never_behind_again():
    assert weeks_behind(np.array([-1.0, -2.0, 1.0, 2.0])) == 3.0
    assert weeks_behind(np.array([1.0, 2.0])) == 0.0
    assert weeks_behind(np.array([1.0, -2.0])) == float("inf")


def test_payback_has_an_interval_over_pairs():
    """Behind by 10 at first, then 1 a week with noise: the mean is back after eleven weeks."""
    rng = np.random.default_rng(1)
    steps = np.concatenate([np.full((20, 1), -10.0), np.full((20, 40), 1.0)], axis=1) + rng.normal(0.0, 0.5, (20, 41))
    found = payback_of(Dip(0, steps))
    assert found.low <= found.weeks <= found.high
    assert found.weeks == pytest.approx(12.0, abs=2.0)
    assert found.chance == 1.0
    assert "paid back from week" in found.in_words()
    never = payback_of(Dip(0, -np.ones((8, 10))))
    assert never.weeks == never.high == float("inf")
    assert "not by the horizon" in never.in_words()
    assert payback_of(Dip(0, np.ones((5, 10)))).in_words() == "it is never behind in the mean"
