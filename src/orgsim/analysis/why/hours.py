"""What hours went to under two designs, and what a design sells in the hours that are left for the task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import mean_interval
from orgsim.analysis.sure.resampling import ratio_interval
from orgsim.results.codes import Task, Use
from orgsim.results.ledger import Ledger

WORK: Final = "on the task"
NAMES: Final = {
    Use.MARKETING: "marketing work", Use.SELLING: "selling", Use.DISCOVERY: "discovery", Use.CARE: "care",
    Use.MEETINGS: "meetings", Use.NOTES: "notes", Use.COORDINATION: "sorting out", Use.DISPUTE: "disputes",
    Use.SWITCHING: "switching", Use.ADMIN: "administration", Use.TRANSITION: "training for a change", Use.IDLE: "idle",
    Use.AWAY: "away",
}  # fmt: skip


@dataclass(frozen=True)
class HoursOf:
    """Hours of marketers and reps for one use, over the horizon: means under both designs, paired difference, interval."""

    name: str
    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float


def hours_by_use(a: Sequence[Ledger], b: Sequence[Ledger]) -> list[HoursOf]:
    """One row for each use, in the order of ``Use``."""
    mine, theirs = (np.array([one.hours for one in side]) for side in (a, b))
    return [
        HoursOf(
            name, float(mine[:, use].mean()), float(theirs[:, use].mean()), *mean_interval(theirs[:, use] - mine[:, use])
        )
        for use, name in NAMES.items()
    ]


def _means(mine: NDArray[np.float64], theirs: NDArray[np.float64]) -> tuple[float, ...]:
    return float(mine.mean()), float(theirs.mean()), *mean_interval(theirs - mine)


def sold_an_hour(side: Sequence[Ledger]) -> tuple[float, float, float]:
    """EUR of new deals for each hour on a task other than care, with its interval."""
    sold = np.array([one.value + one.found for one in side])
    worked: NDArray[np.float64] = np.array([one.hours[: len(Task)].sum() - one.hours[Task.CARE] for one in side])
    return ratio_interval(sold, worked)


def largest_overhead(rows: Sequence[HoursOf]) -> HoursOf | None:
    """The use beside tasks, idleness and absence in which two designs clearly differ most; None where they do not."""
    beside = (Use.MEETINGS, Use.NOTES, Use.COORDINATION, Use.DISPUTE, Use.SWITCHING, Use.TRANSITION)
    names = [NAMES[one] for one in beside]
    clear = [one for one in rows if one.name in names and (one.low > 0.0 or one.high < 0.0)]
    return max(clear, key=lambda one: abs(one.difference), default=None)
