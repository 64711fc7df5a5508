"""A whole run, compiled: ``simulate``, and what both walks ask of their arguments."""

from __future__ import annotations

from numbers import Integral, Real
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.inputs.companies import Company, company
from orgsim.inputs.designs import AnyDesign, Rivalry, design
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.errors import BadValue
from orgsim.model.populate import empty_accounts, populate
from orgsim.model.settings import Settings
from orgsim.model.walk import walk, walk_shared
from orgsim.model.world import World
from orgsim.results.history import History
from orgsim.results.provenance import facts_of

DEFAULT_COMPANY = "midmarket_saas"
MAX_DAYS = 100 * DAYS_A_YEAR


def horizon(years: float | None, days: int | None) -> int:
    """Business days of a run. Raises BadValue."""
    if years is not None and days is not None:
        raise BadValue("Give the horizon in years or in days, not in both.")
    if days is None:
        years = 2.0 if years is None else years
        if isinstance(years, bool) or not isinstance(years, Real):
            raise BadValue(f"years = {years!r} must be a number (years of 252 business days).")
        if not 0.0 < years <= MAX_DAYS / DAYS_A_YEAR:
            raise BadValue(
                f"years = {years:g} must lie above 0 and at most at {MAX_DAYS / DAYS_A_YEAR:g} (years of 252 business days)."
            )
        days = max(1, round(float(years) * DAYS_A_YEAR))
    if isinstance(days, bool) or not isinstance(days, Integral) or not 1 <= days <= MAX_DAYS:
        raise BadValue(f"days = {days!r} lies outside 1..{MAX_DAYS} (business days).")
    return int(days)


def checked_seed(seed: int) -> int:
    """The seed, if draws can use it. Raises BadValue."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
        raise BadValue(f"seed = {seed!r} must be a whole number from 0 to 2^63 - 1.")
    return int(seed)


def checked_settings(settings: Settings | None) -> Settings:
    """The settings, or the defaults. Raises BadValue."""
    if settings is not None and not isinstance(settings, Settings):
        raise BadValue(
            f"settings must be orgsim.Settings, as in Settings().set('practice.progress_ratio', 0.9), not {settings!r}."
        )
    return settings or Settings()


def history_of(world: World, facts: dict[str, Any]) -> History:
    """The history that a walked world leaves: views of its tables, to be ``copied`` where the world goes on."""
    counts = world.counts
    leads, journeys = np.asarray(world.leads), np.asarray(world.journeys)
    return History(
        daily=np.asarray(world.daily),
        leads=leads[: counts.leads],
        journeys=journeys[: counts.entries],
        people=np.asarray(world.people),
        facts=facts,
    )


def simulate(
    design_or_name: str | AnyDesign = "separated",
    company_or_name: str | Path | Company = DEFAULT_COMPANY,
    *,
    settings: Settings | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    journeys: bool = True,
) -> History:
    """Run one design in one company, compiled, and return its history.

    Parameters: a design, its name or a path (see ``orgsim.inputs.designs``), a company, its name or a TOML path, mechanism
    settings, seed (0..2^63-1), horizon in years of 252 business days (default 2) or in days, and whether to record
    journeys. Of two organizations in one market (``"separated vs integrated"``) it is the first one's history; its seat is
    drawn by the seed. Raises UnknownName, BadValue or BrokenFile.

    >>> simulate("integrated", days=5, seed=1)
    History(integrated at midmarket_saas, 5 days, seed 1: 132 leads, 0 deals)
    """
    of, whose, chosen = design(design_or_name), company(company_or_name), checked_settings(settings)
    length = horizon(years, days)
    seed = checked_seed(seed)
    if isinstance(of, Rivalry):
        return simulate_both(of, whose, settings=chosen, seed=seed, seat=seed & 1, days=length, journeys=journeys)[0]
    world = walk(populate(whose, of, chosen, seed=seed, days=length, journeys=journeys))
    return history_of(world, facts_of(whose, of, chosen, seed, length))


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
    accounts = empty_accounts(whose)
    sides = (rivalry.own, rivalry.other) if seat == 0 else (rivalry.other, rivalry.own)
    one, two = (
        populate(whose, side, settings, seed=seed, days=days, journeys=journeys, seat=place, accounts=accounts)
        for place, side in enumerate(sides)
    )
    return one, two
