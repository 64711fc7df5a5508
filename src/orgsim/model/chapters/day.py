"""The day: how it begins and ends for a person, what the evening counts, and what is written down of it."""

from __future__ import annotations

from orgsim.kernel.dates import HOURS_A_DAY
from orgsim.kernel.rules import rule
from orgsim.model.chapters.absence import find_cover
from orgsim.model.chapters.ambiguity import sorting_today
from orgsim.model.chapters.dates import is_date
from orgsim.model.chapters.demand import awareness_today
from orgsim.model.chapters.disputes import settle_trust
from orgsim.model.chapters.duty import standing_by
from orgsim.model.chapters.hours import catch_up, close_day, open_day, spend
from orgsim.model.chapters.joint_meetings import meetings_today
from orgsim.model.chapters.leadership import lead_people
from orgsim.model.chapters.measurement import deliver, remember_credit, spend_media
from orgsim.model.chapters.messages import Messages
from orgsim.model.chapters.mixing import plan_marketing
from orgsim.model.chapters.pay import pay_day, record_leanings
from orgsim.model.chapters.platforms import adopt, count_users, reading_hours
from orgsim.model.chapters.practice import count_practice, practise_today, skill
from orgsim.model.chapters.qualification import record_judgment
from orgsim.model.chapters.sales_goal import begin_quarter
from orgsim.model.chapters.transition import record_transition
from orgsim.model.chapters.turnover import turn_over
from orgsim.model.world import World
from orgsim.results.codes import Role, Stage, Task, Unit, Use


@rule
def begin_day(world: World, who: int) -> None:
    """Start the day: meetings, rounds, duty, what training, notes and disputes ask for, and the plan for the rest."""
    setup = world.setup
    messages: Messages = setup.settings.messages
    person = world.people[who]
    open_day(world, who)
    begin_quarter(world, who)
    if person.present == 0:
        return
    if person.away == 1:
        find_cover(world, who)
        return
    person.days += 1
    spend(world, who, Use.MEETINGS, meetings_today(world, who))
    spend(world, who, Use.COORDINATION, sorting_today(world, who))
    if is_date(world, setup.levers.sync_every):
        pull = messages.sync * setup.levers.message_sync
        spend(world, who, Use.MEETINGS, messages.round_hours * pull * person.fte)
    person.training -= catch_up(world, who, Use.TRANSITION, person.training)
    person.notes -= catch_up(world, who, Use.NOTES, person.notes)
    person.owed -= catch_up(world, who, Use.DISPUTE, person.owed)
    if who < setup.workers:
        spend(world, who, Use.COORDINATION, standing_by(world, who))
        spend(world, who, Use.COORDINATION, reading_hours(world, who))
        plan_marketing(world, who)
    else:
        spend(world, who, Use.ADMIN, setup.settings.hours.admin * HOURS_A_DAY * person.fte)


@rule
def tally(world: World) -> None:
    """What the evening needs to know of each unit: who uses what, hours by task class; and trust settles."""
    count_users(world)
    settle_trust(world)
    count_practice(world)


@rule
def end_day(world: World, who: int) -> None:
    """The end of a person's day: idle hours are booked, practice counts, and the post may change hands."""
    pay_day(world, who)
    if world.people[who].role == Role.HEAD:
        lead_people(world, who)
        close_day(world, who)
        return
    close_day(world, who)
    practise_today(world, who)
    adopt(world, who)
    turn_over(world, who)


@rule
def record_people(world: World) -> None:
    """The day's row: hours, changes of task and skill, by role."""
    setup = world.setup
    today = world.today
    for who in range(setup.people):
        person = world.people[who]
        for use in range(len(Use)):
            today.hours[person.role, use] += person.hours[use]
        today.switches[person.role] += person.switches
        for task in range(len(Task)):
            today.skill[person.role, task] += skill(setup.settings.practice, person.experience[task])
    posts = (setup.staff.marketers, setup.staff.reps, setup.people - setup.workers)
    for role in range(len(Role)):
        for task in range(len(Task)):
            today.skill[role, task] /= posts[role]


@rule
def record(world: World) -> None:
    """Write the day's row: stocks are carried from yesterday by the day's moves, flows were counted as they happened."""
    counts = world.counts
    today = world.today
    for stage in range(len(Stage)):
        today.stocks[stage] = counts.stocks[stage]
    spend_media(world)
    deliver(world)
    remember_credit(world)
    for unit in range(len(Unit)):
        today.payoff[unit] = world.units[unit].payoff
        today.unit_trust[unit] = world.units[unit].trust
    today.disputes_waiting = counts.disputes * 1.0
    awareness_today(world)
    record_people(world)
    record_transition(world)
    record_judgment(world)
    record_leanings(world)
