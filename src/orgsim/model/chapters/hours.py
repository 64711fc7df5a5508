"""M2 Hours: a person's day to the minute, how far a task gets in it, and what a change of task costs."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import HOURS_A_DAY, LAST_MOMENT, ROUNDS_A_DAY
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.pay import effort
from orgsim.model.chapters.practice import speed
from orgsim.model.chapters.sales_goal import rate_of
from orgsim.model.chapters.strategy import boost
from orgsim.model.world import World
from orgsim.results.codes import Unit, Use


class Hours(Chapter):
    """Usable hours = hours (1 - admin) - switching * (changes of task class that day).

    People batch their work, so the number of changes follows from what they chose to do, not from the lever. Whoever serves
    both functions gives neither less than a block of hours in a day; what is put off is made good on a later day. Hours that
    go to the other function are swapped: mixing (1 - specialization) of the smaller function's hours against as many of the
    larger one's. So a design changes who does a piece of work, not how much of each work the company does; but on a day on
    which little waits for their sales work, those who serve both do ``slack`` of what is spare in marketing in advance, and
    the other way they put marketing off, by ``ahead`` hours at most. Training, hand-off notes and disputes each take at most
    ``catch_up`` of what is left of a day when their turn comes.

    A day is worked in rounds of an hour, administration in each. Whoever does something else turns to the leads that have
    come in when a round begins and so much waits: ``batch`` hours of first steps. A part-timer's hours lie over the whole
    day.

    Reference: mixed roles lose 10-20 % of their hours (0-40 %): from Rubinstein, Meyer and Evans 2001 and surveys of selling
    time (CSO Insights 2006, 2011); admin 23 % of a rep's time (same). Left out: fatigue, interruptions by others.
    """

    code: ClassVar = "M2"
    effect: ClassVar = Effect("switch_share", rises=True)

    switching: float = parameter(0.25, 0.0, 1.0, "hour", "time lost per change of task class", neutral=0.0, reference="B43")
    mixing: float = parameter(
        1.0, 0.0, 1.0, "share", "how far people follow the design's mixing of functions", neutral=0.0, reference="model"
    )
    block: float = parameter(
        2.0, 0.0, 8.0, "hour", "least time in a day for one of two functions, or none", neutral=0.0, reference="G"
    )
    slack: float = parameter(
        1.0, 0.0, 1.0, "share", "of a day's slack in sales that serves marketing, and the other way", neutral=0.0,
        reference="G",
    )  # fmt: skip
    ahead: float = parameter(
        16.0, 0.0, 200.0, "hour", "of marketing put off for sales work that waits, at most", reference="G"
    )
    admin: float = parameter(0.20, 0.0, 0.5, "share of hours", "time for administration", reference="B42")
    batch: float = parameter(
        1.0, 0.0, 8.0, "hour", "first steps with new leads that must wait before people turn to them", reference="B50"
    )
    catch_up: float = parameter(
        0.5, 0.05, 1.0, "share", "of a day's rest, at most, for what is owed of one kind", reference="G"
    )


def other_share(hours: Hours, specialization: float, home: float, other: float) -> float:
    """Share of a person's hours that goes to the other function, where the two have so many full-time posts."""
    return hours.mixing * (1.0 - specialization) * min(1.0, other / home)


@rule
def worked_today(hours: Hours, wanted: float, work: float) -> float:
    """Hours that a person gives today to a function that is due so many, of the hours of work in the day.

    Either function gets a block at least, or nothing; in a day shorter than two blocks, the one that is due more gets all.
    """
    least = min(hours.block, work / 2.0)
    if wanted < least:
        return 0.0
    return work if work - wanted < least else wanted


@rule
def left(world: World, who: int) -> float:
    """Hours of today still to be given."""
    person = world.people[who]
    return max(0.0, HOURS_A_DAY * person.fte - person.spent)


@rule
def spend(world: World, who: int, use: int, hours: float) -> float:
    """Use hours of today for something, as far as there are any; returns the hours used."""
    used = max(0.0, min(hours, left(world, who)))
    person = world.people[who]
    person.hours[use] += used
    person.spent += used
    return used


@rule
def catch_up(world: World, who: int, use: int, owed: float) -> float:
    """Give what is owed of one kind, as far as a day may go to it; returns the hours given."""
    return spend(world, who, use, min(owed, world.setup.settings.hours.catch_up * workable(world, who)))


@rule
def clock(world: World, who: int) -> float:
    """The time in days at which a person is now."""
    person = world.people[who]
    return world.counts.day + min(person.spent / (HOURS_A_DAY * person.fte), LAST_MOMENT)


@rule
def hours_until(world: World, who: int, when: float) -> float:
    """Hours of a person's day that are gone at this time of today."""
    person = world.people[who]
    return HOURS_A_DAY * person.fte * (when - world.counts.day)


@rule
def end_of_round(world: World, who: int) -> float:
    """Hours of a person's day that are gone when the present round ends."""
    gone: float = (world.counts.slot + 1.0) / ROUNDS_A_DAY
    return hours_until(world, who, gone)


@rule
def workable(world: World, who: int) -> float:
    """Hours of today still to be given, less the administration that is still to come."""
    person = world.people[who]
    to_come: float = world.setup.settings.hours.admin * HOURS_A_DAY * person.fte - person.hours[Use.ADMIN]
    return max(0.0, left(world, who) - max(0.0, to_come))


@rule
def administer(world: World) -> None:
    """A round's part of everybody's administration."""
    admin: float = world.setup.settings.hours.admin * HOURS_A_DAY / ROUNDS_A_DAY
    for who in range(world.setup.workers):
        if world.people[who].present == 1:
            spend(world, who, Use.ADMIN, admin * world.people[who].fte)


@rule
def give_to_marketing(world: World, who: int, hours: float) -> None:
    """Hours that went to marketing work are due no more."""
    person = world.people[who]
    person.marketing_today -= hours
    if marketing_share(world, who) < 1.0:
        person.marketing_due -= hours


@rule
def own_speed(world: World, who: int, task: int) -> float:
    """A person's output per hour in a task class, relative to an experienced one at full effort."""
    setup = world.setup
    person = world.people[who]
    people = max(1.0, setup.full_time)
    zeal = effort(setup.settings.pay, setup.levers.incentive_share, people, person.unit, rate_of(world, who))
    zeal *= boost(setup.settings.strategy, world.units[person.unit].payoff)
    return zeal * speed(setup.settings.practice, person.experience[task])


@rule
def turn_to(world: World, who: int, task: int) -> None:
    """Turn to a task class; turning away from another one costs set-up time."""
    person = world.people[who]
    if person.task == task:
        return
    if person.task >= 0:
        person.switches += 1
        spend(world, who, Use.SWITCHING, world.setup.settings.hours.switching)
    person.task = task


@rule
def time_for(world: World, who: int, task: int, until: float) -> float:
    """Turn to a task that may take until this hour of the person's day; returns the hours that there are for it."""
    person = world.people[who]
    if until - person.spent <= NO_TIME:
        return 0.0
    turn_to(world, who, task)
    time = min(until - person.spent, left(world, who))
    return time if time > NO_TIME else 0.0


@rule
def marketing_share(world: World, who: int) -> float:
    """Share of a person's hours for marketing work."""
    unit = world.people[who].unit
    other: float = world.phases[world.people[who].phase].exchange[unit]
    return 1.0 - other if unit == Unit.MARKETING else other


@rule
def function_share(world: World, who: int, unit: int) -> float:
    """Share of a person's hours for the work of this unit's function."""
    share = marketing_share(world, who)
    return share if unit == Unit.MARKETING else 1.0 - share


@rule
def open_day(world: World, who: int) -> None:
    """Start counting the hours of a day; a post that nobody fills has none to give, nor whoever is away."""
    person = world.people[who]
    if person.hours[Use.AWAY] <= 0.0:
        person.switching = person.hours[Use.SWITCHING]
    for use in range(len(Use)):
        person.hours[use] = 0.0
    person.spent = 0.0
    person.task = -1
    person.switches = 0
    person.part = -1
    person.touches = 0
    person.attempts = 0
    if person.present == 0:
        person.spent = HOURS_A_DAY * person.fte
    elif person.away == 1:
        spend(world, who, Use.AWAY, HOURS_A_DAY * person.fte)


@rule
def close_day(world: World, who: int) -> None:
    """Book the hours for which there was nothing to do, and add up."""
    person = world.people[who]
    if person.present == 1:
        spend(world, who, Use.IDLE, left(world, who))
    for use in range(len(Use)):
        person.total_hours[use] += person.hours[use]
