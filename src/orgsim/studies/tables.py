"""A plan's points as people keep them in tables: CSV of any spreadsheet, or Parquet; every odd cell named with its row.

Columns name what varies. An empty cell leaves its number as design, company and settings have it. Between columns stand
commas, semicolons or tabs; decimals have a point, or a comma where semicolons or tabs part the columns.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, time
from io import StringIO
from pathlib import Path
from typing import Any, Final

from orgsim.kernel.errors import MOST, BrokenFile, UsageError, shown
from orgsim.kernel.texts import read_text
from orgsim.studies.factors import IN_WORDS, Value, declared, is_factor

Point = dict[str, Value]
MOST_ROWS: Final = 100_000
MOST_BYTES: Final = 1 << 25
_PLAIN: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA: Final = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}([,.' \u00a0\u202f]\d{3})+([.,]\d+)?")
_EITHER: Final = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")


def points_in(path: Path) -> list[Point]:
    """The rows of a table, one point each. Raises UsageError, or BrokenFile naming rows and columns."""
    head, rows = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    if twice := sorted({name for name in head if head.count(name) > 1}):
        raise BrokenFile(path, [f"two columns are called {name}" for name in twice])
    if "" in head:
        raise BrokenFile(path, [f"column {head.index('') + 1} has no name: the first row names what varies"])
    wrong: list[str] = []
    points: list[Point] = []
    for number, cells in rows:
        if len(wrong) >= MOST - 3:  # what leads to them takes lines, too
            wrong.append("and maybe more; the rest was not looked at")
            break
        if len(cells) != len(head):
            wrong.append(f"row {number}: {len(cells)} values under {len(head)} headings")
            continue
        point: Point = {}
        for name, cell in zip(head, cells, strict=True):
            try:
                value = _value(name, cell)
            except ValueError as error:
                wrong.append(f"row {number}, {name}: {error}")
                continue
            if value is not None:
                point[name] = value
        points.append(point)
    if wrong:
        raise BrokenFile(path, wrong)
    return points


def _csv(path: Path) -> tuple[list[str], Iterator[tuple[int, list[Any]]]]:
    text = read_text(path, "plan's table", MOST_BYTES)
    text = re.sub(r"\Asep=.\n", "", text)  # what a spreadsheet tells itself
    first = next((line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    parted = next((one for one in ("\t", ";", ",") if one in first), ",")
    comma_is_decimal = parted != ","
    try:
        rows = [
            (number, [cell.strip() for cell in cells])
            for number, cells in enumerate(filter(None, csv.reader(StringIO(text), delimiter=parted, strict=True)))
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#")
        ]
    except csv.Error as error:
        raise UsageError(f"Cannot read the plan's table {path}: {error}.") from None
    if not rows:
        raise UsageError(f"The plan's table {path} is empty.")
    if len(rows) > MOST_ROWS + 1:
        raise UsageError(f"The plan's table {path} has {len(rows) - 1:,} rows, more than {MOST_ROWS:,}.")
    (_, head), *others = rows
    return head, ((number, [_pointed(cell) if comma_is_decimal else cell for cell in cells]) for number, cells in others)


def _pointed(cell: str) -> str:
    """A cell whose decimals follow a comma, with a point instead; a point there parts thousands, and will be refused."""
    if _EITHER.fullmatch(cell.replace(",", ".")):  # 12.000 or 12,000: either, by who wrote it
        return Unclear(cell)
    return cell.replace(",", ".") if _COMMA.fullmatch(cell) else cell


def _parquet(path: Path) -> tuple[list[str], Iterator[tuple[int, Sequence[Any]]]]:
    from orgsim.kernel.parquet import DAMAGE, read_table

    try:
        table = read_table(path, rows=MOST_ROWS)
    except DAMAGE as error:
        raise UsageError(f"Cannot read the plan's table {path}: {error}") from None
    columns = [one.to_pylist() for one in table.columns]
    return [name.strip() for name in table.column_names], enumerate(zip(*columns, strict=True), 1)


class Unclear(str):
    """A number that means one thing or another, by who wrote it."""

    __slots__ = ()


def _value(name: str, cell: Any) -> Value | None:
    """The value in a cell; None for an empty one. Raises ValueError with what to write instead."""
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if name in IN_WORDS or (isinstance(cell, str) and _is_word(name, cell)):
        return str(cell)
    if isinstance(cell, bool) or str(cell).lower() in ("true", "false", "yes", "no"):
        raise ValueError(f"{shown(cell)} is no number: write 1 or 0")
    if isinstance(cell, date | time) or (isinstance(cell, str) and _DATE.fullmatch(cell) and not _PLAIN.fullmatch(cell)):
        raise ValueError(
            f"{shown(cell)} is a date; a number is wanted. Spreadsheets make dates of numbers: format the column"
        )
    if isinstance(cell, str):
        if (
            isinstance(cell, Unclear)
            or not _PLAIN.fullmatch(cell)
            or (_EITHER.fullmatch(cell) and is_factor(name) and declared(name).unit[:3] == "EUR")
        ):
            raise ValueError(_told(cell))
        cell = float(cell)
    if not isinstance(cell, int | float) or not math.isfinite(float(cell)):
        raise ValueError(f"{shown(cell)} is no number")
    return int(cell) if float(cell).is_integer() and abs(cell) < 2**53 else float(cell)


def _is_word(name: str, cell: str) -> bool:
    """Whether it is the word of a choice, which is taken for its number later."""
    choices = declared(name).choices if is_factor(name) else None
    return choices is not None and any(one.word == cell for one in choices)


def _told(cell: str) -> str:
    if _THOUSANDS.fullmatch(cell):
        return f"{shown(cell)} has marks between thousands, or a decimal comma: write 12000, and 0.5 with a point"
    if cell.endswith("%"):
        return f"{shown(cell)} is a percentage: write a share, as 0.15"
    return f"{shown(cell)} is no number"
