"""The past: what is lived through before day 0, under the design of today; and how it goes on under any other."""

from __future__ import annotations

import threading
from typing import Any, Final

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DesignPath, OrgDesign
from orgsim.kernel.rows import layout
from orgsim.model.chapters.opening import know_other, open_books, open_pipeline
from orgsim.model.populate import empty_accounts, populate
from orgsim.model.settings import Settings
from orgsim.model.setup import daily_bound, phases_in, phases_of
from orgsim.model.walk import walk, walk_shared
from orgsim.model.world import World
from orgsim.results.tables import Day, JourneyEntry

_KEPT: Final = threading.local()
"""The past computed last by each thread: runs of several designs from one past come one after the other."""


def lived(company: Company, today: OrgDesign, settings: Settings, *, seed: int, days: int) -> World:
    """The world on the morning of day 0 after the company's burn-in under a design; not to be changed."""
    key = (company.model_dump_json(), today, settings, seed, days)
    if getattr(_KEPT, "key", None) != key:
        _KEPT.key = None
        world = populate(company, today, settings, seed=seed, days=days)
        _KEPT.world = opened(walk(world, until=company.start.burn_in))
        _KEPT.key = key
    world = _KEPT.world
    assert isinstance(world, World)
    return world


def opened(world: World) -> World:
    """A world whose past has been lived, on the morning of day 0."""
    open_books(world)
    return on_day_0(world)


def on_day_0(world: World) -> World:
    """A world with the customers of day 0, its pipeline, and a record that is clean but for the luck of the past."""
    day = int(world.setup.opening)
    know_other(world)
    open_pipeline(world)
    daily = np.asarray(world.daily)
    daily[day:] = np.zeros(1, dtype=layout(Day))
    for luck in ("luck", "luck_count"):
        daily[luck][day] = daily[luck][:day].sum(axis=0)
    return world


def from_today(
    company: Company, today: OrgDesign, design: OrgDesign | DesignPath, settings: Settings, *, seed: int, days: int,
    journeys: bool,
) -> World:  # fmt: skip
    """The world on the morning of day 0 on which a company of today begins to change over to a design."""
    past = lived(company, today, settings, seed=seed, days=days)
    copied = {name: np.array(past.array(name)) for name in World.names()}
    world = going_on(past.with_longer(**copied), company, journeys=journeys)
    return world.with_longer(phases=phases_of(company, design, settings, today=today))


def at_home(
    company: Company, design: OrgDesign | DesignPath, settings: Settings, *, seed: int, days: int, journeys: bool
) -> World:
    """The world on the morning of day 0 of a company that has long lived under a design."""
    world = populate(company, phases_in(design)[0].to, settings, seed=seed, days=days)
    world = going_on(opened(walk(world, until=company.start.burn_in)), company, journeys=journeys)
    return world.with_longer(phases=phases_of(company, design, settings))


def both_at_home(
    company: Company,
    sides: tuple[OrgDesign | DesignPath, OrgDesign | DesignPath],
    settings: Settings,
    *,
    seed: int,
    days: int,
    journeys: bool,
) -> tuple[World, World]:
    """The worlds of two organizations that share a market, on the morning of day 0, by seat."""
    accounts = empty_accounts(company)

    def one(seat: int) -> World:
        first = phases_in(sides[seat])[0].to
        return populate(company, first, settings, seed=seed, days=days, seat=seat, accounts=accounts)

    def since_then(past: World, seat: int) -> World:
        world = going_on(on_day_0(past), company, journeys=journeys)
        return world.with_longer(phases=phases_of(company, sides[seat], settings))

    both = one(0), one(1)
    for world in both:
        know_other(world)
    pasts = walk_shared(*both, until=company.start.burn_in)
    for past in pasts:
        open_books(past)
    return since_then(pasts[0], 0), since_then(pasts[1], 1)


def going_on(world: World, company: Company, *, journeys: bool) -> World:
    """The same world with room for a log of what is to come, where one is wanted."""
    setup: Any = world.array("setup")
    setup["journeys"] = journeys
    return world.with_longer(
        setup=setup, journeys=np.zeros(2 * daily_bound(company) if journeys else 1, layout(JourneyEntry))
    )
