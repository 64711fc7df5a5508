"""M18 Turnover: people leave, posts stay empty, newcomers start again."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.dates import DAYS_A_MONTH, NIGHT
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import exponential, log_normal
from orgsim.kernel.rules import rule
from orgsim.model.chapters.assignment import assigned
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.inbox import first_belief
from orgsim.model.chapters.information import take_over
from orgsim.model.chapters.luck import fell, hangs_on_post
from orgsim.model.chapters.pay import lean_as_planned, yearly_pay
from orgsim.model.chapters.pipeline import log_people
from orgsim.model.chapters.platforms import start_without
from orgsim.model.chapters.sellers import draw_seller
from orgsim.model.chapters.transition import between_phases, newest_phase
from orgsim.model.chapters.trays import inbox_of, lay_in_inbox, lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, Entry, Luck, Role, Stage, Task, Unit


class Turnover(Chapter):
    """Hazard per month = (role's rate) x (1 + frustration_weight x frustration).

    The holder of a post leaves when the accumulated hazard passes an exponential limit drawn at the hire. The post is empty
    for ``gap_days``; a colleague inherits the leads, and loses a share of what was known (M8), less what a CRM keeps;
    customers wait for their next care date; then a newcomer starts at starting skill.

    Reference: lead-development reps 30-34 % a year, tenure 14-18 months (Bridge Group surveys, B36), others about half; ramp
    3-6 months (B35) comes out of M1. Left out: promotion, layoffs, teams that leave together.
    """

    code: ClassVar = "M18"
    effect: ClassVar = Effect("turnover", rises=True)

    scale: float = parameter(1.0, 0.0, 5.0, "factor", "all rates of leaving", neutral=0.0, reference="B36")
    marketer: float = parameter(0.015, 0.0, 0.2, "per month", "marketers who leave", reference="B36")
    rep: float = parameter(0.0175, 0.0, 0.2, "per month", "reps who leave", reference="B36")
    frustration_weight: float = parameter(1.0, 0.0, 10.0, "factor", "rise with recent disputes", reference="G")
    frustration_days: float = parameter(30.0, 1.0, 504.0, "day", "time constant of frustration", reference="G")
    gap_days: float = parameter(42.0, 0.0, 252.0, "day", "time a post stays empty", reference="B36")
    hiring_cost: float = parameter(0.2, 0.0, 2.0, "share of yearly pay", "cost of a hire", reference="G")


@rule
def strain(turnover: Turnover, rate: float, frustration: float) -> float:
    """Hazard of leaving that one day adds."""
    return turnover.scale * rate / DAYS_A_MONTH * (1.0 + turnover.frustration_weight * frustration)


@rule
def hand_on(world: World, who: int, index: int, when: float, lost: float) -> None:
    """A colleague inherits a lead, and what is left of what was known of its need, less the share that is lost."""
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    unit = Unit.MARKETING if prospect.stage == Stage.LEAD and lead.stays == 0 else Unit.SALES
    heir = assigned(world, uniform(world.setup.seed, Purpose.HEIR, index, world.counts.day, who), unit, who)
    if heir < 0:
        return
    if unit == Unit.MARKETING:
        lead.marketer = heir
    else:
        take_over(world, index, heir, lost)
        lead.verdict = 0 if lead.verdict == 2 else lead.verdict
        if lead.second == heir:
            lead.second = -1
    if prospect.stage == Stage.LEAD or prospect.stage == Stage.MQL:
        lay_in_inbox(world, heir, index, when)
    else:
        waits_since = prospect.ready
        lay_on_desk(world, heir, index, when)
        prospect.ready = waits_since  # the buyer has not been served meanwhile


@rule
def leave_post(world: World, who: int) -> None:
    """The holder leaves: leads go to colleagues or lie orphaned, customers wait for the next care date."""
    today = world.counts.day
    person = world.people[who]
    person.present = 0
    person.back = today + 1.0 + world.setup.settings.turnover.gap_days
    world.today.leavers += 1.0
    for which in (who, inbox_of(world, who)):
        index = lists.first(world.desks, which)
        while index != lists.END:
            after = lists.following(world.desks, index)
            lists.take(world.desks, index)
            if world.prospects[index].stage != Stage.CUSTOMER:
                world.today.orphans += 1.0
                log_people(world, today + NIGHT, Entry.ORPHAN, index, who, -1, 0.0)
                hand_on(world, who, index, today + NIGHT, world.setup.settings.information.inherited)
            index = after


@rule
def newcomer(world: World, who: int) -> None:
    """What a person believes and leans to on the first day in the post."""
    setup = world.setup
    person = world.people[who]
    lean_as_planned(world, who)
    first_belief(world, who)
    start_without(world, who)
    draw_seller(world, who)
    person.bar = setup.market.bar
    person.worth = setup.settings.prospecting.first_worth
    person.frustration = 0.0
    person.strain = 0.0
    person.unready = 0.0
    person.training = 0.0
    talent = uniform(setup.seed, Purpose.TALENT, who, person.hires, 0)
    person.pace = log_normal(talent, 1.0, setup.settings.practice.talent)
    person.limit = exponential(uniform(setup.seed, Purpose.LEAVE, who, person.hires, 0), 1.0)


@rule
def fill_post(world: World, who: int) -> None:
    """A newcomer starts with starting skill."""
    setup = world.setup
    person = world.people[who]
    person.present = 1
    person.hires += 1
    person.seniority = world.counts.day * 1.0
    person.owed = 0.0
    person.notes = 0.0
    person.marketing_due = 0.0
    person.qualified = 0.0
    person.days = 0
    person.sold = 0.0
    for action in range(len(Action)):
        person.reward[action] = 0.0
        person.effort_hours[action] = 0.0
        person.carry[action] = 0.0
    for task in range(len(Task)):
        person.experience[task] = 0.0
    newcomer(world, who)
    if person.phase != newest_phase(world):
        person.phase = newest_phase(world)
        between_phases(world)
    world.today.hiring += setup.settings.turnover.hiring_cost * yearly_pay(world, who) * person.fte


@rule
def turn_over(world: World, who: int) -> None:
    """The end of a day: tempers cool, the holder of a post may leave, and an empty one may be filled."""
    turnover: Turnover = world.setup.settings.turnover
    person = world.people[who]
    person.frustration *= math.exp(-1.0 / turnover.frustration_days)
    if person.present == 1:
        rate = turnover.marketer if person.role == Role.MARKETER else turnover.rep
        hazard = strain(turnover, rate, person.frustration)
        leaves = person.strain + hazard >= person.limit
        person.strain += hazard
        what = Luck.MARKETER_LEFT if person.role == Role.MARKETER else Luck.REP_LEFT
        fell(world, what, 1.0 if leaves else 0.0, 1.0 - math.exp(-hazard), hangs_on_post(world, world.counts.day + 1.0))
        if leaves:
            leave_post(world, who)
    elif world.counts.day + 1.0 >= person.back:
        fill_post(world, who)
