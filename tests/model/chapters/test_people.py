"""People are away, differ, are led, and take what they know along: laws and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import NO_TIME, ONE, SILENT, resized
from orgsim.inputs.companies import company
from orgsim.kernel.parameters import record
from orgsim.model.chapters.leadership import Leadership, quota_after
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import LeadSource, Role, Task, Use


def test_people_are_away_as_often_as_leave_and_illness_say(village):
    """Independent of each other: leave + illness - both at once, of the days of a hundred people over four years."""
    crowd = resized(village, staff={"marketers": 50, "reps": 50})
    settings = Settings().without("turnover")
    away = simulate("separated", crowd, settings=settings, years=4, journeys=False).metric("absence")
    leave, illness = settings.absence.leave, settings.absence.illness
    expected = leave + illness - leave * illness
    error = math.sqrt(expected * (1.0 - expected) * 5.0 / (100 * 1008))
    assert away == pytest.approx(expected, abs=4.0 * error)


def test_who_is_away_is_the_same_whatever_the_design_and_does_nothing(village):
    one, two = (OrgModel(of, village, seed=5, days=120) for of in ("separated", "pods"))
    seen = 0
    for _ in range(120):
        one.step()
        two.step()
        people = [np.asarray(model.world.people)[: model.world.setup.workers] for model in (one, two)]
        both = (people[0]["present"] == 1) & (people[1]["present"] == 1)
        assert (people[0]["away"][both] == people[1]["away"][both]).all()
        for table in people:
            for person in table[(table["away"] == 1) & (table["present"] == 1)]:
                assert person["hours"][Use.AWAY] == pytest.approx(8.0 * person["fte"])
                assert person["hours"].sum() == pytest.approx(8.0 * person["fte"])
                seen += 1
    assert seen > 50


def test_cover_loses_what_it_says_and_a_crm_keeps_a_part(village):
    """Everybody is away half of the weeks. Covered, leads wait less and buyers are asked again; with a CRM, for less."""
    settings = Settings().set_all({"absence.leave": 0.5, "absence.lost": 0.6})
    waited, untold = [], []
    for cover, crm in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)):
        some = settings.set("absence.cover", cover)
        runs = [simulate(f"separated:crm={crm}", village, settings=some, seed=seed, days=250) for seed in range(5)]
        leads = np.concatenate([run.leads for run in runs])
        mine = leads[leads["crossed"] == 1]
        waited.append(np.nanmean(mine["contacted"] - mine["assigned"]))
        untold.append(np.mean([run.leads["ignorance"][np.isfinite(run.leads["opened"])].mean() for run in runs]))
    assert waited[1] < waited[0]
    assert untold[2] < untold[1]


def test_sellers_share_of_the_spread_of_time_is_that_of_the_variances():
    """One meeting, buyers alike: t^2 / (t^2 + b^2) with t the sellers' tempo and b the spread of thinking."""
    whose = resized(
        company("midmarket_saas"), work=NO_TIME, staff={"reps": 200, "marketers": 1},
        market={"meetings": 1, "think_days": 15.0, "pace_sigma": 0.0, "rivals": 0.0, "prospects": 20_000,
                "needs_per_year": 2.0},
        response=SILENT | {"raise_base": 1.0},
    ).model_copy(update=ONE)  # fmt: skip
    settings = Settings.neutral().set_all(
        {"sellers.tempo": 0.4, "meetings.think_spread": 0.6, "decision.contact": 3.0, "decision.discovery": 3.0}
    )
    history = simulate("separated:contact_hours=0", whose, settings=settings, days=504, seed=2, journeys=False)
    assert history.metric("deals") > 3000
    assert history.metric("seller_spread") == pytest.approx(0.4**2 / (0.4**2 + 0.6**2), abs=0.06)


def test_closing_is_a_persons_own_and_goes_with_the_person(village):
    model = OrgModel("separated", village, seed=3, days=60)
    first = np.asarray(model.world.people)["closing"].copy()
    model.run()
    people = np.asarray(model.world.people)
    stayed = people["hires"] == 0
    assert (people["closing"][stayed] == first[stayed]).all()
    crowd = resized(village, staff={"marketers": 200, "reps": 200})
    drawn = np.asarray(OrgModel("separated", crowd, seed=1, days=1).world.people)
    assert drawn["closing"].std() == pytest.approx(0.25, rel=0.15)
    assert np.log(drawn["tempo"]).std() == pytest.approx(0.5, rel=0.15)


def test_coaching_is_practice_of_what_people_do(village):
    """With nothing but coaching to learn from, practice gained is its worth x the hours of coaching: 0.4 of what is left of
    a head's day, 6.4 hours without meetings, to all of one unit together.
    """
    settings = Settings.neutral(but="practice").set_all(
        {"practice.talent": 0.0, "practice.forgetting": 0.0, "practice.spillover": 0.0, "practice.shared": 0.0,
         "leadership.coaching": 4.0}
    )  # fmt: skip
    apart, joint = (
        OrgModel(f"separated:contact_hours=0,joint_head={head}", village, settings=settings, seed=4, days=1)
        for head in (0, 1)
    )
    gained = []
    for model in (apart, joint):
        people = np.asarray(model.world.people)
        before, worked = people["experience"].copy(), 0.0
        model.step()
        worked = people["hours"][:, : len(Task)]
        gain = people["experience"] - before - worked
        gained.append([gain[people["role"] == role].sum() for role in (Role.MARKETER, Role.REP)])
    assert gained[0] == pytest.approx([4.0 * 0.4 * 6.4] * 2)
    each = 2.0 * 4.0 * 0.4 * 6.4 * 0.75 / 5.0  # two heads, one of them an outsider whose word is worth half, five people
    assert gained[1] == pytest.approx([2.0 * each, 3.0 * each])


def test_a_head_alone_moves_the_quota_by_what_was_attained_and_within_bounds():
    leadership = record(Leadership(quota=0.2, widest=2.0))[0]
    assert quota_after(leadership, 1.0, 0.5) == pytest.approx(1.1)
    assert quota_after(leadership, 1.9, 1.0) == 2.0
    assert quota_after(leadership, 0.55, -5.0) == 0.5


def test_large_deals_are_won_more_often_with_a_head_in_the_room(village):
    """0 against 2 log-odds at the last meeting, for deals of the mean and above."""
    rates = []
    for sponsor in (0.0, 2.0):
        settings = Settings().set_all({"leadership.sponsor": sponsor, "leadership.large": 0.5})
        runs = [simulate("separated", village, settings=settings, days=250, seed=seed, journeys=False) for seed in range(12)]
        leads = np.concatenate([run.leads for run in runs])
        last = leads[leads["meetings"] == village.market.meetings]
        rates.append((last["outcome"] == 1).mean())
        assert (last["sponsored"] > 0.0).any() == (sponsor > 0.0)
    assert rates[1] > rates[0] + 0.05


def test_territories_keep_an_account_with_its_seller():
    """Whoever comes back comes back to the same seller, where nobody is away and nobody leaves."""
    whose = resized(company("midmarket_saas"), market={"prospects": 400, "needs_per_year": 6.0})
    settings = Settings().without("turnover").without("absence").set("assignment.rule", 4).set("handoff.dispatch", 0.0)
    leads = simulate("separated", whose, settings=settings, days=504, seed=1, journeys=False).leads
    crossed = leads[(leads["crossed"] == 1) & (leads["source"] == LeadSource.INBOUND)]
    sellers: dict[int, set[int]] = {}
    for lead in crossed:
        sellers.setdefault(int(lead["prospect"]), set()).add(int(lead["owner"]))
    counts = np.bincount(crossed["prospect"])
    assert (counts > 1).sum() > 50
    assert all(len(one) == 1 for one in sellers.values())
