"""A whole run, compiled: ``simulate``, and what both walks ask of their arguments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.companies import company as company_of
from orgsim.inputs.designs import AnyDesign, DesignPath, OrgDesign, Rivalry, point
from orgsim.inputs.designs import design as design_of
from orgsim.kernel.arguments import SEED, checked, flag, named_values, number, optional, whole
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.errors import BadValue, shown
from orgsim.model.changes import Parts, Value, changed
from orgsim.model.past import at_home, both_at_home, from_today
from orgsim.model.settings import Settings
from orgsim.model.walk import walk, walk_shared
from orgsim.model.world import World
from orgsim.results.history import History
from orgsim.results.provenance import facts_of
from orgsim.results.tables import DATES

DEFAULT_COMPANY = "midmarket_saas"
AT_HOME: Final = "home"
MAX_DAYS = 100 * DAYS_A_YEAR


def settings_or_none(name: str, value: Any) -> Any:
    """Settings, or None for the defaults. Raises BadValue."""
    if value is not None and not isinstance(value, Settings):
        raise BadValue(
            f"{name} must be orgsim.Settings, as in Settings().set('practice.progress_ratio', 0.9), not {shown(value)}."
        )
    return value


def design_or_name(_: str, value: Any) -> Any:
    """A single design, its name, "home" or None. Raises UnknownName or BadValue."""
    if value is not None and not (isinstance(value, str) and value == AT_HOME):
        point(value)
    return value


YEARS: Final = optional(number(0.0, MAX_DAYS / DAYS_A_YEAR, "years of 252 business days"))
DAYS: Final = optional(whole(1, MAX_DAYS, "business days"))
CHANGES: Final = optional(named_values)
SHARED: Final = {"settings": settings_or_none, "seed": SEED, "years": YEARS, "days": DAYS, "changes": CHANGES}
"""How the arguments are checked that all who run the model share."""
GIVEN: Final = SHARED | {"today": design_or_name}
"""And those of all who run one organization."""


@checked(years=YEARS, days=DAYS)
def horizon(years: float | None, days: int | None) -> int:
    """Business days of a run. Raises BadValue."""
    if years is not None and days is not None:
        raise BadValue("Give the horizon in years or in days, not in both.")
    if days is not None:
        return days
    if years == 0.0:
        raise BadValue("years = 0 is no horizon: give more than 0 (years of 252 business days).")
    return max(1, round((2.0 if years is None else years) * DAYS_A_YEAR))


def history_of(world: World, facts: dict[str, Any]) -> History:
    """The history that a walked world leaves since day 0, in tables of its own; of the leads of the past, those that were
    still open. Dates count from day 0.
    """
    counts, opening = world.counts, int(world.setup.opening)
    leads = np.asarray(world.leads)[: counts.leads]
    leads = leads[(leads["closed"] < 0.0) | (leads["closed"] >= opening)]
    for date in DATES:
        leads[date] = np.where(leads[date] < 0.0, np.nan, leads[date] - opening)
    journeys, people = np.array(world.array("journeys")[: counts.entries]), np.array(world.people)
    journeys["time"] -= opening
    people["seniority"] -= opening
    people["back"] -= opening
    return History(
        daily=np.array(world.array("daily")[opening:]), leads=leads, journeys=journeys, people=people, facts=facts
    )


def parts_of(
    design: str | AnyDesign, company: str | Path | Company, settings: Settings | None, changes: Mapping[str, object] | None
) -> Parts:
    """Design, company and settings of what people give, with numbers changed by name.

    Raises UnknownName, BadValue or BrokenFile.
    """
    parts = changed(design_of(design), company_of(company), settings or Settings(), changes or {})
    whose = parts[1]
    if wrong := whose.start.too_many_of(whose.market.prospects, 2 if isinstance(parts[0], Rivalry) else 1):
        raise BadValue(f"{wrong}.")
    return parts


def today_of(today: str | OrgDesign | None, company: Company) -> OrgDesign | None:
    """The design from which a company of today would change over: the one given, else what the company's file says; None
    where each design is at home, which ``AT_HOME`` asks for whatever the file says. Raises UnknownName or BadValue.
    """
    if isinstance(today, str) and today == AT_HOME:
        return None
    name = today if today is not None else company.today.design
    return point(name) if name else None


@checked(**GIVEN, journeys=flag)
def simulate(
    design: str | AnyDesign = "separated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    journeys: bool = True,
) -> History:
    """Run one design in one company, compiled, and return its history.

    Parameters: a design, its name or a path (see ``orgsim.inputs.designs``), a company, its name or a TOML path, the design
    under which the company lives ``today`` and from which it changes over on day 0 (by default what the company's file says;
    where that is nothing, or with ``"home"``, the design has long been lived in), settings,
    numbers changed by name (levers, settings, numbers of the company, as in ``{"market.deal_value": 9000}``), seed
    (0..2^63-1), horizon in years of 252 business days (default 2) or in days, and whether to record journeys. Of two
    organizations in one market (``"separated vs integrated"``) it is the first one's history; its seat is drawn by the seed,
    and both are at home. Raises UnknownName, BadValue or BrokenFile.

    >>> simulate("integrated", days=5, seed=1)
    History(integrated at midmarket_saas, 5 days, seed 1: 63 leads, 6 deals)
    """
    of, whose, chosen = parts_of(design, company, settings, changes)
    length = horizon(years, days)
    if isinstance(of, Rivalry):
        if today not in (None, AT_HOME):
            raise BadValue("Two organizations in one market are both at home: leave today out.")
        return simulate_both(of, whose, settings=chosen, seed=seed, seat=seed & 1, days=length, journeys=journeys)[0]
    now = today_of(today, whose)
    world = walk(world_of(whose, of, chosen, today=now, seed=seed, days=length, journeys=journeys))
    return history_of(world, facts_of(whose, of, chosen, seed, length, now))


def world_of(
    whose: Company, of: OrgDesign | DesignPath, settings: Settings, *, today: OrgDesign | None, seed: int, days: int,
    journeys: bool,
) -> World:  # fmt: skip
    """The world of a company on the morning of day 0."""
    if today is None:
        return at_home(whose, of, settings, seed=seed, days=days, journeys=journeys)
    return from_today(whose, today, of, settings, seed=seed, days=days, journeys=journeys)


def simulate_both(
    rivalry: Rivalry, whose: Company, *, settings: Settings, seed: int, seat: int, days: int, journeys: bool = True
) -> tuple[History, History]:
    """Run two organizations in one market; returns the histories of our own, in this seat (0 or 1), and of the other."""
    worlds = shared_worlds(rivalry, whose, settings, seed=seed, seat=seat, days=days, journeys=journeys)
    ended = walk_shared(*worlds)
    swapped = rivalry.swapped()
    return (
        history_of(ended[seat], facts_of(whose, rivalry, settings, seed, days) | {"seat": seat}),
        history_of(ended[1 - seat], facts_of(whose, swapped, settings, seed, days) | {"seat": 1 - seat}),
    )


def shared_worlds(
    rivalry: Rivalry, whose: Company, settings: Settings, *, seed: int, seat: int, days: int, journeys: bool
) -> tuple[World, World]:
    """The worlds of two organizations in one market on the morning of day 0, by seat."""
    sides = (rivalry.own, rivalry.other) if seat == 0 else (rivalry.other, rivalry.own)
    return both_at_home(whose, sides, settings, seed=seed, days=days, journeys=journeys)
