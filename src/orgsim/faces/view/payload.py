"""The payload: answers as one JSON document, of which every shell draws the same pictures and says the same words.

Numbers and sentences come from ``analysis`` and from the tables of the figures; a shell computes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from orgsim.analysis.comparison import Comparison
from orgsim.analysis.wording import versus
from orgsim.faces import telling
from orgsim.faces.drawing import DRAWINGS, drawable
from orgsim.faces.tables import named
from orgsim.faces.tables.runs import Alone
from orgsim.kernel.errors import BadValue, shown
from orgsim.kernel.files import write_text
from orgsim.results.history import History
from orgsim.results.provenance import versions

SCHEMA_VERSION: Final = 2
KEPT_AS: Final = "payload.json"
"""The file in an answer's folder that holds it."""
ROW: Final = "row"
"""The unit of a column whose rows have a unit each, in the column ``unit``."""
LABELS: Final = {
    "low": "95 % from", "high": "95 % to", "share_low": "from", "share_high": "to", "a": "A", "b": "B", "mean": "mean",
    "may_be_best": "may be best", "won_under": "won under", "x_low": "x from", "x_high": "x to", "y_low": "y from",
    "y_high": "y to",
}  # fmt: skip
OWN_LABELS: Final = {
    **{kind: {"low": "5 % of runs below", "high": "95 % of runs below"} for kind in ("revenue", "pipeline", "conflicts")},
    "tornado": {"low": "at the lower end", "high": "at the upper end", "base": "today"},
    "pareto": {"base": "the first design"},
}
MONEY: Final = ("mean", "low", "high", "difference", "gain", "value", "base", "loss")
SHARES: Final = ("share", "share_low", "share_high", "chance")
OWN_UNITS: Final = {
    "differences": dict.fromkeys(("a", "b", "difference", "low", "high"), ROW),
    "turns": dict.fromkeys(("now", "value", "low", "high"), ROW),
    "hours": dict.fromkeys(("a", "b", "difference", "low", "high"), "hour"),
    "targets": dict.fromkeys(("value", "bound_low", "bound_high", "simulated", "low", "high"), ROW),
    "pareto": dict.fromkeys(("x", "x_low", "x_high", "y", "y_low", "y_high", "base"), ""),
}
HEADLINE_KINDS: Final = (
    "bridge", "revenue", "pipeline", "funnel", "hours", "flow", "differences", "conflicts", "distribution",
)  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """A column of a panel's table. ``unit`` is "" for words and counts, "row" where each row names its own."""

    name: str
    label: str
    unit: str


class Panel(_Part):
    """A figure: its kind says how it is drawn, its table holds all that is drawn, its sentence says what is seen."""

    kind: str
    title: str
    sentence: str
    columns: list[Column]
    rows: list[list[float | bool | str | None]]


class Answer(_Part):
    """One answer: what it says, first the headline, and its panels."""

    kind: str
    title: str
    headline: str
    details: str
    panels: list[Panel]


class Payload(_Part):
    """All answers to one question. ``facts`` are what was asked, in words; ``pairs_done`` of ``pairs_asked`` are in it."""

    schema_version: Literal[2]
    title: str
    facts: list[tuple[str, str]]
    notes: list[str]
    pairs_done: int
    pairs_asked: int
    answers: list[Answer]
    provenance: dict[str, Any]


def payload(
    *results: Any, pairs_asked: int | None = None, notes: Sequence[str] = (), facts: Sequence[tuple[str, str]] = ()
) -> Payload:
    """The payload of these answers, the main one first; ``facts`` are what was asked, where the answers do not say so
    themselves. Raises BadValue of what has no picture.
    """
    if not results:
        raise BadValue("A payload needs one answer at least.")
    kinds = [type(one).__name__.lower() for one in results]
    sides = [Alone(one) if isinstance(one, History) else one for one in results]
    first = sides[0]
    done = _pairs(first)
    return Payload(
        schema_version=SCHEMA_VERSION,
        title=_title(first),
        facts=[*(said := _facts(first)), *(one for one in facts if one[0] not in dict(said))],
        notes=list(notes),
        pairs_done=done,
        pairs_asked=pairs_asked if pairs_asked is not None else done,
        answers=[answer(one, kind) for one, kind in zip(sides, kinds, strict=True)],
        provenance=_clean(versions() | dict(getattr(first, "facts", {}))),
    )


def write_payload(
    results: Sequence[Any], folder: Path, notes: Sequence[str] = (), facts: Sequence[tuple[str, str]] = ()
) -> str:
    """Write the payload of these answers into a folder; returns the file's name."""
    write_text(folder / KEPT_AS, payload(*results, notes=notes, facts=facts).model_dump_json(indent=1) + "\n")
    return KEPT_AS


def answer(result: Any, kind: str = "") -> Answer:
    """One answer with its panels. Raises BadValue of what has no picture."""
    kind, result = kind or type(result).__name__.lower(), Alone(result) if isinstance(result, History) else result
    panels = [_panel(kind, of) for kind, of in _ordered(drawable(result))]
    if not panels:
        raise BadValue(
            f"There is no picture of {shown(result)}; there are some of what compare, why, rank, advise, ... return."
        )
    whole = _summary(result)
    headline = telling.verdict(result) if isinstance(result, Comparison) else _first(whole)
    rest = whole.removeprefix(headline).strip()
    return Answer(kind=kind, title=_title(result), headline=headline, details=rest, panels=panels)


def _ordered(panels: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Those of a comparison in the order in which they tell the story."""
    order = {kind: place for place, kind in enumerate(HEADLINE_KINDS)}
    return sorted(panels, key=lambda one: order.get(one[0], -1))


def _summary(result: Any) -> str:
    return str(result.summary()) if hasattr(result, "summary") else telling.journey(result)


def _first(text: str) -> str:
    """The first sentence."""
    for place in range(len(text) - 2):
        if text[place] == "." and text[place + 1] in " \n" and text[place + 2].isupper():
            return text[: place + 1]
    return text


def _title(result: Any) -> str:
    if isinstance(result, Comparison):
        return f"{versus(result.name_a, result.name_b)} · {result.company.name}"
    return named(result)


def _pairs(result: Any) -> int:
    """Pairs of runs that an answer stands on; of several designs those of the one that has most; 0 where nobody counts."""
    for of in (result, getattr(result, "shared", None), getattr(result, "measured", None)):
        pairs = getattr(of, "pairs", None)
        if pairs is not None:
            return int(max(pairs.values(), default=0) if isinstance(pairs, dict) else pairs)
    return 0


def _facts(result: Any) -> list[tuple[str, str]]:
    found = [("company", _company(result))]
    for label, name in (("question", "question"), ("horizon", "length"), ("seed", "seed")):
        if getattr(result, name, None) is not None:
            found.append((label, str(getattr(result, name))))
    if isinstance(result, Comparison):
        found.append(("resources", result.resources()))
    return found


def _company(result: Any) -> str:
    company = getattr(result, "company", "")
    return str(getattr(company, "name", company))


def _panel(kind: str, of: Any) -> Panel:
    drawing = DRAWINGS[kind]
    table = drawing.table(of)
    names = [name for name in table.columns if name not in ("pairing", "about")]
    columns = [Column(name=name, label=_label(kind, name, table), unit=_unit(kind, name, table)) for name in names]
    rows = [[cell(value) for value in row] for row in table[names].itertuples(index=False, name=None)]
    return Panel(kind=kind, title=_upper(drawing.shows), sentence=drawing.tells(of), columns=columns, rows=rows)


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _label(kind: str, name: str, table: Any) -> str:
    if name in OWN_LABELS.get(kind, {}):
        return OWN_LABELS[kind][name]
    if name in ("a", "b") and f"name_{name}" in table and len(table):
        return str(table[f"name_{name}"].iloc[0])
    return LABELS.get(name, name.replace("_", " "))


def _unit(kind: str, name: str, table: Any) -> str:
    if name in OWN_UNITS.get(kind, {}):
        return OWN_UNITS[kind][name]
    if name in ("mean", "low", "high") and "unit" in table:
        return ROW
    if name in SHARES:
        return "share"
    return "EUR" if name in MONEY else ""


def cell(value: Any) -> float | bool | str | None:
    """A value of a table as JSON has it; a number that is none, or infinite, as None."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return str(value)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
