"""What a study may vary, under which name, in which range: levers, settings, numbers of the company, and two switches."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import Field, field_validator

from orgsim.kernel.errors import BadValue, UnknownName, shown
from orgsim.kernel.parameters import Group, Parameter
from orgsim.model.changes import ALONE, IN_WORDS, NOTHING, SEGMENTS, WITHOUT, Value, declared, known
from orgsim.model.settings import MECHANISMS

__all__ = [
    "ALONE", "IN_WORDS", "NOTHING", "SEGMENTS", "WITHOUT", "Factor", "Value", "at", "bounds", "declared", "factor_names",
    "grid", "in_numbers", "is_factor", "problem",
]  # fmt: skip


class Factor(Group):
    """How one number varies: over its declared range, between ``low`` and ``high``, or over listed ``values``."""

    low: float | int | None = Field(default=None, description="lowest value; default: of the declared range")
    high: float | int | None = Field(default=None, description="highest value; default: of the declared range")
    scale: Literal["linear", "log"] = Field(default="linear", description="spacing between low and high")
    levels: int | None = Field(default=None, ge=2, le=1000, description="how many values on a grid; default: of the plan")
    values: tuple[float | int | str, ...] = Field(default=(), description="the values themselves, instead of a range")

    only: tuple[str, ...] = Field(default=(), description="designs that it applies to; default: all")

    @field_validator("values", "only", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        if values == []:
            raise ValueError("an empty list leaves nothing to run: list some, or leave it out for all")
        return tuple(values) if isinstance(values, list) else values


def factor_names() -> list[str]:
    """Every name that a study may vary."""
    return list(known())


def is_factor(name: str) -> bool:
    """Whether this program knows something of this name that may vary."""
    return name in known()


def in_numbers(name: str, factor: Factor) -> Factor:
    """The factor with the words of a choice as their numbers."""
    if not (is_factor(name) and factor.values):
        return factor
    return factor.model_copy(update={"values": tuple(declared(name).in_number(value) for value in factor.values)})


def in_numbers_all(point: dict[str, Value]) -> dict[str, Value]:
    """A point with the words of choices as their numbers."""
    return {name: declared(name).in_number(value) if is_factor(name) else value for name, value in point.items()}  # type: ignore[misc]  # a number, or the value as it was


def bounds(name: str, factor: Factor) -> tuple[float, float]:
    """Lowest and highest value of a factor that varies over a range."""
    of = declared(name)
    return (of.low if factor.low is None else factor.low, of.high if factor.high is None else factor.high)


def problem(name: str, factor: Factor) -> str | None:
    """What is wrong with a factor, in words; None where nothing is."""
    try:
        of = declared(name)
    except UnknownName as error:
        return str(error)
    if factor.values:
        if factor.low is not None or factor.high is not None or factor.levels is not None:
            return "give either values, or low, high and levels"
        twice = [value for place, value in enumerate(factor.values) if value in factor.values[:place]]
        if twice:
            return f"{shown(twice[0])} is listed twice"
        return next((wrong for value in factor.values if (wrong := _misfit(name, of, value))), None)
    if name in IN_WORDS:
        return f"list values: {NOTHING}, {', '.join(MECHANISMS)}; or values = ['all']"
    low, high = bounds(name, factor)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        return f"low = {low:g} must lie below high = {high:g}, both finite; declared range {of.allowed}"
    if low < of.low or high > of.high:
        return f"{low:g}..{high:g} lies outside {of.allowed}: {of.about}"
    if factor.scale == "log" and low <= 0.0:
        return f"a log scale needs low above 0, not {low:g}"
    return None


def _misfit(name: str, of: Parameter, value: Value) -> str | None:
    if name in IN_WORDS:
        return None if value == NOTHING or value in MECHANISMS else str(UnknownName("mechanism", str(value), MECHANISMS))
    try:
        of.checked(name, value)
    except BadValue as error:
        return str(error).removesuffix(".")
    return None


def at(name: str, factor: Factor, share: float) -> Value:
    """The value that lies at this share (0..1) of a factor's range; every whole number has an equal share of it."""
    if factor.values:
        return factor.values[min(int(share * len(factor.values)), len(factor.values) - 1)]
    low, high = bounds(name, factor)
    if declared(name).whole:
        return int(min(high, math.floor(_between(factor, low, high + 1.0, share))))
    return _between(factor, low, high, share)


def _between(factor: Factor, low: float, high: float, share: float) -> float:
    if factor.scale == "log":
        value = math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
    else:
        value = low + share * (high - low)
    return min(max(float(f"{value:.12g}"), low), high)  # as it is shown: 0.3, not 0.30000000000000004


def grid(name: str, factor: Factor, levels: int) -> list[Value]:
    """The values of a factor on a grid, each once."""
    if factor.values:
        return list(factor.values)
    count = factor.levels or levels
    each = [_between(factor, *bounds(name, factor), place / (count - 1)) for place in range(count)]
    if declared(name).whole:
        return list(dict.fromkeys(round(one) for one in each))
    return list(each)
