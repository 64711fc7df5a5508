"""Tables as rules receive them: arrays, one-row tables as their row, the current row of another; both ways alike."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from orgsim.kernel.handles import Tables, current_row, one_row
from orgsim.kernel.rows import Row, column, layout
from orgsim.kernel.rules import rule


class Place(Row):
    at: int = column("i8", "which day it is")
    limit: float = column("f8", "a limit")


class Entry(Row):
    amount: float = column("f8", "an amount")


class Book(Tables):
    place: Place = one_row()
    today: Entry = current_row("entries", "place.at")
    entries: list[Entry]


@rule
def note(book: Book, amount: float) -> float:
    """Add to today's entry, as far as the limit allows; returns what stands there."""
    book.today.amount += min(amount, book.place.limit)
    return book.today.amount


def book(days: int = 3) -> Book:
    place = np.zeros(1, dtype=layout(Place))
    place[0].limit = 2.0
    return Book(place=place, entries=np.zeros(days, dtype=layout(Entry)))


def test_a_one_row_table_and_the_current_row_are_read_as_rows_and_follow_their_place():
    mine = book()
    assert note(mine, 1.5) == 1.5
    mine.place.at = 2
    assert note(mine, 5.0) == 2.0
    assert mine.array("entries")["amount"].tolist() == [1.5, 0.0, 2.0]
    assert mine.today.amount == 2.0
    assert mine.array("place")["at"].tolist() == [2]


def test_plain_python_sees_the_same():
    code = "import test_handles as t; t.test_a_one_row_table_and_the_current_row_are_read_as_rows_and_follow_their_place()"
    where = os.pathsep.join((os.path.dirname(__file__), *sys.path))
    subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": where}, check=True
    )


def test_longer_tables_are_other_tables():
    mine = book()
    note(mine, 1.0)
    longer = mine.with_longer(entries=np.concatenate([mine.array("entries"), np.zeros(2, dtype=layout(Entry))]))
    longer.place.at = 4
    assert note(longer, 1.0) == 1.0
    assert len(longer.entries) == 5
    assert len(mine.entries) == 3


def test_a_table_that_is_missing_is_named():
    with pytest.raises(TypeError, match="Book needs the tables place, entries"):
        Book(entries=np.zeros(1, dtype=layout(Entry)))
