"""Answers as an Excel workbook: a sheet that says what was found, all metrics, and a sheet for each figure's table."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import xlsxwriter

from orgsim.analysis.comparison import Comparison
from orgsim.analysis.difference import MATTERS
from orgsim.faces.view.payload import Payload, payload
from orgsim.results.metrics import METRICS

MEANINGS: Final = {
    "metric": "its short name; what it is stands below", "block": "what it belongs to", "label": "its name",
    "unit": "in what it is measured", "(each design)": "mean over the runs of this design",
    "difference": "second design less first, mean over pairs; luck beyond its chance is taken off money and counts",
    "low": "lower end of the difference's 95 % interval", "high": "upper end of it",
    "(first design) won": "pairs in which the first design is better", "pairs": "pairs with a number on both sides",
    "smallest_that_matters": f"{100.0 * MATTERS:g} % of the second design's mean",
    "matters": "whether the whole interval lies beyond that",
    "pairing_gain": "how many times more runs would tell as much without common luck",
    "plain_difference": "the difference with the luck left in", "plain_low": "lower end of its 95 % interval",
    "plain_high": "upper end of it", "luck_gain": "how many times more pairs would tell as much with the luck left in",
    "chance": "chance of so large a difference where there is none",
    "chance_in_table": "the same when all metrics are looked at at once (Holm 1979)",
    "equivalent": "whether the difference surely is smaller than what matters (two one-sided tests)",
}  # fmt: skip
"""What the columns of a comparison's table mean."""
FORMATS: Final = {"EUR": "#,##0", "share": "0.0%", "hour": "#,##0"}
WIDEST: Final = 60
LONGEST_NAME: Final = 31  # letters that Excel gives a sheet's name


def workbook(*results: Any, notes: Sequence[str] = ()) -> bytes:
    """The workbook of these answers. Names are written as text, never as formulas."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    found = payload(*results, notes=notes)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    _said(book.add_worksheet("answer"), found, bold, wrapped)
    taken = {"answer"}
    compared = [one for one in results if isinstance(one, Comparison)]
    if compared:
        meanings = [*MEANINGS.items(), *((name, one.definition) for name, one in METRICS.items())]
        _sheet(book, _free("meanings", taken), ["column or metric", "meaning"], ["", ""], meanings, bold)
    for one in results:
        if isinstance(one, Comparison):
            table = one.table.reset_index()
            units = [""] * len(table.columns)
            _sheet(book, _free("metrics", taken), list(map(str, table.columns)), units, table.itertuples(index=False), bold)
    for answer in found.answers:
        for panel in answer.panels:
            heads = [
                f"{one.label}, {one.unit}" if one.unit not in ("", "row", "share") else one.label for one in panel.columns
            ]
            units = [one.unit for one in panel.columns]
            _sheet(book, _free(panel.kind, taken), heads, units, panel.rows, bold, panel.sentence)
    book.close()
    return sink.getvalue()


def _free(name: str, taken: set[str]) -> str:
    """A sheet's name that is not taken yet."""
    found, number = name[:LONGEST_NAME], 1
    while found in taken:
        number += 1
        found = f"{name[: LONGEST_NAME - 4]} {number}"
    taken.add(found)
    return found


def _said(sheet: Any, found: Payload, bold: Any, wrapped: Any) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    rows = [("question", found.title), *found.facts, ("pairs of runs", str(found.pairs_done))]
    for answer in found.answers:
        rows += [(answer.kind, answer.headline), ("", answer.details)]
    rows += [("note", note) for note in found.notes]
    for line, (label, text) in enumerate(rows):
        sheet.write_string(line, 0, label, bold)
        sheet.write_string(line, 1, text, wrapped)


def _sheet(
    book: Any,
    name: str,
    heads: Sequence[str],
    units: Sequence[str],
    rows: Iterable[Sequence[Any]],
    bold: Any,
    about: str = "",
) -> None:
    sheet = book.add_worksheet(name)
    top = 0
    if about:
        sheet.write_string(0, 0, about)
        top = 2
    formats = [book.add_format({"num_format": FORMATS.get(unit, "General")}) for unit in units]
    widths = [len(head) for head in heads]
    for place, head in enumerate(heads):
        sheet.write_string(top, place, head, bold)
    for line, row in enumerate(rows, top + 1):
        for place, value in enumerate(row):
            _cell(sheet, line, place, value, formats[place])
            widths[place] = max(widths[place], len(f"{value:,.0f}") if isinstance(value, float) else len(str(value)))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(WIDEST, width + 2))
    sheet.freeze_panes(top + 1, 1)


def _cell(sheet: Any, line: int, place: int, value: Any, form: Any) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, str):
        sheet.write_string(line, place, value)
    elif isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    else:
        sheet.write_number(line, place, float(value), form)
