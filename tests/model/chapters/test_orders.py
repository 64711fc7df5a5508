"""Customers who order again, seasons, quarters, goals; and buyers who do not wait: closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import ONE, SILENT, resized
from orgsim.inputs.companies import company
from orgsim.kernel.quantiles import logistic
from orgsim.model.chapters.hours import clock
from orgsim.model.chapters.meetings import discover
from orgsim.model.chapters.steps import serve_customer
from orgsim.model.duopoly import Duopoly
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import Action, Outcome, Stage, Use


def test_customers_without_a_contract_order_as_often_as_they_need_and_like():
    """Nobody leaves, everybody is cared for, nobody bids: orders = customers x needs a year x P(again)."""
    whose = resized(
        company("midmarket_saas"), market={"prospects": 3000, "needs_per_year": 0.6, "contract_months": 0, "rivals": 0.0,
                                           "deal_sigma": 0.0},
        start={"burn_in": 0, "customers": 1000}, staff={"reps": 60}, work={"care_hours": 0.1}, response=SILENT,
    ).model_copy(update=ONE)  # fmt: skip
    settings = Settings.neutral().set_all(
        {"orders.often": 1.0, "orders.trust": 0.0, "orders.satisfaction": 0.0, "customers.churn_month": 0.0}
    )
    history = simulate("separated", whose, settings=settings, days=504, seed=3, journeys=False)
    orders = history.daily["repeat_revenue"].sum() / whose.market.deal_value
    a_month = 1.0 - math.exp(-0.6 / 12.0)
    expected = 1000 * 23.5 * a_month * logistic(1.05)  # the first month begins somewhere within the first 21 days
    assert orders == pytest.approx(expected, rel=0.06)
    assert history.metric("existing_share") > 0.5


def test_a_season_moves_needs_and_not_their_number():
    """Needs of a quarter over a year's: (1 + A sin-mean) / 4 with the peak in the middle of the first quarter."""
    whose = resized(company("midmarket_saas"), market={"prospects": 20_000, "need_days": 2.0})
    counts = []
    for swing in (0.0, 0.5):
        market = {"prospects": 20_000, "need_days": 2.0, "season": swing, "season_peak": 32}
        quiet = resized(whose, market=market, response=SILENT | {"raise_base": 0.0, "raise_aware": 0.0})
        history = simulate("separated", quiet, days=1008, seed=2, journeys=False)
        arisen = history.daily["entered"][:, Stage.IN_MARKET].reshape(4, 4, 63).sum(axis=(0, 2))
        counts.append(arisen)
    calm, season = counts
    assert season.sum() == pytest.approx(calm.sum(), rel=0.01)
    middle = 0.5 * math.sin(math.pi / 4.0) / (math.pi / 4.0)  # mean of the cosine over a quarter around its peak
    ratio = season / calm
    assert ratio[0] == pytest.approx(1.0 + middle, abs=0.03)
    assert ratio[2] == pytest.approx(1.0 - middle, abs=0.03)
    assert ratio[1] == pytest.approx(1.0, abs=0.05)


def test_decisions_are_brought_to_the_end_of_the_quarter(village):
    """What would fall on one of the ten days after it falls on its last; nothing else moves."""
    found = []
    for pull in (0.0, 10.0):
        changes = {"market.quarter_pull": pull}
        runs = [simulate("separated", village, days=252, seed=seed, changes=changes, journeys=False) for seed in range(8)]
        leads = np.concatenate([run.leads for run in runs])
        ended = leads["closed"][
            (leads["outcome"] == Outcome.WON) | (leads["outcome"] == Outcome.LOST) & (leads["meetings"] > 0)
        ]
        found.append(np.bincount((ended[ended >= 0.0] // 1 % 63).astype(int), minlength=63))
    plain, pulled = found
    assert pulled[62] > 3 * plain[62]
    assert pulled[:4].sum() < 0.7 * plain[:4].sum()
    assert pulled[20:60].sum() == pytest.approx(plain[20:60].sum(), rel=0.15)


def test_an_accelerator_pays_beyond_the_goal_only(village):
    """Commission = rate x (all + (factor - 1) x what each seller won beyond the quarter's goal, sale by sale)."""
    one = resized(village, staff={"reps": 1, "commission": 0.1, "goal": 30_000.0, "accelerator": 3.0})
    settings = Settings().without("turnover").without("absence")
    history = simulate("separated", one, settings=settings, days=252, seed=3)
    won = history.leads[history.leads["outcome"] == Outcome.WON]
    won = won[np.argsort(won["closed"])]
    expected, sold, quarter = 0.0, 0.0, 0
    for lead in won:
        if int(lead["closed"] // 63) != quarter:
            sold, quarter = 0.0, int(lead["closed"] // 63)
        expected += 0.1 * float(lead["value"]) * (3.0 if sold >= 30_000.0 else 1.0)
        sold += float(lead["value"])
    assert len(won) > 5
    assert history.daily["commission"].sum() == pytest.approx(expected)
    assert expected > 0.1 * won["value"].sum()


def test_half_of_the_talks_are_with_buyers_of_whom_nothing_comes():
    """All slopes 0: each conversation leads on with the same chance, and so many become opportunities."""
    whose = resized(company("midmarket_saas"), market={"think_days": 0.5})
    settings = Settings.neutral().set_all({"decision.discovery": 0.4, "meetings.discovery": 2})
    history = simulate("separated", whose, settings=settings, days=400, seed=2, journeys=False)
    p = logistic(0.4)
    talks = history.daily["entered"][:, Stage.SAL].sum()
    assert history.metric("opportunity_rate") == pytest.approx(p, abs=4.0 * math.sqrt(p * (1.0 - p) / talks) + 0.02)
    assert (history.leads["outcome"] == Outcome.UNFIT).sum() > 100


@pytest.mark.parametrize(("number", "high"), [("waiting", 0.5), ("gone", 4.0), ("champion", 5.0), ("again", 2.0)])
def test_what_buyers_do_not_wait_for_costs_deals(village, number, high):
    def deals(value):
        changes = {f"patience.{number}": value}
        runs = [simulate("separated", village, days=250, seed=seed, changes=changes, journeys=False) for seed in range(6)]
        return np.mean([run.metric("deals") for run in runs])

    assert deals(high) < deals(0.0)


def test_what_was_begun_for_one_customer_is_not_lost_to_another(village):
    """Two and a half hours done: the next, of one hour, is served at once, and an hour and a half is left."""
    model = OrgModel("separated", village, seed=4, days=40)
    model.step()
    world = model.world
    person = world.people[2]
    person.spent, person.carry[Action.CARE] = 0.0, 2.5
    world.prospects[0].wants = 0
    assert village.work.care_hours <= 2.5
    assert serve_customer(world, 2, 0, 8.0)
    assert person.carry[Action.CARE] == pytest.approx(2.5 - village.work.care_hours)
    assert person.hours[Use.CARE] == 0.0


def test_where_two_organizations_meet_no_other_rival_bids_for_an_order(village):
    whose = resized(village, market={"contract_months": 0, "rivals": 1.0}, start={"customers": 60})
    settings = Settings().set_all({"orders.again": 1.0, "orders.rival": 10.0, "orders.often": 12.0})
    alone = simulate("separated", whose, settings=settings, seed=2, days=250)
    both = Duopoly("separated vs separated", whose, settings=settings, seed=2, days=250)
    both.run()
    ours = both.organizations[0].history.daily["repeat_revenue"].sum()
    assert ours > 3.0 * alone.daily["repeat_revenue"].sum()


def test_a_second_talk_waits_from_the_first(village):
    """What the buyer waited before the first talk is not charged again at the second."""
    settings = Settings().set_all({"meetings.enough": 0.05, "meetings.most_discoveries": 20, "decision.discovery": 5.0})
    busy = resized(village, staff={"reps": 1}, market={"needs_per_year": 9.0})
    model = OrgModel("separated", busy, seed=4, days=120, settings=settings)
    seen = 0
    while seen < 3:
        model.step()
        world = model.world
        for index in np.flatnonzero(np.asarray(world.prospects)["stage"] == Stage.SAL):
            prospect, lead = world.prospects[index], world.leads[world.prospects[index].lead]
            prospect.ready = world.counts.day - 4.0
            who = int(lead.owner)
            discover(world, who, int(index))
            assert lead.waited == pytest.approx(4.0 + clock(world, who) - world.counts.day)
            if prospect.stage == Stage.SAL:
                discover(world, who, int(index))
                assert lead.waited == pytest.approx(0.0)
                seen += 1
