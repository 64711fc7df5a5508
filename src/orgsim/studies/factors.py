"""What a study may vary, under which name, in which range: levers, settings, numbers of the company, and two switches."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal

from pydantic import Field, field_validator

from orgsim.inputs.companies import Company, company_numbers
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.inputs.limits import MAX_SEGMENTS
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.fields import Group, Number, numbers
from orgsim.model.mechanisms import MECHANISMS
from orgsim.model.settings import Settings, setting_paths

SEGMENTS: Final = "segments"
WITHOUT: Final = "without"
ALONE: Final = "alone"
IN_WORDS: Final = (WITHOUT, ALONE)
NOTHING: Final = "nothing"

Value = float | int | str
_SPECIAL: Final = {
    SEGMENTS: Number(1, 1, MAX_SEGMENTS, "segment", "equal market segments around a circle", None, ""),
    WITHOUT: Number(NOTHING, 0, 0, "mechanism", "one mechanism at its neutral settings, or nothing", None, ""),
    ALONE: Number(NOTHING, 0, 0, "mechanism", "one mechanism and all others neutral, or nothing: all neutral", None, ""),
}


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
        return tuple(values) if isinstance(values, list) else values


def factor_names() -> list[str]:
    """Every name that a study may vary."""
    return [*numbers(OrgDesign), *setting_paths(), *company_numbers(), *_SPECIAL]


@cache
def declared(name: str) -> Number:
    """Range, unit and sentence of what has this name. Raises UnknownName."""
    if name in _SPECIAL:
        return _SPECIAL[name]
    if name in numbers(OrgDesign):
        return numbers(OrgDesign)[name]
    if name in company_numbers():
        return company_numbers()[name]
    group, _, key = name.partition(".")
    if group in MECHANISMS and key in numbers(MECHANISMS[group]):
        return numbers(MECHANISMS[group])[key]
    raise UnknownName("factor", name, factor_names())


def is_factor(name: str) -> bool:
    """Whether this program knows something of this name that may vary."""
    try:
        return bool(declared(name))
    except UnknownName:
        return False


def is_whole(name: str) -> bool:
    """Whether a factor takes whole numbers only."""
    default = declared(name).default
    return isinstance(default, int) and not isinstance(default, bool)


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
        return next((wrong for value in factor.values if (wrong := _misfit(name, of, value))), None)
    if name in IN_WORDS:
        return f"list values: {NOTHING}, {', '.join(MECHANISMS)}"
    low, high = bounds(name, factor)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        return f"low = {low:g} must lie below high = {high:g}, both finite; declared range {of.allowed}"
    if low < of.low or high > of.high:
        return f"{low:g}..{high:g} lies outside {of.allowed}: {of.about}"
    if factor.scale == "log" and low <= 0.0:
        return f"a log scale needs low above 0, not {low:g}"
    return None


def _misfit(name: str, of: Number, value: Value) -> str | None:
    if name in IN_WORDS:
        return None if value == NOTHING or value in MECHANISMS else str(UnknownName("mechanism", str(value), MECHANISMS))
    if isinstance(value, str):
        return f"{value!r} is not a number in {of.allowed}"
    if not math.isfinite(value):
        return f"{value} is not a number in {of.allowed}"
    if is_whole(name) and value != int(value):
        return f"{value:g} must be a whole number in {of.allowed}"
    return None if of.low <= value <= of.high else f"{value:g} lies outside {of.allowed}: {of.about}"


def at(name: str, factor: Factor, share: float) -> Value:
    """The value that lies at this share (0..1) of a factor's range."""
    if factor.values:
        return factor.values[min(int(share * len(factor.values)), len(factor.values) - 1)]
    low, high = bounds(name, factor)
    if factor.scale == "log":
        value = math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
    else:
        value = low + share * (high - low)
    value = min(max(value, low), high)  # rounding may step over the edge by a digit
    return round(value) if is_whole(name) else value


def grid(name: str, factor: Factor, levels: int) -> list[Value]:
    """The values of a factor on a grid, each once."""
    if factor.values:
        return list(factor.values)
    count = factor.levels or levels
    return list(dict.fromkeys(at(name, factor, place / (count - 1)) for place in range(count)))


def applied(
    point: Mapping[str, Value], whose: Company, of: AnyDesign, settings: Settings
) -> tuple[Company, AnyDesign, Settings]:
    """Company, design and settings with a point's values in place. Raises UnknownName or BadValue."""
    for name, value in point.items():
        if name == WITHOUT:
            settings = settings if value == NOTHING else settings.without(str(value))
        elif name == ALONE:
            settings = Settings.neutral(but=None if value == NOTHING else str(value))
        elif isinstance(value, str):
            raise BadValue(f"{name} = {value!r} must be a number in {declared(name).allowed}.")
        elif name == SEGMENTS:
            whose = whose.with_segments(int(value))
        elif name in numbers(OrgDesign):
            of = of.set(name, value)
        elif name in company_numbers():
            whose = whose.set(name, value)
        else:
            settings = settings.set(name, value)
    return whose, of, settings
