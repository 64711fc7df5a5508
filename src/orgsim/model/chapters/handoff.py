"""M4 Hand-off: the boundary between marketing and sales; a qualified lead stays with its owner, or crosses it."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.ambiguity import is_unclear, takers
from orgsim.model.chapters.assignment import assigned, has_territories, luck_of_route
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.hours import clock, spend
from orgsim.model.chapters.inbox import load
from orgsim.model.chapters.information import note_hours, openness
from orgsim.model.chapters.joint_meetings import planned_jointly
from orgsim.model.chapters.pipeline import goes_cold_after, log_people, move, next_round
from orgsim.model.chapters.platforms import entry_hours, through_crm, wait_with_crm
from orgsim.model.chapters.trays import common_inbox, lay_in_inbox
from orgsim.model.purposes import Purpose
from orgsim.model.state import Event
from orgsim.model.world import World, set_event
from orgsim.results.codes import Entry, Stage, Unit, Use


class Handoff(Chapter):
    """A qualified lead whose owner stays is judged like any other (M6), and goes on without a break; but of those below the
    bar an owner, who has nobody to leave them to, works the share ``bound`` all the same. Any other is written up in a note
    and waits until the next batch of whoever qualified it crosses: every 2 x ``latency`` x ``handoff_latency`` days, the
    lever being the mean wait. A batch takes ``batch`` hours to make up and hand over, however many leads are in it, so that
    the more often leads cross, the more hours it takes. Then it reaches the inbox of one seller, drawn (or, where there are
    territories, that of the account's): in a share ``dispatch`` of the cases the freest of as many drawn as might take an
    unclear one (``eligible``, M13), while an owner of all steps is found before anybody knows who will have time; or with
    chance ``shared`` the unit's common one, from which whoever is through with the own leads takes the next; pooling (M16)
    comes out of that. Where it is unclear whose it is, nobody or two take it. A promised date is set by the lever
    ``sla_days``.

    Reference: hand-offs as the core of the separate design: Sabnis, Chatterjee, Grewal and Lilien 2013; pooled queues:
    Erlang 1917. Left out: whom marketing blames for a promise broken in the common inbox.
    """

    code: ClassVar = "M4"
    effect: ClassVar = Effect("response_hours", rises=True, lever="handoff_latency", low=0.5, high=8.0)

    latency: float = parameter(1.0, 0.0, 3.0, "factor", "scale of the lever handoff_latency", neutral=0.0, reference="model")
    batch: float = parameter(0.3, 0.0, 8.0, "hour", "to make up a batch and hand it over", neutral=0.0, reference="G")
    stays: float = parameter(
        1.0, 0.0, 1.0, "share", "how far the lever owner_stays takes effect", neutral=0.0, reference="model"
    )
    dispatch: float = parameter(
        0.5, 0.0, 1.0, "share", "of leads handed over, given to the freest of those drawn", neutral=0.0, reference="G"
    )
    bound: float = parameter(
        0.3, 0.0, 1.0, "share", "of leads below the bar that an owner works nevertheless", neutral=0.0, reference="G"
    )
    shared: float = parameter(
        0.0, 0.0, 1.0, "share", "leads handed over to the unit's common inbox instead of one person's", reference="model"
    )


@rule
def next_crossing(cadence: float, phase: float, now: float) -> float:
    """When a batch crosses next, every so many days from ``phase`` x that; at once where there is no cadence."""
    if cadence <= 0.0:
        return now
    return max(now, cadence * (phase + math.ceil(now / cadence - phase)))


@rule
def in_a_batch(world: World, who: int) -> float:
    """Lay a written note with a person's next batch, which may have to be begun; returns when it crosses."""
    setup = world.setup
    handoff: Handoff = setup.settings.handoff
    person = world.people[who]
    cadence = 2.0 * wait_with_crm(world, who, handoff.latency * setup.levers.handoff_latency)
    phase = uniform(setup.seed, Purpose.LATENCY, who, 0, 0)
    crosses = next_crossing(cadence, phase, clock(world, who))
    if crosses == person.crosses:
        return crosses
    spend(world, who, Use.NOTES, handoff.batch)
    person.crosses = max(crosses, clock(world, who))
    return person.crosses


@rule
def is_bound(world: World, index: int) -> bool:
    """Whether a lead below the bar is its owner's, and worked nevertheless."""
    setup = world.setup
    handoff: Handoff = setup.settings.handoff
    prospect = world.prospects[index]
    if world.leads[prospect.lead].stays == 0:
        return False
    return uniform(setup.seed, Purpose.BOUND, index, prospect.turn, 0) < handoff.bound


@rule
def hand_over(world: World, who: int, index: int, when: float) -> None:
    """Pass a qualified lead on: keep it where one owner carries it, else write the note and send it off."""
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    move(world, index, Stage.MQL, when, who)
    if lead.stays == 1:
        lead.owner = who
        lead.assigned = when
        lay_in_inbox(world, who, index, when)
        goes_cold_after(world, index, when)
        return
    spend(world, who, Use.NOTES, note_hours(world) + entry_hours(world, who))
    lists.take(world.desks, index)
    set_event(world, index, Event.ARRIVE, in_a_batch(world, who), world.counts.slot)


@rule
def belongs_to(world: World, who: int, index: int, when: float) -> None:
    """A lead handed over is a seller's from now on, with what came across of its context."""
    lead = world.leads[world.prospects[index].lead]
    lead.owner = who
    lay_in_inbox(world, who, index, when)
    if who == lead.marketer:
        return
    lead.crossed = 1
    lead.kept = planned_jointly(world, lead.guess, through_crm(world, openness(world), lead.marketer, who))
    before = lead.ignorance
    lead.ignorance = 1.0 - lead.kept * (1.0 - before)
    lead.untold = lead.ignorance - before
    world.people[who].notes += note_hours(world)
    world.today.handoffs += 1.0
    world.today.kept += lead.kept
    log_people(world, when, Entry.HANDOFF, index, lead.marketer, who, lead.kept)


@rule
def orphan(world: World, index: int, when: float) -> None:
    """Nobody takes the lead; it lies until it goes cold."""
    world.today.orphans += 1.0
    log_people(world, when, Entry.ORPHAN, index, -1, -1, 0.0)
    goes_cold_after(world, index, when)


@rule
def take_twice(world: World, index: int, when: float) -> None:
    """A second seller believes that the lead is theirs as well."""
    lead = world.leads[world.prospects[index].lead]
    lead.second = assigned(
        world, luck_of_route(world, index, world.setup.settings.ambiguity.eligible), Unit.SALES, lead.owner
    )
    if lead.second >= 0:
        world.today.duplicates += 1.0
        log_people(world, when, Entry.DUPLICATE, index, lead.owner, lead.second, 0.0)


@rule
def freest(world: World, index: int) -> int:
    """Of those who might take a lead, the one on whom least waits: whoever has time claims an unclear one."""
    found = -1
    least = math.inf
    for nth in range(world.setup.settings.ambiguity.eligible):
        who = assigned(world, luck_of_route(world, index, nth), Unit.SALES, -1)
        waits = load(world, who) if who >= 0 else math.inf
        if waits < least:
            found, least = who, waits
    return found


@rule
def promise(world: World, index: int, when: float) -> None:
    """A date is promised for the first contact; a lead that would be cold by then has none."""
    sla_days = world.setup.levers.sla_days
    if world.setup.settings.leads.cold_days <= sla_days:
        goes_cold_after(world, index, when)
    else:
        set_event(world, index, Event.SLA, when + sla_days, next_round(world))


@rule
def arrive(world: World, index: int, when: float) -> None:
    """The lead reaches sales: one person's inbox or the common one, or, where it is unclear whose it is, nobody's or two."""
    setup = world.setup
    turn = world.prospects[index].turn
    unclear = is_unclear(world, index)
    claimed = takers(world, index) if unclear else 1
    owner = assigned(world, luck_of_route(world, index, 0), Unit.SALES, -1)
    dispatch = 0.0 if has_territories(setup.settings.assignment) else setup.settings.handoff.dispatch
    if unclear or uniform(setup.seed, Purpose.DISPATCH, index, turn, 0) < dispatch:
        owner = freest(world, index)
    pooled = uniform(setup.seed, Purpose.POOL, index, turn, 0) < setup.settings.handoff.shared
    if claimed == 0 or owner < 0:
        orphan(world, index, when)
        return
    world.leads[world.prospects[index].lead].assigned = when
    if pooled:
        lists.put(world.desks, common_inbox(world), index)
        world.prospects[index].ready = when
    else:
        belongs_to(world, owner, index, when)
        if claimed > 1:
            take_twice(world, index, when)
    promise(world, index, when)
