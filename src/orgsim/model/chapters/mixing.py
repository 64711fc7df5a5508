"""M2 Mixing: how the day of somebody who serves both functions divides between them."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.rules import rule
from orgsim.model.chapters.hours import Hours, marketing_share, workable, worked_today
from orgsim.model.chapters.inbox import kind_of_work
from orgsim.model.chapters.trays import inbox_of
from orgsim.model.world import World
from orgsim.results.codes import Action, Stage


@rule
def hours_of_step(world: World, index: int) -> float:
    """Standard hours of the next step with a prospect on a seller's desk."""
    work = world.setup.work
    stage = world.prospects[index].stage
    hours: float = work.meeting_hours
    if stage == Stage.CUSTOMER:
        hours = work.care_hours
    elif stage == Stage.SAL:
        hours = work.discovery_hours
    elif stage == Stage.MQL:
        hours = work.contact_hours
    elif stage == Stage.LEAD:
        hours = work.qualify_hours
    return hours


@rule
def sales_waiting(world: World, who: int, care: bool) -> float:
    """Hours of sales work that wait on a person's desk and in the inbox, care for customers among them or not."""
    hours = 0.0
    for which in (who, inbox_of(world, who)):
        index = lists.first(world.desks, which)
        while index != lists.END:
            kind = kind_of_work(world, index)
            if kind >= 0 and (care or kind != Action.CARE):
                hours += hours_of_step(world, index)
            index = lists.following(world.desks, index)
    return hours


@rule
def due_today(hours: Hours, due: float, spare: float) -> float:
    """Marketing hours that somebody wants to give today: those that are due, and more where sales work leaves so many to
    spare, or fewer where it lacks them.
    """
    return due + hours.slack * spare


@rule
def plan_marketing(world: World, who: int) -> None:
    """Plan today's marketing hours: all of them, none, or for whoever serves both functions a block of what is due, the more
    the less waits in sales today.
    """
    settings: Hours = world.setup.settings.hours
    person = world.people[who]
    share = marketing_share(world, who)
    hours = workable(world, who)
    if share >= 1.0 or share <= 0.0:
        person.marketing_today = share * hours
        return
    work = hours - min(person.switching, hours / 2.0)
    person.marketing_due += share * work
    spare = max(-settings.ahead, (1.0 - share) * work - sales_waiting(world, who, True)) if settings.slack > 0.0 else 0.0
    wanted = max(0.0, min(work, due_today(settings, person.marketing_due, spare)))
    person.marketing_today = worked_today(settings, wanted, work)
