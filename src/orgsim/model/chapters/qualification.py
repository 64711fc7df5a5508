"""M6 Qualification: marketing draws a bar, and lets it drift toward whatever pays."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import normal, share_below
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.handoff import hand_over, is_bound
from orgsim.model.chapters.hours import clock, marketing_share
from orgsim.model.chapters.inbox import believed_precision
from orgsim.model.chapters.information import ignorance_after
from orgsim.model.chapters.leads import is_good
from orgsim.model.chapters.luck import fell, learn
from orgsim.model.chapters.pay import reward
from orgsim.model.chapters.pipeline import to_nurture
from orgsim.model.chapters.platforms import unsharpened, with_automation
from orgsim.model.chapters.practice import relative_skill
from orgsim.model.chapters.steps import serve
from orgsim.model.chapters.thought_worlds import learn_need, noise_left
from orgsim.model.chapters.trays import inbox_of
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Luck, Outcome, Stage, Task, Unit


class Qualification(Chapter):
    """Score z = true readiness + N(0, score_noise / relative skill), the noise less what scorers know of selling (M22, M23);
    a lead is qualified where z > c.

    It starts at the company's ``market.bar``. Weekly c <- c + drift (w (target - precision seen) - (1 - w) (1 - qualified /
    quota)), the company's ``staff.quota`` as its heads move it (M25): a marketer paid for leads lowers the bar when short of
    them, one paid for revenue raises it when few of the leads were good. More than the quota moves it by ``surplus`` at
    most, and it stays between ``lowest`` and ``highest``.

    Reference: prequalification quality, volume and tracking move what sellers pursue (Sabnis, Chatterjee, Grewal and Lilien
    2013). The bar is a definition, which is why published MQL rates differ threefold. Left out: several scoring models side
    by side.
    """

    code: ClassVar = "M6"
    effect: ClassVar = Effect("mql_precision", rises=False)

    score_noise: float = parameter(0.7, 0.0, 3.0, "score", "error of marketing's score", neutral=0.0, reference="B73")
    drift: float = parameter(0.06, 0.0, 1.0, "score per week", "how fast the bar follows pay", neutral=0.0, reference="B16")
    target: float = parameter(
        0.6, 0.0, 1.0, "share", "precision at which one paid for revenue leaves the bar", reference="G"
    )
    surplus: float = parameter(0.5, 0.0, 5.0, "share of quota", "leads above the quota that still count", reference="G")
    lowest: float = parameter(-2.0, -5.0, 0.0, "score", "bar below which nobody goes", reference="G")
    highest: float = parameter(2.0, 0.0, 5.0, "score", "bar above which nobody goes", reference="G")


@rule
def bar_after(
    qualification: Qualification, bar: float, incentive_share: float, precision: float, attainment: float
) -> float:
    """The bar after a week with this observed precision and this attainment of the quota."""
    if qualification.drift <= 0.0:
        return bar
    pressure = (1.0 - incentive_share) * max(-qualification.surplus, min(1.0, 1.0 - attainment))
    moved = bar + qualification.drift * (incentive_share * (qualification.target - precision) - pressure)
    return max(qualification.lowest, min(qualification.highest, moved))


@rule
def raise_bar(world: World, who: int, step: float) -> None:
    """A person asks more of a lead from now on."""
    person = world.people[who]
    person.bar = min(world.setup.settings.qualification.highest, person.bar + step)


@rule
def judge(world: World, who: int, index: int) -> None:
    """Qualification is done: score the lead and pass it on, or lay it among the dormant."""
    setup = world.setup
    settings = setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = clock(world, who)
    able = relative_skill(world, who, Task.MARKETING)
    error = normal(uniform(setup.seed, Purpose.SCORE, index, prospect.turn, 0))
    noise = settings.qualification.score_noise * unsharpened(world, who) * noise_left(world, who, lead.stays == 1) / able
    lead.score = lead.readiness + noise * error
    if noise > 0.0:
        passes = share_below((lead.readiness - world.people[who].bar) / noise)
        good_enough = lead.score > world.people[who].bar
        fell(world, Luck.QUALIFIED, 1.0 if good_enough else 0.0, passes, lead.value * world.counts.lead_worth[lead.in_need])
        learn(world, Luck.QUALIFIED, lead.in_need, good_enough)
    heard = settings.information.response_hours + setup.work.qualify_hours
    lead.ignorance = ignorance_after(settings.information, 1.0, settings.practice.standard, heard)
    if lead.score <= world.people[who].bar and not is_bound(world, index):
        to_nurture(world, index, Outcome.UNQUALIFIED, when, who)
        return
    lead.qualified = when
    if lead.stays == 0:
        lead.marketer = who
    world.people[who].qualified += 1.0
    if marketing_share(world, who) > 0.0:
        world.units[Unit.MARKETING].qualified += 1.0
    if is_good(settings.leads, lead.readiness):
        world.today.good_mqls += 1.0
    reward(world, lead.marketer, lead.action, 1.0, 0.0)
    learn_need(world, who, Unit.MARKETING, index)
    hand_over(world, who, index, when)


@rule
def qualify(world: World, who: int, until: float) -> None:
    """Qualify the leads in the inbox, the latest arrival first, until the time is up."""
    hours = with_automation(world, who, world.setup.work.qualify_hours)
    index = lists.first(world.desks, inbox_of(world, who))
    while index != lists.END:
        after = lists.following(world.desks, index)
        prospect = world.prospects[index]
        if prospect.stage == Stage.LEAD and prospect.ready <= clock(world, who):
            if not serve(world, who, prospect.lead, Task.DISCOVERY, hours, until):
                break
            judge(world, who, index)
        index = after


@rule
def review_bar(world: World, who: int) -> None:
    """Move the qualification bar toward whatever meets the KPI that pays; the quota is asked for days at work."""
    setup = world.setup
    person = world.people[who]
    weeks = person.days / DAYS_A_WEEK
    person.days = 0
    if weeks <= 0.0:
        return
    asked = weeks * setup.staff.quota * world.units[Unit.MARKETING].quota * person.fte * marketing_share(world, who)
    attainment = person.qualified / asked
    precision = believed_precision(person)
    person.bar = bar_after(setup.settings.qualification, person.bar, setup.levers.incentive_share, precision, attainment)
    person.qualified = 0.0


@rule
def record_judgment(world: World) -> None:
    """The day's row: mean bar of the marketers, mean belief of the sellers."""
    today = world.today
    marketers, reps = 0.0, 0.0
    for who in range(world.setup.workers):
        person = world.people[who]
        if person.unit == Unit.MARKETING:
            marketers += 1.0
            today.bar += person.bar
        else:
            reps += 1.0
            today.belief += believed_precision(person)
    today.bar /= max(1.0, marketers)
    today.belief /= max(1.0, reps)
