"""Assignment: who takes a lead, a customer or a colleague's work, of those who serve a function."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.codes import Code
from orgsim.kernel.parameters import choice
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.hours import function_share
from orgsim.model.chapters.trays import inbox_of
from orgsim.model.world import World


class AssignmentRule(Code):
    """Who takes a lead."""

    HOURS = 0, "drawn by the hours that each gives to the function's work"
    LEAST_LOADED = 1, "drawn by these hours over one and the prospects that wait on the desk"
    EQUAL = 2, "drawn among all who give any hours to it"


class Assignment(Chapter):
    """A lead goes to somebody at work, drawn with weights; the draw is the lead's own luck, so that pairs stay in step
    (an heir's is that of the lead and the day).

    Reference: routing by capacity, by load and round robin are what CRM systems offer (vendors' documentation); the choice
    is the model's. Left out: territories, key accounts, teams.
    """

    rule: int = choice(AssignmentRule.HOURS, "who takes a lead")


@rule
def weight(assignment: Assignment, hours: float, waiting: float) -> float:
    """Weight of somebody who gives such a share of a full week to the function, with so many prospects on the desk."""
    if assignment.rule == AssignmentRule.LEAST_LOADED:
        return hours / (1.0 + waiting)
    if assignment.rule == AssignmentRule.EQUAL:
        return 1.0 if hours > 0.0 else 0.0
    return hours


@rule
def on_desk(world: World, who: int) -> float:
    """Prospects on a person's desk and in the inbox, whatever they wait for."""
    count = 0.0
    for which in (who, inbox_of(world, who)):
        index = lists.first(world.desks, which)
        while index != lists.END:
            count += 1.0
            index = lists.following(world.desks, index)
    return count


@rule
def claim_on(world: World, who: int, unit: int) -> float:
    """Weight with which a person is drawn for the work of a unit's function."""
    assignment: Assignment = world.setup.settings.assignment
    waiting = on_desk(world, who) if assignment.rule == AssignmentRule.LEAST_LOADED else 0.0
    return weight(assignment, world.people[who].fte * function_share(world, who, unit), waiting)


@rule
def assigned(world: World, u: float, unit: int, besides: int) -> int:
    """Somebody at work, besides one person, drawn for the work of a unit's function; -1 where nobody does it."""
    workers = world.setup.workers
    total = 0.0
    for who in range(workers):
        if world.people[who].present == 1 and who != besides:
            total += claim_on(world, who, unit)
    if total <= 0.0:
        return -1
    mark = u * total
    last = -1
    for who in range(workers):
        if world.people[who].present == 1 and who != besides:
            mine = claim_on(world, who, unit)
            if mine > 0.0:
                last = who
                mark -= mine
                if mark < 0.0:
                    return who
    return last
