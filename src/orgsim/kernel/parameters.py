"""Parameters, each declared once: default, range, unit, sentence, reference and the value at which it does nothing.

A ``Group`` of parameters is a checked pydantic model. Whatever changes a value goes through ``checked``; help, messages,
sliders, sweeps and documents are made from the same declaration. ``record`` packs a group, nested or not, into a NumPy
record that rules read by the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from orgsim.kernel.arguments import checked, named_values, text
from orgsim.kernel.codes import Code
from orgsim.kernel.errors import BadValue, UnknownName, shown
from orgsim.kernel.rows import refuse_taken
from orgsim.kernel.texts import hint


@dataclass(frozen=True)
class Parameter:
    """What is known of one parameter. ``choices`` are the variants among which it chooses, where it does."""

    default: Any
    low: float
    high: float
    unit: str
    about: str
    neutral: float | None
    reference: str
    choices: type[Code] | None = None

    @property
    def whole(self) -> bool:
        """Whether it takes whole numbers only."""
        return isinstance(self.default, int)

    @property
    def allowed(self) -> str:
        """The range in words, for messages and help."""
        if self.choices:
            return ", ".join(f"{one.value} = {one.word}" for one in self.choices)
        return f"{self.low:g}..{self.high:g} ({self.unit})"

    def checked(self, name: str, value: object) -> float | int:
        """The value as this parameter takes it; a choice takes its words, too. Raises BadValue with what is allowed."""
        value = self.in_number(value)
        value = value.item() if isinstance(value, np.integer | np.floating) else value
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124  # not a number
            kind = "number or word" if self.choices else "whole number" if self.whole else "number"
            advice = hint(value) if isinstance(value, str) else ""
            raise BadValue(f"{name} = {shown(value)} must be a {kind} in {self.allowed}{advice and f': {advice}'}.")
        if not self.low <= value <= self.high:
            told = shown(value) if isinstance(value, int) else f"{value:g}"
            raise BadValue(f"{name} = {told} lies outside {self.allowed}: {self.about}.")
        if self._broken(value):
            raise BadValue(f"{name} = {shown(value)} must be a whole number in {self.allowed}.")
        return int(value) if self.whole else float(value)

    def in_number(self, value: object) -> object:
        """The number of a variant that is given by its word; anything else as it is."""
        if self.choices and isinstance(value, str):
            return next((int(one) for one in self.choices if one.word == value), value)
        return value

    def _broken(self, value: float) -> bool:
        return self.whole and not float(value).is_integer()


def parameter(
    default: float,
    low: float,
    high: float,
    unit: str,
    about: str,
    *,
    neutral: float | None = None,
    reference: str = "",
) -> Any:
    """Declare a parameter of a Group. ``neutral`` is the value at which its mechanism does nothing."""
    facts: dict[str, Any] = {"minimum": low, "maximum": high, "unit": unit, "neutral": neutral, "reference": reference}
    return Field(default=default, description=about, json_schema_extra=facts)


def choice(default: Code, about: str, *, reference: str = "model") -> Any:
    """Declare a parameter that chooses among the variants of a rule, which are the members of a code."""
    kind = type(default)
    facts: dict[str, Any] = {
        "minimum": int(min(kind)), "maximum": int(max(kind)), "unit": "rule", "neutral": None, "reference": reference,
        "choices": f"{kind.__module__}:{kind.__qualname__}",
    }  # fmt: skip
    told = f"{about}: " + "; ".join(f"{one.value} {one.word}, {one.about}" for one in sorted(kind))
    return Field(default=int(default), description=told, json_schema_extra=facts)


class Group(BaseModel):
    """A set of parameters: frozen, no unknown names, no silent conversion from text.

    ``noun`` is what one of its values is called in messages; those of a group that stands ``together``, as shares that add
    up to one, are not set one by one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    noun: ClassVar[str] = "parameter"
    together: ClassVar[bool] = False

    @field_validator("*", mode="before")
    @classmethod
    def _in_words(cls, value: Any, info: ValidationInfo) -> Any:
        """A variant's word as its number."""
        declared = parameters(cls).get(str(info.field_name))
        return declared.in_number(value) if declared is not None else value

    @field_validator("*", mode="after")
    @classmethod
    def _in_range(cls, value: Any, info: ValidationInfo) -> Any:
        """Check a number against its declared range; field by field, so that a file's mistakes come all at once."""
        declared = parameters(cls).get(str(info.field_name))
        if declared is not None:
            try:
                declared.checked(str(info.field_name), value)
            except BadValue as error:
                raise ValueError(str(error).removesuffix(".")) from None
        return value

    @checked(path=text)
    def set(self, path: str, value: object) -> Self:
        """The same with one value changed; ``path`` is its name, or reads ``table.name`` where it lies in a table.

        Raises UnknownName or BadValue; the message names the nearest ones, or the range and unit.
        """
        declared = paths(type(self)).get(path)
        if declared is None:
            raise UnknownName(self.noun, path, paths(type(self)))
        return self._with(path, declared.checked(path, value))

    def _with(self, path: str, value: float) -> Self:
        table, dot, rest = path.partition(".")
        return self.model_copy(update={table: getattr(self, table)._with(rest, value) if dot else value})  # noqa: SLF001  # a group's own

    @checked(changes=named_values)
    def set_all(self, changes: Mapping[str, object]) -> Self:
        """The same with several values changed, by path."""
        changed = self
        for path, value in changes.items():
            changed = changed.set(path, value)
        return changed


def _parameter(field: FieldInfo) -> Parameter | None:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or "unit" not in extra:
        return None
    facts: dict[str, Any] = dict(extra)
    choices = None
    if "choices" in facts:
        module, _, name = facts["choices"].partition(":")
        choices = getattr(import_module(module), name)
    return Parameter(
        field.default, facts["minimum"], facts["maximum"], facts["unit"], field.description or "", facts["neutral"],
        facts["reference"], choices,
    )  # fmt: skip


@cache
def parameters(group: type[BaseModel]) -> dict[str, Parameter]:
    """The parameters of a Group, by name, in order."""
    found = {name: _parameter(field) for name, field in group.model_fields.items()}
    return {name: declared for name, declared in found.items() if declared is not None}


@cache
def tables(group: type[BaseModel]) -> dict[str, type[Group]]:
    """The groups that lie in a group as tables of their own, by name."""
    found: dict[str, Any] = {name: field.annotation for name, field in group.model_fields.items()}
    return {name: kind for name, kind in found.items() if isinstance(kind, type) and issubclass(kind, Group)}


@cache
def paths(group: type[BaseModel]) -> dict[str, Parameter]:
    """All parameters of a Group and of the tables in it that can be set one by one, by path."""
    apart = {name: kind for name, kind in tables(group).items() if not kind.together}
    inner = {f"{name}.{path}": one for name, kind in apart.items() for path, one in paths(kind).items()}
    return parameters(group) | inner


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


def record(group: BaseModel) -> NDArray[Any]:
    """The numbers of a Group as an array of one record; text is left out, nested groups become nested records."""
    fields = list(_packed(group))
    refuse_taken(name for name, _, _ in fields)
    packed = np.zeros(1, dtype=np.dtype((np.record, [(name, kind) for name, kind, _ in fields])))
    for name, _, value in fields:
        packed[0][name] = value
    return packed
