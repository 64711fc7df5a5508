"""Time within a day: who is free answers at once, who is not does when the work allows, and nobody before."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import NO_TIME, ONE, SILENT, resized
from orgsim.inputs.companies import company
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import Entry, LeadSource, Outcome, Stage

AT_ONCE = {"hours.admin": 0.0, "hours.batch": 0.0}  # nobody lets leads wait for company


def calls(needs, *, design="separated", busy=False, **staff):
    """A company whose buyers all raise their hands, so many a year and account; sellers have nothing else to do, or cold
    calls without end. Hours from response to contact.
    """
    whose = resized(
        company("midmarket_saas"),
        staff={"marketers": 2, "reps": 2, **staff},
        market={"prospects": 300, "needs_per_year": needs, "need_days": 30.0},
        work=NO_TIME | {"contact_hours": 0.25, "attempts_per_hour": 8.0 if busy else 0.0, "touches_per_hour": 1.0,
                        "researched_per_hour": 1.0},
        response=SILENT | {"raise_base": 1.0},
    ).model_copy(update=ONE)  # fmt: skip
    settings = Settings.neutral().set_all(AT_ONCE)
    leads = simulate(f"{design}:contact_hours=0", whose, settings=settings, days=252, seed=3).leads
    asked = leads[(leads["source"] == LeadSource.INBOUND) & np.isfinite(leads["contacted"])]
    return 8.0 * (asked["contacted"] - asked["born"])


@pytest.mark.parametrize("design", ["separated", "pods", "integrated"])
def test_where_somebody_is_free_hands_are_answered_within_the_hour(design):
    """A call takes a quarter of an hour; those who raise a hand late in the day are called next morning."""
    waits = calls(0.5, design=design)
    assert len(waits) > 50
    assert (waits <= 1.0).mean() > 0.5
    assert waits.min() > 0.0


@pytest.mark.parametrize("design", ["separated", "pods", "integrated"])
def test_no_seller_works_a_lead_before_it_is_there(village, design):
    """Leads that cross at once, within the hour in which their sellers are at work already."""
    for seed in range(4):
        history = simulate(design, village, settings=Settings().set("handoff.latency", 0.0), days=126, seed=seed)
        leads = history.leads[(history.leads["source"] != LeadSource.PROSPECTED) & np.isfinite(history.leads["contacted"])]
        assert len(leads) > 50
        assert (leads["qualified"] > leads["born"]).all()
        assert (leads["contacted"] >= leads["assigned"]).all()


@pytest.mark.parametrize(("share", "seed"), [(0.6, 18), (0.7, 4), (1.0, 1)])
def test_a_wait_ends_whatever_the_rounding(share, seed):
    changes = {"market.prospects": 2000, "start.customers": 80, "start.burn_in": 0, "work.attempts_per_hour": 0.0,
               "handoff.latency": 0.0, "staff.rep_fte": share}  # fmt: skip
    assert len(simulate("separated", changes=changes, days=3, seed=seed).daily) == 3


def test_sellers_answer_in_the_last_hours_of_the_day_as_in_the_others(village):
    """Hours kept for own prospecting are kept once: who has prospected in the morning is free in the afternoon."""
    quiet = resized(village, staff={"reps": 8})
    rounds = np.zeros(8)
    for seed in range(6):
        leads = simulate("separated", quiet, days=126, seed=seed, journeys=False).leads
        when = leads["contacted"][(leads["source"] != LeadSource.PROSPECTED) & np.isfinite(leads["contacted"])]
        rounds += np.bincount((when % 1.0 * 8.0).astype(int), minlength=8)
    assert rounds[6:].mean() > 0.4 * rounds[2:7].mean()


def test_a_call_takes_its_time(village):
    """Half an hour from the moment at which a first contact begins to the conversation that comes of it."""
    history = simulate(
        "pods",
        resized(village, work={"contact_hours": 0.5}),
        days=126,
        seed=3,
        changes={"practice.progress_ratio": 1.0, "practice.start": 0.72},
    )
    moves = history.journeys[(history.journeys["kind"] == Entry.STAGE) & (history.journeys["after"] == Stage.SAL)]
    begun = {
        (int(one["prospect"]), round(float(one["contacted"]), 9))
        for one in history.leads
        if one["source"] != LeadSource.PROSPECTED
    }
    taken = [
        min((entry["time"] - when for who, when in begun if who == entry["prospect"] and when <= entry["time"]), default=1.0)
        for entry in moves
    ]
    assert len(taken) > 30
    assert min(taken) == pytest.approx(0.5 / 8.0, rel=0.15)  # the hands of one at full effort are a little faster


def test_where_nobody_is_free_they_wait():
    """One seller for 48 minutes a day, with more calls than fill them."""
    assert np.quantile(calls(12.0, reps=1, rep_fte=0.1), 0.9) > 8.0


def test_a_sellers_day_is_as_long_as_the_hours_of_its_parts(village):
    """Whatever comes in, nobody works more hours than the day has, and part-timers are there all day."""
    halves = resized(village, staff={"marketers": 2, "reps": 4, "rep_fte": 0.5})
    history = simulate("separated", halves, days=100, seed=3)
    contacted = history.leads["contacted"][np.isfinite(history.leads["contacted"])]
    assert (contacted % 1.0 > 0.6).mean() > 0.1
    assert history.daily["hours"][:, 1].sum(axis=1) == pytest.approx(4.0 * history.daily["present"][:, 1])


def test_owners_judge_their_leads_like_anybody(village):
    """At a selectivity that refuses everything, a lead that stays with its owner is refused as well as one that crosses."""
    for stays in (0.0, 1.0):
        history = simulate(
            f"separated:owner_stays={stays:g},info_sharing=1", village, days=150, seed=3, journeys=False,
            settings=Settings().set_all({"inbox.selectivity": 10.0, "inbox.idle_bar": 5.0, "pay.learning": 0.0}),
        )  # fmt: skip
        assert history.daily["judged"].sum() > 20
        assert history.metric("acceptance") < 0.5, stays


def test_values_are_guessed_until_discovery(village):
    """Before a conversation sellers see a value with the spread that firmographics leave, right in the mean."""
    known = simulate("separated", village, days=150, seed=3, changes={"information.firmographics": 1.0}).leads
    assert np.array_equal(known["guess"], known["value"])
    leads = simulate("separated", village, days=150, seed=3, changes={"information.firmographics": 0.5}).leads
    early, late = leads[leads["discoveries"] == 0], leads[leads["discoveries"] > 0]
    assert np.array_equal(late["guess"], late["value"])
    log_guess, log_value = np.log(early["guess"]), np.log(early["value"])
    _, first = np.unique(early["prospect"], return_index=True)
    assert np.corrcoef(log_guess[first], log_value[first])[0, 1] == pytest.approx(np.sqrt(0.5), abs=0.12)


def test_a_second_life_has_luck_of_its_own():
    """Two lives of one account last equally long no more often than by chance: were luck repeated, nearly always."""
    whose = resized(
        company("midmarket_saas"), market={"prospects": 400, "needs_per_year": 12.0, "think_days": 0.5, "meetings": 1,
                                           "rivals": 0.0, "contract_months": 1},
    )  # fmt: skip
    settings = Settings().set_all({"customers.churn_month": 0.3, "customers.churn_age": 0.0, "customers.loyalty_trust": 0.0,
                                   "customers.loyalty_fit": 0.0, "decision.advance": 3.0})  # fmt: skip
    history = simulate("separated", whose, settings=settings, seed=3, years=4)
    won = history.leads[history.leads["outcome"] == Outcome.WON]
    moves = history.journeys[(history.journeys["kind"] == 0) & (history.journeys["before"] == 7)]
    lives: dict[int, list[int]] = {}
    for prospect, left in zip(moves["prospect"].tolist(), moves["time"].tolist(), strict=True):
        begun = won["closed"][(won["prospect"] == prospect) & (won["closed"] <= left)]
        if len(begun):
            lives.setdefault(prospect, []).append(round((left - begun.max()) / 21.0))
    pairs = [(one[0], one[1]) for one in lives.values() if len(one) > 1]
    assert len(pairs) > 30
    same = np.mean([first == second for first, second in pairs])
    chance = 1.0 - np.exp(-0.3)
    assert same == pytest.approx(chance / (2.0 - chance), abs=0.12)
