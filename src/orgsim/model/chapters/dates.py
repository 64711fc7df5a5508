"""Dates: on which days something falls that is planned every so many days."""

from __future__ import annotations

from orgsim.kernel.rules import rule
from orgsim.model.world import World


@rule
def is_date(world: World, every: int) -> bool:
    """Whether something that is planned every so many days falls on today; nothing does on day 0."""
    return world.counts.day > 0 and world.counts.day % every == 0
