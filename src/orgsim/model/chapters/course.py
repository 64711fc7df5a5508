"""M3 Course of a seller's day, in parts; hours divided by what pays.

The parts follow each other once a day, as people batch their work: open deals, leads, customers, each for the hours that pay
has taught; then what is left of each; own prospecting last. New leads call people back when a round begins (M2).
"""

from __future__ import annotations

import math

from orgsim.kernel import lists
from orgsim.kernel.codes import Code
from orgsim.kernel.dates import HOURS_A_DAY, LAST_MOMENT
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME
from orgsim.model.chapters.assignment import assigned
from orgsim.model.chapters.desk import next_common, serve_desk, serve_leads
from orgsim.model.chapters.disputes import dispute
from orgsim.model.chapters.hours import clock, end_of_round, hours_until, marketing_share, spend, workable
from orgsim.model.chapters.inbox import kind_of_work, review
from orgsim.model.chapters.pay import share_of
from orgsim.model.chapters.prospecting import prospect_for
from orgsim.model.chapters.queue import calls, next_call, put_in_order
from orgsim.model.chapters.trays import common_inbox, inbox_of
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, DisputeKind, Stage, Task, Unit, Use


class Part(Code):
    """Parts of a seller's day."""

    MEETINGS = 0, "open deals: meetings"
    CONVERSATIONS = 1, "open deals: discovery"
    LEADS = 2, "new leads"
    CUSTOMERS = 3, "customers"
    MEETINGS_LEFT = 4, "meetings that are left"
    CONVERSATIONS_LEFT = 5, "conversations that are left"
    LEADS_LEFT = 6, "leads that are left"
    CUSTOMERS_LEFT = 7, "customers that are left"
    PROSPECTING = 8, "own prospecting"


@rule
def serve_part(world: World, who: int, until: float) -> None:
    """Work on the present part of the day until the time is up."""
    part = world.people[who].part
    if part == Part.LEADS or part == Part.LEADS_LEFT:
        serve_leads(world, who, until)
    elif part == Part.CUSTOMERS or part == Part.CUSTOMERS_LEFT:
        serve_desk(world, who, Action.CARE, Task.CARE, until)
    elif part == Part.MEETINGS or part == Part.MEETINGS_LEFT:
        serve_desk(world, who, Action.DEALS, Task.SELLING, until)
    else:
        serve_desk(world, who, Action.DEALS, Task.DISCOVERY, until)


@rule
def prospecting_today(world: World, who: int) -> float:
    """Hours of the day that are still kept for own prospecting."""
    if world.setup.work.attempts_per_hour <= 0.0:
        return 0.0
    person = world.people[who]
    planned = person.sales_today * share_of(world.setup.settings.pay, person.propensity, Action.PROSPECTING)
    return max(0.0, planned - person.prospected)


@rule
def hours_for(world: World, who: int) -> float:
    """Hours for the part of the day that begins now."""
    pay = world.setup.settings.pay
    person = world.people[who]
    if person.part == Part.CONVERSATIONS:
        return person.part_left
    if person.part == Part.MEETINGS:
        return person.sales_today * share_of(pay, person.propensity, Action.DEALS)
    if person.part == Part.LEADS:
        return person.sales_today * share_of(pay, person.propensity, Action.LEADS) - person.first_steps
    if person.part == Part.CUSTOMERS:
        return person.sales_today * share_of(pay, person.propensity, Action.CARE)
    return workable(world, who) - prospecting_today(world, who)


@rule
def begin_sales(world: World, who: int) -> None:
    """Begin the day's sales work: put the desk in order, and start with the first part."""
    person = world.people[who]
    put_in_order(world, who, who)
    person.unsorted = 1
    person.sales_today = workable(world, who)
    person.first_steps = 0.0
    person.prospected = 0.0
    person.part = Part.MEETINGS
    person.part_left = hours_for(world, who)


@rule
def answer(world: World, who: int, until: float) -> None:
    """Turn to new leads where enough of them wait."""
    person = world.people[who]
    if calls(world, who, True, world.setup.work.contact_hours) or next_common(world, clock(world, who)) != lists.END:
        before = person.spent
        kept = prospecting_today(world, who) if next_call(world, who, until) > before else 0.0
        most = min(until, before + workable(world, who) - kept)
        serve_leads(world, who, most)
        person.first_steps += person.spent - before


@rule
def follow_parts(world: World, who: int, until: float) -> None:
    """Go on with the parts of the day until the time is up or a lead has to be judged; hours that nobody waits for go to
    prospecting.
    """
    person = world.people[who]
    while person.part < Part.PROSPECTING and until - person.spent > NO_TIME:
        before = person.spent
        serve_part(world, who, min(until, before + person.part_left))
        person.part_left -= person.spent - before
        if person.unjudged == 1:
            return
        if until - person.spent > NO_TIME or person.part_left <= NO_TIME:
            person.part += 1
            person.part_left = hours_for(world, who)
    before = person.spent
    prospect_for(world, who, until - person.spent)
    person.prospected += person.spent - before


@rule
def wait(world: World, who: int, until: float) -> bool:
    """Wait for the next lead of this round with nothing else to do; returns whether one has come."""
    now = clock(world, who)
    soonest = math.inf
    for which in (inbox_of(world, who), common_inbox(world), who):
        index = lists.first(world.desks, which)
        while index != lists.END:
            if now < world.prospects[index].ready < min(soonest, world.counts.day + LAST_MOMENT):
                soonest = world.prospects[index].ready
            index = lists.following(world.desks, index)
    comes = soonest < math.inf and hours_until(world, who, soonest) < until
    if comes:
        world.people[who].part = Part.MEETINGS_LEFT
        world.people[who].part_left = workable(world, who)
    mark = hours_until(world, who, soonest) + NO_TIME if comes else until  # a breath later, whatever the rounding
    spend(world, who, Use.IDLE, mark - world.people[who].spent)
    return comes


@rule
def wants_both(world: World, who: int) -> None:
    """Somebody who serves both functions ran out of hours with work of both left, and it is a question whose comes first."""
    setup = world.setup
    share = marketing_share(world, who)
    if share <= 0.0 or share >= 1.0:
        return
    marketing, sales = -1, -1
    for which in (who, inbox_of(world, who)):
        index = lists.first(world.desks, which)
        while index != lists.END:
            if kind_of_work(world, index) >= 0 and world.prospects[index].ready <= clock(world, who):
                sales = index
            elif world.prospects[index].stage == Stage.LEAD:
                marketing = index
            index = lists.following(world.desks, index)
    if marketing < 0 or sales < 0:
        return
    today = world.counts.day
    mine = world.people[who].unit
    colleague = assigned(world, uniform(setup.seed, Purpose.COLLEAGUE, who, today, 0), 1 - mine, who)
    marketer, rep = (who, colleague) if mine == Unit.MARKETING else (colleague, who)
    base = setup.settings.disputes.priority
    dispute(world, DisputeKind.PRIORITY, marketer, rep, sales, today, base, clock(world, who))


@rule
def go_on(world: World, who: int, until: float) -> bool:
    """Work until the time is up; returns whether a lead has to be judged, or answered on duty, before it goes on."""
    person = world.people[who]
    if until - person.spent <= NO_TIME:
        return False
    person.unjudged = 0
    if person.part < 0:
        begin_sales(world, who)
    answer(world, who, until)
    mark = next_call(world, who, until)
    mark = mark if mark > person.spent + NO_TIME else until  # whoever has called already has been answered, or cannot be
    if person.unjudged == 0:
        follow_parts(world, who, mark)
    if person.unjudged == 1 or (mark < until and person.spent >= mark - NO_TIME):
        return True
    return until - person.spent > NO_TIME and wait(world, who, until)


@rule
def work_desk(world: World, who: int) -> bool:
    """A person's sales work of this round, after the inbox has been judged; returns whether it goes on after the inbox has
    been judged again.
    """
    person = world.people[who]
    if person.present == 0 or person.away == 1 or marketing_share(world, who) >= 1.0:
        return False
    until = end_of_round(world, who)
    if go_on(world, who, until):
        return True
    if until >= HOURS_A_DAY * person.fte:
        wants_both(world, who)
    return False


@rule
def do_sales(world: World, who: int) -> None:
    """A person's sales work of this round."""
    review(world, who)
    while work_desk(world, who):
        review(world, who)
