"""The tables behind the figures of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from orgsim.results.metrics import HEADLINES, METRICS
from orgsim.results.metrics.funnel import OWN_STEPS, STEPS
from orgsim.results.metrics.series import SERIES

if TYPE_CHECKING:
    from orgsim.analysis.comparison import Comparison
    from orgsim.faces.tables.runs import Alone

TOGETHER = "together"

MONTH = 21  # business days
LEAST = 5  # days of a last month that is shown though it is not over
BAND = (0.05, 0.95)  # quantiles of the runs between which a band lies


def bridge(of: Comparison) -> pd.DataFrame:
    """Part by part, with intervals; last the difference, to which they add up."""
    whole = of["profit"]
    rows = [(one.name, one.mean, one.low, one.high) for one in of.bridge]
    rows.append((TOGETHER, whole.difference, whole.low, whole.high))
    return pd.DataFrame(rows, columns=["part", "mean", "low", "high"])


def hours(of: Comparison) -> pd.DataFrame:
    """Use by use, under both designs, with the difference; those of nobody are left out."""
    rows = [
        (one.name, one.mean_a, one.mean_b, one.difference, one.low, one.high, of.name_a, of.name_b)
        for one in of.hours if max(one.mean_a, one.mean_b) > 0.0
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["use", "a", "b", "difference", "low", "high", "name_a", "name_b"])


def flow(of: Comparison | Alone) -> pd.DataFrame:
    """Marketing's leads that ended, by the steps they came to, and those that came no further."""
    rows = [
        (name, step, float(count), float(count - after))
        for name, funnel in zip(of.names, (side[: len(STEPS)] for side in of.funnel), strict=True)
        for step, count, after in zip(STEPS, funnel, [*funnel[1:], funnel[-1]], strict=True)
    ]
    return pd.DataFrame(rows, columns=["design", "step", "leads", "lost"])


def distribution(of: Comparison) -> pd.DataFrame:
    """The difference in profit of every pair."""
    return pd.DataFrame({"pair": range(len(of.downside.steps)), "difference": of.downside.steps})


def funnel(of: Comparison) -> pd.DataFrame:
    """Leads that ended, by the steps they came to, with sellers' own finds, under both designs."""
    names = [*STEPS, *(f"own: {step}" for step in OWN_STEPS)]
    a, b = of.funnel
    count = len(names)
    return pd.DataFrame({"step": names, "a": a, "b": b, "name_a": [of.name_a] * count, "name_b": [of.name_b] * count})


def differences(of: Comparison) -> pd.DataFrame:
    """The headline metrics: both means, the paired difference with its interval, and as shares of the first mean."""
    rows = []
    for name in HEADLINES:
        one = of[name]
        if one.pairs:
            by = abs(one.mean_a) or float("nan")
            shares = (one.difference / by, one.low / by, one.high / by)
            unit = METRICS[name].unit
            means = (one.mean_a, one.mean_b, one.difference, one.low, one.high)
            rows.append((METRICS[name].label, unit, *means, *shares, of.name_a, of.name_b))
    columns = ["metric", "unit", "a", "b", "difference", "low", "high", "share", "share_low", "share_high"]
    return pd.DataFrame(rows, columns=[*columns, "name_a", "name_b"])


def monthly(of: Comparison | Alone, name: str, *, cumulated: bool = False) -> pd.DataFrame:
    """A daily series month by month under each design: mean, and the band that holds 90 % of the runs. Flows are summed
    (from day 0 where ``cumulated``), stocks as they stand at the end of a month.
    """
    sides = []
    for values in of.series(name):
        days = values.shape[1]
        ends = [*range(MONTH, days + 1, MONTH)]
        if not ends or days - ends[-1] >= LEAST:  # a month that is hardly begun is none
            ends.append(days)
        months = values[:, [end - 1 for end in ends]]
        if SERIES[name].flow:
            sums = np.cumsum(values, axis=1)[:, [end - 1 for end in ends]]
            months = sums if cumulated else np.diff(sums, axis=1, prepend=0.0)
        low, high = np.quantile(months, BAND, axis=0)
        sides.append((np.array(ends) / MONTH, months.mean(axis=0), low, high))
    month, mean, low, high = (np.concatenate(both) for both in zip(*sides, strict=True))
    design = [name for name, side in zip(of.names, sides, strict=True) for _ in side[0]]
    columns = {"month": month, "mean": mean, "low": low, "high": high, "design": design}
    return pd.DataFrame(columns | {"unit": [SERIES[name].unit] * len(design)})


def revenue(of: Comparison | Alone) -> pd.DataFrame:
    """Revenue since day 0."""
    return monthly(of, "revenue", cumulated=True)


def pipeline(of: Comparison | Alone) -> pd.DataFrame:
    """Open opportunities at the end of each month."""
    return monthly(of, "opportunities")


def conflicts(of: Comparison | Alone) -> pd.DataFrame:
    """Disputes in each month."""
    return monthly(of, "disputes")
