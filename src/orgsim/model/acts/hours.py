"""A person's day: where the hours go, to the minute, and how far a task gets in the time there is."""

from __future__ import annotations

from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.ambiguity import coordination_hours
from orgsim.model.mechanisms.pay import effort
from orgsim.model.mechanisms.practice import skill, speed
from orgsim.model.mechanisms.queues import length_of_step
from orgsim.model.mechanisms.strategy import boost
from orgsim.model.world import DAYS_A_WEEK, HOURS_A_DAY, World
from orgsim.results.words import purpose, role, use


@rule
def left(world: World, who: int) -> float:
    """Hours of today still to be given."""
    person = world.people[who]
    return max(0.0, HOURS_A_DAY * person.fte - person.spent)


@rule
def spend(world: World, who: int, what: int, hours: float) -> float:
    """Use hours of today for something, as far as there are any; returns the hours used."""
    used = max(0.0, min(hours, left(world, who)))
    person = world.people[who]
    person.hours[what] += used
    person.spent += used
    return used


@rule
def clock(world: World, who: int) -> float:
    """The time in days at which a person is now."""
    return world.counts[0].day + min(world.people[who].spent / HOURS_A_DAY, 0.999999)


@rule
def own_skill(world: World, who: int, task: int) -> float:
    """A person's skill in a task class, 0..1."""
    return skill(world.setup[0].settings.practice, world.people[who].experience[task])


@rule
def own_speed(world: World, who: int, task: int) -> float:
    """A person's output per hour in a task class, relative to an experienced one at full effort."""
    setup = world.setup[0]
    person = world.people[who]
    zeal = effort(setup.settings.pay, setup.levers.incentive_share, max(1.0, setup.full_time))
    zeal *= boost(setup.settings.strategy, world.units[person.unit].payoff)
    return zeal * speed(setup.settings.practice, person.experience[task])


@rule
def set_up(world: World, who: int, task: int) -> None:
    """Turn to a task class; turning away from another one costs set-up time."""
    person = world.people[who]
    if person.task == task:
        return
    if person.task >= 0:
        person.flips += 1
        spend(world, who, use.SWITCH, world.setup[0].settings.switching.setup)
    person.task = task


@rule
def serve(world: World, who: int, row: int, task: int, hours: float, until: float) -> bool:
    """Work on one lead until the step of so many standard hours is done or the time is up; the rest carries over.

    ``until`` is in hours of the person's day. Returns whether the step is done.
    """
    person = world.people[who]
    if until - person.spent <= 1e-9:
        return False
    set_up(world, who, task)
    time = min(until - person.spent, left(world, who))
    if time <= 1e-9:
        return False
    rate = own_speed(world, who, task)
    lead = world.leads[row]
    queues = world.setup[0].settings.queues
    if queues.spread > 0.0:
        step = 64 * world.prospects[lead.prospect].stage + lead.sessions + lead.meetings
        u = uniform(world.setup[0].seed, purpose.LENGTH_OF_WORK, lead.prospect, world.prospects[lead.prospect].turn, step)
        hours = length_of_step(queues, hours, u)
    needed = max(0.0, hours - lead.work) / rate
    if needed <= time:
        spend(world, who, task, needed)
        lead.work = 0.0
        return True
    spend(world, who, task, time)
    lead.work += time * rate
    return False


@rule
def market_share(world: World, who: int) -> float:
    """Share of a person's hours for marketing work."""
    unit = world.people[who].unit
    other: float = world.phases[world.people[who].phase].exchange[unit]
    return 1.0 - other if unit == role.MARKETING else other


@rule
def begin_day(world: World, who: int) -> None:
    """Start the day: administration, meetings, message rounds, and what quarrels and double work still ask for."""
    setup = world.setup[0]
    settings = setup.settings
    person = world.people[who]
    full = HOURS_A_DAY * person.fte
    person.setting_up = person.hours[use.SWITCH]
    for what in range(use.COUNT):
        person.hours[what] = 0.0
    person.spent = 0.0
    person.task = -1
    person.flips = 0
    if person.present == 0:
        person.spent = full
        return
    spend(world, who, use.ADMIN, full * settings.switching.admin)
    contact: float = world.phases[person.phase].exchange[person.unit]
    contact += settings.ambiguity.scale * (1.0 - setup.levers.routing_rule)
    week = coordination_hours(settings.ambiguity, setup.levers.contact_hours, min(1.0, contact), setup.full_time)
    spend(world, who, use.COORDINATE, week * person.fte / DAYS_A_WEEK)
    day = world.counts[0].day
    if day > 0 and day % setup.levers.sync_every == 0:
        pull = settings.messages.sync * setup.levers.message_sync
        spend(world, who, use.COORDINATE, settings.messages.round_hours * pull * person.fte)
    person.training -= spend(world, who, use.TRANSITION, min(person.training, 0.5 * left(world, who)))
    person.notes -= spend(world, who, use.COORDINATE, min(person.notes, 0.5 * left(world, who)))
    person.owed -= spend(world, who, use.DISPUTE, min(person.owed, 0.5 * left(world, who)))
