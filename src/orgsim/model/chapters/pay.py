"""M5 Pay, effort and attention: people drift toward what is rewarded, as far as they can see it."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rows import Vector
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.measurement import seen_share
from orgsim.model.chapters.platforms import licenses, uncleared
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, Role, Unit

ACTIONS_A_UNIT = len(Action) // len(Unit)  # the first of them are for marketing work, the others for sales work


class Pay(Chapter):
    """Reward of an action = (1 - w) own KPI + w joint revenue, with w the lever ``incentive_share``.

    Weekly, for each action a with r_a its reward per hour relative to the person's mean:
    q_a <- (1 - g) q_a + g r_a; hours are split by x_a = exp(q_a / T) / sum exp(q / T).
    Effort = 1 + answer (s - 1) / (s + 1), where s = (1 - w) k_own + w k_joint / n is what one's own effort moves of the
    pay, n people sharing the joint reward, and k are the points of a unit's KPI against the usual ones: more points for
    one's own output raise effort, a share in everybody's lowers it.
    A person sees the rewards through noise: r_a exp(noise z). Marketing's KPI: a qualified lead is a point, a response
    ``response_points``, an hour of brand work ``brand_points``. Sales' KPI: won and renewed value, in points of the mean
    deal; ``way_share`` of a deal's points goes to the way in which its lead came, the rest to working on deals. Joint
    revenue is the same value, credited to the seller, and to the marketer as far as the deal is reported back (M4). What
    brand work earns cannot be traced to a person; joint pay credits it with ``brand_return`` per hour, an assumption.

    Reference: Roth and Erev 1995 (reinforcement); Holmstroem and Milgrom 1991 (a strongly paid measurable task starves the
    others); Holmstroem 1982 (team pay dilutes effort); Lazear 2000 (paid by piece instead of by hour, the same workers did
    22 % more, 1 / (1 - answer): an upper bound, since glass is easily counted). Left out: contests.
    """

    code: ClassVar = "M5"
    effect: ClassVar = Effect("mix_brand", rises=True, lever="incentive_share", low=0.0, high=1.0)

    learning: float = parameter(0.06, 0.0, 1.0, "per week", "weight of the last week's rewards", neutral=0.0, reference="G")
    temperature: float = parameter(0.5, 0.05, 5.0, "reward", "how weakly hours follow rewards", reference="G")
    answer: float = parameter(
        0.09, 0.0, 0.25, "share", "effort lost where nothing of the pay hangs on it, and gained at most where all does",
        neutral=0.0, reference="B07 B08",
    )  # fmt: skip
    noise: float = parameter(0.3, 0.0, 2.0, "log units", "noise in what a person sees of the rewards", reference="G")
    win_points: float = parameter(6.0, 0.0, 50.0, "point", "weight of a mean deal against a qualified lead", reference="G")
    usual_win_points: float = parameter(
        6.0, 0.1, 50.0, "point", "weight of a mean deal at which effort is the usual one", reference="model"
    )
    usual_response_points: float = parameter(
        0.1, 0.01, 1.0, "point", "weight of a response at which it is", reference="model"
    )
    response_points: float = parameter(0.1, 0.0, 1.0, "point", "weight of a response in marketing's KPI", reference="G")
    brand_points: float = parameter(
        0.03, 0.0, 5.0, "point per hour", "weight of brand work in marketing's KPI", reference="G"
    )
    brand_return: float = parameter(
        0.08, 0.0, 5.0, "point per hour", "what joint revenue credits to an hour of brand work", reference="B52"
    )
    renewal_points: float = parameter(3.0, 0.0, 50.0, "point", "weight of a mean renewal in sales' KPI", reference="G")
    way_share: float = parameter(0.5, 0.05, 1.0, "share", "of a deal's points, for the way its lead came", reference="G")
    most: float = parameter(
        3.0, 1.0, 100.0, "ratio", "reward relative to the mean above which no more is learned", reference="G"
    )
    least_hours: float = parameter(0.05, 0.0, 8.0, "hour", "time on an action below which it is not judged", reference="G")
    least_week: float = parameter(1.0, 0.0, 40.0, "hour", "work of a week below which nothing is judged", reference="G")


@rule
def share_of(pay: Pay, propensity: Vector, chosen: int) -> float:
    """Share of the hours of one function that is meant for one of its actions."""
    first = chosen - chosen % ACTIONS_A_UNIT
    top = propensity[first]
    for other in range(first + 1, first + ACTIONS_A_UNIT):
        top = max(top, propensity[other])
    total = 0.0
    for other in range(first, first + ACTIONS_A_UNIT):
        total += math.exp((propensity[other] - top) / pay.temperature)
    return math.exp((propensity[chosen] - top) / pay.temperature) / total


@rule
def own_points(pay: Pay, unit: int) -> float:
    """Points of a unit's own KPI, against the usual ones; a qualified lead is always one."""
    if unit == Unit.SALES:
        return pay.win_points / pay.usual_win_points
    return (1.0 + pay.response_points / pay.usual_response_points) / 2.0


@rule
def effort(pay: Pay, incentive_share: float, people: float, unit: int, rate: float) -> float:
    """Effort under this share of joint pay among so many people, at this rate of commission against the usual one; 1 where
    all pay is the usual one for one's own output.
    """
    joint = pay.win_points / pay.usual_win_points / people
    moved = mixed(incentive_share, rate * own_points(pay, unit), joint)
    return 1.0 + pay.answer * (moved - 1.0) / (moved + 1.0)


@rule
def mixed(incentive_share: float, own: float, joint: float) -> float:
    """What pay rewards."""
    return (1.0 - incentive_share) * own + incentive_share * joint


@rule
def learned(pay: Pay, propensity: float, relative_reward: float) -> float:
    """Propensity after a week in which the action brought so much per hour, relative to the person's mean."""
    return (1.0 - pay.learning) * propensity + pay.learning * min(pay.most, relative_reward)


@rule
def reward(world: World, who: int, action: int, own: float, joint: float) -> None:
    """Credit an action of a person with points, weighted as pay weights them."""
    if who >= 0 and action >= 0 and world.setup.settings.pay.learning > 0.0:
        world.people[who].reward[action] += mixed(world.setup.levers.incentive_share, own, joint)


@rule
def reward_deal(world: World, who: int, way: int, points: float) -> None:
    """A seller's points for a deal: for the way its lead came, and for the work on it."""
    pay: Pay = world.setup.settings.pay
    reward(world, who, way, pay.way_share * points, pay.way_share * points)
    worked = (1.0 - pay.way_share) * points
    reward(world, who, Action.DEALS, worked, worked)


@rule
def review_rewards(world: World, who: int, unit: int) -> bool:
    """Lean toward the actions of one function that brought more per hour than the person's mean, as far as they can see it.

    Returns whether there was enough to judge.
    """
    setup = world.setup
    pay: Pay = setup.settings.pay
    person = world.people[who]
    first = ACTIONS_A_UNIT * unit
    points, hours = 0.0, 0.0
    for action in range(first, first + ACTIONS_A_UNIT):
        points += person.reward[action]
        hours += person.effort_hours[action]
    if points <= 0.0 or hours < pay.least_week or pay.learning <= 0.0:
        return False
    for action in range(first, first + ACTIONS_A_UNIT):
        if person.effort_hours[action] > pay.least_hours:
            z = normal(uniform(setup.seed, Purpose.VIEW, who, world.counts.day, action))
            relative = person.reward[action] / person.effort_hours[action] * hours / points
            told = relative * math.exp(pay.noise * uncleared(world, who) * z)
            person.propensity[action] = learned(pay, person.propensity[action], told)
    return True


@rule
def forget_rewards(world: World, who: int, unit: int) -> None:
    """What has been seen of the rewards is done with; the rest comes to light later."""
    seen = seen_share(world.setup.settings.measurement)
    person = world.people[who]
    for action in range(ACTIONS_A_UNIT * unit, ACTIONS_A_UNIT * unit + ACTIONS_A_UNIT):
        person.reward[action] *= 1.0 - seen
        person.effort_hours[action] *= 1.0 - seen


@rule
def lean_as_planned(world: World, who: int) -> None:
    """A newcomer divides the hours as the company plans."""
    mix = world.setup.mix
    heat = world.setup.settings.pay.temperature
    person = world.people[who]
    person.propensity[Action.VOLUME] = heat * math.log(mix.volume)
    person.propensity[Action.RESEARCHED] = heat * math.log(mix.researched)
    person.propensity[Action.BRAND] = heat * math.log(mix.brand)
    person.propensity[Action.NURTURE] = heat * math.log(mix.nurture)
    person.propensity[Action.LEADS] = heat * math.log(mix.leads)
    person.propensity[Action.PROSPECTING] = heat * math.log(mix.prospecting)
    person.propensity[Action.DEALS] = heat * math.log(mix.deals)
    person.propensity[Action.CARE] = heat * math.log(mix.care)


@rule
def yearly_pay(world: World, who: int) -> float:
    """What the holder of a post costs a year, full time."""
    staff = world.setup.staff
    role = world.people[who].role
    if role == Role.MARKETER:
        return staff.marketer_pay
    return staff.rep_pay if role == Role.REP else staff.head_pay


@rule
def pay_day(world: World, who: int) -> None:
    """A day's pay and licenses for whoever was there."""
    person = world.people[who]
    if person.present == 1:
        today = world.today
        today.pay += yearly_pay(world, who) * person.fte / DAYS_A_YEAR
        today.platforms += licenses(world, who)
        today.present[person.role] += 1.0


@rule
def record_leanings(world: World) -> None:
    """The day's row: how people mean to divide their hours, mean over each unit."""
    pay: Pay = world.setup.settings.pay
    today = world.today
    for unit in range(len(Unit)):
        members = 0.0
        for who in range(world.setup.workers):
            if world.people[who].unit == unit:
                members += 1.0
                for action in range(ACTIONS_A_UNIT * unit, ACTIONS_A_UNIT * unit + ACTIONS_A_UNIT):
                    today.mix[action] += share_of(pay, world.people[who].propensity, action)
        for action in range(ACTIONS_A_UNIT * unit, ACTIONS_A_UNIT * unit + ACTIONS_A_UNIT):
            today.mix[action] /= max(1.0, members)
