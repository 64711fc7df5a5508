"""What a study's table says: means and paired differences with intervals, however its rows are grouped.

Runs of one pair share their luck, so every difference is taken within a pair; and whatever else a group holds of a pair
(several points, designs, companies) is brought to one value of that pair first. What an interval is taken over are pairs,
which are independent: ``pairs`` is the number of different ones. Only runs that went well, and pairs that have both sides,
count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.analysis.difference import mean_interval
from orgsim.kernel.errors import BadValue, UnknownName

if TYPE_CHECKING:
    import pandas as pd


def _values(table: pd.DataFrame, metric: str) -> pd.DataFrame:
    if metric not in table:
        raise UnknownName("metric in this table", metric, [str(name) for name in table.columns])
    return table[(table["status"] == "ok") & np.isfinite(table[metric].astype(float))]


def _alone(used: pd.DataFrame, place: Sequence[str], metric: str) -> pd.DataFrame:
    """One value of a metric for each place: a table may hold a place twice, as where two points are the same."""
    return used.groupby(list(place), sort=False, dropna=False)[metric].mean().reset_index(name="base")


def _summary(groups: Any, column: str, by: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for key, group in groups:
        each = group.groupby("pair")[column].mean().to_numpy(dtype=np.float64)
        rows.append((*key, *mean_interval(each), len(each)))
    return pd.DataFrame(rows, columns=[*by, "mean", "low", "high", "pairs"])


def means(table: pd.DataFrame, metric: str, by: Sequence[str] = ("company", "design")) -> pd.DataFrame:
    """Mean of a metric with its 95 % interval for every combination of ``by``: columns by, mean, low, high, pairs."""
    names = [by] if isinstance(by, str) else list(by)
    for name in names:
        if name not in table:
            raise UnknownName("column of this table", name, [str(one) for one in table.columns])
    return _summary(_values(table, metric).groupby(names, sort=False, dropna=False), metric, names)


def against(table: pd.DataFrame, metric: str, design: str) -> pd.DataFrame:
    """Paired difference of every design to one of them, at each company and point.

    Columns company, design, point, mean, low, high, pairs. Raises BadValue where the table lacks the design.
    """
    used = _values(table, metric)
    if design not in set(table.loc[table["status"] == "ok", "design"]):
        raise BadValue(f"The table holds no finished runs of the design '{design}'.")
    place = ["company", "point", "pair"]
    base = _alone(used[used["design"] == design], place, metric)
    others = used[used["design"] != design].merge(base, on=place)
    others["step"] = others[metric] - others["base"]
    by = ["company", "design", "point"]
    return _summary(others.groupby(by, sort=False), "step", by)


def responses(table: pd.DataFrame, metric: str, factors: Sequence[str]) -> pd.DataFrame:
    """Paired difference of each value of a factor, alone, to the base point: for plans that vary one at a time.

    Columns company, design, factor, value, mean, low, high, pairs.
    """
    import pandas as pd

    used = _values(table, metric)
    place = ["company", "design", "pair"]
    base = _alone(used[used["point"] == 0], place, metric)
    found = []
    for name in factors:
        moved = used[used[name].notna()].merge(base, on=place)
        moved["step"] = moved[metric] - moved["base"]
        by = ["company", "design", name]
        found.append(_summary(moved.groupby(by, sort=False), "step", by).rename(columns={name: "value"}).assign(factor=name))
    everything = pd.concat(found, ignore_index=True)
    return everything[["company", "design", "factor", "value", "mean", "low", "high", "pairs"]]


def difference_map(table: pd.DataFrame, metric: str, a: str, b: str, factors: Sequence[str]) -> pd.DataFrame:
    """Paired difference b - a at every combination of two factors' values.

    Columns company, the two factors, mean, low, high, pairs.
    """
    used = _values(table, metric)
    place = ["company", "point", "pair"]
    both = used[used["design"] == b].merge(_alone(used[used["design"] == a], place, metric), on=place)
    both["step"] = both[metric] - both["base"]
    points = table.groupby("point")[list(factors)].first().reset_index()
    cells = both.drop(columns=list(factors)).merge(points, on="point")
    return _summary(cells.groupby(["company", *factors], sort=False), "step", ["company", *factors])
