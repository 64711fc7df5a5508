"""The columns of a study's table as its manifest describes them: a study is read by what it says of itself, not by what the
program knows today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from orgsim.kernel.definitions import definition
from orgsim.results.metrics import METRICS
from orgsim.results.metrics.series import SERIES, Series, windowed
from orgsim.studies.factors import IN_WORDS, declared
from orgsim.studies.recipe import Recipe
from orgsim.studies.runs import SERIES_PREFIX

IDENTITY: Final = {
    "run_key": pa.string(), "company": pa.string(), "design": pa.string(), "point": pa.int64(), "pair": pa.int64(),
    "seed": pa.int64(),
}  # fmt: skip
OUTCOME: Final = ("status", "error", "traceback")
Described = dict[str, dict[str, dict[str, Any]]]
"""Kind (factors, metrics, series), then name, then what is known of it."""


def described(recipe: Recipe, factors: Sequence[str]) -> Described:
    """What this program knows of a study's columns; ``code`` is the fingerprint of what computes it."""
    return {
        "factors": {
            name: {"unit": declared(name).unit, "about": declared(name).about, "words": name in IN_WORDS} for name in factors
        },
        "metrics": {
            name: {
                "label": METRICS[name].label, "unit": METRICS[name].unit, "better": METRICS[name].better,
                "definition": METRICS[name].definition, "code": definition(METRICS[name].value),
            }
            for name in recipe.metrics if name in METRICS
        },
        "series": {
            name: {"unit": SERIES[name].unit, "code": _of_series(SERIES[name])} for name in recipe.series if name in SERIES
        },
    }  # fmt: skip


def _of_series(one: Series) -> str:
    """What a series' windows hang on."""
    return hashlib.sha256(f"{definition(one.daily)} {one.flow} {definition(windowed)}".encode()).hexdigest()[:16]


def present_codes() -> dict[str, str]:
    """Fingerprints of the definitions that this program has, by column."""
    found = {name: definition(one.value) for name, one in METRICS.items()}
    return found | {f"{SERIES_PREFIX}{name}": _of_series(one) for name, one in SERIES.items()}


def codes(columns: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """Fingerprints of the metrics' and series' definitions, by column."""
    found = {name: str(one["code"]) for name, one in columns["metrics"].items()}
    return found | {f"{SERIES_PREFIX}{name}": str(one["code"]) for name, one in columns["series"].items()}


def row_schema(columns: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> pa.Schema:
    """Columns of a part, with units."""
    text, real = pa.string(), pa.float64()
    fields = [pa.field(name, kind) for name, kind in IDENTITY.items()]
    fields += [
        pa.field(name, text if one["words"] else real, metadata={"unit": one["unit"], "role": "factor"})
        for name, one in columns["factors"].items()
    ]
    fields += [pa.field(name, text) for name in OUTCOME]
    fields += [
        pa.field(name, real, metadata={"unit": one["unit"], "role": "metric"}) for name, one in columns["metrics"].items()
    ]
    fields += [
        pa.field(f"{SERIES_PREFIX}{name}", pa.list_(real), metadata={"unit": one["unit"], "role": "series"})
        for name, one in columns["series"].items()
    ]
    return pa.schema(fields)
