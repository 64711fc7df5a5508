"""Metrics of money: what was won, kept, spent and left."""

from __future__ import annotations

import math

import numpy as np

from orgsim.results.history import History
from orgsim.results.metrics.metric import REVENUE, Metric, added, ratio, total
from orgsim.results.words import stage

MONTH = 21
YEAR = 252
COSTS = ("pay", "commission", "media", "hiring", "platforms", "transition")
INCOME = ("new_revenue", "renewal_revenue", "expansion_revenue")


def revenue(history: History) -> float:
    """Value won, renewed and added."""
    return math.fsum(total(history, flow) for flow in INCOME)


def new_revenue(history: History) -> float:
    """Value of new deals."""
    return total(history, "new_revenue")


def wins(history: History) -> float:
    """Deals won."""
    return total(history, "wins")


def cost(history: History) -> float:
    """Pay, commission, media, hiring, licences of platforms and fees of a change of design."""
    return math.fsum(total(history, flow) for flow in COSTS)


def profit(history: History) -> float:
    """Revenue less all cost of people, media, platforms and changes; the cost of delivering what was sold is not in it."""
    return revenue(history) - cost(history)


def market_share(history: History) -> float:
    """Deals won, as a share of the needs that we or rivals met."""
    own = wins(history)
    return ratio(own, own + total(history, "rival_wins"))


def platform_cost(history: History) -> float:
    """Licences of the platforms."""
    return total(history, "platforms")


def media_mismatch(history: History) -> float:
    """Half the sum over channels of |share of media - share of the value credited to it|, by the company's credit rule."""
    rule = int(history.facts["settings"]["measurement"]["credit"])
    media = np.add.reduce(history.daily["media_by_channel"], axis=0)
    credited = np.add.reduce(history.daily["credited"][:, rule, :], axis=0)
    if not added(media) or not added(credited):
        return float("nan")
    return 0.5 * added(np.abs(media / added(media) - credited / added(credited)))


def cac(history: History) -> float:
    """Cost per new customer."""
    return ratio(cost(history), wins(history))


def cost_per_mql(history: History) -> float:
    """Cost per qualified lead."""
    return ratio(cost(history), total(history, "entered", stage.MQL))


def return_on_media(history: History) -> float:
    """Value of new deals per EUR of media."""
    return ratio(new_revenue(history), total(history, "media"))


def customers(history: History) -> float:
    """Customers at the end."""
    return float(history.daily["stocks"][-1, stage.CUSTOMER])


def churn(history: History) -> float:
    """Customers lost per customer-year."""
    return ratio(YEAR * total(history, "churned"), total(history, "stocks", stage.CUSTOMER))


def net_revenue_retention(history: History) -> float:
    """Value renewed and added, as a share of the contracts that came up for renewal or were left before."""
    return ratio(total(history, "renewal_revenue") + total(history, "expansion_revenue"), total(history, "due_revenue"))


def lifetime_value(history: History) -> float:
    """Value that a customer brings before leaving: that of a deal, and in yearly renewals and additions until then."""
    yearly = ratio(
        YEAR * (total(history, "renewal_revenue") + total(history, "expansion_revenue")),
        total(history, "stocks", stage.CUSTOMER),
    )
    return ratio(new_revenue(history), wins(history)) + ratio(yearly, churn(history))


def payback_months(history: History) -> float:
    """Months until a customer has brought what winning it cost: cost per new customer over value per customer-month."""
    months = total(history, "stocks", stage.CUSTOMER) / MONTH
    return ratio(cac(history), ratio(revenue(history), months))


def revenue_per_hour(history: History) -> float:
    """Revenue per paid hour of everybody."""
    return ratio(revenue(history), total(history, "hours"))


def kpi_profit_correlation(history: History) -> float:
    """Correlation over months of marketing's KPI (qualified leads) with the profit of the month."""
    months = len(history.daily) // MONTH
    if months < 3:
        return float("nan")
    income, costs = (np.sum([history.daily[flow] for flow in flows], axis=0) for flows in (INCOME, COSTS))
    kpi = history.daily["entered"][: months * MONTH, stage.MQL].reshape(months, MONTH).sum(axis=1)
    money = (income - costs)[: months * MONTH].reshape(months, MONTH).sum(axis=1)
    of_kpi, of_money = kpi - added(kpi) / months, money - added(money) / months
    spread = math.sqrt(added(of_kpi**2) * added(of_money**2))
    return ratio(added(of_kpi * of_money), spread)


_ROWS = (
    ("Revenue", "EUR", 1, revenue),
    ("Profit after people and media", "EUR", 1, profit),
    ("Deals", "deal", 1, wins),
    ("Value of new deals", "EUR", 1, new_revenue),
    ("Cost", "EUR", -1, cost),
    ("Market share", "share", 1, market_share),
    ("Licences of platforms", "EUR", -1, platform_cost),
    ("Media off the credited value", "share", -1, media_mismatch),
    ("Cost per new customer", "EUR", -1, cac),
    ("Cost per qualified lead", "EUR", -1, cost_per_mql),
    ("Return on media", "EUR per EUR", 1, return_on_media),
    ("Customers at the end", "customer", 1, customers),
    ("Churn", "share per year", -1, churn),
    ("Net revenue retention", "share", 1, net_revenue_retention),
    ("Lifetime value", "EUR", 1, lifetime_value),
    ("Months to pay back", "month", -1, payback_months),
    ("Revenue per paid hour", "EUR per hour", 1, revenue_per_hour),
    ("Marketing KPI with profit", "correlation", 0, kpi_profit_correlation),
)

METRICS = [
    Metric(value.__name__, label, unit, REVENUE, better, value.__doc__ or "", value) for label, unit, better, value in _ROWS
]
