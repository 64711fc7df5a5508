"""The compiled walk: all days of a run in one loop, without agents and without the interpreter lock."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any, Final

import numpy as np

from orgsim.kernel import rules
from orgsim.kernel.folders import is_passing
from orgsim.kernel.rules import rule
from orgsim.kernel.wanted import still_wanted
from orgsim.model.activation import act, activation_order
from orgsim.model.chapters.pipeline import learn_of_other
from orgsim.model.chapters.rivals import one_is_first
from orgsim.model.schedule import DAY
from orgsim.model.world import World

MOMENTS = len(DAY)
AT_ONCE: Final = 21  # days, after which it is asked whether to go on


@rule
def has_room(world: World) -> bool:
    """Whether the growing tables can take another day, whatever it brings."""
    setup = world.setup
    if len(world.leads) - world.counts.leads <= setup.prospects:
        return False
    return setup.journeys == 0 or len(world.journeys) - world.counts.entries > setup.daily_bound


@rule
def walk_days(world: World, first: int, last: int) -> int:
    """Walk the days from ``first`` to ``last`` - 1; returns the day reached, earlier where a table has to grow."""
    for day in range(first, last):
        if not has_room(world):
            return day
        world.counts.day = day
        for place in range(MOMENTS):
            for nth in range(activation_order(world, place)):
                act(place, world, world.acting[nth])
    return last


def make_room(world: World) -> World:
    """The world with longer tables where they are nearly full. A day brings less than what they start with."""
    counts, setup = world.counts, world.setup
    if len(world.leads) - counts.leads <= setup.prospects:
        world = world.with_longer(leads=_longer(world.leads, counts.leads))
    if setup.journeys and len(world.journeys) - counts.entries <= setup.daily_bound:
        world = world.with_longer(journeys=_longer(world.journeys, counts.entries))
    return world


def _longer(table: Any, filled: int) -> Any:
    """The table with room for twice as many rows."""
    grown = np.zeros(2 * len(table), dtype=table.dtype)
    grown[:filled] = table[:filled]
    return grown


def announce_compiling(agents: bool = False) -> None:
    """Say, once, why the first run, or the first one agent by agent, takes longer."""
    if rules.is_cold(agents) and not rules.SILENT:
        kept = "for this run: no folder can be written to keep it" if is_passing() else "for this machine, once"
        what = "the model, agent by agent," if agents else "the model"
        with suppress(OSError, ValueError, AttributeError):  # nobody may be listening
            sys.stderr.write(f"orgsim: compiling {what} {kept} (about half a minute) ...\n")
            sys.stderr.flush()


def walk(world: World, until: int | None = None) -> World:
    """Walk a world, compiled, from its present day to a day, by default to its horizon; returns the world at the end.

    Raises Left where nobody wants it any more.
    """
    announce_compiling()
    day, days = int(world.counts.day), int(world.setup.days if until is None else until)
    while day < days:
        still_wanted()
        world = make_room(world)
        day = walk_days(world, day, min(day + AT_ONCE, days))
    check_tables(world)
    rules.now_warm()
    return world


def walk_shared(one: World, two: World, until: int | None = None) -> tuple[World, World]:
    """Walk two worlds of one market from their present day to a day, by default to their horizon, day by day; who comes
    first on a day is drawn. Returns both at the end. Raises Left where nobody wants them any more.
    """
    announce_compiling()
    for day in range(int(one.counts.day), int(one.setup.days if until is None else until)):
        one, two = make_room(one), make_room(two)
        still_wanted()
        for world in (one, two):
            world.counts.day = day
            learn_of_other(world)
        one, two = make_room(one), make_room(two)  # what was learned took some
        for world in (one, two) if one_is_first(one, day) else (two, one):
            if walk_days(world, day, day + 1) == day:
                message = f"Day {day} could not be walked: a table is full."
                raise AssertionError(message)
    check_tables(one)
    check_tables(two)
    rules.now_warm()
    return one, two


def check_tables(world: World) -> None:
    """Raise AssertionError where a table was too small, which its bound rules out."""
    if world.counts.overflow:
        message = "A table of the world was too small for one day."
        raise AssertionError(message)
