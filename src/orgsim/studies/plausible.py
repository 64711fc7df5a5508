"""How far a number that nobody knows may lie from the one that is taken: what tipping points and doubts range over.

A number that is declared without a source, or as a prior, may be half or double; a share's odds may; one that lies around
zero (a score) may be off by a tenth of its declared range. What is declared bounds it. Levers are chosen, not known: they
range over all that is declared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from orgsim.inputs.companies import company_numbers
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.errors import BadValue
from orgsim.kernel.parameters import Parameter, parameters, paths
from orgsim.model.changes import SEGMENTS, Value, declared
from orgsim.model.settings import Settings
from orgsim.studies.scenario import Scenario

UNSOURCED: Final = ("G", "")
HALF: Final = 2.0  # how many times less or more a number may be
PART: Final = 0.1  # of the declared range, where zero lies inside
OF_THE_WORLD: Final = ("demand.shock_day", "demand.shock_days", "market.season_peak", "queue.begun")
"""Numbers that are no doubts: when something happens, or a switch written as a number."""
KNOWN_TABLES: Final = ("staff.", "start.", "market.prospects", "market.deal_value", "market.contract_months", "mix.")
"""What a company knows of itself."""


def value_now(scenario: Scenario, name: str) -> float:
    """The value that a lever, a setting or a number of the company has in a scenario. Raises UnknownName or BadValue."""
    if isinstance(declared(name).default, str) or name == SEGMENTS:
        raise BadValue(f"{name} has no value of today that could be less or more.")
    if name in parameters(OrgDesign):
        if not isinstance(scenario.design, OrgDesign):
            raise BadValue(f"{name} has no single value in a design that changes on the way, or shares its market.")
        return float(getattr(scenario.design, name))
    of: object = scenario.company if name in company_numbers() else scenario.settings
    for part in name.split("."):
        of = getattr(of, part)
    return float(of)  # type: ignore[arg-type]  # a number of a table


def declared_as(name: str) -> Parameter:
    """Range, unit and sentence of a lever, a setting or a number of a company. Raises UnknownName."""
    return declared(name)


def is_share(of: Parameter) -> bool:
    """Whether a number is a share or a chance of something, which cannot be more than one."""
    return (of.low, of.high) == (0.0, 1.0) and of.unit.split()[0] in ("share", "chance")


def plausible(name: str, now: float) -> tuple[float, float]:
    """The lowest and highest value that a number may plausibly have, where it is now taken to be so much."""
    of = declared(name)
    if name in parameters(OrgDesign):
        return of.low, of.high
    if is_share(of) and 0.0 < now < 1.0:
        odds = now / (1.0 - now)
        low, high = (share / (1.0 + share) for share in (odds / HALF, odds * HALF))
    elif of.low < 0.0 or now == 0.0:
        reach = PART * (of.high - of.low) if math.isfinite(of.high - of.low) else 1.0
        low, high = now - reach, now + reach
    else:
        low, high = now / HALF, now * HALF
    if of.whole:
        low, high = math.floor(low), math.ceil(high)
    return max(of.low, low), min(of.high, high)


def _varies(name: str, of: Parameter, now: float) -> bool:
    if of.choices or of.unit == "rule" or name in OF_THE_WORLD or not math.isfinite(now) or isinstance(of.default, str):
        return False
    low, high = plausible(name, now)
    return low < high


def in_doubt(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """The numbers of settings and company that stand on no source, with the range of each.

    What the company states of itself is known; so is what only its people, its start and its prices are. What is at its
    neutral value, or at zero, is left there: an option that nobody uses is no doubt.
    """
    found = {}
    for name, of in (paths(Settings) | company_numbers()).items():
        now = value_now(scenario, name)
        if of.reference in UNSOURCED and not name.startswith(KNOWN_TABLES) and not _is_idle(of, now):
            if _varies(name, of, now):
                found[name] = plausible(name, now)
    return found


def _is_idle(of: Parameter, now: float) -> bool:
    return now == of.neutral if of.neutral is not None else now == of.low == 0.0


def point_at(ranges: Mapping[str, tuple[float, float]], shares: Mapping[str, float]) -> dict[str, Value]:
    """The point whose numbers lie at these shares of their ranges."""
    found: dict[str, Value] = {}
    for name, share in shares.items():
        low, high = ranges[name]
        value = low + share * (high - low)
        found[name] = round(value) if declared(name).whole else value
    return found


def levers_of(design: AnyDesign) -> tuple[str, ...]:
    """The levers that can be set of a design, none of one that changes on the way or shares a market."""
    return tuple(parameters(OrgDesign)) if isinstance(design, OrgDesign) else ()
