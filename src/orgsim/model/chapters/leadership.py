"""M25 Leadership: what heads do with their hours: they agree, coach, plan quotas, and stand by large deals."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_MONTH, DAYS_A_WEEK, HOURS_A_DAY
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.assignment import is_at_work
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.dates import is_date
from orgsim.model.chapters.hours import function_share, left, spend
from orgsim.model.chapters.joint_meetings import told
from orgsim.model.chapters.mixing import sales_waiting
from orgsim.model.world import World
from orgsim.results.codes import Role, Task, Unit, Use


class Leadership(Chapter):
    """There are two heads whatever the design. Apart, each leads the own unit, and both give ``agree`` hours a week to agree
    with each other. Where one head's word holds for both units (the lever ``joint_head``), both lead everybody, and know
    the function in which they have not grown up less: what they do there is worth 1 - ``outsider``.

    What disputes, large deals and agreeing leave of a day goes to leading; ``coached`` of it is coaching, divided among the
    people led who are at work; an hour of it is worth ``coaching`` hours of practice (M1) in what the person did that day.
    At the last meeting of a deal of ``large`` mean deals or more a head joins, of sales or any where one word holds, who
    still has the hours; log-odds rise by ``sponsor``. Monthly the quota of qualified leads is set. A head of marketing alone
    moves it by ``quota`` x (attained - 1), the ratchet; one for the whole by ``quota`` x (1 - work that waits for sellers /
    ``enough`` days of it); two who tell each other (M22) by that much of each; it stays within ``widest`` times.

    Reference: sales coaching as practice: Leslie and Holloway 2006; managers in large deals are common use (general
    knowledge); ratchet: Weitzman 1980; spans: 8 per manager (Bridge Group, B36). Sizes are priors. Left out: good and bad
    heads, hierarchy, what heads do for each other.
    """

    code: ClassVar = "M25"
    effect: ClassVar = Effect("skill_sales", rises=True, beside=("practice",))

    coaching: float = parameter(
        4.0, 0.0, 50.0, "hour per hour", "practice that an hour of coaching is worth", neutral=0.0, reference="B34"
    )
    coached: float = parameter(0.4, 0.0, 1.0, "share", "of a head's hours of leading, in coaching", reference="G")
    outsider: float = parameter(
        0.5, 0.0, 1.0, "share", "of a head's worth lost in the function not grown up in", reference="B02"
    )
    agree: float = parameter(
        3.0, 0.0, 40.0, "hour per week", "of each of two heads, to agree with the other", neutral=0.0, reference="G"
    )
    sponsor: float = parameter(
        0.4, 0.0, 5.0, "log-odds", "gained by a head in the last meeting of a large deal", neutral=0.0, reference="G"
    )
    large: float = parameter(3.0, 0.0, 100.0, "mean deal", "value from which a head joins", reference="G")
    quota: float = parameter(
        0.15, 0.0, 1.0, "share per month", "how fast the quota of qualified leads is moved", neutral=0.0, reference="G"
    )
    enough: float = parameter(
        1.0, 0.05, 50.0, "day", "of sellers' work waiting, at which one for the whole asks for no more", reference="G"
    )
    widest: float = parameter(2.0, 1.0, 10.0, "factor", "from the company's quota, at most", reference="G")


@rule
def agree(world: World, who: int) -> None:
    """Two heads agree with each other, once a week."""
    setup = world.setup
    if setup.levers.joint_head == 0 and is_date(world, DAYS_A_WEEK):
        spend(world, who, Use.MEETINGS, setup.settings.leadership.agree)


@rule
def leads(world: World, head: int, who: int) -> bool:
    """Whether a head leads a person who is at work today."""
    joint = world.setup.levers.joint_head == 1
    return is_at_work(world, who) and (joint or world.people[who].unit == world.people[head].unit)


@rule
def worth_in(world: World, head: int, unit: int) -> float:
    """What a head's help is worth in a unit's function."""
    outsider: float = world.setup.settings.leadership.outsider
    return 1.0 if world.people[head].unit == unit else 1.0 - outsider


@rule
def coach(world: World, head: int, hours: float) -> None:
    """Coach the people led for so many hours together: practice in what each did today."""
    leadership: Leadership = world.setup.settings.leadership
    span = 0.0
    for who in range(world.setup.workers):
        span += 1.0 if leads(world, head, who) else 0.0
    if span <= 0.0 or leadership.coaching <= 0.0:
        return
    each = leadership.coaching * hours / span
    for who in range(world.setup.workers):
        person = world.people[who]
        if leads(world, head, who):
            worked = 0.0
            for task in range(len(Task)):
                worked += person.hours[task]
            if worked > 0.0:
                practiced = person.pace * each * worth_in(world, head, person.unit) / worked
                for task in range(len(Task)):
                    person.experience[task] += practiced * person.hours[task]


@rule
def lead_people(world: World, who: int) -> None:
    """What is left of a head's day goes to leading, a part of it to coaching."""
    hours = spend(world, who, Use.LEADING, left(world, who))
    coach(world, who, world.setup.settings.leadership.coached * hours)


@rule
def stand_by(world: World, index: int) -> float:
    """A head joins the last meeting of a large deal, where one has the hours; returns the log-odds gained."""
    setup = world.setup
    leadership: Leadership = setup.settings.leadership
    lead = world.leads[world.prospects[index].lead]
    if leadership.sponsor <= 0.0 or lead.guess < leadership.large * setup.mean_value:
        return 0.0
    hours = setup.work.meeting_hours
    sales, marketing = setup.people - 1, setup.people - 2
    for head in (sales, marketing):
        if (head == sales or setup.levers.joint_head == 1) and left(world, head) >= hours:
            spend(world, head, Use.SELLING, hours)
            return leadership.sponsor * worth_in(world, head, Unit.SALES)
    return 0.0


@rule
def days_waiting(world: World) -> float:
    """Days of sales work with leads and open deals that wait for those at work."""
    waiting, hours = 0.0, 0.0
    for who in range(world.setup.workers):
        if is_at_work(world, who):
            waiting += sales_waiting(world, who, False)
            hours += HOURS_A_DAY * world.people[who].fte * function_share(world, who, Unit.SALES)
    return waiting / hours if hours > 0.0 else 0.0


@rule
def asked_for(world: World) -> float:
    """Leads that the quota asked for since it was last set, for the days on which marketers were at work."""
    setup = world.setup
    days = 0.0
    for day in range(max(0, world.counts.day - DAYS_A_MONTH), world.counts.day):
        row = world.daily[day]
        days += row.present[Role.MARKETER] - row.hours[Role.MARKETER, Use.AWAY] / (HOURS_A_DAY * setup.staff.marketer_fte)
    weekly: float = setup.staff.quota * setup.staff.marketer_fte * world.units[Unit.MARKETING].quota
    return weekly * days / DAYS_A_WEEK


@rule
def quota_after(leadership: Leadership, factor: float, step: float) -> float:
    """The quota, relative to the company's, after a month that asks for so much more or less."""
    moved = factor * (1.0 + leadership.quota * max(-1.0, min(1.0, step)))
    return max(1.0 / leadership.widest, min(leadership.widest, moved))


@rule
def set_quota(world: World) -> None:
    """A month's quota of qualified leads: for the part, by what was attained, or for the whole, by what sellers can work."""
    setup = world.setup
    leadership: Leadership = setup.settings.leadership
    unit = world.units[Unit.MARKETING]
    if leadership.quota <= 0.0:
        return
    whole = 1.0 if setup.levers.joint_head == 1 else told(world)
    asked = asked_for(world)
    attained = unit.qualified / asked if asked > 0.0 else 1.0
    unit.qualified = 0.0
    step = whole * (1.0 - days_waiting(world) / leadership.enough) + (1.0 - whole) * (attained - 1.0)
    unit.quota = quota_after(leadership, unit.quota, step)
