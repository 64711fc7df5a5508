"""From one design to another: who has changed over, what it costs, and where the levers stand meanwhile."""

from __future__ import annotations

from typing import Any

from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.transition import readiness_to_change
from orgsim.model.world import DAYS_A_YEAR, World
from orgsim.results.words import purpose, role


@rule
def newest_phase(world: World) -> int:
    """The phase of the design's path whose day has come."""
    newest = 0
    for place in range(len(world.phases)):
        if world.phases[place].day <= world.counts[0].day:
            newest = place
    return newest


@rule
def changes_over(world: World, who: int, to: int) -> bool:
    """Whether a person changes over today."""
    setup = world.setup[0]
    transition = setup.settings.transition
    person = world.people[who]
    phase = world.phases[to]
    today = world.counts[0].day
    due = phase.day + phase.ramp * uniform(setup.seed, purpose.CHANGE_OVER, who, to, 0)
    if person.present == 0 or today < due:
        return False
    if transition.resistance <= 0.0 or person.role == role.HEAD:
        return True
    years = (today - person.seniority) / DAYS_A_YEAR
    person.unready += readiness_to_change(transition, years, world.units[person.unit].trust)
    return person.unready >= exponential(uniform(setup.seed, purpose.CHANGE_OVER, who, to, 1), 1.0)


@rule
def change_over(world: World, who: int, to: int) -> None:
    """A person begins to work under a phase's design."""
    person = world.people[who]
    person.phase = to
    person.unready = 0.0
    person.training += world.setup[0].settings.transition.training * world.phases[to].change * person.fte


@rule
def between_phases(world: World) -> None:
    """Set the levers to their mean over the marketers and reps; whole numbers as for the majority."""
    setup = world.setup[0]
    levers: Any = setup.levers  # the one place that writes them
    share = 1.0 / setup.workers
    most, majority = 0.0, 0
    for place in range(len(world.phases)):
        weight = 0.0
        for who in range(setup.workers):
            if world.people[who].phase == place:
                weight += share
        if weight > most:
            most, majority = weight, place
    levers.sync_every = world.phases[majority].levers.sync_every
    levers.joint_head = world.phases[majority].levers.joint_head
    levers.specialization = 0.0
    levers.incentive_share = 0.0
    levers.info_sharing = 0.0
    levers.handoff_latency = 0.0
    levers.message_sync = 0.0
    levers.owner_stays = 0.0
    levers.routing_rule = 0.0
    levers.contact_hours = 0.0
    levers.joint_budget = 0.0
    levers.crm = 0.0
    levers.automation = 0.0
    levers.analytics = 0.0
    levers.sla_days = 0.0
    levers.sla_enforced = 0.0
    for who in range(setup.workers):
        one = world.phases[world.people[who].phase].levers
        levers.specialization += share * one.specialization
        levers.incentive_share += share * one.incentive_share
        levers.info_sharing += share * one.info_sharing
        levers.handoff_latency += share * one.handoff_latency
        levers.message_sync += share * one.message_sync
        levers.owner_stays += share * one.owner_stays
        levers.routing_rule += share * one.routing_rule
        levers.contact_hours += share * one.contact_hours
        levers.joint_budget += share * one.joint_budget
        levers.crm += share * one.crm
        levers.automation += share * one.automation
        levers.analytics += share * one.analytics
        levers.sla_days += share * one.sla_days
        levers.sla_enforced += share * one.sla_enforced


@rule
def reorganize(world: World) -> None:
    """The day's part of a change of design; nothing where the design does not change."""
    setup = world.setup[0]
    today = world.counts[0].day
    to = newest_phase(world)
    if to == 0:
        return
    if world.phases[to].day == today:
        full_time = setup.full_time + setup.people - setup.workers
        world.daily[today].transition += setup.settings.transition.fee * world.phases[to].change * full_time
    moved = False
    for who in range(setup.people):
        if world.people[who].phase != to and changes_over(world, who, to):
            change_over(world, who, to)
            moved = True
    if moved:
        between_phases(world)
