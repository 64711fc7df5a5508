"""A head: of marketing or of sales, with hours for disputes."""

from __future__ import annotations

from typing import ClassVar

from orgsim.model.acts import people, quarrels
from orgsim.model.acts.hours import begin_day
from orgsim.model.agents.actor import Actor
from orgsim.results import records


class Head(Actor):
    """Leads a unit and settles disputes, alone or together with the other head."""

    table: ClassVar = "people"
    row_type: ClassVar = records.Person
    verbs: ClassVar = ("plan", "arbitrate", "rest")

    def plan(self) -> None:
        """Start the day."""
        begin_day(self.world, self.row)

    def arbitrate(self) -> None:
        """Settle disputes as far as today's hours go."""
        quarrels.arbitrate(self.world, self.row)

    def rest(self) -> None:
        """Close the day."""
        people.rest(self.world, self.row)
