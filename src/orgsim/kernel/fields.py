"""Numbers and columns, each declared once with unit, range and sentence.

A ``Group`` of numbers is a checked pydantic model; ``record`` packs one (nested or not) into a NumPy record that rules
read by the same names. A ``Row`` declares the columns of a table; ``layout`` turns it into a record type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Number:
    """What is known of one declared number."""

    default: Any
    low: float
    high: float
    unit: str
    about: str
    neutral: float | None
    source: str

    @property
    def allowed(self) -> str:
        """The range in words, for messages and help."""
        return f"{self.low:g}..{self.high:g} ({self.unit})"


def number(
    default: float | tuple[float, ...],
    low: float,
    high: float,
    unit: str,
    about: str,
    *,
    neutral: float | None = None,
    source: str = "",
) -> Any:
    """Declare a number of a Group. ``neutral`` is the value at which its mechanism does nothing."""
    return Field(
        default=default,
        description=about,
        json_schema_extra={
            "minimum": low,
            "maximum": high,
            "unit": unit,
            "neutral": neutral,
            "source": source,
        },
    )


class Group(BaseModel):
    """A set of declared numbers: frozen, no unknown names, no silent conversion from text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @field_validator("*", mode="after")
    @classmethod
    def _in_range(cls, value: Any, info: ValidationInfo) -> Any:
        """Check a number against its declared range; field by field, so that a file's mistakes come all at once."""
        declared = numbers(cls).get(str(info.field_name))
        if declared is not None:
            for one in value if isinstance(value, tuple) else (value,):
                if not declared.low <= one <= declared.high:
                    raise ValueError(f"{info.field_name} = {one:g} lies outside {declared.allowed}")
        return value


def _number(field: FieldInfo) -> Number | None:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or "unit" not in extra:
        return None
    facts: dict[str, Any] = dict(extra)
    return Number(
        field.default,
        facts["minimum"],
        facts["maximum"],
        facts["unit"],
        field.description or "",
        facts["neutral"],
        facts["source"],
    )


@cache
def numbers(group: type[BaseModel]) -> dict[str, Number]:
    """The declared numbers of a Group, by name, in order."""
    found = {name: _number(field) for name, field in group.model_fields.items()}
    return {name: declared for name, declared in found.items() if declared is not None}


def _packed(group: BaseModel) -> Iterator[tuple[str, Any, Any]]:
    for name in type(group).model_fields:
        value = getattr(group, name)
        if isinstance(value, BaseModel):
            packed = record(value)
            yield name, packed.dtype, packed[0]
        elif isinstance(value, bool | int):
            yield name, np.dtype("i8"), value
        elif isinstance(value, float):
            yield name, np.dtype("f8"), value
        elif isinstance(value, tuple) and value and isinstance(value[0], float | int):
            yield name, np.dtype((np.float64, (len(value),))), value


def record(group: BaseModel) -> NDArray[Any]:
    """The numbers of a Group as an array of one record; text is left out, nested groups become nested records."""
    fields = list(_packed(group))
    _refuse_taken(name for name, _, _ in fields)
    packed = np.zeros(1, dtype=np.dtype((np.record, [(name, kind) for name, kind, _ in fields])))
    for name, _, value in fields:
        packed[0][name] = value
    return packed


def _refuse_taken(names: Iterable[str]) -> None:
    for name in names:
        if hasattr(np.record, name):
            message = f"A NumPy record already has an attribute '{name}'; choose another name."
            raise ValueError(message)


@dataclass(frozen=True)
class Column:
    """One declared column of a table."""

    code: str
    about: str
    shape: tuple[int, ...]
    unit: str


def column(code: str, about: str, shape: tuple[int, ...] = (), unit: str = "") -> Any:
    """Declare a column of a Row: NumPy type code, sentence, shape of one cell, unit."""
    return Column(code, about, shape, unit)


class Row:
    """Base of all row declarations. At run time a row is a NumPy record with these attributes."""


def columns(row: type[Row]) -> dict[str, Column]:
    """The declared columns of a row, by name, in order."""
    return {name: value for name, value in vars(row).items() if isinstance(value, Column)}


def layout(row: type[Row]) -> np.dtype[Any]:
    """The record type of a table with these columns."""
    _refuse_taken(columns(row))
    fields = [(name, one.code, one.shape) if one.shape else (name, one.code) for name, one in columns(row).items()]
    return np.dtype((np.record, fields))
