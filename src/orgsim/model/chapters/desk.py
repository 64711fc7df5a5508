"""M3 Desk: what a seller does next, with whom: steps one after the other, in the order of the queue."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME
from orgsim.model.chapters.handoff import belongs_to
from orgsim.model.chapters.hours import clock
from orgsim.model.chapters.inbox import kind_of_work
from orgsim.model.chapters.meetings import care, contact, discover, meet
from orgsim.model.chapters.platforms import with_automation
from orgsim.model.chapters.qualification import judge
from orgsim.model.chapters.queue import priority, put_in_order
from orgsim.model.chapters.steps import serve, serve_customer
from orgsim.model.chapters.trays import common_inbox, inbox_of
from orgsim.model.world import World
from orgsim.results.codes import Action, Stage, Task


@rule
def task_of(world: World, index: int) -> int:
    """The task class of the next step with a prospect on the desk."""
    at = world.prospects[index].stage
    if at == Stage.CUSTOMER:
        return Task.CARE
    return Task.SELLING if at == Stage.OPPORTUNITY else Task.DISCOVERY


@rule
def step(world: World, who: int, index: int, until: float) -> bool:
    """Work on the next step of one prospect; returns whether the step was finished."""
    work = world.setup.work
    prospect = world.prospects[index]
    row = prospect.lead
    if prospect.stage == Stage.CUSTOMER:
        if not serve_customer(world, who, index, until):
            return False
        care(world, index)
    elif prospect.stage == Stage.LEAD:
        if not serve(world, who, row, Task.DISCOVERY, with_automation(world, who, work.qualify_hours), until):
            return False
        judge(world, who, index)
    elif prospect.stage == Stage.MQL:
        if not serve(world, who, row, Task.DISCOVERY, work.contact_hours, until):
            return False
        contact(world, who, index)
    elif prospect.stage == Stage.SAL:
        if not serve(world, who, row, Task.DISCOVERY, work.discovery_hours, until):
            return False
        discover(world, who, index)
    else:
        if not serve(world, who, row, Task.SELLING, work.meeting_hours, until):
            return False
        meet(world, who, index)
    return True


@rule
def serve_desk(world: World, who: int, action: int, task: int, until: float) -> None:
    """Work down the desk on one kind of work and one task class until the time is up, each prospect as far as it goes."""
    person = world.people[who]
    before = person.spent
    index = lists.first(world.desks, who)
    while index != lists.END and until - person.spent > NO_TIME:
        after = lists.following(world.desks, index)
        going = True
        while going and is_up(world, who, index, action) and task_of(world, index) == task:
            going = step(world, who, index, until)
        index = after
    person.effort_hours[action] += person.spent - before


@rule
def is_up(world: World, who: int, index: int, action: int) -> bool:
    """Whether a prospect calls for this kind of work by now."""
    return kind_of_work(world, index) == action and world.prospects[index].ready <= clock(world, who)


@rule
def next_lead(world: World, who: int) -> int:
    """The lead in a person's inbox that comes first of those that can be worked now, or END."""
    if world.people[who].unsorted == 1:
        put_in_order(world, who, inbox_of(world, who))
        world.people[who].unsorted = 0
    index = lists.first(world.desks, inbox_of(world, who))
    while index != lists.END and not is_up(world, who, index, Action.LEADS):
        index = lists.following(world.desks, index)
    return index


@rule
def next_common(world: World, now: float) -> int:
    """The lead in the common inbox that comes first now, of equals the one there longest; or END."""
    best, chosen = 0.0, lists.END
    index = lists.first(world.desks, common_inbox(world))
    while index != lists.END:
        if world.prospects[index].ready <= now:
            rank = priority(world, index, now)
            if chosen == lists.END or rank >= best:
                best, chosen = rank, index
        index = lists.following(world.desks, index)
    return chosen


@rule
def serve_leads(world: World, who: int, until: float) -> None:
    """First steps with the leads of marketing; whoever is through with the own ones takes the next from the common inbox."""
    person = world.people[who]
    before = person.spent
    while until - person.spent > NO_TIME:
        index = next_lead(world, who)
        if index == lists.END:
            index = next_common(world, clock(world, who))
            if index == lists.END:
                break
            belongs_to(world, who, index, clock(world, who))
        going = True
        while going and is_up(world, who, index, Action.LEADS):
            going = step(world, who, index, until)
        if person.unjudged == 1:
            break
    person.effort_hours[Action.LEADS] += person.spent - before
