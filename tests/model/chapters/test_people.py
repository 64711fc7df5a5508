"""People are away, differ, are led, and take what they know along: laws and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import NO_TIME, ONE, SILENT, resized
from orgsim.inputs.companies import company, company_names
from orgsim.kernel.parameters import record
from orgsim.model.chapters.absence import is_urgent
from orgsim.model.chapters.assignment import drawn
from orgsim.model.chapters.hours import open_day
from orgsim.model.chapters.inbox import kind_of_work
from orgsim.model.chapters.leadership import Leadership, asked_for, days_waiting, quota_after
from orgsim.model.chapters.qualification import review_bar
from orgsim.model.chapters.turnover import fill_post, hand_on
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import Action, LeadSource, Role, Stage, Task, Unit, Use


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
    settings = Settings().without("turnover").without("absence").set("assignment.rule", 4)
    leads = simulate("separated", whose, settings=settings, days=504, seed=1, journeys=False).leads
    crossed = leads[(leads["crossed"] == 1) & (leads["source"] == LeadSource.INBOUND)]
    sellers: dict[int, set[int]] = {}
    for lead in crossed:
        sellers.setdefault(int(lead["prospect"]), set()).add(int(lead["owner"]))
    counts = np.bincount(crossed["prospect"])
    assert (counts > 1).sum() > 50
    assert all(len(one) == 1 for one in sellers.values())


def begun(village, of="separated", days=120, **rest):
    """A model in the middle of its life."""
    model = OrgModel(of, village, seed=4, days=days, **rest)
    for _ in range(days // 2):
        model.step()
    return model


def at_stage(model, stage):
    """Prospects of a stage."""
    return [int(index) for index in np.flatnonzero(np.asarray(model.world.prospects)["stage"] == stage)]


def test_a_border_between_territories_stays_where_it_is_when_somebody_is_away(village):
    """Only the accounts of whoever is away go elsewhere."""
    crowd = resized(village, staff={"reps": 6})
    model = begun(crowd, settings=Settings().set("assignment.rule", 4).without("turnover").without("absence"))
    draws = np.linspace(0.005, 0.995, 100)
    before = [drawn(model.world, u, Unit.SALES, -1, True) for u in draws]
    model.world.people[3].away = 1
    assert [drawn(model.world, u, Unit.SALES, -1, True) for u in draws] == before


def test_whoever_covers_takes_the_buyers_wait_over(village):
    model = begun(village, settings=Settings().without("turnover"))
    world = model.world
    index = at_stage(model, Stage.OPPORTUNITY)[0]
    since = world.prospects[index].ready = world.counts.day - 3.0
    hand_on(world, int(world.leads[world.prospects[index].lead].owner), index, world.counts.day * 1.0, 0.3)
    assert world.prospects[index].ready == since


def test_leads_that_nobody_has_judged_are_covered_too(village):
    model = begun(village)
    world = model.world
    index = at_stage(model, Stage.OPPORTUNITY)[0]
    world.prospects[index].stage = Stage.MQL
    for verdict, urgent in ((0, True), (1, True), (2, False)):
        world.leads[world.prospects[index].lead].verdict = verdict
        assert is_urgent(world, index) == urgent


def test_a_week_away_says_nothing_of_the_bar(village):
    """The quota is asked for days at work: of none nothing, and two fifths of it in two days are as much as all in five."""
    world = begun(village).world
    person, quota = world.people[0], village.staff.quota * world.units[Unit.MARKETING].quota
    before, moved = float(person.bar), []
    for days, qualified in ((0, 0.0), (5, quota), (2, 0.4 * quota), (2, 0.1 * quota)):
        person.bar, person.days, person.qualified = before, days, qualified
        review_bar(world, 0)
        moved.append(float(person.bar) - before)
        assert person.days == 0
    assert moved[0] == 0.0
    assert moved[1] == pytest.approx(moved[2])
    assert moved[3] < moved[2] - 0.01


def test_the_quota_asks_for_the_days_on_which_marketers_were_there(village):
    model = begun(village, settings=Settings().without("turnover").set("absence.leave", 0.3))
    world = model.world
    last = np.asarray(world.daily)[world.counts.day - 21 : world.counts.day]
    days = last["present"][:, Role.MARKETER].sum() - last["hours"][:, Role.MARKETER, Use.AWAY].sum() / 8.0
    assert 0 < days < 42
    assert asked_for(world) == pytest.approx(days / 5.0 * village.staff.quota * world.units[Unit.MARKETING].quota)


def test_the_work_that_waits_is_counted_in_days_of_those_who_sell(village):
    """Meetings four hours longer, for so many open deals that wait for the one seller."""
    busy = resized(village, staff={"reps": 1}, market={"needs_per_year": 9.0})
    model = begun(busy, settings=Settings().without("turnover").without("absence"))
    world = model.world
    waiting = sum(kind_of_work(world, index) == Action.DEALS for index in at_stage(model, Stage.OPPORTUNITY))
    assert waiting > 0
    before = days_waiting(world)
    world.setup.work.meeting_hours += 4.0
    assert days_waiting(world) - before == pytest.approx(4.0 * waiting / 8.0)
    assert days_waiting(OrgModel("separated", village, days=5).world) == 0.0


def test_newcomers_owe_nothing_to_their_predecessors_quarter(village):
    model = begun(village)
    person = model.world.people[2]
    person.present, person.sold, person.days = 0, 1e6, 3
    fill_post(model.world, 2)
    assert (person.sold, person.days) == (0.0, 0)


def test_after_a_day_away_the_last_day_at_work_still_counts(village):
    model = begun(village)
    person = model.world.people[2]
    for use in range(len(Use)):
        person.hours[use] = 0.0
    person.hours[Use.SWITCHING] = 0.75
    open_day(model.world, 2)
    assert person.switching == 0.75
    person.hours[Use.AWAY] = 8.0
    open_day(model.world, 2)
    assert person.switching == 0.75


def test_companies_say_whether_their_sellers_have_time_to_spare():
    """Own prospecting is what sellers do when nothing else waits: of the hours at work little or much."""
    for name in company_names():
        whose = company(name)
        hours = simulate("separated", whose, seed=1, years=1, journeys=False).daily["hours"][:, 1].sum(axis=0)
        spare = hours[Use.MARKETING] / (hours.sum() - hours[Use.AWAY])
        told = "more leads than hours" if spare < 0.04 else "time to spare" if spare > 0.08 else "neither"
        assert told in whose.about, (name, spare)
