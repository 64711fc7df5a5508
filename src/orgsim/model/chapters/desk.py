"""M3 Desk: a seller's day; hours divided by what pays, steps one after the other, in the order of the queue."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_HOURS_LEFT, NO_TIME
from orgsim.model.chapters.assignment import assigned
from orgsim.model.chapters.disputes import dispute
from orgsim.model.chapters.handoff import belongs_to
from orgsim.model.chapters.hours import clock, left, marketing_share
from orgsim.model.chapters.inbox import kind_of_work, review
from orgsim.model.chapters.meetings import care, contact, discover, meet
from orgsim.model.chapters.pay import share_of
from orgsim.model.chapters.pipeline import common_inbox
from orgsim.model.chapters.platforms import with_automation
from orgsim.model.chapters.prospecting import prospect_for
from orgsim.model.chapters.qualification import judge
from orgsim.model.chapters.queue import order_desk, priority
from orgsim.model.chapters.steps import serve, serve_customer
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, DisputeKind, Stage, Task, Unit


@rule
def task_of(world: World, index: int) -> int:
    """The task class of the next step with a prospect on the desk."""
    at = world.prospects[index].stage
    if at == Stage.CUSTOMER:
        return Task.CARE
    return Task.SELLING if at == Stage.OPPORTUNITY else Task.DISCOVERY


@rule
def step(world: World, who: int, index: int, until: float) -> bool:
    """Work on the next step of one prospect; returns whether the step was finished."""
    work = world.setup.work
    prospect = world.prospects[index]
    row = prospect.lead
    if prospect.stage == Stage.CUSTOMER:
        if not serve_customer(world, who, until):
            return False
        care(world, index)
    elif prospect.stage == Stage.LEAD:
        if not serve(world, who, row, Task.DISCOVERY, with_automation(world, who, work.qualify_hours), until):
            return False
        judge(world, who, index)
    elif prospect.stage == Stage.MQL:
        if not serve(world, who, row, Task.DISCOVERY, work.contact_hours, until):
            return False
        contact(world, who, index)
    elif prospect.stage == Stage.SAL:
        if not serve(world, who, row, Task.DISCOVERY, work.discovery_hours, until):
            return False
        discover(world, who, index)
    else:
        if not serve(world, who, row, Task.SELLING, work.meeting_hours, until):
            return False
        meet(world, who, index)
    return True


@rule
def serve_action(world: World, who: int, action: int, task: int, count: int, until: float) -> None:
    """Work down the list on one kind of work and one task class until the time is up, each prospect as far as it goes."""
    person = world.people[who]
    before = person.spent
    for place in range(count):
        index = world.worklist[place]
        going = True
        while going and kind_of_work(world, index) == action and task_of(world, index) == task:
            going = step(world, who, index, until)
        if until - person.spent <= NO_TIME:
            break
    person.effort_hours[action] += person.spent - before


@rule
def next_common(world: World, now: float) -> int:
    """The lead in the common inbox that comes first, of equals the one there longest; or END."""
    best, chosen = 0.0, lists.END
    index = lists.first(world.desks, common_inbox(world))
    while index != lists.END:
        rank = priority(world, index, now)
        if chosen == lists.END or rank >= best:
            best, chosen = rank, index
        index = lists.following(world.desks, index)
    return chosen


@rule
def serve_leads(world: World, who: int, count: int, until: float) -> int:
    """Work on the leads of marketing; a seller who is through with the own ones takes the next from the common inbox.

    Returns how many prospects are on the list now.
    """
    person = world.people[who]
    serve_action(world, who, Action.LEADS, Task.DISCOVERY, count, until)
    while until - person.spent > NO_TIME:
        index = next_common(world, clock(world, who))
        if index == lists.END:
            break
        belongs_to(world, who, index, max(clock(world, who), world.leads[world.prospects[index].lead].assigned))
        review(world, who)
        world.worklist[count] = index
        count += 1
        serve_action(world, who, Action.LEADS, Task.DISCOVERY, count, until)
    return count


@rule
def serve_deals(world: World, who: int, count: int, until: float) -> None:
    """Work on open deals, meetings first: one class of work in one go, since turning to another costs time."""
    serve_action(world, who, Action.DEALS, Task.SELLING, count, until)
    serve_action(world, who, Action.DEALS, Task.DISCOVERY, count, until)


@rule
def wants_both(world: World, who: int, count: int) -> None:
    """Somebody who serves both functions ran out of hours with work of both left, and it is a question whose comes first."""
    setup = world.setup
    share = marketing_share(world, who)
    if share <= 0.0 or share >= 1.0 or left(world, who) > NO_HOURS_LEFT:
        return
    marketing, sales = -1, -1
    index = lists.first(world.desks, who)
    while index != lists.END:
        if world.prospects[index].stage == Stage.LEAD and kind_of_work(world, index) < 0:
            marketing = index
        index = lists.following(world.desks, index)
    for place in range(count):
        if kind_of_work(world, world.worklist[place]) >= 0:
            sales = world.worklist[place]
    if marketing < 0 or sales < 0:
        return
    today = world.counts.day
    mine = world.people[who].unit
    colleague = assigned(world, uniform(setup.seed, Purpose.COLLEAGUE, who, today, 0), 1 - mine, who)
    marketer, rep = (who, colleague) if mine == Unit.MARKETING else (colleague, who)
    base = setup.settings.disputes.priority
    dispute(world, DisputeKind.PRIORITY, marketer, rep, sales, today, base, clock(world, who))


@rule
def work_desk(world: World, who: int) -> None:
    """A person's sales work of today, after the inbox has been judged; hours that nobody waits for go to prospecting."""
    pay = world.setup.settings.pay
    person = world.people[who]
    start = person.spent
    hours = left(world, who)
    if person.present == 0 or hours <= NO_TIME or marketing_share(world, who) >= 1.0:
        return
    count = order_desk(world, who)
    leanings = person.propensity
    prospecting = hours * share_of(pay, leanings, Action.PROSPECTING)
    if world.setup.work.attempts_per_hour <= 0.0:
        prospecting = 0.0
    end = start + hours
    serve_deals(world, who, count, start + hours * share_of(pay, leanings, Action.DEALS))
    count = serve_leads(world, who, count, person.spent + hours * share_of(pay, leanings, Action.LEADS))
    serve_action(world, who, Action.CARE, Task.CARE, count, person.spent + hours * share_of(pay, leanings, Action.CARE))
    serve_deals(world, who, count, end - prospecting)
    count = serve_leads(world, who, count, end - prospecting)
    serve_action(world, who, Action.CARE, Task.CARE, count, end - prospecting)
    prospect_for(world, who, left(world, who))
    wants_both(world, who, count)


@rule
def do_sales(world: World, who: int) -> None:
    """A person's sales work of today."""
    review(world, who)
    work_desk(world, who)
