"""Series over time: what a study may keep of each run's daily table, summed or as it stood."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.results.history import History
from orgsim.results.metrics.revenue import COSTS, INCOME
from orgsim.results.words import stage


@dataclass(frozen=True)
class Series:
    """One quantity by day. A flow is summed over a window of days, a stock is what it is at the window's end."""

    name: str
    unit: str
    flow: bool
    daily: Callable[[Any], Any]


def _series(name: str, unit: str, daily: Callable[[Any], Any], *, flow: bool = True) -> Series:
    return Series(name, unit, flow, daily)


SERIES: Final[dict[str, Series]] = {
    one.name: one
    for one in (
        _series("leads", "lead", lambda day: day["leads_by_source"].sum(axis=1)),
        _series("mqls", "lead", lambda day: day["entered"][:, stage.MQL]),
        _series("wins", "deal", lambda day: day["wins"]),
        _series("losses", "deal", lambda day: day["losses"]),
        _series("touches", "touch", lambda day: day["touches"]),
        _series("disputes", "dispute", lambda day: day["disputes"].sum(axis=1)),
        _series("revenue", "EUR", lambda day: np.sum([day[flow] for flow in INCOME], axis=0)),
        _series("cost", "EUR", lambda day: np.sum([day[flow] for flow in COSTS], axis=0)),
        _series("customers", "customer", lambda day: day["stocks"][:, stage.CUSTOMER], flow=False),
        _series("unit_trust_marketing", "share", lambda day: day["unit_trust"][:, 0], flow=False),
        _series("unit_trust_sales", "share", lambda day: day["unit_trust"][:, 1], flow=False),
        _series("disputes_waiting", "dispute", lambda day: day["waiting"], flow=False),
    )
}


def windowed(history: History, name: str, days: int) -> NDArray[np.float64]:
    """A series in windows of so many days, the last one perhaps shorter; shape (windows,)."""
    one = SERIES[name]
    values = np.asarray(one.daily(history.daily), dtype=np.float64)
    starts = np.arange(0, len(values), days)
    if one.flow:
        return np.array([math.fsum(values[start : start + days].tolist()) for start in starts])
    return np.asarray(values[np.minimum(starts + days, len(values)) - 1])
