"""Who acts in a moment, and in which order: drawn anew each day, so that nobody gains from a place in a table."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.order import sort_by
from orgsim.kernel.rules import rule
from orgsim.model.schedule import DECISIONS, HANDOFF, MARKET
from orgsim.model.world import World
from orgsim.results.words import event, purpose


@rule
def belongs(what: int, moment: int) -> bool:
    """Whether a prospect's pending date is dealt with in this moment."""
    if what == event.ARRIVE:
        return moment == HANDOFF
    if what == event.DECIDE:
        return moment == DECISIONS
    return moment == MARKET


@rule
def call_due(world: World, moment: int) -> int:
    """Gather the prospects whose date is due in this moment, in order of action, into ``world.due``; returns how many."""
    setup = world.setup[0]
    today = world.counts[0].day
    count = 0
    index = buckets.first(world.calendar, today)
    while index != buckets.EMPTY:
        after = buckets.following(world.calendar, index)
        if belongs(world.prospects[index].event, moment):
            buckets.take(world.calendar, index)
            world.due[count] = index
            world.keys[count] = uniform(setup.seed, purpose.ORDER, index, today, moment)
            count += 1
        index = after
    sort_by(world.keys, world.due, count)
    world.counts[0].due = count
    return count


@rule
def call_people(world: World, moment: int, first: int, last: int) -> None:
    """Put the posts from ``first`` to ``last`` - 1 in order of action, into ``world.turns``."""
    setup = world.setup[0]
    today = world.counts[0].day
    for who in range(first, last):
        world.turns[who - first] = who
        world.turn_keys[who - first] = uniform(setup.seed, purpose.ORDER, setup.prospects + who, today, moment)
    sort_by(world.turn_keys, world.turns, last - first)
