"""How a prospect moves through the funnel: stages, leads opened and closed, and the journey that records it."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.rules import rule
from orgsim.model.acts.hours import market_share
from orgsim.model.acts.rivalry import turn_away, withdraw
from orgsim.model.world import World, expect_need, schedule
from orgsim.results.words import entry, event, outcome, role, stage


@rule
def note(
    world: World,
    when: float,
    kind: int,
    index: int,
    person: int,
    other: int,
    before: int,
    after: int,
    distance: float,
    kept: float,
) -> None:
    """Write one row of the journey log, where journeys are recorded."""
    if world.setup[0].journeys == 0:
        return
    counts = world.counts[0]
    if counts.entries >= len(world.journeys):
        counts.overflow = 1
        return
    row = world.journeys[counts.entries]
    counts.entries += 1
    row.time = when
    row.kind = kind
    row.prospect = index
    row.person = person
    row.other = other
    row.before = before
    row.after = after
    row.distance = distance
    row.kept = kept


@rule
def move(world: World, index: int, to: int, when: float, person: int) -> None:
    """Move a prospect to another stage."""
    prospect = world.prospects[index]
    note(world, when, entry.STAGE, index, person, -1, prospect.stage, to, 0.0, 0.0)
    counts = world.counts[0]
    world.daily[counts.day].entered[to] += 1.0
    counts.stocks[prospect.stage] -= 1.0
    counts.stocks[to] += 1.0
    prospect.stage = to


@rule
def drawn_person(world: World, u: float, unit: int, besides: int) -> int:
    """Someone at work, drawn by the hours they give to the unit's work; -1 where nobody does."""
    setup = world.setup[0]
    total = 0.0
    for who in range(setup.workers):
        if world.people[who].present == 1 and who != besides:
            share = market_share(world, who)
            total += world.people[who].fte * (share if unit == role.MARKETING else 1.0 - share)
    if total <= 0.0:
        return -1
    mark = u * total
    last = -1
    for who in range(setup.workers):
        if world.people[who].present == 1 and who != besides:
            share = market_share(world, who)
            weight = world.people[who].fte * (share if unit == role.MARKETING else 1.0 - share)
            if weight > 0.0:
                last = who
                mark -= weight
                if mark < 0.0:
                    return who
    return last


@rule
def close_lead(world: World, index: int, how: int, when: float) -> None:
    """End a prospect's lead; nobody has it on the desk any more."""
    prospect = world.prospects[index]
    buckets.take(world.books, index)
    if prospect.lead >= 0:
        lead = world.leads[prospect.lead]
        lead.outcome = how
        lead.closed = when
    prospect.lead = -1
    withdraw(world, index)


@rule
def to_idle(world: World, index: int, when: float, person: int) -> None:
    """Back to where no need is known; the next one comes by the prospect's own clock, after it is free of a rival."""
    move(world, index, stage.IDLE, when, person)
    expect_need(world, index, max(when, world.prospects[index].bound_until), world.counts[0].day + 1)


@rule
def dormant_leads(world: World) -> int:
    """The bucket of the dormant leads."""
    return int(world.setup[0].people)


@rule
def common_inbox(world: World) -> int:
    """The bucket of the leads that wait for whichever seller is free."""
    return int(world.setup[0].people) + 1


@rule
def to_nurture(world: World, index: int, how: int, when: float, person: int) -> None:
    """Lay a lead among the dormant ones, where marketing may revive it until the interest passes."""
    setup = world.setup[0]
    close_lead(world, index, how, when)
    move(world, index, stage.NURTURE, when, person)
    buckets.put(world.books, dormant_leads(world), index)
    schedule(world, index, event.END, when + setup.settings.queues.dormant_days, world.counts[0].day + 1)


@rule
def lose(world: World, index: int, how: int, when: float, person: int) -> None:
    """The prospect says no, or an opportunity goes cold."""
    if world.prospects[index].stage == stage.OPPORTUNITY and (how == outcome.LOST or how == outcome.UNDECIDED):
        world.daily[world.counts[0].day].losses += 1.0
    needed = world.leads[world.prospects[index].lead].in_need == 1
    close_lead(world, index, how, when)
    if needed:
        turn_away(world, index, when)
    to_idle(world, index, when, person)


@rule
def inherited(ignorance: float) -> float:
    """What a colleague does not know of the need when taking over from somebody who has left: half of the rest is lost."""
    return 0.5 * (1.0 + ignorance)


@rule
def is_free(world: World, index: int) -> bool:
    """Whether nobody is talking with the prospect, and no rival has it."""
    prospect = world.prospects[index]
    at = prospect.stage
    return (at == stage.IDLE or at == stage.IN_MARKET) and prospect.bound_until <= world.counts[0].day


@rule
def is_ready(readiness: float) -> bool:
    """Whether a lead is truly good: ready enough to be worth a seller's time."""
    return readiness > 0.0
