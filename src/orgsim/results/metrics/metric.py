"""What a metric is: a function of a history, with a name, a unit and a definition."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from orgsim.results.history import History

LEAD_FLOW, CONFLICTS, REVENUE = "lead flow", "conflicts", "revenue"


@dataclass(frozen=True)
class Metric:
    """One outcome. ``better`` is 1 where more is better, -1 where less is, 0 where neither."""

    name: str
    label: str
    unit: str
    block: str
    better: int
    definition: str
    value: Callable[[History], float]


def ratio(top: Any, bottom: Any) -> float:
    """A quotient of sums; not a number where there is nothing to divide by."""
    return float(top) / float(bottom) if bottom else float("nan")


def added(values: Any) -> float:
    """A sum that does not hang on how a machine or a version of NumPy adds: day by day, then exactly rounded."""
    cells = np.asarray(values, dtype=np.float64)
    while cells.ndim > 1:
        cells = np.add.reduce(cells, axis=0)
    return math.fsum(cells.tolist())


def total(history: History, column: str, *cell: int) -> float:
    """Sum over all days of a daily column, or of one cell of it."""
    values = history.daily[column]
    for place in cell:
        values = values[:, place]
    return added(values)


def mean(history: History, column: str, *cell: int) -> float:
    """Mean over all days of a daily column, or of one cell of it."""
    return total(history, column, *cell) / len(history.daily) if len(history.daily) else float("nan")


def median(values: Any) -> float:
    """Median; not a number of nothing."""
    return float(np.median(values)) if len(values) else float("nan")
