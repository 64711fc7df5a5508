"""M14: from one design to another."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import resized
from orgsim.analysis.transition import Dip, transition
from orgsim.inputs.companies import company
from orgsim.inputs.designs import DESIGNS, DesignPath, OrgDesign, Phase, size_of_change
from orgsim.kernel.errors import BadValue
from orgsim.kernel.parameters import parameters
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate

STAYING = Settings().without("turnover")


def path(day=40, ramp=0):
    return DesignPath(phases=(Phase(to=DESIGNS["separated"]), Phase(to=DESIGNS["integrated"], day=day, ramp=ramp)))


def test_after_the_change_every_lever_is_the_new_designs(village):
    """Every lever, by name."""
    model = OrgModel(path(10), village, settings=STAYING.set("transition.resistance", 0.0), days=12)
    model.run()
    for lever in parameters(OrgDesign):
        now = model.world.setup.levers[lever]
        assert now == pytest.approx(getattr(DESIGNS["integrated"], lever)), lever


def test_without_resistance_people_change_over_along_the_ramp():
    many = resized(company("midmarket_saas"), staff={"marketers": 60, "reps": 140}, market={"prospects": 2000})
    settings = STAYING.set("transition.resistance", 0.0)
    share = simulate(path(20, 100), many, settings=settings, days=130, journeys=False).daily["changed_over"]
    assert share[20:121] == pytest.approx(np.linspace(0.0, 1.0, 101), abs=0.12)
    assert share[-1] == pytest.approx(1.0)


def test_resistance_tenure_and_distrust_delay_the_change():
    many = resized(company("midmarket_saas"), staff={"marketers": 60, "reps": 140}, market={"prospects": 2000})

    def changed(**settings):
        chosen = STAYING.set_all({f"transition.{name}": value for name, value in settings.items()})
        return simulate(path(20), many, settings=chosen, days=90, journeys=False).daily["changed_over"][20:]

    free = changed(resistance=30.0, tenure_weight=0.0, distrust_weight=0.0)
    days = np.arange(1, 71)
    assert free == pytest.approx(1.0 - np.exp(-days / 30.0), abs=0.1)  # a constant hazard
    assert changed(resistance=30.0, tenure_weight=2.0, distrust_weight=0.0).mean() < free.mean()
    assert changed(resistance=30.0, tenure_weight=0.0, distrust_weight=5.0).mean() < free.mean()


def test_fee_and_training_go_with_the_size_of_the_change(village):
    size = size_of_change(DESIGNS["separated"], DESIGNS["integrated"])
    daily = simulate(path(40), village, settings=STAYING, days=200).daily
    people = village.staff.marketers + village.staff.reps + 2
    assert daily["transition"].sum() == daily["transition"][40] == pytest.approx(6000.0 * size * people)
    trained = simulate(path(40), village, settings=STAYING, days=300).metric("transition_hours")
    assert trained == pytest.approx(80.0 * size * people)
    assert simulate("separated", village, days=60).metric("transition_hours") == 0.0


def test_designs_lie_as_far_apart_as_their_levers():
    assert size_of_change(DESIGNS["pods"], DESIGNS["pods"]) == 0.0
    low, high = (
        OrgDesign(**{name: getattr(one, edge) for name, one in parameters(OrgDesign).items()}) for edge in ("low", "high")
    )
    assert size_of_change(low, high) == pytest.approx(1.0)


def test_a_change_to_the_same_design_without_cost_changes_nothing(village):
    still = DesignPath(phases=(Phase(to=DESIGNS["pods"]), Phase(to=DESIGNS["pods"], day=30)))
    there, here = (simulate(of, village, days=120).daily for of in (still, "pods"))
    for column in ("hours", "deals", "pay", "transition"):
        assert there[column].tobytes() == here[column].tobytes()


class TestDip:
    def test_depth_length_and_payback_of_a_known_course(self):
        steps = np.tile([0.0, 0.0, -5.0, -3.0, 2.0, 4.0, 4.0, 1.0], (3, 1))
        dip = Dip(2, steps)
        assert dip.depth == pytest.approx((-8.0, -8.0, -8.0))
        assert dip.dip_weeks == 2
        assert dip.payback_weeks == 5.0  # -5, -8, -6, -2, +2, +3
        assert dip.final[0] == 3.0
        assert "paid back after 5 weeks" in dip.summary()

    def test_what_never_comes_back_and_what_never_falls_behind(self):
        assert Dip(0, np.array([[-1.0, -1.0], [-1.0, 0.5]])).payback_weeks == float("inf")
        assert Dip(0, np.array([[1.0, 1.0], [1.0, 0.5]])).payback_weeks == 0.0

    def test_a_dear_change_dips(self, village):
        dear = Settings().set("transition.training", 400.0).set("transition.fee", 50_000.0)
        found = transition("separated then integrated@63", village, settings=dear, pairs=4, days=200)
        assert found.depth[2] < 0.0
        assert found.start == 12

    def test_what_does_not_change_is_refused(self, village):
        with pytest.raises(BadValue, match="does not change"):
            transition("separated", village)
        with pytest.raises(BadValue, match="Nothing can be measured: the change on day 300"):
            transition("separated then pods@300", village, days=200)
