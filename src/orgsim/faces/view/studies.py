"""A study as a payload: differences by design, or over what it varies, company by company."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from orgsim.analysis.effects import against, difference_map
from orgsim.analysis.when.lines import crossover_map
from orgsim.analysis.wording import estimate, interval
from orgsim.faces.view.payload import SCHEMA_VERSION, Answer, Column, Panel, Payload, cell
from orgsim.kernel.errors import BadValue
from orgsim.kernel.texts import counted
from orgsim.results.metrics import METRICS
from orgsim.results.provenance import versions
from orgsim.studies.result import StudyResult

METRIC: Final = "profit"
GRID: Final = 2  # factors of a map


def study_payload(found: StudyResult) -> Payload:
    """The payload of a study: a panel for each company. Raises BadValue where it has no metric or no run."""
    table = found.table()
    name = first_metric(table)
    if name is None or table.empty:
        raise BadValue("This study has no metric, or no run yet, of which a report could tell.")
    factors = list(found.factors)
    panels, told = [], []
    for whose in found.companies:
        rows = table[table["company"] == whose] if "company" in table else table
        panel = _panel(found, rows, name, whose, factors)
        panels.append(panel)
        told.append(f"{whose}: {panel.sentence}")
    facts = [
        ("study", found.name), ("companies", ", ".join(found.companies)), ("designs", ", ".join(found.designs)),
        ("varies", ", ".join(factors) or "nothing"), ("metric", METRICS[name].label),
    ]  # fmt: skip
    answer = Answer(kind="study", title=f"Study {found.name}", headline=told[0], details=" ".join(told[1:]), panels=panels)
    pairs = int(table["pair"].nunique()) if "pair" in table else 0
    return Payload(
        schema_version=SCHEMA_VERSION, title=f"Study {found.name}", facts=facts, notes=[], pairs_done=pairs,
        pairs_asked=pairs, answers=[answer], provenance=versions(),
    )  # fmt: skip


def first_metric(table: pd.DataFrame) -> str | None:
    """The metric of which a study's table tells first: profit, where it is there."""
    return METRIC if METRIC in table.columns else next((one for one in METRICS if one in table.columns), None)


def _panel(found: StudyResult, rows: pd.DataFrame, name: str, whose: str, factors: list[str]) -> Panel:
    of = METRICS[name]
    two = len(found.designs) == GRID
    if not factors:
        return _by_design(found, rows, name, whose)
    if two and len(factors) == GRID and _is_grid(rows, factors):
        a, b = found.designs[:2]
        cells = difference_map(rows, name, a, b, factors)
        sentence = crossover_map(cells, *factors).in_words(a, b)
        shown = cells.loc[:, [*factors, "mean", "low", "high"]]
        return _made("map", f"{of.label}, {b} less {a}: {whose}", sentence, shown, of.unit)
    if two:
        return _over_points(found, rows, name, whose)
    raise BadValue(
        "A report is of a study that compares designs; this one varies numbers of a single design. `orgsim study page` "
        "draws what it says."
    )


def _is_grid(rows: pd.DataFrame, factors: list[str]) -> bool:
    """Whether every combination of the factors' values was run."""
    points = rows.groupby("point")[factors].first()  # a lever that one design does not vary is unsaid in its rows
    if any(isinstance(value, str) for value in points.to_numpy().ravel()):
        return False  # words lie in no order
    combined = len(points.drop_duplicates())
    return combined > 1 and combined == math.prod(points[one].nunique() for one in factors)


def _by_design(found: StudyResult, rows: pd.DataFrame, name: str, whose: str) -> Panel:
    of, first = METRICS[name], found.designs[0]
    effects = against(rows, name, first)
    if effects.empty:
        raise BadValue(f"No pair of runs of {whose} has {of.label.lower()} under two designs: there is nothing to compare.")
    best = effects.sort_values("mean").to_dict("records")[-1]
    sentence = (
        f"Of the other {counted(len(effects), 'design')}, {best['design']} has the most {of.label.lower()} against {first}: "
        f"{estimate(best['mean'], best['low'], best['high'], of.unit)} ({interval(best['low'], best['high'], of.unit)})."
    )
    shown = effects.loc[:, ["design", "mean", "low", "high"]]
    return _made("effects", f"{of.label}, against {first}: {whose}", sentence, shown, of.unit)


def _over_points(found: StudyResult, rows: pd.DataFrame, name: str, whose: str) -> Panel:
    of, (first, second) = METRICS[name], found.designs[:2]
    effects = against(rows, name, first)
    apart = effects.loc[effects["design"] == second, ["mean"]].rename(columns={"mean": "difference"})
    if apart.empty:
        raise BadValue(f"No pair of runs of {whose} has {of.label.lower()} under both designs: there is nothing to compare.")
    ahead = 100.0 * float((apart["difference"] > 0.0).mean())
    sentence = f"{second} has more {of.label.lower()} than {first} at {ahead:.0f} % of {len(apart)} points."
    return _made("points", f"{of.label}, {second} less {first}: {whose}", sentence, apart, of.unit)


def _made(kind: str, title: str, sentence: str, table: pd.DataFrame, unit: str) -> Panel:
    money = ("mean", "low", "high", "difference")
    columns = [Column(name=str(one), label=str(one), unit=unit if one in money else "") for one in table.columns]
    rows: list[list[Any]] = [[cell(value) for value in row] for row in table.itertuples(index=False, name=None)]
    return Panel(kind=kind, title=title, sentence=sentence, columns=columns, rows=rows)
