"""The evening: practice counts, tempers cool, some leave and newcomers start."""

from __future__ import annotations

import math

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import adopt, count_users, licences
from orgsim.model.acts.funnel import drawn_person, inherited, note
from orgsim.model.acts.hours import left, spend
from orgsim.model.acts.quarrels import cooperate, lead_unit
from orgsim.model.acts.reorganize import newest_phase
from orgsim.model.mechanisms.disputes import trust_eased
from orgsim.model.mechanisms.practice import practise
from orgsim.model.mechanisms.turnover import strain
from orgsim.model.populate import newcomer
from orgsim.model.world import DAYS_A_WEEK, DAYS_A_YEAR, World
from orgsim.results.words import action, entry, purpose, role, stage, use


@rule
def gather(world: World) -> None:
    """What the evening needs to know of each unit: hours by task class, people present; and trust settles."""
    setup = world.setup[0]
    count_users(world)
    disputes = setup.settings.disputes
    for unit in range(2):
        one = world.units[unit]
        one.heads = 0.0
        for task in range(use.CLASSES):
            one.practiced[task] = 0.0
        one.trust = trust_eased(disputes, one.trust)
        cooperate(world, unit, setup.levers.contact_hours / DAYS_A_WEEK)
    for who in range(setup.workers):
        person = world.people[who]
        if person.present == 1:
            one = world.units[person.unit]
            one.heads += 1.0
            for task in range(use.CLASSES):
                one.practiced[task] += person.hours[task]


@rule
def leave_post(world: World, who: int) -> None:
    """The holder leaves: leads go to colleagues or lie orphaned, customers wait for the next care date."""
    setup = world.setup[0]
    today = world.counts[0].day
    person = world.people[who]
    person.present = 0
    person.back = today + 1.0 + setup.settings.turnover.gap_days
    world.daily[today].leavers += 1.0
    index = buckets.first(world.books, who)
    while index != buckets.EMPTY:
        after = buckets.following(world.books, index)
        prospect = world.prospects[index]
        buckets.take(world.books, index)
        if prospect.stage != stage.CUSTOMER:
            world.daily[today].orphans += 1.0
            note(world, today + 0.99, entry.ORPHAN, index, who, -1, -1, -1, 0.0, 0.0)
            hand_on(world, who, index)
        index = after


@rule
def hand_on(world: World, who: int, index: int) -> None:
    """A colleague inherits a lead, and what the boundary lets through of its context."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    unit = role.MARKETING if prospect.stage == stage.LEAD and lead.stays == 0 else role.SALES
    u = uniform(setup.seed, purpose.HEIR, index, prospect.turn, who)
    heir = drawn_person(world, u, unit, who)
    if heir < 0:
        return
    if unit == role.MARKETING:
        lead.marketer = heir
    else:
        lead.owner = heir
        lead.ignorance = inherited(lead.ignorance)
        lead.verdict = 0 if lead.verdict == 2 else lead.verdict
        if lead.second == heir:
            lead.second = -1
    buckets.put(world.books, heir, index)


@rule
def fill_post(world: World, who: int) -> None:
    """A newcomer starts with starting skill."""
    setup = world.setup[0]
    today = world.counts[0].day
    person = world.people[who]
    person.present = 1
    person.hires += 1
    person.seniority = today * 1.0
    person.owed = 0.0
    person.notes = 0.0
    person.market_due = 0.0
    person.qualified = 0.0
    for side in range(2):
        for chosen in range(action.COUNT):
            person.reward[side, chosen] = 0.0
            person.effort_hours[side, chosen] = 0.0
            person.carry[side, chosen] = 0.0
    for task in range(use.CLASSES):
        person.experience[task] = 0.0
    newcomer(world, who)
    person.phase = newest_phase(world)
    pay = setup.staff.marketer_pay if person.role == role.MARKETER else setup.staff.rep_pay
    world.daily[today].hiring += setup.settings.turnover.hiring_cost * pay * person.fte


@rule
def pay_day(world: World, who: int) -> None:
    """A day's pay for whoever was there."""
    setup = world.setup[0]
    person = world.people[who]
    yearly = setup.staff.head_pay
    if person.role == role.MARKETER:
        yearly = setup.staff.marketer_pay
    elif person.role == role.REP:
        yearly = setup.staff.rep_pay
    if person.present == 1:
        today = world.daily[world.counts[0].day]
        today.pay += yearly * person.fte / DAYS_A_YEAR
        today.platforms += licences(world, who)
        today.present[person.role] += 1.0


@rule
def rest(world: World, who: int) -> None:
    """The end of a person's day: idle hours are booked, practice counts, and the post may change hands."""
    setup = world.setup[0]
    settings = setup.settings
    person = world.people[who]
    pay_day(world, who)
    if person.role == role.HEAD:
        lead_unit(world, who)
    if person.present == 1:
        spend(world, who, use.IDLE, left(world, who))
    for what in range(use.COUNT):
        person.total_hours[what] += person.hours[what]
    if person.role == role.HEAD:
        return
    unit = world.units[person.unit]
    heads = max(1.0, unit.heads)
    for task in range(use.CLASSES):
        practise(settings.practice, person, unit.practiced[task] / heads, task)
    adopt(world, who)
    person.frustration *= math.exp(-1.0 / settings.turnover.frustration_days)
    if person.present == 1:
        rate = settings.turnover.marketer if person.role == role.MARKETER else settings.turnover.rep
        person.strain += strain(settings.turnover, rate, person.frustration)
        if person.strain >= person.limit:
            leave_post(world, who)
    elif world.counts[0].day + 1.0 >= person.back:
        fill_post(world, who)
