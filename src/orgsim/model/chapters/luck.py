"""Luck: every decision that falls by chance leaves what it brought beyond its chance, times what hangs on it.

Each such sum has mean zero whatever the design, since the chance and what hangs on it are known before the draw: a sum of
martingale differences. So it may be taken off a comparison without moving its mean, and takes chance with it: control
variates of the kind of AIVAT (Burch, Schmid, Moravcik, Morrill and Bowling 2018). What hangs on a decision is a rough
guess, value x what usually follows x the chance that it comes between day 0 and the horizon; a bad guess costs sharpness,
never truth. The past is lucky too: what it left in the pipeline counts on day 0. No rule reads these sums.
"""

from __future__ import annotations

import math

from orgsim.kernel.dates import DAYS_A_MONTH, DAYS_A_YEAR
from orgsim.kernel.quantiles import share_below
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NEXT_TO_NOTHING
from orgsim.model.chapters.sales_goal import last_due
from orgsim.model.world import World
from orgsim.results.codes import Luck


@rule
def usual(world: World, what: int, in_need: int) -> float:
    """How often such a decision has come so far in this company; a half where nothing is known."""
    counts = world.counts
    share: float = (counts.came[what, in_need] + 1.0) / (counts.fallen[what, in_need] + 2.0)
    return share


@rule
def days_left(world: World, when: float) -> float:
    """Days until the horizon."""
    return max(0.0, world.setup.days - when)


@rule
def comes_by(days: float, wait: float) -> float:
    """Chance that what takes so many days in the middle has come by then: log-logistic, of the spread of real cycles."""
    if days <= 0.0:
        return 0.0
    return days * days / (days * days + wait * wait)


@rule
def counts_then(world: World, when: float, wait: float) -> float:
    """Chance that what takes so many days from now comes between day 0 and the horizon."""
    setup = world.setup
    return comes_by(setup.days - when, wait) - comes_by(setup.opening - when, wait)


@rule
def stretch(world: World) -> float:
    """How many times the buyer's time to think a deal has usually taken, from first contact on."""
    counts = world.counts
    market = world.setup.market
    typical = market.meetings * market.think_days
    longer: float = (counts.took + typical) / max(NEXT_TO_NOTHING, counts.thought + typical)
    return longer


@rule
def sold_in(world: World, took: float, thought: float) -> None:
    """A deal has been won so many days after the first contact; its buyer was expected to think for so many of them."""
    world.counts.took += took
    world.counts.thought += thought


@rule
def renewals(world: World, days: float) -> float:
    """Renewals of a contract of now that are to be expected within so many days."""
    months = world.setup.market.contract_months
    often: float = world.counts.renewed
    if months <= 0 or days <= 0.0 or often >= 1.0:
        return 0.0
    ends = days // (DAYS_A_MONTH * months)
    return often * (1.0 - math.exp(ends * math.log(often))) / (1.0 - often) if often > 0.0 else 0.0


@rule
def hangs_on_deal(world: World, value: float, when: float) -> float:
    """What hangs on a deal of now: its value, and that of the renewals for which there is time. Nothing hangs on one of the
    past where day 0 brings the customers that the company states.
    """
    setup = world.setup
    margin: float = setup.market.gross_margin
    follow = renewals(world, days_left(world, when))
    if when >= setup.opening:
        return value * (margin * (1.0 + follow) - setup.staff.commission)
    if setup.start.customers >= 0:
        return 0.0
    return value * margin * max(0.0, follow - renewals(world, setup.opening - when))


@rule
def hangs_on_coming(world: World, value: float, wait: float, when: float) -> float:
    """What hangs on a deal that is expected so many days from now."""
    then = max(when + wait, world.setup.opening * 1.0)
    return hangs_on_deal(world, value, then) * counts_then(world, when, wait)


@rule
def hangs_on_meeting(world: World, value: float, still: float, chance: float, pace: float, when: float) -> float:
    """What hangs on a meeting after which so many have still to lead on, with such a chance each, at the buyer's pace."""
    if still <= 0.0:
        return hangs_on_deal(world, value, when)
    wait = still * world.setup.market.think_days * pace * stretch(world)
    return hangs_on_coming(world, value, wait, when) * math.exp(still * math.log(max(NEXT_TO_NOTHING, chance)))


@rule
def hangs_on_talk(world: World, value: float, still: float, in_need: int, when: float) -> float:
    """What hangs on being in conversation with an account, so many meetings before the last one."""
    goes = usual(world, Luck.WON, in_need) * math.exp(still * math.log(usual(world, Luck.ADVANCED, in_need)))
    wait = (still + 1.0) * world.setup.market.think_days * stretch(world)
    return hangs_on_coming(world, value, wait, when) * goes


@rule
def weigh(world: World) -> None:
    """A morning: what hangs today on an opportunity, a talk, a qualified lead and a response, per EUR of the deal."""
    counts = world.counts
    market = world.setup.market
    counts.renewed = math.exp(market.contract_months * math.log(usual(world, Luck.STAYED, 1)))
    for in_need in range(2):
        counts.deal_worth[in_need] = hangs_on_talk(world, 1.0, market.meetings - 1.0, in_need, counts.day * 1.0)
        counts.talk_worth[in_need] = counts.deal_worth[in_need] * usual(world, Luck.FITTED, in_need)
        counts.lead_worth[in_need] = counts.talk_worth[in_need] * usual(world, Luck.CONNECTED, in_need)
        counts.response_worth[in_need] = counts.lead_worth[in_need] * usual(world, Luck.QUALIFIED, in_need)


@rule
def hangs_on_customer(world: World, value: float, months: int, when: float) -> float:
    """What hangs on whether a customer stays: the renewals that come before the horizon, one of now included."""
    setup = world.setup
    length = setup.market.contract_months
    if length <= 0 or (when < setup.opening and setup.start.customers >= 0):
        return 0.0
    into = months % length
    next_one = when + DAYS_A_MONTH * (length - into if into > 0 else 0)
    left = days_left(world, next_one)
    if left <= 0.0:
        return 0.0
    follow = renewals(world, left) - renewals(world, setup.opening - next_one)
    return value * setup.market.gross_margin * (follow + (1.0 if next_one >= setup.opening else 0.0))


@rule
def hangs_on_more(world: World, value: float, months: int, when: float) -> float:
    """What hangs on whether a customer adds so much to its contract: the rest of this one, and its renewals."""
    setup = world.setup
    if when < setup.opening and setup.start.customers >= 0:
        return 0.0
    now: float = setup.market.gross_margin * counts_then(world, when, 0.0)
    return value * now + hangs_on_customer(world, value, months + 1, when + DAYS_A_MONTH)


@rule
def hangs_on_post(world: World, when: float) -> float:
    """What hangs on whether somebody leaves: the years for which a newcomer is missed, in the post and in practice."""
    setup = world.setup
    gap: float = setup.settings.turnover.gap_days
    until = min(setup.days * 1.0, when + gap + DAYS_A_YEAR / 2.0)
    return max(0.0, until - max(when, setup.opening * 1.0)) / DAYS_A_YEAR


@rule
def learn(world: World, what: int, in_need: int, came: bool) -> None:
    """Remember how often such a decision comes."""
    world.counts.fallen[what, in_need] += 1.0
    if came:
        world.counts.came[what, in_need] += 1.0


@rule
def fell(world: World, what: int, came: float, chance: float, hangs: float) -> None:
    """A decision has fallen: ``came`` is 1 or 0, of this chance, and so much hung on it."""
    luck = came - chance
    world.today.luck_count[what] += luck
    world.today.luck[what] += luck * hangs


@rule
def fell_short(world: World, what: int, chance: float, hangs: float) -> None:
    """One of the many decisions that do not come."""
    today = world.today
    today.luck_count[what] -= chance
    today.luck[what] -= chance * hangs


@rule
def value_shows(world: World, index: int, worth: float) -> None:
    """Somebody gets through to an account for the first time, and its value, seen with a spread that has this mean, is a
    draw of its own; on each EUR hangs so much. Whoever shares the market may have sorted accounts by it before.
    """
    prospect = world.prospects[index]
    if prospect.valued == 0 and world.setup.seat < 0:
        lead = world.leads[prospect.lead]
        world.today.luck[Luck.VALUED] += (lead.value - lead.guess) * worth
    prospect.valued = 1


@rule
def time_shows(world: World, index: int, thinks: float, most: float, tempo: float, when: float) -> None:
    """A meeting is over, and the buyer thinks for so long, at this tempo of the seller's: a draw of its own, and at the
    first meeting the account's pace is another, unless somebody who shares the market may have met it before. In time is
    what comes before the horizon and before the deal lapses.
    """
    setup = world.setup
    market = setup.market
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    within = min(most, last_due(world, when) - when)
    if within <= 0.0:
        return
    spread: float = setup.settings.meetings.think_spread
    typical = market.think_days * tempo * prospect.pace
    if prospect.paced == 0 and setup.seat < 0:
        typical = market.think_days * tempo
        spread = math.sqrt(spread * spread + market.pace_sigma * market.pace_sigma)
    prospect.paced = 1
    if spread <= 0.0 or typical <= 0.0:
        return
    chance = share_below(math.log(within / typical) / spread)
    still = max(0.0, market.meetings - lead.meetings * 1.0)
    hangs = hangs_on_talk(world, lead.value, still, lead.in_need, when)
    fell(world, Luck.DECIDED, 1.0 if thinks <= within else 0.0, chance, hangs)
