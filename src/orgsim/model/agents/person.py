"""What marketers and reps have in common: a day of hours, work of either function, and an evening."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel import buckets
from orgsim.model.acts import campaign, desk, inbox, people
from orgsim.model.agents.actor import Actor
from orgsim.model.agents.prospect import Prospect
from orgsim.model.mechanisms.practice import skill
from orgsim.results import records


class Person(Actor):
    """Somebody who works: marketing by ``market``, sales by ``sell``; the design says how the hours divide."""

    table: ClassVar = "people"
    row_type: ClassVar = records.Person
    verbs: ClassVar = ("market", "sell", "review", "trusts", "rest")

    def market(self) -> None:
        """Marketing work of today: qualify, touch, nurture, build the brand."""
        campaign.market(self.world, self.row)

    def sell(self) -> None:
        """Sales work of today: judge the inbox, then work the desk."""
        self.review()
        desk.work_desk(self.world, self.row)

    def review(self) -> None:
        """Judge every new lead in the inbox by ``trusts``."""
        index = inbox.next_unjudged(self.world, self.row)
        while index != buckets.EMPTY:
            if self.trusts(self.model.prospect(index)):
                inbox.take_up(self.world, index)
            else:
                inbox.turn_down(self.world, self.row, index)
            index = inbox.next_unjudged(self.world, self.row)

    def trusts(self, lead: Prospect) -> bool:
        """Whether to take up this lead of marketing."""
        return bool(inbox.trusts(self.world, self.row, lead.row))

    def rest(self) -> None:
        """The evening: practice counts, the post may change hands."""
        people.rest(self.world, self.row)

    @property
    def skills(self) -> tuple[float, ...]:
        """Skill by task class (market, sell, discover, care), 0..1."""
        practice = self.world.setup[0].settings.practice
        return tuple(skill(practice, float(hours)) for hours in self.experience)
