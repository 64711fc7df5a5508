"""Metrics of money: what was won, kept, spent and left."""

from __future__ import annotations

import math

import numpy as np

from orgsim.kernel.dates import DAYS_A_MONTH, DAYS_A_YEAR
from orgsim.results.codes import Stage
from orgsim.results.metrics.metric import LESS, MONEY, MORE, NEITHER, Recorded, added, metric, ratio, total

COSTS = ("pay", "commission", "media", "hiring", "platforms", "transition")
EXISTING = ("renewal_revenue", "expansion_revenue", "repeat_revenue")
INCOME = ("new_revenue", *EXISTING)


@metric("Revenue", "EUR", MONEY, MORE, headline=True)
def revenue(history: Recorded) -> float:
    """Value won, renewed, added and ordered again."""
    return math.fsum(total(history, flow) for flow in INCOME)


@metric("Revenue from customers", "share", MONEY, NEITHER)
def existing_share(history: Recorded) -> float:
    """Value renewed, added and ordered again, as a share of revenue."""
    return ratio(math.fsum(total(history, flow) for flow in EXISTING), revenue(history))


@metric("Value of new deals", "EUR", MONEY, MORE)
def new_revenue(history: Recorded) -> float:
    """Value of new deals."""
    return total(history, "new_revenue")


@metric("Deals won", "deal", MONEY, MORE, headline=True)
def deals(history: Recorded) -> float:
    """Deals won."""
    return total(history, "deals")


@metric("Mean deal", "EUR", MONEY, MORE)
def deal_size(history: Recorded) -> float:
    """Mean value of the deals won."""
    return ratio(new_revenue(history), deals(history))


@metric("Cost of delivery", "EUR", MONEY, LESS)
def delivery(history: Recorded) -> float:
    """Cost of delivering what was sold: what the company's gross margin leaves of revenue."""
    return total(history, "delivery")


@metric("Cost", "EUR", MONEY, LESS)
def cost(history: Recorded) -> float:
    """Pay, commission, media, hiring, licenses of platforms and fees of a change of design."""
    return math.fsum(total(history, flow) for flow in COSTS)


@metric("Profit", "EUR", MONEY, MORE, headline=True)
def profit(history: Recorded) -> float:
    """Revenue less the cost of delivery and all cost of people, media, platforms and changes."""
    return revenue(history) - delivery(history) - cost(history)


@metric("Market share", "share", MONEY, MORE)
def market_share(history: Recorded) -> float:
    """Deals won, as a share of the needs that we or rivals met."""
    own = deals(history)
    return ratio(own, own + total(history, "rival_deals"))


@metric("Licenses of platforms", "EUR", MONEY, LESS)
def platform_cost(history: Recorded) -> float:
    """Licenses of the platforms."""
    return total(history, "platforms")


@metric("Media off the credited value", "share", MONEY, LESS)
def media_mismatch(history: Recorded) -> float:
    """Half the sum over channels of |share of media - share of the value credited to it|, by the company's credit rule."""
    rule = int(history.facts["settings"]["measurement"]["credit"])
    media = np.add.reduce(history.daily["media_by_channel"], axis=0)
    credited = np.add.reduce(history.daily["credited"][:, rule, :], axis=0)
    if not added(media) or not added(credited):
        return float("nan")
    return 0.5 * added(np.abs(media / added(media) - credited / added(credited)))


@metric("Cost per new customer", "EUR", MONEY, LESS, headline=True)
def cac(history: Recorded) -> float:
    """Cost per new customer."""
    return ratio(cost(history), deals(history))


@metric("Cost per qualified lead", "EUR", MONEY, LESS)
def cost_per_mql(history: Recorded) -> float:
    """Cost per qualified lead."""
    return ratio(cost(history), total(history, "entered", Stage.MQL))


@metric("Return on media", "EUR per EUR", MONEY, MORE)
def return_on_media(history: Recorded) -> float:
    """Value of new deals per EUR of media."""
    return ratio(new_revenue(history), total(history, "media"))


@metric("Customers at the end", "customer", MONEY, MORE)
def customers(history: Recorded) -> float:
    """Customers at the end."""
    return float(history.daily["stocks"][-1, Stage.CUSTOMER])


@metric("Churn", "share per year", MONEY, LESS, headline=True)
def churn(history: Recorded) -> float:
    """Customers lost per customer-year."""
    return ratio(DAYS_A_YEAR * total(history, "churned"), total(history, "stocks", Stage.CUSTOMER))


@metric("Net revenue retention", "share", MONEY, MORE, headline=True)
def net_revenue_retention(history: Recorded) -> float:
    """Value renewed and added, as a share of the contracts that came up for renewal or were left before; nothing before the
    first contract of anybody has been renewed.
    """
    if not total(history, "renewals"):
        return float("nan")
    return ratio(total(history, "renewal_revenue") + total(history, "expansion_revenue"), total(history, "due_revenue"))


@metric("Lifetime value", "EUR", MONEY, MORE)
def lifetime_value(history: Recorded) -> float:
    """Value that a customer brings before leaving: a deal, and yearly renewals, additions and orders until then."""
    yearly = ratio(
        DAYS_A_YEAR * math.fsum(total(history, flow) for flow in EXISTING),
        total(history, "stocks", Stage.CUSTOMER),
    )
    return deal_size(history) + ratio(yearly, churn(history))


@metric("Months to pay back", "month", MONEY, LESS)
def payback_months(history: Recorded) -> float:
    """Months until a customer has brought what winning it cost: cost per new customer over value per customer-month."""
    months = total(history, "stocks", Stage.CUSTOMER) / DAYS_A_MONTH
    return ratio(cac(history), ratio(revenue(history), months))


@metric("Revenue per paid hour", "EUR per hour", MONEY, MORE)
def revenue_per_hour(history: Recorded) -> float:
    """Revenue per paid hour of everybody."""
    return ratio(revenue(history), total(history, "hours"))


@metric("Marketing KPI with profit", "correlation", MONEY, NEITHER)
def kpi_profit_correlation(history: Recorded) -> float:
    """Correlation over months of marketing's KPI (qualified leads) with the profit of the month."""
    months = len(history.daily) // DAYS_A_MONTH
    if months < 3:
        return float("nan")
    income, costs = (np.sum([history.daily[flow] for flow in flows], axis=0) for flows in (INCOME, (*COSTS, "delivery")))
    kpi = history.daily["entered"][: months * DAYS_A_MONTH, Stage.MQL].reshape(months, DAYS_A_MONTH).sum(axis=1)
    money = (income - costs)[: months * DAYS_A_MONTH].reshape(months, DAYS_A_MONTH).sum(axis=1)
    of_kpi, of_money = kpi - added(kpi) / months, money - added(money) / months
    spread = math.sqrt(added(of_kpi**2) * added(of_money**2))
    return ratio(added(of_kpi * of_money), spread)
