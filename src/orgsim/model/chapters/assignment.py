"""Assignment: who takes a lead, a customer or a colleague's work, of those who serve a function."""

from __future__ import annotations

import math

from orgsim.kernel import lists
from orgsim.kernel.codes import Code
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import choice
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.hours import function_share
from orgsim.model.chapters.practice import relative_skill
from orgsim.model.chapters.trays import inbox_of
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Task


class AssignmentRule(Code):
    """Who takes a lead."""

    HOURS = 0, "drawn by the hours that each gives to the function's work"
    LEAST_LOADED = 1, "drawn by these hours over one and the prospects that wait on the desk"
    EQUAL = 2, "drawn among all who give any hours to it"
    ABILITY = 3, "drawn by these hours, skill, and how well each closes"
    TERRITORY = 4, "by whose territory the account is in, cut by these hours"


class Assignment(Chapter):
    """A lead goes to somebody at work, drawn with weights; the draw is the lead's own luck, so that pairs stay in step
    (an heir's is that of the lead and the day). In territories it is the account's luck.

    Reference: routing by capacity, by load, by score of the seller, by territory and round robin are what CRM systems offer
    (vendors' documentation); the choice is the model's. Left out: key accounts, teams.
    """

    rule: int = choice(AssignmentRule.HOURS, "who takes a lead")


@rule
def has_territories(assignment: Assignment) -> bool:
    """Whether each seller has accounts of their own."""
    return assignment.rule == AssignmentRule.TERRITORY


@rule
def weight(assignment: Assignment, hours: float, waiting: float, able: float) -> float:
    """Weight of somebody so able who gives such a share of a full week to the function, with so many prospects waiting."""
    if assignment.rule == AssignmentRule.ABILITY:
        return hours * able
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
    person = world.people[who]
    waiting = on_desk(world, who) if assignment.rule == AssignmentRule.LEAST_LOADED else 0.0
    able = 1.0
    if assignment.rule == AssignmentRule.ABILITY:
        able = relative_skill(world, who, Task.SELLING) * math.exp(person.closing)
    return weight(assignment, person.fte * function_share(world, who, unit), waiting, able)


@rule
def luck_of_route(world: World, index: int, nth: int) -> float:
    """The luck by which a prospect's lead finds its seller."""
    setup = world.setup
    if has_territories(setup.settings.assignment):
        return uniform(setup.seed, Purpose.TERRITORY, index, 0, nth)
    return uniform(setup.seed, Purpose.ROUTE, index, world.prospects[index].turn, nth)


@rule
def is_at_work(world: World, who: int) -> bool:
    """Whether somebody fills the post and is there today."""
    person = world.people[who]
    return person.present == 1 and person.away == 0


@rule
def assigned(world: World, u: float, unit: int, besides: int) -> int:
    """Somebody at work, besides one person, drawn for the work of a unit's function; -1 where nobody does it. Territories
    are cut among all posts: whoever is away or not yet there is stood in for.
    """
    if has_territories(world.setup.settings.assignment):
        holder = drawn(world, u, unit, besides, True)
        if holder < 0 or is_at_work(world, holder):
            return holder
    return drawn(world, u, unit, besides, False)


@rule
def drawn(world: World, u: float, unit: int, besides: int, everybody: bool) -> int:
    """A post, besides one, drawn for the work of a unit's function, of everybody's or of those at work; -1 if of none."""
    workers = world.setup.workers
    total = 0.0
    for who in range(workers):
        if who != besides and (everybody or is_at_work(world, who)):
            total += claim_on(world, who, unit)
    if total <= 0.0:
        return -1
    mark = u * total
    last = -1
    for who in range(workers):
        if who != besides and (everybody or is_at_work(world, who)):
            mine = claim_on(world, who, unit)
            if mine > 0.0:
                last = who
                mark -= mine
                if mark < 0.0:
                    return who
    return last
