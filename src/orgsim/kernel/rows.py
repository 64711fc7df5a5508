"""Columns, each declared once: a ``Row`` lists the columns of a table; ``layout`` turns it into a record type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.codes import Code, words

Vector = NDArray[np.float64]
Axis = int | type[Code]


@dataclass(frozen=True)
class Column:
    """One declared column of a table. ``axes`` are the lengths, or codes, along a cell; ``code`` tells a number's words."""

    kind: str
    about: str
    axes: tuple[Axis, ...]
    unit: str
    code: type[Code] | None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one cell."""
        return tuple(one if isinstance(one, int) else len(one) for one in self.axes)

    def labels(self, name: str) -> list[str]:
        """Names of the columns into which a column of this name is spread, one for each entry of a cell."""
        each = [map(str, range(one)) if isinstance(one, int) else words(one) for one in self.axes]
        return ["_".join((name, *entry)) for entry in product(*each)]


def column(kind: str, about: str, axes: tuple[Axis, ...] = (), *, unit: str = "", code: type[Code] | None = None) -> Any:
    """Declare a column of a Row: NumPy type code, sentence, axes of one cell, unit, and the codes that it holds."""
    return Column(kind, about, axes, unit, code)


class Row:
    """Base of all row declarations. At run time a row is a NumPy record with these attributes."""


def columns(row: type[Row]) -> dict[str, Column]:
    """The declared columns of a row, by name, in order."""
    return _columns(row)  # type: ignore[arg-type]  # a class has a hash


@cache
def _columns(row: type[Row]) -> dict[str, Column]:
    return {name: value for name, value in vars(row).items() if isinstance(value, Column)}


def layout(row: type[Row]) -> np.dtype[Any]:
    """The record type of a table with these columns."""
    refuse_taken(columns(row))
    fields = [(name, one.kind, one.shape) if one.shape else (name, one.kind) for name, one in columns(row).items()]
    return np.dtype((np.record, fields))


def refuse_taken(names: Iterable[str]) -> None:
    """Raise ValueError for a name that NumPy's records use themselves."""
    for name in names:
        if hasattr(np.record, name):
            message = f"A NumPy record already has an attribute '{name}'; choose another name."
            raise ValueError(message)
