"""Series over time: what a study may keep of each run's daily table, summed or as it stood."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.results.codes import Stage, Unit
from orgsim.results.metrics.metric import Recorded
from orgsim.results.metrics.money import COSTS, INCOME

Daily = Callable[[Any], Any]


@dataclass(frozen=True)
class Series:
    """One quantity by day. A flow is summed over a window of days, a stock is what it is at the window's end."""

    name: str
    unit: str
    flow: bool
    daily: Daily


SERIES: Final[dict[str, Series]] = {}
"""Every series by name."""


def series(unit: str, *, flow: bool = True) -> Callable[[Daily], Daily]:
    """Declare the function below, of the daily table, as a series."""

    def declared(daily: Daily) -> Daily:
        SERIES[daily.__name__] = Series(daily.__name__, unit, flow, daily)
        return daily

    return declared


@series("lead")
def leads(day: Any) -> Any:
    """New leads."""
    return day["leads_by_source"].sum(axis=1)


@series("lead")
def mqls(day: Any) -> Any:
    """Leads that were qualified."""
    return day["entered"][:, Stage.MQL]


@series("deal")
def deals(day: Any) -> Any:
    """Deals won."""
    return day["deals"]


@series("deal")
def losses(day: Any) -> Any:
    """Opportunities lost."""
    return day["losses"]


@series("touch")
def touches(day: Any) -> Any:
    """Targeted touches."""
    return day["touches"]


@series("dispute")
def disputes(day: Any) -> Any:
    """Disputes raised."""
    return day["disputes"].sum(axis=1)


@series("EUR")
def revenue(day: Any) -> Any:
    """Value won, renewed and added."""
    return np.sum([day[flow] for flow in INCOME], axis=0)


@series("EUR")
def cost(day: Any) -> Any:
    """Everything that was spent, delivery included."""
    return np.sum([day[flow] for flow in (*COSTS, "delivery")], axis=0)


@series("opportunity", flow=False)
def opportunities(day: Any) -> Any:
    """Open opportunities."""
    return day["stocks"][:, Stage.OPPORTUNITY]


@series("customer", flow=False)
def customers(day: Any) -> Any:
    """Customers."""
    return day["stocks"][:, Stage.CUSTOMER]


@series("share", flow=False)
def unit_trust_marketing(day: Any) -> Any:
    """Trust of marketing in sales."""
    return day["unit_trust"][:, Unit.MARKETING]


@series("share", flow=False)
def unit_trust_sales(day: Any) -> Any:
    """Trust of sales in marketing."""
    return day["unit_trust"][:, Unit.SALES]


@series("dispute", flow=False)
def disputes_waiting(day: Any) -> Any:
    """Disputes that wait to be settled."""
    return day["disputes_waiting"]


def windowed(history: Recorded, name: str, days: int) -> NDArray[np.float64]:
    """A series in windows of so many days, the last one perhaps shorter; shape (windows,)."""
    one = SERIES[name]
    values = np.asarray(one.daily(history.daily), dtype=np.float64)
    starts = np.arange(0, len(values), days)
    if one.flow:
        return np.array([math.fsum(values[start : start + days].tolist()) for start in starts])
    return np.asarray(values[np.minimum(starts + days, len(values)) - 1])
