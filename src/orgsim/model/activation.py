"""Who acts in a moment, and in which order: drawn anew each day, so that nobody gains from a place in a table."""

from __future__ import annotations

from typing import Any, Final

from orgsim.kernel import lists
from orgsim.kernel.dates import ROUNDS_A_DAY
from orgsim.kernel.draws import uniform
from orgsim.kernel.order import sort_by
from orgsim.kernel.rules import one_of, rule
from orgsim.model.purposes import Purpose
from orgsim.model.schedule import DAY, Actors
from orgsim.model.state import Event
from orgsim.model.world import World

_NONE, _PROSPECTS, _WORKERS, _HEADS, _PEOPLE, _COMPANY = range(6)
_GROUP = {
    Actors.PROSPECTS: _PROSPECTS, Actors.WORKERS: _WORKERS, Actors.HEADS: _HEADS, Actors.PEOPLE: _PEOPLE,
    Actors.COMPANY: _COMPANY,
}  # fmt: skip
GROUPS: Final = tuple(_GROUP[moment.actors] for moment in DAY)
NUMBERS: Final = tuple(moment.number for moment in DAY)
ROUNDS: Final = tuple(moment.round for moment in DAY)
ADDRESSES: Final = tuple(moment.number + len(DAY) * max(0, moment.round) for moment in DAY)
"""Part of the address of each activation order: no two moments of a day share one."""
HAPPENINGS: Final = {event: (place, happens) for place, moment in enumerate(DAY) for event, happens in moment.deals_with}
"""For each kind of date: the place in the day of the moment that deals with it, and what then happens."""
NUMBER_OF: Final = tuple(DAY[HAPPENINGS[event][0]].number if event in HAPPENINGS else -1 for event in Event)

_happen = one_of("happen", "world, index, when", [(HAPPENINGS[event][1], "world, index, when") for event in HAPPENINGS])
_NUMBER: Final = tuple(list(HAPPENINGS).index(event) if event in HAPPENINGS else -1 for event in Event)


@rule
def live_date(world: World, index: int) -> None:
    """A prospect lives through its date in this round, unless somebody else has got hold of it meanwhile."""
    prospect = world.prospects[index]
    slot = world.counts.slot
    if prospect.due < (slot + 1.0) / ROUNDS_A_DAY:
        _happen(_NUMBER[prospect.event], world, index, max(prospect.due, slot / ROUNDS_A_DAY))


@rule
def call_due(world: World, place: int) -> int:
    """Put the prospects whose date comes up in this moment into ``world.acting``; returns how many."""
    slot = world.counts.slot
    count = 0
    index = lists.first(world.calendar, slot)
    while index != lists.END:
        after = lists.following(world.calendar, index)
        if NUMBER_OF[world.prospects[index].event] == NUMBERS[place]:
            lists.take(world.calendar, index)
            world.acting[count] = index
            world.acting_keys[count] = uniform(world.setup.seed, Purpose.ORDER, index, world.counts.day, ADDRESSES[place])
            count += 1
        index = after
    return count


@rule
def call_people(world: World, place: int, first: int, last: int) -> int:
    """Put the posts from ``first`` to ``last`` - 1 into ``world.acting``; returns how many."""
    setup = world.setup
    for who in range(first, last):
        u = uniform(setup.seed, Purpose.ORDER, setup.prospects + who, world.counts.day, ADDRESSES[place])
        world.acting[who - first] = who
        world.acting_keys[who - first] = u
    return last - first


@rule
def activation_order(world: World, place: int) -> int:
    """Put whoever acts in this moment of the day into ``world.acting``, in activation order; returns how many."""
    setup = world.setup
    group = GROUPS[place]
    if ROUNDS[place] >= 0:
        world.counts.slot = world.counts.day * ROUNDS_A_DAY + ROUNDS[place]
    count = 1
    if group == _PROSPECTS:
        count = call_due(world, place)
    elif group == _WORKERS:
        count = call_people(world, place, 0, setup.workers)
    elif group == _HEADS:
        count = call_people(world, place, setup.workers, setup.people)
    elif group == _PEOPLE:
        count = call_people(world, place, 0, setup.people)
    else:
        world.acting[0] = 0
    sort_by(world.acting_keys, world.acting, count)
    return count


def _call(place: int) -> tuple[Any, str]:
    moment = DAY[place]
    if moment.actors == Actors.PROSPECTS:
        return live_date, "world, row"
    return moment.rule, "world" if moment.actors == Actors.COMPANY else "world, row"


act = one_of("act", "world, row", [_call(place) for place in range(len(DAY))])
"""``act(place, world, row)``: let one of those who act in this moment of the day act."""
