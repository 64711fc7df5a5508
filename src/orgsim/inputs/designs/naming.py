"""Designs by name: presets, changed levers, paths from one design to another, two organizations in one market."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.inputs.designs.path import DesignPath, Phase
from orgsim.inputs.designs.presets import DESIGNS, PATHS
from orgsim.inputs.designs.rivalry import Rivalry
from orgsim.kernel.errors import BadValue, UnknownName, shown

AnyDesign = OrgDesign | DesignPath | Rivalry
THEN: Final = " then "
VERSUS: Final = " vs "
_DATE: Final = re.compile(r"(?P<name>.*?)@(?P<day>\d{1,9})(?:~(?P<ramp>\d{1,9}))?")


def design(name_or_design: str | AnyDesign) -> AnyDesign:
    """The design of this name, or the design itself.

    ``separated`` is a preset; ``separated:info_sharing=0.9,contact_hours=2`` changes levers;
    ``separated then integrated@252~63`` switches on day 252, over 63 days; ``separated vs integrated`` is the first
    organization in one market with the second. Raises UnknownName or BadValue.
    """
    if isinstance(name_or_design, AnyDesign):
        return name_or_design
    if not isinstance(name_or_design, str):
        raise BadValue(f"A design is a name or an OrgDesign, not {shown(name_or_design)}.")
    if VERSUS in name_or_design:
        own, _, other = name_or_design.partition(VERSUS)
        if VERSUS in other:
            raise BadValue(f"'{name_or_design}': two organizations share a market, not more.")
        return Rivalry(own=_alone(own.strip()), other=_alone(other.strip()))
    return _alone(name_or_design)


def point(name_or_design: str | AnyDesign) -> OrgDesign:
    """The design of this name where a single point in the space of levers is wanted. Raises UnknownName or BadValue."""
    found = design(name_or_design)
    if not isinstance(found, OrgDesign):
        raise BadValue(f"'{name_or_design}' is a path or a rivalry; one design is wanted here.")
    return found


def _alone(name: str) -> OrgDesign | DesignPath:
    first, *later = name.split(THEN)
    if not later:
        return PATHS[first] if first in PATHS else _point(first)
    try:
        return DesignPath(phases=(Phase(to=_point(first)), *(_phase(one) for one in later)))
    except ValidationError as error:
        raise BadValue(f"'{name}': {error.errors()[0]['ctx']['error']}.") from None


def _phase(text: str) -> Phase:
    date = _DATE.fullmatch(text)
    if date is None:
        raise BadValue(f"'{text}' needs its day, as in integrated@252, or integrated@252~63 for a change over 63 days.")
    return Phase(to=_point(date["name"]), day=int(date["day"]), ramp=int(date["ramp"] or 0))


def _point(text: str) -> OrgDesign:
    name, _, changes = text.strip().partition(":")
    if name not in DESIGNS:
        raise UnknownName("design", name, [*DESIGNS, *PATHS])
    return DESIGNS[name].set_all(assignments(changes.split(",") if changes else ()))


def assignments(texts: Iterable[str]) -> dict[str, float | str]:
    """Names and values of several ``name=value``. Raises BadValue, also where a name comes twice."""
    found: dict[str, float | str] = {}
    for text in texts:
        name, value = assignment(text)
        if name in found:
            raise BadValue(f"{name} is set twice, to {found[name]} and to {value}.")
        found[name] = value
    return found


def assignment(text: str) -> tuple[str, float | str]:
    """Name and value of ``name=value``: a number, or the word of a choice. Raises BadValue."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise BadValue(f"{shown(text)} cannot be read: write name=value, as in info_sharing=0.9.")
    try:
        return name, float(value)
    except ValueError:
        return name, value
