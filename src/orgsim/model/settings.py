"""The settings: one group of parameters per chapter. What nature sets, not what managers choose.

The fields of ``Settings`` are the list of chapters; those that can be switched off are the mechanisms.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final, Self

from pydantic import Field

from orgsim.kernel.arguments import checked, optional, path, text
from orgsim.kernel.errors import UnknownName
from orgsim.kernel.parameters import Group, parameters, tables
from orgsim.kernel.toml import Document
from orgsim.model.chapters.absence import Absence
from orgsim.model.chapters.ambiguity import Ambiguity
from orgsim.model.chapters.assignment import Assignment
from orgsim.model.chapters.campaign import Campaign
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.customers import Customers
from orgsim.model.chapters.decision import Decision
from orgsim.model.chapters.demand import Demand
from orgsim.model.chapters.disputes import Disputes
from orgsim.model.chapters.duty import Duty
from orgsim.model.chapters.handoff import Handoff
from orgsim.model.chapters.hours import Hours
from orgsim.model.chapters.inbox import Inbox
from orgsim.model.chapters.information import Information
from orgsim.model.chapters.joint_meetings import JointMeetings
from orgsim.model.chapters.leadership import Leadership
from orgsim.model.chapters.leads import Leads
from orgsim.model.chapters.measurement import Measurement
from orgsim.model.chapters.meetings import Meetings
from orgsim.model.chapters.messages import Messages
from orgsim.model.chapters.nurturing import Nurturing
from orgsim.model.chapters.orders import Orders
from orgsim.model.chapters.patience import Patience
from orgsim.model.chapters.pay import Pay
from orgsim.model.chapters.platforms import Platforms
from orgsim.model.chapters.practice import Practice
from orgsim.model.chapters.prospecting import Prospecting
from orgsim.model.chapters.qualification import Qualification
from orgsim.model.chapters.queue import Queue
from orgsim.model.chapters.rivals import Rivals
from orgsim.model.chapters.sellers import Sellers
from orgsim.model.chapters.steps import Steps
from orgsim.model.chapters.strategy import Strategy
from orgsim.model.chapters.thought_worlds import ThoughtWorlds
from orgsim.model.chapters.transition import Transition
from orgsim.model.chapters.turnover import Turnover


class Settings(Group):
    """One group of parameters per chapter; ``Settings()`` holds the defaults.

    >>> Settings().set("practice.progress_ratio", 0.9).practice.progress_ratio
    0.9
    """

    noun: ClassVar = "setting"

    demand: Demand = Field(default_factory=Demand)
    campaign: Campaign = Field(default_factory=Campaign)
    nurturing: Nurturing = Field(default_factory=Nurturing)
    leads: Leads = Field(default_factory=Leads)
    qualification: Qualification = Field(default_factory=Qualification)
    handoff: Handoff = Field(default_factory=Handoff)
    duty: Duty = Field(default_factory=Duty)
    assignment: Assignment = Field(default_factory=Assignment)
    inbox: Inbox = Field(default_factory=Inbox)
    queue: Queue = Field(default_factory=Queue)
    steps: Steps = Field(default_factory=Steps)
    prospecting: Prospecting = Field(default_factory=Prospecting)
    meetings: Meetings = Field(default_factory=Meetings)
    sellers: Sellers = Field(default_factory=Sellers)
    patience: Patience = Field(default_factory=Patience)
    decision: Decision = Field(default_factory=Decision)
    customers: Customers = Field(default_factory=Customers)
    orders: Orders = Field(default_factory=Orders)
    hours: Hours = Field(default_factory=Hours)
    practice: Practice = Field(default_factory=Practice)
    leadership: Leadership = Field(default_factory=Leadership)
    pay: Pay = Field(default_factory=Pay)
    information: Information = Field(default_factory=Information)
    messages: Messages = Field(default_factory=Messages)
    joint_meetings: JointMeetings = Field(default_factory=JointMeetings)
    thought_worlds: ThoughtWorlds = Field(default_factory=ThoughtWorlds)
    disputes: Disputes = Field(default_factory=Disputes)
    measurement: Measurement = Field(default_factory=Measurement)
    platforms: Platforms = Field(default_factory=Platforms)
    rivals: Rivals = Field(default_factory=Rivals)
    ambiguity: Ambiguity = Field(default_factory=Ambiguity)
    absence: Absence = Field(default_factory=Absence)
    turnover: Turnover = Field(default_factory=Turnover)
    transition: Transition = Field(default_factory=Transition)
    strategy: Strategy = Field(default_factory=Strategy)

    @classmethod
    @checked(path=path)
    def from_toml(cls, path: str | Path) -> Self:
        """The settings in a TOML file, a table for each chapter; what it does not state stays as it is by default.

        Raises BrokenFile naming every bad line and key, or UsageError where there is no file.
        """
        return Document.opened(path, "settings").read(cls)

    @classmethod
    @checked(but=optional(text))
    def neutral(cls, *, but: str | None = None) -> Self:
        """Every mechanism at the settings where it does nothing, except the one named by ``but``."""
        if but is not None:
            _known(but)
        chosen: dict[str, Any] = {
            name: kind.switched_on() if name == but else kind.neutral() for name, kind in CHAPTERS.items()
        }
        return cls(**chosen)

    @classmethod
    @checked(mechanism=text)
    def alone(cls, mechanism: str) -> Self:
        """Every mechanism neutral except this one and those without which there is nothing for it to work on."""
        effect = _known(mechanism).effect
        beside = {name: CHAPTERS[name].switched_on() for name in (effect.beside if effect else ())}
        return cls.neutral(but=mechanism).model_copy(update=beside)

    @checked(mechanism=text)
    def without(self, mechanism: str) -> Self:
        """The same settings with one mechanism neutral."""
        return self.model_copy(update={mechanism: _known(mechanism).neutral()})


CHAPTERS: Final[dict[str, type[Chapter]]] = tables(Settings)  # type: ignore[assignment]  # all of its tables are chapters
"""Every chapter that has parameters, by name: the fields of ``Settings``."""
MECHANISMS: Final[dict[str, type[Chapter]]] = {name: kind for name, kind in CHAPTERS.items() if kind.effect is not None}
"""Every chapter that can be switched off, by name."""


def _known(mechanism: str) -> type[Chapter]:
    if mechanism not in MECHANISMS:
        raise UnknownName("mechanism", mechanism, MECHANISMS)
    return MECHANISMS[mechanism]


def mechanism_numbers(settings: Settings) -> dict[str, dict[str, float]]:
    """The numbers at which what is on does nothing, by path, for each mechanism or chapter that is not neutral."""
    found: dict[str, dict[str, float]] = {}
    for name, kind in CHAPTERS.items():
        now, neutral = getattr(settings, name), kind.neutral()
        numbers = {
            f"{name}.{one}": getattr(neutral, one)
            for one, of in parameters(kind).items()
            if of.neutral is not None and getattr(now, one) != getattr(neutral, one)
        }
        if numbers:
            found[name] = numbers
    return found
