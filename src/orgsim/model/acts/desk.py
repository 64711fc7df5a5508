"""A seller's day: the desk in order of work, hours divided by what pays, steps one after the other, own sourcing."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.order import sort_by
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import with_automation
from orgsim.model.acts.campaign import judge
from orgsim.model.acts.deals import care, contact, discover, meet
from orgsim.model.acts.funnel import common_inbox, drawn_person
from orgsim.model.acts.handoff import belongs_to
from orgsim.model.acts.hours import clock, left, market_share, own_speed, serve, set_up, spend
from orgsim.model.acts.inbox import kind_of_work, review, task_of
from orgsim.model.acts.quarrels import quarrel
from orgsim.model.acts.sourcing import source_own
from orgsim.model.mechanisms.pay import share_of
from orgsim.model.mechanisms.queues import intent, urgency
from orgsim.model.world import World
from orgsim.results.words import action, dispute, purpose, role, stage, use

BEGUN = 1e6  # people finish what they began


@rule
def priority(world: World, index: int, now: float) -> float:
    """What is worked first: what was begun, then value x freshness, pulled forward by a tracked promise."""
    setup = world.setup[0]
    queues = setup.settings.queues
    prospect = world.prospects[index]
    worth = prospect.value / setup.mean_value
    if prospect.stage == stage.CUSTOMER:
        return worth
    lead = world.leads[prospect.lead]
    if lead.work > 0.0:
        return BEGUN * worth
    if prospect.stage == stage.OPPORTUNITY:
        return worth * (1.0 + lead.meetings)
    fresh = intent(queues, 1.0, max(0.0, now - lead.born))
    waited = max(0.0, now - (lead.assigned if lead.assigned >= 0.0 else lead.born))
    return worth * fresh * urgency(queues, setup.levers.sla_enforced, waited, setup.levers.sla_days)


@rule
def worklist(world: World, who: int) -> int:
    """Put the prospects on a person's desk in order of work, into the scratch columns; returns how many."""
    count = 0
    now = clock(world, who)
    index = buckets.first(world.books, who)
    while index != buckets.EMPTY:
        if kind_of_work(world, index) >= 0:
            world.due[count] = index
            world.keys[count] = -priority(world, index, now)
            count += 1
        index = buckets.following(world.books, index)
    sort_by(world.keys, world.due, count)
    return count


@rule
def serve_customer(world: World, who: int, until: float) -> bool:
    """Care for one customer; what is left of it at the end of the day carries over with the person."""
    person = world.people[who]
    if until - person.spent <= 1e-9:
        return False
    set_up(world, who, use.CARE)
    time = min(until - person.spent, left(world, who))
    if time <= 1e-9:
        return False
    rate = own_speed(world, who, use.CARE)
    hours = world.setup[0].work.care_hours
    needed = max(0.0, hours - person.carry[1, action.CARE]) / rate
    if needed <= time:
        spend(world, who, use.CARE, needed)
        person.carry[1, action.CARE] = 0.0
        return True
    spend(world, who, use.CARE, time)
    person.carry[1, action.CARE] += time * rate
    return False


@rule
def step(world: World, who: int, index: int, until: float) -> bool:
    """Work on the next step of one prospect; returns whether the step was finished."""
    work = world.setup[0].work
    prospect = world.prospects[index]
    row = prospect.lead
    if prospect.stage == stage.CUSTOMER:
        if not serve_customer(world, who, until):
            return False
        care(world, index)
    elif prospect.stage == stage.LEAD:
        if not serve(world, who, row, use.DISCOVER, with_automation(world, who, work.qualify_hours), until):
            return False
        judge(world, who, index)
    elif prospect.stage == stage.MQL:
        if not serve(world, who, row, use.DISCOVER, work.contact_hours, until):
            return False
        contact(world, who, index)
    elif prospect.stage == stage.SAL:
        if not serve(world, who, row, use.DISCOVER, work.discovery_hours, until):
            return False
        discover(world, who, index)
    else:
        if not serve(world, who, row, use.SELL, work.meeting_hours, until):
            return False
        meet(world, who, index)
    return True


@rule
def serve_action(world: World, who: int, what: int, task: int, count: int, until: float) -> None:
    """Work down the list on one kind of work and one task class until the time is up, each prospect as far as it goes."""
    person = world.people[who]
    before = person.spent
    for place in range(count):
        index = world.due[place]
        going = True
        while going and kind_of_work(world, index) == what and task_of(world, index) == task:
            going = step(world, who, index, until)
        if until - person.spent <= 1e-9:
            break
    person.effort_hours[1, what] += person.spent - before


@rule
def next_common(world: World, now: float) -> int:
    """The lead in the common inbox that comes first, of equals the one there longest; or EMPTY."""
    best, chosen = 0.0, buckets.EMPTY
    index = buckets.first(world.books, common_inbox(world))
    while index != buckets.EMPTY:
        rank = priority(world, index, now)
        if chosen == buckets.EMPTY or rank >= best:
            best, chosen = rank, index
        index = buckets.following(world.books, index)
    return chosen


@rule
def serve_leads(world: World, who: int, count: int, until: float) -> int:
    """Work on the leads of marketing; a seller who is through with the own ones takes the next from the common inbox.

    Returns how many prospects are on the list now.
    """
    person = world.people[who]
    serve_action(world, who, action.LEADS, use.DISCOVER, count, until)
    while until - person.spent > 1e-9:
        index = next_common(world, clock(world, who))
        if index == buckets.EMPTY:
            break
        belongs_to(world, who, index, max(clock(world, who), world.leads[world.prospects[index].lead].assigned))
        review(world, who)
        world.due[count] = index
        count += 1
        serve_action(world, who, action.LEADS, use.DISCOVER, count, until)
    return count


@rule
def serve_deals(world: World, who: int, count: int, until: float) -> None:
    """Work on open deals, meetings first: one class of work in one go, since turning to another costs time."""
    serve_action(world, who, action.DEALS, use.SELL, count, until)
    serve_action(world, who, action.DEALS, use.DISCOVER, count, until)


@rule
def wants_both(world: World, who: int, count: int) -> None:
    """Somebody who serves both functions ran out of hours with work of both left, and it is a question whose comes first."""
    setup = world.setup[0]
    share = market_share(world, who)
    if share <= 0.0 or share >= 1.0 or left(world, who) > 1e-6:
        return
    marketing, sales = -1, -1
    index = buckets.first(world.books, who)
    while index != buckets.EMPTY:
        prospect = world.prospects[index]
        if prospect.stage == stage.LEAD and kind_of_work(world, index) < 0:
            marketing = index
        index = buckets.following(world.books, index)
    for place in range(count):
        if kind_of_work(world, world.due[place]) >= 0:
            sales = world.due[place]
    if marketing < 0 or sales < 0:
        return
    today = world.counts[0].day
    mine = world.people[who].unit
    other = role.SALES if mine == role.MARKETING else role.MARKETING
    colleague = drawn_person(world, uniform(setup.seed, purpose.COLLEAGUE, who, today, 0), other, who)
    marketer, rep = (who, colleague) if mine == role.MARKETING else (colleague, who)
    quarrel(world, dispute.PRIORITY, marketer, rep, sales, today, setup.settings.disputes.priority, clock(world, who))


@rule
def work_desk(world: World, who: int) -> None:
    """A person's sales work of today, after the inbox has been judged; hours that nobody waits for go to own sourcing."""
    pay = world.setup[0].settings.pay
    person = world.people[who]
    start = person.spent
    hours = left(world, who)
    if person.present == 0 or hours <= 1e-9 or market_share(world, who) >= 1.0:
        return
    count = worklist(world, who)
    shares = person.propensity[1]
    sourcing = hours * share_of(pay, shares, action.SOURCING)
    if world.setup[0].work.attempts_per_hour <= 0.0:
        sourcing = 0.0
    end = start + hours
    serve_deals(world, who, count, start + hours * share_of(pay, shares, action.DEALS))
    count = serve_leads(world, who, count, person.spent + hours * share_of(pay, shares, action.LEADS))
    serve_action(world, who, action.CARE, use.CARE, count, person.spent + hours * share_of(pay, shares, action.CARE))
    serve_deals(world, who, count, end - sourcing)
    count = serve_leads(world, who, count, end - sourcing)
    serve_action(world, who, action.CARE, use.CARE, count, end - sourcing)
    source_own(world, who, left(world, who))
    wants_both(world, who, count)


@rule
def sell(world: World, who: int) -> None:
    """A person's sales work of today."""
    review(world, who)
    work_desk(world, who)
