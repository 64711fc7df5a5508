"""How an organization fares over time: monthly series of a run, by subject, for the eye."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from orgsim.results.codes import Action, Role, Stage, Task, Unit, Use
from orgsim.results.history import History

MONTH = 21
Floats = NDArray[np.float64]


def overview(history: History) -> dict[str, dict[str, Floats]]:
    """Monthly series: subject to line to values, shape (months,). Flows are sums, stocks and shares are means."""
    day = history.daily
    hours = day["hours"]
    paid = np.maximum(1e-9, hours[:, : Role.HEAD].sum(axis=2))

    def mean(values: Floats) -> Floats:
        return np.asarray(_months(values).mean(axis=1))

    def total(values: Floats) -> Floats:
        return np.asarray(_months(values).sum(axis=1))

    def share(top: Floats, bottom: Floats) -> Floats:
        return total(top) / np.maximum(1e-9, total(bottom))

    stocks = day["stocks"]
    return {
        "Waiting leads": {
            "to be qualified": mean(stocks[:, Stage.LEAD]), "to be contacted": mean(stocks[:, Stage.MQL]),
        },
        "Open deals": {"in discovery": mean(stocks[:, Stage.SAL]), "opportunities": mean(stocks[:, Stage.OPPORTUNITY])},
        "Qualified leads and deals won, a month": {
            "qualified": total(day["entered"][:, Stage.MQL]), "won": total(day["deals"]),
        },
        "Customers": {"customers": mean(stocks[:, Stage.CUSTOMER])},
        "Skill": {
            "marketers at marketing": mean(day["skill"][:, Role.MARKETER, Task.MARKETING]),
            "reps at selling": mean(day["skill"][:, Role.REP, Task.SELLING]),
        },
        "Idle hours": {
            name: share(hours[:, of, Use.IDLE], paid[:, of])
            for of, name in ((Role.MARKETER, "marketers"), (Role.REP, "reps"))
        },
        "Trust": {
            "of marketing in sales": mean(day["unit_trust"][:, 0]), "of sales in marketing": mean(day["unit_trust"][:, 1]),
            "of buyers": share(day["trust"], day["messages"]),
        },
        "Disputes, a month": {"raised": total(day["disputes"].sum(axis=1)), "waiting": mean(day["disputes_waiting"])},
        "Qualification bar": {"bar": mean(day["bar"])},
        "Belief in marketing's leads": {"belief": mean(day["belief"])},
        **{
            f"Leanings of {unit.word}": {
                one.word: mean(day["mix"][:, one]) for one in Action if (one < Action.LEADS) == (unit == Unit.MARKETING)
            }
            for unit in Unit
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
