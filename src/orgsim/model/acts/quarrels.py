"""Disputes between the two functions: raised, given time to, settled by the heads."""

from __future__ import annotations

from orgsim.kernel.draws import pair, uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.funnel import note
from orgsim.model.acts.hours import left, spend
from orgsim.model.mechanisms.disputes import chance, trust_after
from orgsim.model.tables import QUARRELS
from orgsim.model.world import World
from orgsim.results.words import dispute, entry, purpose, role, stage, use


@rule
def mutual_trust(world: World) -> float:
    """Mean of the trust of both units in each other, 0..1."""
    return 0.5 * (world.units[role.MARKETING].trust + world.units[role.SALES].trust)


@rule
def cooperate(world: World, unit: int, times: float) -> None:
    """A unit has good experience with the other."""
    one = world.units[unit]
    one.trust = trust_after(world.setup[0].settings.disputes, one.trust, times, 0.0)


@rule
def annoy(world: World, who: int, severity: float) -> None:
    """A person loses time and patience over a dispute."""
    person = world.people[who]
    person.owed += world.setup[0].settings.disputes.hours
    person.frustration += 0.1 * severity


@rule
def quarrel(world: World, kind: int, marketer: int, rep: int, index: int, nth: int, base: float, when: float) -> None:
    """An occasion for a dispute between two people about a prospect; it may become one. ``nth`` counts such occasions."""
    if marketer < 0 or rep < 0 or marketer == rep:
        return
    setup = world.setup[0]
    disputes = setup.settings.disputes
    counts = world.counts[0]
    both = pair(index, kind)
    if uniform(setup.seed, purpose.DISPUTE, both, nth, 0) >= chance(disputes, base, mutual_trust(world)):
        return
    severity = 0.2 + 0.8 * uniform(setup.seed, purpose.SEVERITY, both, nth, 0)
    annoy(world, marketer, severity)
    annoy(world, rep, severity)
    if world.people[marketer].unit == world.people[rep].unit:
        world.daily[counts.day].within += 1.0
    else:
        for unit in range(2):
            world.units[unit].trust = trust_after(disputes, world.units[unit].trust, 0.0, severity)
    world.daily[counts.day].disputes[kind] += 1.0
    note(world, when, entry.DISPUTE, index, marketer, rep, kind, -1, 0.0, 0.0)
    if counts.quarrels >= QUARRELS:
        return
    for slot in range(QUARRELS):
        waiting = world.quarrels[slot]
        if waiting.kind < 0:
            waiting.kind = kind
            waiting.marketer = marketer
            waiting.rep = rep
            waiting.prospect = index
            waiting.lead = world.prospects[index].lead
            waiting.severity = severity
            waiting.raised = when
            counts.quarrels += 1
            return


@rule
def worst(world: World) -> int:
    """The dispute that weighs most, by severity and waiting time; -1 where none waits."""
    found = -1
    weight = 0.0
    today = world.counts[0].day
    for slot in range(QUARRELS):
        waiting = world.quarrels[slot]
        if waiting.kind >= 0:
            mine = waiting.severity * (2.0 + today - waiting.raised)
            if mine > weight:
                found = slot
                weight = mine
    return found


@rule
def mend(world: World, slot: int) -> None:
    """What a settled dispute corrects where the units trust each other enough to learn from it."""
    setup = world.setup[0]
    lesson = setup.settings.disputes.lesson
    settled = world.quarrels[slot]
    prospect = world.prospects[settled.prospect]
    if settled.kind == dispute.QUALITY:
        world.people[settled.marketer].bar = min(2.0, world.people[settled.marketer].bar + lesson)
    elif settled.kind == dispute.FOLLOW_UP:
        if prospect.lead == settled.lead and prospect.stage == stage.MQL:
            world.leads[prospect.lead].verdict = 1
    elif settled.kind == dispute.MESSAGE:
        first, second = world.units[0].message, world.units[1].message
        for axis in range(2):
            mean = 0.5 * (first[prospect.segment, axis] + second[prospect.segment, axis])
            first[prospect.segment, axis] += lesson * (mean - first[prospect.segment, axis])
            second[prospect.segment, axis] += lesson * (mean - second[prospect.segment, axis])


@rule
def settle(world: World, slot: int, head: int) -> None:
    """Settle one dispute."""
    today = world.daily[world.counts[0].day]
    settled = world.quarrels[slot]
    if mutual_trust(world) > 0.5:
        mend(world, slot)
    today.arbitrated += 1.0
    today.dispute_days += world.counts[0].day + 1.0 - settled.raised
    note(world, world.counts[0].day + 0.95, entry.ARBITRATION, settled.prospect, head, -1, settled.kind, -1, 0.0, 0.0)
    settled.kind = -1
    world.counts[0].quarrels -= 1


@rule
def arbitrate(world: World, who: int) -> None:
    """A head's hours for disputes: alone where there is one joint head's word, else only with the other head's time."""
    setup = world.setup[0]
    cost = setup.settings.disputes.arbitration
    person = world.people[who]
    other = setup.workers + setup.people - 1 - who
    person.backlog_hours += setup.staff.arbitration_hours
    joint = setup.levers.joint_head == 1
    first = joint or world.people[other].backlog_hours > 0.0
    while world.counts[0].quarrels > 0 and first:
        if person.backlog_hours < cost or (not joint and world.people[other].backlog_hours < cost):
            break
        slot = worst(world)
        if slot < 0:
            break
        person.backlog_hours -= cost
        spend(world, who, use.DISPUTE, cost)
        if not joint:
            world.people[other].backlog_hours -= cost
            spend(world, other, use.DISPUTE, cost)
        settle(world, slot, who)
    if world.counts[0].quarrels == 0:
        person.backlog_hours = min(person.backlog_hours, setup.staff.arbitration_hours)


@rule
def lead_unit(world: World, who: int) -> None:
    """What is left of a head's day goes to leading."""
    spend(world, who, use.COORDINATE, left(world, who))
