"""Luck: every decision that falls by chance leaves what it brought beyond its chance, times what hangs on it.

Each such sum has mean zero whatever the design, since the chance and what hangs on it are known before the draw: a sum of
martingale differences. So it may be taken off a comparison without moving its mean, and takes chance with it: control
variates of the kind of AIVAT (Burch, Schmid, Moravcik, Morrill and Bowling 2018). What hangs on a decision is a rough
guess, value x what usually follows x the time there is left for it; a bad guess costs sharpness, never truth. No rule
reads these sums.
"""

from __future__ import annotations

import math

from orgsim.kernel.dates import DAYS_A_MONTH, DAYS_A_YEAR
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NEXT_TO_NOTHING
from orgsim.model.world import World
from orgsim.results.codes import Luck


@rule
def usual(world: World, what: int) -> float:
    """How often such a decision has come so far in this company; a half where nothing is known."""
    counts = world.counts
    share: float = (counts.came[what] + 1.0) / (counts.fallen[what] + 2.0)
    return share


@rule
def days_left(world: World, when: float) -> float:
    """Days until the horizon."""
    return max(0.0, world.setup.days - when)


@rule
def hangs_on_deal(world: World, value: float, when: float) -> float:
    """What hangs on a deal of now: its value, and that of the renewals for which there is time."""
    market = world.setup.market
    margin: float = market.gross_margin
    renewals = days_left(world, when) // (DAYS_A_MONTH * market.contract_months) if market.contract_months > 0 else 0.0
    return value * margin * (1.0 + renewals)


@rule
def hangs_on_meeting(world: World, value: float, still: float, chance: float, when: float) -> float:
    """What hangs on a meeting after which so many have still to lead on, with such a chance each."""
    later = when + still * world.setup.market.think_days
    if later >= world.setup.days:
        return 0.0
    return hangs_on_deal(world, value, later) * math.exp(still * math.log(max(NEXT_TO_NOTHING, chance)))


@rule
def weigh(world: World) -> None:
    """A morning: what hangs today on a talk, a qualified lead and a response, per EUR of the deal: all that follows."""
    counts = world.counts
    market = world.setup.market
    later = counts.day + market.meetings * market.think_days
    goes = math.exp((market.meetings - 1.0) * math.log(usual(world, Luck.ADVANCED))) * usual(world, Luck.WON)
    counts.talk_worth = hangs_on_deal(world, 1.0, later) * goes if later < world.setup.days else 0.0
    counts.lead_worth = counts.talk_worth * usual(world, Luck.CONNECTED)
    counts.response_worth = counts.lead_worth * usual(world, Luck.QUALIFIED)


@rule
def hangs_on_customer(world: World, value: float, months: int, when: float) -> float:
    """What hangs on whether a customer stays: the renewals that come before the horizon, one of now included."""
    length = world.setup.market.contract_months
    if length <= 0:
        return 0.0
    into = months % length
    next_one = when + DAYS_A_MONTH * (length - into if into > 0 else 0)
    if next_one >= world.setup.days:
        return 0.0
    return hangs_on_deal(world, value, next_one)


@rule
def hangs_on_post(world: World, when: float) -> float:
    """What hangs on whether somebody leaves: the years for which a newcomer is missed, in the post and in practice."""
    gap: float = world.setup.settings.turnover.gap_days
    return min(days_left(world, when), gap + DAYS_A_YEAR / 2.0) / DAYS_A_YEAR


@rule
def fell(world: World, what: int, came: float, chance: float, hangs: float) -> None:
    """A decision has fallen: ``came`` is 1 or 0, of this chance, and so much hung on it."""
    luck = came - chance
    world.counts.fallen[what] += 1.0
    world.counts.came[what] += came
    world.today.luck_count[what] += luck
    world.today.luck[what] += luck * hangs


@rule
def fell_short(world: World, what: int, chance: float, hangs: float) -> None:
    """One of the many decisions that do not come; nobody counts how often."""
    today = world.today
    today.luck_count[what] -= chance
    today.luck[what] -= chance * hangs
