"""How a prospect moves through the funnel: stages, leads opened and closed, and the journey that records it."""

from __future__ import annotations

from orgsim.acts.hours import market_share
from orgsim.acts.rivalry import bidding, turn_away, withdraw
from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.words import entry, event, outcome, purpose, role, source, stage
from orgsim.world import World, expect_need, pick, schedule


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
def drawn_readiness(world: World, index: int) -> float:
    """True readiness of a prospect that answers now: high where it has a need, low where it is curious."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    in_need = prospect.stage == stage.IN_MARKET
    mean = setup.market.ready_mean if in_need else setup.market.curious_mean
    u = uniform(setup.seed, purpose.READINESS, index, prospect.episodes, 1 if in_need else 0)
    return mean + setup.market.ready_spread * normal(u)


@rule
def open_lead(world: World, index: int, came: int, channel: int, action: int, person: int, when: float) -> int:
    """Open a lead for a prospect that answered or was found; returns its row. Somebody receives it."""
    setup = world.setup[0]
    counts = world.counts[0]
    prospect = world.prospects[index]
    row = counts.leads
    if row >= len(world.leads):
        counts.overflow = 1
        row = len(world.leads) - 1
    else:
        counts.leads += 1
    prospect.turn += 1
    prospect.decisions = 0
    lead = world.leads[row]
    lead.prospect = index
    lead.segment = prospect.segment
    lead.channel = channel
    lead.source = came
    lead.action = action
    lead.marketer = person
    lead.owner = -1
    lead.second = -1
    lead.in_need = 1 if prospect.stage == stage.IN_MARKET else 0
    lead.readiness = drawn_readiness(world, index)
    if came != source.SOURCED:
        lead.readiness += setup.channel_readiness[channel]
    lead.strength = 1.0
    lead.ignorance = 1.0
    lead.kept = 1.0
    lead.value = prospect.value
    lead.born = when
    lead.qualified = -1.0
    lead.assigned = -1.0
    lead.contacted = -1.0
    lead.opened = -1.0
    lead.closed = -1.0
    prospect.lead = row
    if prospect.stage != stage.IN_MARKET:
        prospect.rival = bidding(world, index, uniform(setup.market_seed, purpose.RIVAL, index, prospect.turn, 1))
    world.daily[counts.day].leads_by_source[came] += 1.0
    return row


@rule
def receive(world: World, index: int, when: float) -> None:
    """Lay a new lead on somebody's desk: the marketer who brought it, or the one owner who will keep it."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    move(world, index, stage.LEAD, when, lead.marketer)
    if lead.marketer < 0:
        u = uniform(setup.seed, purpose.ASSIGN, index, prospect.turn, 0)
        lead.marketer = drawn_person(world, u, role.MARKETING, -1)
    keeps = setup.settings.boundary.pods * setup.levers.owner_stays
    desk = lead.marketer
    if uniform(setup.seed, purpose.STAYS, index, prospect.turn, 0) < keeps:
        u = uniform(setup.seed, purpose.ROUTE, index, prospect.turn, 0)
        lead.owner = drawn_person(world, u, role.SALES, -1)
        if lead.owner >= 0:
            lead.stays = 1
            desk = lead.owner
    if desk >= 0:
        buckets.put(world.books, desk, index)
    wait = setup.settings.queues.cold_days
    schedule(world, index, event.COLD, when + wait, world.counts[0].day + 1)


@rule
def inbound_channel(world: World, index: int) -> int:
    """Channel through which a prospect raises its hand."""
    setup = world.setup[0]
    u = uniform(setup.seed, purpose.CHANNEL, index, world.prospects[index].turn, 0)
    return pick(setup.channel_inbound, setup.channels, u)


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
def to_nurture(world: World, index: int, how: int, when: float, person: int) -> None:
    """Lay a lead among the dormant ones, where marketing may revive it until the interest passes."""
    setup = world.setup[0]
    close_lead(world, index, how, when)
    move(world, index, stage.NURTURE, when, person)
    buckets.put(world.books, setup.people, index)
    schedule(world, index, event.END, when + setup.settings.queues.dormant_days, world.counts[0].day + 1)


@rule
def lose(world: World, index: int, how: int, when: float, person: int) -> None:
    """The prospect says no, or an opportunity goes cold."""
    if world.prospects[index].stage == stage.OPPORTUNITY and how == outcome.LOST:
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
