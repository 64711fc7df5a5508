"""The pipeline: how a prospect moves from stage to stage, how leads end, and the log that keeps it all."""

from __future__ import annotations

import math
from typing import Final

from orgsim.kernel import lists
from orgsim.kernel.dates import ROUNDS_A_DAY
from orgsim.kernel.rules import rule
from orgsim.model.chapters.needs import expect_need
from orgsim.model.chapters.rivals import turn_away, withdraw
from orgsim.model.chapters.trays import dormant_leads
from orgsim.model.state import Event
from orgsim.model.world import World, set_event
from orgsim.results.codes import Entry, Outcome, Stage

MOVES: Final = frozenset(
    {
        (Stage.IDLE, Stage.IN_MARKET),  # a need arises
        (Stage.IN_MARKET, Stage.IDLE),  # it passes unmet
        (Stage.IDLE, Stage.LEAD),  # a campaign touch is answered, need or none
        (Stage.IN_MARKET, Stage.LEAD),
        (Stage.NURTURE, Stage.LEAD),  # revived
        (Stage.NURTURE, Stage.IDLE),  # the interest passes
        (Stage.LEAD, Stage.MQL),  # qualified
        (Stage.LEAD, Stage.NURTURE),  # not qualified yet, or gone cold
        (Stage.MQL, Stage.SAL),  # first contact made
        (Stage.MQL, Stage.NURTURE),  # rejected by the seller, or gone cold
        (Stage.MQL, Stage.IDLE),  # lost at first contact
        (Stage.IDLE, Stage.SAL),  # a seller's own prospecting
        (Stage.IN_MARKET, Stage.SAL),
        (Stage.SAL, Stage.OPPORTUNITY),
        (Stage.SAL, Stage.NURTURE),  # gone cold while the seller was busy or had left
        (Stage.OPPORTUNITY, Stage.CUSTOMER),  # won
        (Stage.OPPORTUNITY, Stage.IDLE),  # lost
        (Stage.CUSTOMER, Stage.IDLE),  # churned
        (Stage.LEAD, Stage.IDLE),  # bought from the other organization in the market, at whatever stage with us
        (Stage.SAL, Stage.IDLE),
    }
)
"""The only moves that a prospect may make."""


@rule
def log(
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
    counts = world.counts
    if world.setup.journeys == 0 or counts.day < world.setup.opening:
        return
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
def log_touch(world: World, when: float, index: int, person: int, distance: float) -> None:
    """A prospect heard something of a person, so far from what it had heard before."""
    stage = world.prospects[index].stage
    log(world, when, Entry.TOUCH, index, person, -1, stage, stage, distance, 0.0)


@rule
def log_people(world: World, when: float, kind: int, index: int, person: int, other: int, kept: float) -> None:
    """Something between people about a prospect: a hand-off, a double claim, a lead without an owner."""
    log(world, when, kind, index, person, other, -1, -1, 0.0, kept)


@rule
def log_dispute(world: World, when: float, kind: int, index: int, person: int, other: int, about: int) -> None:
    """A dispute was raised or settled."""
    log(world, when, kind, index, person, other, about, -1, 0.0, 0.0)


@rule
def move(world: World, index: int, to: int, when: float, person: int) -> None:
    """Move a prospect to another stage."""
    prospect = world.prospects[index]
    log(world, when, Entry.STAGE, index, person, -1, prospect.stage, to, 0.0, 0.0)
    world.today.entered[to] += 1.0
    world.counts.stocks[prospect.stage] -= 1.0
    world.counts.stocks[to] += 1.0
    prospect.stage = to
    prospect.ready = when


@rule
def next_round(world: World) -> int:
    """The earliest round for dates that are set in this one."""
    return world.counts.slot + 1


@rule
def goes_cold_after(world: World, index: int, when: float) -> None:
    """A lead goes cold where nobody takes it a step further in time."""
    set_event(world, index, Event.COLD, when + world.setup.settings.leads.cold_days, next_round(world))


@rule
def close_lead(world: World, index: int, outcome: int, when: float) -> None:
    """End a prospect's lead; nobody has it on the desk any more."""
    prospect = world.prospects[index]
    lists.take(world.desks, index)
    if prospect.lead >= 0:
        lead = world.leads[prospect.lead]
        lead.outcome = outcome
        lead.closed = when
    prospect.lead = -1
    withdraw(world, index)


@rule
def to_idle(world: World, index: int, when: float, person: int) -> None:
    """Back to where no need is known; the next one comes by the prospect's own clock, after it is free of a rival."""
    move(world, index, Stage.IDLE, when, person)
    expect_need(world, index, max(when, world.prospects[index].bound_until), next_round(world))


@rule
def to_nurture(world: World, index: int, outcome: int, when: float, person: int) -> None:
    """Lay a lead among the dormant ones, where marketing may revive it until the interest passes."""
    close_lead(world, index, outcome, when)
    move(world, index, Stage.NURTURE, when, person)
    lists.put(world.desks, dormant_leads(world), index)
    world.prospects[index].ready = when
    set_event(world, index, Event.END, when + world.setup.settings.nurturing.dormant_days, next_round(world))


@rule
def lose(world: World, index: int, outcome: int, when: float, person: int) -> None:
    """The prospect says no, or an opportunity goes cold."""
    prospect = world.prospects[index]
    if prospect.stage == Stage.OPPORTUNITY:
        world.today.losses += 1.0
    needed = world.leads[prospect.lead].in_need == 1
    close_lead(world, index, outcome, when)
    if needed:
        turn_away(world, index, when)
    to_idle(world, index, when, person)


@rule
def go_cold(world: World, index: int, when: float) -> None:
    """Nobody pursued the lead in time."""
    if world.prospects[index].stage == Stage.OPPORTUNITY:
        lose(world, index, Outcome.COLD, when, -1)
    else:
        to_nurture(world, index, Outcome.COLD, when, -1)


@rule
def lapse(world: World, index: int, when: float) -> None:
    """The buyer never made up their mind."""
    lose(world, index, Outcome.UNDECIDED, when, -1)


@rule
def interest_passes(world: World, index: int, when: float) -> None:
    """A need passes unmet, or a dormant lead's interest does."""
    prospect = world.prospects[index]
    lists.take(world.desks, index)
    in_need = prospect.stage == Stage.IN_MARKET
    unmet = in_need or prospect.need_until >= when - world.setup.settings.nurturing.dormant_days
    close_lead(world, index, Outcome.COLD, when)
    if unmet:
        turn_away(world, index, when)
    to_idle(world, index, when, -1)


@rule
def is_free(world: World, index: int, when: float) -> bool:
    """Whether by then nobody talks with the prospect, and no rival has it. Within a round, what the market does is known
    before people's clocks have come so far: whoever comes too early comes in vain.
    """
    prospect = world.prospects[index]
    at = prospect.stage
    free = at == Stage.IDLE or at == Stage.IN_MARKET
    return free and prospect.ready <= when and prospect.bound_until <= world.counts.day


@rule
def lose_to_other(world: World, index: int, when: float) -> None:
    """An account has become the other organization's customer: whatever we had with it is over."""
    prospect = world.prospects[index]
    world.today.rival_deals += 1.0
    if prospect.stage == Stage.OPPORTUNITY:
        world.today.losses += 1.0
    close_lead(world, index, Outcome.RIVAL, when)
    if prospect.stage != Stage.IDLE:
        move(world, index, Stage.IDLE, when, -1)
    prospect.bound_until = math.inf
    prospect.event = Event.NONE
    lists.take(world.calendar, index)


@rule
def learn_of_other(world: World) -> None:
    """Learn what became of the market's accounts yesterday. The one scan of all prospects in a day, and only where two
    organizations share them.
    """
    setup = world.setup
    today = world.counts.day
    for index in range(setup.prospects):
        account = world.accounts[index]
        if account.owner == 1 - setup.seat and today - 1.0 <= account.sold < today:
            lose_to_other(world, index, today * 1.0)
        elif account.owner < 0 and account.freed >= today - 1.0 and world.prospects[index].bound_until > today:
            world.prospects[index].bound_until = account.freed
            expect_need(world, index, account.freed, today * ROUNDS_A_DAY)
