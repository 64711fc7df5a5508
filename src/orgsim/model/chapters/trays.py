"""Trays: where leads and customers lie, everybody's inbox and desk, the common inbox, and among the dormant."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.rules import rule
from orgsim.model.world import World
from orgsim.results.codes import Stage


@rule
def dormant_leads(world: World) -> int:
    """The list of the dormant leads, behind everybody's desk."""
    return int(world.setup.people)


@rule
def common_inbox(world: World) -> int:
    """The list of the leads that wait for whichever seller is free."""
    return int(world.setup.people) + 1


@rule
def inbox_of(world: World, who: int) -> int:
    """The list of the leads that wait for a person's first step: to be qualified, judged, contacted."""
    return int(world.setup.people) + 2 + who


@rule
def lay_in_inbox(world: World, who: int, index: int, when: float) -> None:
    """A lead waits for a person's first step from now on."""
    lists.put(world.desks, inbox_of(world, who), index)
    world.prospects[index].ready = when
    world.people[who].unsorted = 1
    if world.prospects[index].stage == Stage.MQL:
        world.people[who].unjudged = 1


@rule
def lay_on_desk(world: World, who: int, index: int, when: float) -> None:
    """The next step with a prospect waits for a person from now on."""
    lists.put(world.desks, who, index)
    world.prospects[index].ready = when
