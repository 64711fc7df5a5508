"""A sales rep: believes in marketing's leads or not, works the desk, sources, cares."""

from __future__ import annotations

from orgsim.model.agents.person import Person


class Rep(Person):
    """A person whose home is sales."""
