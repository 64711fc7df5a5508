"""M12: credit, media that follow it, and results seen late."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

from orgsim.analysis.attribution import attribution, closed
from orgsim.inputs.companies import Channel, company
from orgsim.kernel.errors import BadValue
from orgsim.kernel.parameters import record
from orgsim.model.chapters import measurement
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate


def shapley(journeys, channels):
    """By the definition: the mean over all orders of what a channel adds, a set being worth the deals it alone touched."""
    worth = {
        frozenset(some): sum(value for touched, value in journeys if set(touched) <= set(some))
        for size in range(channels + 1)
        for some in combinations(range(channels), size)
    }
    added = np.zeros(channels)
    orders = list(permutations(range(channels)))
    for order in orders:
        for place, one in enumerate(order):
            before = frozenset(order[:place])
            added[one] += worth[before | {one}] - worth[before]
    return added / len(orders)


@pytest.fixture(scope="module")
def three():
    channels = tuple(
        Channel(name=name, touches=share, inbound=share, response=response)
        for name, share, response in (("a", 0.5, 1.0), ("b", 0.3, 1.3), ("c", 0.2, 0.7))
    )
    return company("midmarket_saas").model_copy(update={"channels": channels})


def test_credit_is_what_the_definitions_say(three):
    """A second implementation over the prospects' own memory of touches, at the moment of each deal."""
    from orgsim.model.agents import Prospect

    seen = []

    class Watched(Prospect):
        def decide(self):
            touched, first, last = list(self.touched_by[:3]), self.first_channel, self.last_channel
            before = self.world.today.new_revenue
            super().decide()
            value = self.world.today.new_revenue - before
            if value > 0.0:
                seen.append((touched, first, last, value))

    small = three.model_copy(update={"market": three.market.model_copy(update={"prospects": 1500, "needs_per_year": 5.0})})
    credited = OrgModel("separated", small, seed=3, days=300, cast={Prospect: Watched}).run().daily["credited"].sum(axis=0)
    deals = [one for one in seen if sum(one[0])]
    assert len(deals) > 20
    expected = np.zeros((4, 3))
    for touched, first, last, value in deals:
        expected[0, last] += value
        expected[1, first] += value
        expected[2] += value * np.array(touched) / sum(touched)
    journeys = [([place for place, count in enumerate(touched) if count], value) for touched, _, _, value in deals]
    expected[3] = shapley(journeys, 3)
    assert credited[:, :3] == pytest.approx(expected)
    assert len({tuple(row) for row in np.round(expected / expected.sum(axis=1, keepdims=True), 3)}) == 4


def test_media_move_to_where_the_credited_return_is_the_same(three):
    fixed, joint = (
        simulate(f"separated:joint_budget={share}", three, seed=5, years=3, journeys=False) for share in (0.0, 1.0)
    )
    assert fixed.metric("media_mismatch") > joint.metric("media_mismatch")
    last = joint.daily["media_by_channel"][-1, :3]
    credit = joint.daily["credited"][-252:, 0, :3].sum(axis=0)
    assert last / last.sum() == pytest.approx(credit / credit.sum(), abs=0.12)
    assert joint.daily["media"].sum() == pytest.approx(fixed.daily["media"].sum())


def test_the_pull_of_media_is_its_elasticity():
    m = record(measurement.Measurement())[0]
    assert measurement.pull_of_media(m, 0.5, 0.5) == 1.0
    assert np.log(measurement.pull_of_media(m, 0.505, 0.5)) / np.log(1.01) == pytest.approx(0.12)


def test_the_mean_delay_is_the_mean_of_the_weeks_until_it_is_seen():
    m = record(measurement.Measurement(delay=4.0))[0]
    seen = measurement.seen_share(m)
    weeks = np.arange(1, 400)
    assert (weeks * seen * (1.0 - seen) ** (weeks - 1)).sum() == pytest.approx(4.0)


class TestAttribution:
    def test_a_channel_that_brings_nobody_is_worth_nothing(self, three):
        dead = Channel(name="dead", touches=0.0, inbound=0.0, media=0.0)
        whose = three.model_copy(update={"channels": (*three.channels, dead)})
        found = attribution("separated", whose, runs=2, days=150)
        assert (found.truth[:, 3] == 0.0).all()
        assert found.table.loc["dead", "shapley"] == 0.0

    def test_a_closed_channel_takes_part_in_nothing(self, three):
        history = simulate("separated", closed(three, 1), days=200)
        assert (history.leads["channel"][history.leads["source"] != 3] != 1).all()
        assert history.daily["media_by_channel"][:, 1].sum() == 0.0

    def test_where_there_is_one_channel_every_rule_is_right(self):
        alone = company("midmarket_saas").model_copy(update={"channels": (Channel(name="all"),)})
        found = attribution("separated", alone, settings=Settings(), runs=2, days=200)
        assert found.errors == dict.fromkeys(found.errors, 0.0)

    def test_runs_are_checked(self):
        with pytest.raises(BadValue, match="runs = 0"):
            attribution(runs=0)


def test_media_that_follow_credit_take_their_heads_from_the_people_they_lead():
    """What two heads give a month's end to the budget, they do not coach in."""
    read = record(measurement.Measurement())[0]
    assert [measurement.review_hours(read, joint) for joint in (0.0, 0.5, 1.0)] == [0.0, 3.0, 6.0]
    still = Settings.neutral(but="practice").set_all({"leadership.coaching": 4.0, "measurement.moves": 1.0})
    skills = [
        simulate("separated:joint_budget=1", settings=still.set("measurement.review", hours), seed=1, days=126)
        .metric("skill_sales")
        for hours in (0.0, 80.0)
    ]  # fmt: skip
    assert skills[1] < skills[0]
