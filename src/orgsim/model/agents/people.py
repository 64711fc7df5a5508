"""People: marketers and reps, who do either function's work as the design says; and heads, who plan and settle disputes."""

from __future__ import annotations

import math
from typing import ClassVar

import mesa

from orgsim.kernel import lists
from orgsim.model.agents.actor import Actor
from orgsim.model.agents.prospect import Prospect
from orgsim.model.chapters import course, inbox
from orgsim.model.chapters.practice import skill
from orgsim.model.chapters.turnover import leave_post
from orgsim.model.schedule import Actors
from orgsim.results import tables


class Person(Actor):
    """Somebody who works: ``do_marketing``, ``do_sales``; the design says how the hours divide."""

    table: ClassVar = "people"
    row_type: ClassVar = tables.Person
    acts_as: ClassVar = (Actors.WORKERS, Actors.PEOPLE)
    own_verbs: ClassVar = ("review", "trusts")

    def remove(self) -> None:
        """Leave the company, as whoever leaves does: leads go to colleagues or lie orphaned. Nobody follows in the post."""
        person = self.world.people[self.row]
        if person.present == 1:
            leave_post(self.world, self.row)
        person.back = math.inf
        self.model.vacate(self.row)
        mesa.Agent.remove(self)

    def do_sales(self) -> None:
        """Sales work of this round: judge the inbox, then work the desk, as often as something to be judged comes in."""
        self.review()
        while course.work_desk(self.world, self.row):
            self.review()

    def review(self) -> None:
        """Judge every new lead in the inbox by ``trusts``."""
        index = inbox.next_unjudged(self.world, self.row)
        while index != lists.END:
            if self.trusts(self.model.prospect(index)):
                inbox.take_up(self.world, index)
            else:
                inbox.turn_down(self.world, self.row, index)
            index = inbox.next_unjudged(self.world, self.row)

    def trusts(self, lead: Prospect) -> bool:
        """Whether to take up this lead of marketing."""
        return bool(inbox.trusts(self.world, self.row, lead.row))

    @property
    def skills(self) -> tuple[float, ...]:
        """Skill by task class (marketing, selling, discovery, care), 0..1."""
        practice = self.world.setup.settings.practice
        return tuple(skill(practice, float(hours)) for hours in self.experience)


class Marketer(Person):
    """A person whose home is marketing: chooses volume or research, and whom to call qualified."""


class Rep(Person):
    """A sales rep, whose home is sales: believes in marketing's leads or not, works the desk, prospects, cares."""


class Head(Actor):
    """Leads a unit: plans for it, brings its message to rounds, and settles disputes, alone or with the other head."""

    table: ClassVar = "people"
    row_type: ClassVar = tables.Person
    acts_as: ClassVar = (Actors.HEADS, Actors.PEOPLE)
    why_it_stays: ClassVar = "two heads plan and settle disputes; the lever joint_head makes them one"
