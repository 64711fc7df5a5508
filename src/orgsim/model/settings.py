"""All settings of the mechanisms, gathered and checked once: what nature sets, not what managers choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field

from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.fields import Group, numbers
from orgsim.model.mechanisms import MECHANISMS
from orgsim.model.mechanisms.ambiguity import Ambiguity
from orgsim.model.mechanisms.boundary import Boundary
from orgsim.model.mechanisms.decisions import Decisions
from orgsim.model.mechanisms.demand import Demand
from orgsim.model.mechanisms.disputes import Disputes
from orgsim.model.mechanisms.measurement import Measurement
from orgsim.model.mechanisms.messages import Messages
from orgsim.model.mechanisms.pay import Pay
from orgsim.model.mechanisms.platforms import Platforms
from orgsim.model.mechanisms.practice import Practice
from orgsim.model.mechanisms.qualification import Qualification
from orgsim.model.mechanisms.queues import Queues
from orgsim.model.mechanisms.rivals import Rivals
from orgsim.model.mechanisms.strategy import Strategy
from orgsim.model.mechanisms.switching import Switching
from orgsim.model.mechanisms.transition import Transition
from orgsim.model.mechanisms.turnover import Turnover


class Settings(Group):
    """One group of numbers per mechanism; ``Settings()`` holds the defaults.

    >>> Settings().set("practice.progress_ratio", 0.9).practice.progress_ratio
    0.9
    """

    practice: Practice = Field(default_factory=Practice)
    switching: Switching = Field(default_factory=Switching)
    queues: Queues = Field(default_factory=Queues)
    boundary: Boundary = Field(default_factory=Boundary)
    pay: Pay = Field(default_factory=Pay)
    qualification: Qualification = Field(default_factory=Qualification)
    disputes: Disputes = Field(default_factory=Disputes)
    messages: Messages = Field(default_factory=Messages)
    decisions: Decisions = Field(default_factory=Decisions)
    demand: Demand = Field(default_factory=Demand)
    rivals: Rivals = Field(default_factory=Rivals)
    measurement: Measurement = Field(default_factory=Measurement)
    ambiguity: Ambiguity = Field(default_factory=Ambiguity)
    transition: Transition = Field(default_factory=Transition)
    platforms: Platforms = Field(default_factory=Platforms)
    strategy: Strategy = Field(default_factory=Strategy)
    turnover: Turnover = Field(default_factory=Turnover)

    @classmethod
    def neutral(cls, *, but: str | None = None) -> Self:
        """Every mechanism at the settings where it does nothing, except the one named by ``but``."""
        if but is not None and but not in MECHANISMS:
            raise UnknownName("mechanism", but, MECHANISMS)
        return cls.model_validate(
            {name: kind.switched_on() if name == but else kind.neutral() for name, kind in MECHANISMS.items()}
        )

    def without(self, mechanism: str) -> Self:
        """The same settings with one mechanism neutral."""
        if mechanism not in MECHANISMS:
            raise UnknownName("mechanism", mechanism, MECHANISMS)
        return self.model_copy(update={mechanism: MECHANISMS[mechanism].neutral()})

    def set(self, path: str, value: float) -> Self:
        """The same settings with one number changed; ``path`` reads ``mechanism.setting``.

        Raises UnknownName or BadValue; the message names the nearest settings, or the range and unit.
        """
        mechanism, _, name = path.partition(".")
        if mechanism not in MECHANISMS or name not in numbers(MECHANISMS[mechanism]):
            raise UnknownName("setting", path, setting_paths())
        declared = numbers(MECHANISMS[mechanism])[name]
        whole = isinstance(declared.default, int)
        if isinstance(value, bool) or not isinstance(value, int | float) or (whole and value != int(value)):
            raise BadValue(f"{path} = {value!r} must be a {'whole ' if whole else ''}number in {declared.allowed}.")
        if not declared.low <= value <= declared.high:
            raise BadValue(f"{path} = {value:g} lies outside {declared.allowed}: {declared.about}.")
        group = getattr(self, mechanism)
        changed = group.model_copy(update={name: int(value) if whole else float(value)})
        return self.model_copy(update={mechanism: changed})

    def set_all(self, changes: Mapping[str, Any]) -> Self:
        """The same settings with several numbers changed, by path."""
        settings = self
        for path, value in changes.items():
            settings = settings.set(path, value)
        return settings


def setting_paths() -> list[str]:
    """Every ``mechanism.setting`` there is."""
    return [f"{mechanism}.{name}" for mechanism, kind in MECHANISMS.items() for name in numbers(kind)]
