"""A prospect: a buying account with a need, a memory of what it heard, and a mind of its own."""

from __future__ import annotations

from typing import ClassVar

from orgsim.model import tables
from orgsim.model.acts.buying import decide
from orgsim.model.acts.handoff import arrive
from orgsim.model.acts.market import stir
from orgsim.model.agents.actor import Actor
from orgsim.results.words import stage


class Prospect(Actor):
    """Acts on its own dates only: a need, a raised hand, the end of patience, a decision, a customer's month."""

    table: ClassVar = "prospects"
    row_type: ClassVar = tables.Prospect
    verbs: ClassVar = ("stir", "cross", "decide")

    def stir(self) -> None:
        """Live through today's date in the market: need, raised hand, cold lead, broken promise, customer's month."""
        stir(self.world, self.row)

    def cross(self) -> None:
        """Reach a seller's inbox as a qualified lead."""
        arrive(self.world, self.row)

    def decide(self) -> None:
        """Make up its mind after a meeting."""
        decide(self.world, self.row)

    @property
    def stage_name(self) -> str:
        """Where it stands in the funnel, in words."""
        return stage.NAMES[self.stage]
