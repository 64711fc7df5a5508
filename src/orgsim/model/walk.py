"""The compiled walk: all days of a run in one loop, without agents and without the interpreter lock."""

from __future__ import annotations

import sys

from orgsim.kernel import rules
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.buying import decide
from orgsim.model.acts.campaign import market
from orgsim.model.acts.desk import sell
from orgsim.model.acts.handoff import arrive
from orgsim.model.acts.hours import begin_day
from orgsim.model.acts.market import stir
from orgsim.model.acts.people import gather, rest
from orgsim.model.acts.planning import plan
from orgsim.model.acts.quarrels import arbitrate
from orgsim.model.acts.record import record
from orgsim.model.acts.sharing import learn_of_other
from orgsim.model.acts.turns import call_due, call_people
from orgsim.model.populate import longer
from orgsim.model.schedule import (
    DECISIONS,
    DISPUTES,
    HANDOFF,
    MARKET,
    MARKETING,
    ORDER,
    PEOPLE,
    PLANNING,
    RECORD,
    SALES,
)
from orgsim.model.world import World
from orgsim.results.words import purpose


@rule
def walk_moment(world: World, moment: int) -> None:
    """Let everybody act whose moment it is."""
    setup = world.setup[0]
    if moment == MARKET:
        for place in range(call_due(world, moment)):
            stir(world, world.due[place])
    elif moment == PLANNING:
        call_people(world, moment, setup.workers, setup.people)
        for place in range(setup.people - setup.workers):
            begin_day(world, world.turns[place])
        plan(world)
    elif moment == MARKETING:
        call_people(world, moment, 0, setup.workers)
        for place in range(setup.workers):
            market(world, world.turns[place])
    elif moment == HANDOFF:
        for place in range(call_due(world, moment)):
            arrive(world, world.due[place])
    elif moment == SALES:
        call_people(world, moment, 0, setup.workers)
        for place in range(setup.workers):
            sell(world, world.turns[place])
    elif moment == DECISIONS:
        for place in range(call_due(world, moment)):
            decide(world, world.due[place])
    elif moment == DISPUTES:
        call_people(world, moment, setup.workers, setup.people)
        for place in range(setup.people - setup.workers):
            arbitrate(world, world.turns[place])
    elif moment == PEOPLE:
        gather(world)
        call_people(world, moment, 0, setup.people)
        for place in range(setup.people):
            rest(world, world.turns[place])
    elif moment == RECORD:
        record(world)


@rule
def has_room(world: World) -> bool:
    """Whether the growing tables can take another day, whatever it brings."""
    setup = world.setup[0]
    counts = world.counts[0]
    if len(world.leads) - counts.leads <= setup.prospects:
        return False
    return setup.journeys == 0 or len(world.journeys) - counts.entries > setup.daily_bound


@rule
def walk_days(world: World, first: int, last: int) -> int:
    """Walk the days from ``first`` to ``last`` - 1; returns the day reached, earlier where a table has to grow."""
    for day in range(first, last):
        if not has_room(world):
            return day
        world.counts[0].day = day
        for moment in ORDER:
            walk_moment(world, moment)
    return last


@rule
def one_is_first(world: World, day: int) -> bool:
    """Whether the organization in the first seat is the first to act in the market on this day."""
    return uniform(world.setup[0].market_seed, purpose.FIRST_FIRM, 0, day, 0) < 0.5


def make_room(world: World) -> World:
    """The world with longer tables where they are nearly full. A day brings less than what they start with."""
    counts, setup = world.counts[0], world.setup[0]
    if len(world.leads) - counts.leads <= setup.prospects:
        world = world.with_longer(leads=longer(world.leads, counts.leads))
    if setup.journeys and len(world.journeys) - counts.entries <= setup.daily_bound:
        world = world.with_longer(journeys=longer(world.journeys, counts.entries))
    return world


def announce_compiling() -> None:
    """Say, once, why the first run takes longer."""
    if rules.is_cold() and not rules.SILENT:
        sys.stderr.write("orgsim: compiling the model for this machine, once (about half a minute) ...\n")
        sys.stderr.flush()


def walk(world: World) -> World:
    """Walk a populated world to its horizon, compiled; returns the world at the end."""
    announce_compiling()
    day, days = 0, world.setup[0].days
    while day < days:
        day = walk_days(world, day, days)
        if day < days:
            world = make_room(world)
    check_tables(world)
    rules.now_warm()
    return world


def walk_shared(one: World, two: World) -> tuple[World, World]:
    """Walk two populated worlds of one market to their horizon, day by day; who comes first on a day is drawn.

    Returns both at the end.
    """
    announce_compiling()
    for day in range(one.setup[0].days):
        one, two = make_room(one), make_room(two)
        for world in (one, two):
            world.counts[0].day = day
            learn_of_other(world)
        for world in (one, two) if one_is_first(one, day) else (two, one):
            walk_days(world, day, day + 1)
    check_tables(one)
    check_tables(two)
    rules.now_warm()
    return one, two


def check_tables(world: World) -> None:
    """Raise AssertionError where a table was too small, which its bound rules out."""
    if world.counts[0].overflow:
        message = "A table of the world was too small for one day."
        raise AssertionError(message)
