"""How an organization fares over time: monthly series of a run, by subject, for the eye."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from orgsim.results.history import History
from orgsim.results.words import role, stage, use

MONTH = 21
Floats = NDArray[np.float64]


def overview(history: History) -> dict[str, dict[str, Floats]]:
    """Monthly series: subject to line to values, shape (months,). Flows are sums, stocks and shares are means."""
    day = history.daily
    hours = day["hours"]
    paid = np.maximum(1e-9, hours[:, : role.HEAD].sum(axis=2))

    def mean(values: Floats) -> Floats:
        return np.asarray(_months(values).mean(axis=1))

    def total(values: Floats) -> Floats:
        return np.asarray(_months(values).sum(axis=1))

    def share(top: Floats, bottom: Floats) -> Floats:
        return total(top) / np.maximum(1e-9, total(bottom))

    stocks = day["stocks"]
    return {
        "Waiting leads": {
            "to be qualified": mean(stocks[:, stage.LEAD]), "to be contacted": mean(stocks[:, stage.MQL]),
        },
        "Open deals": {"in discovery": mean(stocks[:, stage.SAL]), "opportunities": mean(stocks[:, stage.OPPORTUNITY])},
        "Qualified leads and wins, a month": {"qualified": total(day["entered"][:, stage.MQL]), "won": total(day["wins"])},
        "Customers": {"customers": mean(stocks[:, stage.CUSTOMER])},
        "Skill": {
            "marketers at marketing": mean(day["skill"][:, role.MARKETER, use.MARKET]),
            "reps at selling": mean(day["skill"][:, role.REP, use.SELL]),
        },
        "Idle hours": {
            name: share(hours[:, of, use.IDLE], paid[:, of])
            for of, name in ((role.MARKETER, "marketers"), (role.REP, "reps"))
        },
        "Trust": {
            "of marketing in sales": mean(day["unit_trust"][:, 0]), "of sales in marketing": mean(day["unit_trust"][:, 1]),
            "of buyers": share(day["trust"], day["messages"]),
        },
        "Disputes, a month": {"raised": total(day["disputes"].sum(axis=1)), "waiting": mean(day["waiting"])},
        "Qualification bar": {"bar": mean(day["bar"])},
        "Belief in marketing's leads": {"belief": mean(day["belief"])},
        "Leanings of marketing": {
            name: mean(day["mix"][:, 0, place]) for place, name in enumerate(("volume", "quality", "brand", "nurture"))
        },
        "Leanings of sales": {
            name: mean(day["mix"][:, 1, place]) for place, name in enumerate(("leads", "sourcing", "deals", "care"))
        },
    }  # fmt: skip


def _months(values: Floats) -> Floats:
    months = len(values) // MONTH
    return np.asarray(values[: months * MONTH], dtype=np.float64).reshape(months, MONTH)


def mean_overview(histories: Sequence[History]) -> dict[str, dict[str, Floats]]:
    """The mean over runs of every line."""
    each = [overview(one) for one in histories]
    return {
        subject: {line: np.mean([one[subject][line] for one in each], axis=0) for line in lines}
        for subject, lines in each[0].items()
    }
