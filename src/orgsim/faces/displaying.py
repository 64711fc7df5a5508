"""Results as a notebook shows them: the sentence, the picture, and a table with numbers as people write them."""

from __future__ import annotations

import base64
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any, Final

from orgsim.analysis.comparison import Comparison
from orgsim.analysis.wording import amount, interval
from orgsim.faces import drawing, telling
from orgsim.faces.pages.figure import FIGURES, Shape
from orgsim.faces.pages.figures import lacking
from orgsim.faces.plots.comparison import figure_bytes
from orgsim.faces.plots.style import without_markup
from orgsim.faces.view.payload import ROW, Answer, Column, Panel, answer
from orgsim.faces.view.studies import first_metric, study_payload
from orgsim.kernel.arguments import checked, optional, text
from orgsim.kernel.errors import BadValue, OrgsimError, UnknownName
from orgsim.results.metrics import HEADLINES, METRICS
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIRST: Final = "bridge"  # the picture of a comparison
UNSEEN: Final = ("name_a", "name_b", "unit_x", "unit_y", "name_x", "name_y")
FEW: Final = 20  # rows of a study
STYLE: Final = "text-align:left;padding:2px 8px"


@checked(kind=optional(text))
def plot(result: Any, kind: str | None = None) -> Figure:
    """The picture of an answer, of a run or of a study, of this kind (default: its first). Raises UnknownName or BadValue.

    >>> plot(3)
    Traceback (most recent call last):
    ...
    orgsim.kernel.errors.BadValue: There is no picture of 3; there are some of what compare, why, rank, advise, ... return.
    """
    return _of_study(result, kind) if isinstance(result, StudyResult) else drawing.plot(result, kind)


def _of_study(found: StudyResult, kind: str | None) -> Figure:
    """The figure that its page asks for, or another one that it suits, of profit or the first metric that is there."""
    table, shape = found.table(), Shape.found(found)
    asked = str(found.manifest["study"]["page"]["figure"])
    suited = sorted((name for name in FIGURES if lacking(name, shape) is None), key=lambda name: name != asked)
    name = first_metric(table)
    if not suited or name is None or table.empty:
        why = lacking(asked, shape) or "it has no metric, or no run yet"
        raise BadValue(f"There is no picture of {found!r}: {why}.")
    chosen = kind if kind is not None else suited[0]
    if chosen not in suited:
        raise UnknownName("picture of this", chosen, suited)
    effects = FIGURES[chosen].known(found, table, name)
    if effects.empty:
        raise BadValue(f"There is no picture of {found!r}: {FIGURES[chosen].nothing}.")
    with without_markup():
        return FIGURES[chosen].draw(found, effects, name)


def html(result: Any) -> str:
    """The result as HTML that needs no script: it looks the same wherever a notebook is read."""
    if isinstance(result, StudyResult):
        return _study(result)
    told = answer(result)
    kind = FIRST if isinstance(result, Comparison) else told.panels[0].kind
    parts = [f"<p><strong>{escape(told.headline)}</strong> {escape(told.details)}</p>", _picture(result, kind, told)]
    if isinstance(result, Comparison):
        parts.append(_folded("Table", _metrics(result)))
        rest = [panel for panel in told.panels if panel.kind != kind]
        others = ", ".join(f".plot({panel.kind!r})" for panel in rest)
        parts.append(f"<p><small>{escape(others)}; .table has every metric.</small></p>")
    else:
        parts += [_folded(panel.title, _table(panel)) for panel in told.panels]
    return "".join(parts)


def _study(found: StudyResult) -> str:
    """A study: what it says and its picture, where it says something; and its first rows."""
    parts = [f"<p>{escape(repr(found))}</p>"]
    try:
        (told,) = study_payload(found).answers
        parts.append(f"<p><strong>{escape(told.headline)}</strong> {escape(told.details)}</p>")
    except OrgsimError:  # a study of one design, or one that has just begun, compares nothing
        told = None
    with suppress(OrgsimError):
        parts.append(_image(plot(found), told.headline if told else repr(found)))
    rows = found.table().head(FEW).to_html(float_format=lambda value: f"{value:,.4g}")
    return "".join([*parts, _folded(f"First {FEW} rows of .table()", rows)])


def _picture(result: Any, kind: str, told: Answer) -> str:
    sentence = next(panel.sentence for panel in told.panels if panel.kind == kind)
    return _image(plot(result, kind), sentence)


def _image(figure: Figure, sentence: str) -> str:
    data = base64.b64encode(figure_bytes(figure, "png")).decode()
    return f'<img alt="{escape(sentence)}" style="max-width:100%" src="data:image/png;base64,{data}">'


def _folded(title: str, table: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{table}</details>"


def _metrics(of: Comparison) -> str:
    """The headline metrics as the command line writes them."""
    heads = ["metric", "unit", of.name_a, of.name_b, "difference", "95 % interval", ""]
    rows = []
    for name in HEADLINES:
        one, unit = of[name], METRICS[name].unit
        if one.pairs:
            mark = ("●" if of.chances[name] < telling.SURE else "○") if one.matters else "=" if one.is_equivalent else ""
            middle = amount(one.difference, unit, sign=True)
            ends = interval(one.low, one.high, unit)
            means = (amount(one.mean_a, unit), amount(one.mean_b, unit))
            rows.append([METRICS[name].label, unit, *means, middle, ends, mark])
    return _rows(heads, rows)


def _table(panel: Panel) -> str:
    shown = [(place, one) for place, one in enumerate(panel.columns) if one.name not in UNSEEN]
    heads = [f"{one.label}, {one.unit}" if one.unit not in ("", ROW, "share") else one.label for _, one in shown]
    names = [one.name for one in panel.columns]
    rows = [[_cell(row[place], one, row, names) for place, one in shown] for row in panel.rows]
    return _rows(heads, rows)


def _cell(value: Any, column: Column, row: list[Any], names: list[str]) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    unit = str(row[names.index("unit")]) if column.unit == ROW and "unit" in names else column.unit
    return amount(value, unit)


def _rows(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th style="{STYLE}">{escape(one)}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f'<td style="{STYLE}">{escape(one)}</td>' for one in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
