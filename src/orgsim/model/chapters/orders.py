"""M26 Orders: customers without a contract order again, and whoever cares for them sells."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import MONTHS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import logistic
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.luck import fell
from orgsim.model.chapters.pay import reward
from orgsim.model.chapters.rivals import bidding
from orgsim.model.chapters.sales_goal import count_sale
from orgsim.model.purposes import Purpose
from orgsim.model.state import MONTHS_PER_LIFE
from orgsim.model.world import World
from orgsim.results.codes import Action, Luck


class Orders(Chapter):
    """Where there are no contracts, a customer's needs come up again as often as anybody's, times ``often``. Whoever cares
    for the customer that month takes ``hours`` more and gets the order with
    logit P = again + trust (T - T0) + satisfaction (S - S0) - [a rival bids] rival, the typical values those of M9; a need
    that nobody comes to see within the month goes elsewhere.

    Reference: current clients are won in 74 of 100 cases without a rival and in 42 with one, new ones in 28 and 13 (Salvirt
    data, B75); clients of the last two years far more often than strangers (IBM sample, B76). Left out: orders of another
    size, frame contracts, seasons and slumps in what customers need.
    """

    code: ClassVar = "M26"
    effect: ClassVar = Effect("existing_share", rises=True, where=(("market.contract_months", 0.0),))

    often: float = parameter(
        1.0, 0.0, 20.0, "factor", "needs of a customer, against those of a prospect", neutral=0.0, reference="G"
    )
    again: float = parameter(1.05, -5.0, 5.0, "log-odds", "a customer orders again where no rival bids", reference="B75")
    rival: float = parameter(1.4, 0.0, 10.0, "log-odds", "lost where one bids", reference="B75")
    trust: float = parameter(1.0, 0.0, 10.0, "per trust", "slope of trust in ordering again", reference="G")
    satisfaction: float = parameter(
        1.2, 0.0, 10.0, "per satisfaction", "slope of satisfaction in ordering again", reference="G"
    )
    hours: float = parameter(2.0, 0.0, 40.0, "hour", "of care, more in a month with an order", reference="G")


@rule
def own_month(world: World, index: int) -> int:
    """Name of a customer's month: no other month of this or another life as a customer has it."""
    prospect = world.prospects[index]
    return MONTHS_PER_LIFE * prospect.lives + prospect.months


@rule
def may_order(world: World, index: int) -> None:
    """A month begins in which a customer without a contract may have a need."""
    setup = world.setup
    orders: Orders = setup.settings.orders
    prospect = world.prospects[index]
    prospect.wants = 0
    if setup.market.contract_months > 0:
        return
    chance = 1.0 - math.exp(-orders.often * setup.market.needs_per_year / MONTHS_A_YEAR)
    if uniform(setup.market_seed, Purpose.ORDERS, index, own_month(world, index), 0) < chance:
        prospect.wants = 1


@rule
def order_odds(orders: Orders, trust: float, satisfaction: float) -> float:
    """Log-odds that a customer orders again, for so much more trust and satisfaction than the typical one's."""
    return orders.again + orders.trust * trust + orders.satisfaction * satisfaction


@rule
def place_order(world: World, index: int) -> None:
    """A customer with a need has been cared for, and orders or goes elsewhere."""
    setup = world.setup
    orders: Orders = setup.settings.orders
    prospect = world.prospects[index]
    month = own_month(world, index)
    prospect.wants = 0
    typical = setup.settings.customers
    odds = order_odds(orders, prospect.trust - typical.typical_trust, prospect.satisfaction - typical.typical_satisfaction)
    if bidding(world, index, uniform(setup.market_seed, Purpose.ORDERS, index, month, 1)) > 0:
        odds -= orders.rival
    chance = logistic(odds)
    won = uniform(setup.seed, Purpose.ORDERS, index, month, 2) < chance
    hangs = prospect.value * (setup.market.gross_margin - setup.staff.commission)
    fell(world, Luck.ORDERED, 1.0 if won else 0.0, chance, hangs if world.counts.day >= setup.opening else 0.0)
    if won:
        today = world.today
        today.repeat_revenue += prospect.value
        count_sale(world, prospect.owner, prospect.value)
        points = setup.settings.pay.renewal_points * prospect.value / setup.mean_value
        reward(world, prospect.owner, Action.CARE, points, points)
