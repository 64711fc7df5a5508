"""What a metric is: a function of what a run leaves, declared by its decorator; and the table of all of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

LEAD_FLOW, CONFLICTS, MONEY = "lead flow", "conflicts", "revenue"
BLOCKS: Final = (LEAD_FLOW, CONFLICTS, MONEY)
MORE, LESS, NEITHER = 1, -1, 0

Records = NDArray[Any]


class Recorded(Protocol):
    """What metrics look at: the tables that a run leaves, and what it was given."""

    @property
    def daily(self) -> Records:
        """One row a day."""

    @property
    def leads(self) -> Records:
        """One row per lead."""

    @property
    def people(self) -> Records:
        """One row per post, at the end."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Design, company, settings, seed and provenance."""


@dataclass(frozen=True)
class Metric:
    """One outcome. ``better`` is 1 where more is better, -1 where less is, 0 where neither; ``headline`` marks those shown
    first.
    """

    name: str
    label: str
    unit: str
    block: str
    better: int
    definition: str
    value: Callable[[Recorded], float]
    headline: bool = False


METRICS: Final[dict[str, Metric]] = {}
"""Every metric by name, in the order in which they are declared."""


def metric(
    label: str, unit: str, block: str, better: int, *, headline: bool = False
) -> Callable[[Callable[[Recorded], float]], Callable[[Recorded], float]]:
    """Declare the function below as a metric: what it is called, its unit, its block, and whether more is better.

    The function's name is the metric's, its docstring the definition.
    """

    def declared(value: Callable[[Recorded], float]) -> Callable[[Recorded], float]:
        declare(value.__name__, label, unit, block, better, value.__doc__ or "", value, headline=headline)
        return value

    return declared


def declare(
    name: str,
    label: str,
    unit: str,
    block: str,
    better: int,
    definition: str,
    value: Callable[[Recorded], float],
    *,
    headline: bool = False,
) -> None:
    """Add a metric to the table; for those that are made in a row, as one for each kind of dispute."""
    if name in METRICS:
        message = f"There are two metrics called {name}."
        raise ValueError(message)
    METRICS[name] = Metric(name, label, unit, block, better, " ".join(definition.split()), value, headline)


def ratio(top: Any, bottom: Any) -> float:
    """A quotient of sums; not a number where there is nothing to divide by."""
    return float(top) / float(bottom) if bottom else float("nan")


def added(values: Any) -> float:
    """A sum that does not hang on how a machine or a version of NumPy adds: day by day, then exactly rounded."""
    cells = np.asarray(values, dtype=np.float64)
    while cells.ndim > 1:
        cells = np.add.reduce(cells, axis=0)
    return math.fsum(cells.tolist())


def total(history: Recorded, column: str, *cell: int) -> float:
    """Sum over all days of a daily column, or of one cell of it."""
    values = history.daily[column]
    for place in cell:
        values = values[:, place]
    return added(values)


def mean(history: Recorded, column: str, *cell: int) -> float:
    """Mean over all days of a daily column, or of one cell of it."""
    return total(history, column, *cell) / len(history.daily) if len(history.daily) else float("nan")


def median(values: Any) -> float:
    """Median; not a number of nothing."""
    return float(np.median(values)) if len(values) else float("nan")
