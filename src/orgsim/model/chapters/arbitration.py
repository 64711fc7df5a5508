"""Arbitration: the heads settle disputes, and what a settled one corrects."""

from __future__ import annotations

from orgsim.kernel.dates import EVENING
from orgsim.kernel.rules import rule
from orgsim.model.chapters.disputes import Disputes, mutual_trust, worst
from orgsim.model.chapters.hours import spend
from orgsim.model.chapters.messages import bring_nearer
from orgsim.model.chapters.pipeline import log_dispute
from orgsim.model.chapters.qualification import raise_bar
from orgsim.model.chapters.trays import lay_in_inbox
from orgsim.model.world import World
from orgsim.results.codes import DisputeKind, Entry, Stage, Use


@rule
def correct(world: World, place: int) -> None:
    """What a settled dispute corrects where the units trust each other enough to learn from it."""
    lesson = world.setup.settings.disputes.lesson
    settled = world.disputes[place]
    prospect = world.prospects[settled.prospect]
    if settled.kind == DisputeKind.LEAD_QUALITY:
        raise_bar(world, settled.marketer, lesson)
    elif settled.kind == DisputeKind.FOLLOW_UP:
        if prospect.lead == settled.lead and prospect.stage == Stage.MQL:
            lead = world.leads[prospect.lead]
            lead.verdict = 1
            lay_in_inbox(world, lead.owner, settled.prospect, world.counts.day + EVENING)
    elif settled.kind == DisputeKind.MESSAGE:
        bring_nearer(world, prospect.segment, lesson)


@rule
def settle(world: World, place: int, head: int) -> None:
    """Settle one dispute."""
    today = world.today
    settled = world.disputes[place]
    if mutual_trust(world) > world.setup.settings.disputes.functional:
        correct(world, place)
    today.arbitrated += 1.0
    today.dispute_days += world.counts.day + 1.0 - settled.raised
    log_dispute(world, world.counts.day + EVENING, Entry.ARBITRATION, settled.prospect, head, -1, settled.kind)
    settled.kind = -1
    world.counts.disputes -= 1


@rule
def arbitrate(world: World, who: int) -> None:
    """A head's hours for disputes: alone where there is one joint head's word, else only with the other head's time."""
    setup = world.setup
    disputes: Disputes = setup.settings.disputes
    cost = disputes.arbitration
    person = world.people[who]
    other = setup.workers + setup.people - 1 - who
    person.arbitration_hours += setup.staff.arbitration_hours
    joint = setup.levers.joint_head == 1
    can = joint or world.people[other].arbitration_hours > 0.0
    while world.counts.disputes > 0 and can:
        if person.arbitration_hours < cost or (not joint and world.people[other].arbitration_hours < cost):
            break
        place = worst(world)
        if place < 0:
            break
        person.arbitration_hours -= cost
        spend(world, who, Use.DISPUTE, cost)
        if not joint:
            world.people[other].arbitration_hours -= cost
            spend(world, other, Use.DISPUTE, cost)
        settle(world, place, who)
    if world.counts.disputes == 0:
        person.arbitration_hours = min(person.arbitration_hours, setup.staff.arbitration_hours)
