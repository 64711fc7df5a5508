"""Readings of a study's rows: texts in which every number is told from the table, by name.

``{name}`` tells a number with its interval; ``{name.mean}``, ``.size`` (without sign), ``.low``, ``.high`` and
``.interval`` its parts. Of several, ``{name.count}`` tells how many there are, ``.open`` how many intervals include zero,
``.above`` and ``.below`` how many lie on one side of it, ``.positive`` and ``.negative`` how many means do; ``.lowest`` and
``.highest`` the means at the ends, ``.least`` and ``.most`` their sizes; ``.best`` and ``.worst`` which these are, ``.top``
and ``.bottom`` their numbers; ``{name[pods]}`` is one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.analysis.difference import mean_interval
from orgsim.analysis.told import Several, Told
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.errors import BadValue
from orgsim.results.metrics import METRICS
from orgsim.studies.page import STUDY, UNCHANGED, Number
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    import pandas as pd

Place = Mapping[str, Any]


def _chosen(table: pd.DataFrame, place: Place, factors: Sequence[str]) -> pd.DataFrame:
    for column, value in place.items():
        if value == UNCHANGED and column in factors:
            chosen = table[list(factors)].isna().all(axis=1)
        else:
            each = value if isinstance(value, tuple | list) else (value,)
            chosen = np.logical_or.reduce([_is(table[column], one) for one in each])
        table = table[chosen]
    return table


def _is(values: pd.Series[Any], value: Any) -> Any:
    return values == value if isinstance(value, str) else np.isclose(values.astype(float), value)


def _one(table: pd.DataFrame, number: Number, of: Place, factors: Sequence[str]) -> Told:
    """Runs of a pair share their luck: what is compared is brought to one value a pair before intervals are taken."""
    unit = METRICS[number.metric].unit
    mine = _chosen(table, of, factors)
    if not number.against:
        values = mine.groupby("pair")[number.metric].mean()
        return Told(*_spread(values), unit, signed=False)
    same_point = not set(number.against) & set(factors)  # then a factor may apply to one side only
    alike = {key: value for key, value in of.items() if key not in (*number.against, *(factors if same_point else ()))}
    theirs = _chosen(_chosen(table, alike, factors), number.against, factors)
    free = [column for column in ("company", "design") if column not in number.against]
    if same_point:
        free.append("point")
    elif UNCHANGED not in number.against.values():
        free += [column for column in factors if column not in number.against]
    both = mine.merge(theirs, on=["pair", *free], suffixes=("", "_other"))
    steps = (both[number.metric] - both[f"{number.metric}_other"]).groupby(both["pair"]).mean()
    return Told(*_spread(steps), unit)


def _spread(values: Any) -> tuple[float, tuple[float, float]]:
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[np.isfinite(kept)]
    if not len(kept):
        raise BadValue("no rows")
    middle, low, high = mean_interval(kept)
    return middle, (low, high)


def told(found: StudyResult, number: Number, table: pd.DataFrame) -> Told | Several:
    """What the rows say of a number. Raises BadValue where no row is chosen."""
    try:
        if not number.each:
            return _one(table, number, number.of, found.factors)
        each = {}
        places = _chosen(table, number.of, found.factors)[list(number.each)].drop_duplicates().dropna()
        for place in places.to_dict("records"):
            named = {str(key): value for key, value in place.items()}
            if any(number.against.get(key) == value for key, value in named.items()):
                continue
            name = ", ".join(value if isinstance(value, str) else f"{value:g}" for value in named.values())
            each[name] = _one(table, number, {**number.of, **named}, found.factors)
        return Several(each)
    except BadValue:
        raise BadValue(f"{found.folder}: no rows for {number.metric} of {number.of}, against {number.against}.") from None


def numbers_of(found: StudyResult, table: pd.DataFrame) -> dict[str, Any]:
    """Every number that the page of a study names, and what may be told of the study itself."""
    declared = found.manifest["study"]["page"].get("numbers", {})
    years = found.manifest["recipe"]["days"] / DAYS_A_YEAR
    facts = SimpleNamespace(pairs=found.pairs, points=len(found.store.points), runs=len(table), years=f"{years:g}")
    return {STUDY: facts} | {name: told(found, Number.model_validate(one), table) for name, one in declared.items()}


def rendered(reading: str, numbers: Mapping[str, Any]) -> str:
    """A reading with its numbers told. Raises BadValue for one that is not there."""
    try:
        return reading.strip().format_map(numbers)
    except (KeyError, AttributeError, ValueError) as error:
        raise BadValue(f"The reading asks for {error}, which is not told.") from None
