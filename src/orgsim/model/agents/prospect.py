"""A prospect: a buying account with a need, a memory of what it heard, and a mind of its own."""

from __future__ import annotations

from typing import ClassVar

from orgsim.model import state
from orgsim.model.agents.actor import Actor
from orgsim.model.schedule import Actors
from orgsim.results.codes import Stage


class Prospect(Actor):
    """Acts on its own dates only: a need, a raised hand, the end of patience, a decision, a customer's month."""

    table: ClassVar = "prospects"
    row_type: ClassVar = state.Prospect
    acts_as: ClassVar = (Actors.PROSPECTS,)
    why_it_stays: ClassVar = "the market's accounts are counted at every stage; make a market of fewer prospects"

    @property
    def stage_name(self) -> str:
        """Where it stands in the pipeline, in words."""
        return Stage(self.stage).word
