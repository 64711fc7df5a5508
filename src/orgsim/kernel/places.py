"""Tables that rules read as a row: of one row, or the row whose number stands in another table."""

from __future__ import annotations

from typing import Any


class Single:
    """A table of one row, read as that row."""

    name: str

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, tables: Any, owner: type) -> Any:
        return self if tables is None else tables.array(self.name)[0]


class Current(Single):
    """The row of another table whose place a one-row table holds."""

    def __init__(self, table: str, place: str) -> None:
        self.table = table
        self.counter, _, self.column = place.partition(".")

    def __get__(self, tables: Any, owner: type) -> Any:
        if tables is None:
            return self
        return tables.array(self.table)[tables.array(self.counter)[0][self.column]]


def one_row() -> Any:
    """Declare a table of one row, which is read as that row."""
    return Single()


def current_row(table: str, place: str) -> Any:
    """Declare what reads as one row of a table: the one whose number stands in ``place``, as in ``"counts.day"``."""
    return Current(table, place)
