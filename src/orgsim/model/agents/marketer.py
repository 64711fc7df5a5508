"""A marketer: chooses segments and channels, volume or quality, and whom to call qualified."""

from __future__ import annotations

from orgsim.model.agents.person import Person


class Marketer(Person):
    """A person whose home is marketing."""
