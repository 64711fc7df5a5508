"""A design that changes on the way: dated phases from one point in the space of levers to the next."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.kernel.arguments import checked, text
from orgsim.kernel.parameters import Group, parameter, parameters


class Phase(Group):
    """One phase of a path: to which design, from which day, over how many days."""

    to: OrgDesign
    day: int = parameter(0, 0, 25_200, "day", "business day on which the change begins")
    ramp: int = parameter(0, 0, 2520, "day", "business days over which people are meant to change over")


class DesignPath(Group):
    """A path through designs. The first phase is the design on day 0; what a change costs is M14's business.

    >>> from orgsim.inputs.designs import DESIGNS
    >>> DesignPath(phases=(Phase(to=DESIGNS["separated"]), Phase(to=DESIGNS["integrated"], day=252))).phases[1].day
    252
    """

    noun: ClassVar = "lever"

    phases: tuple[Phase, ...]

    @model_validator(mode="after")
    def _dated(self) -> Self:
        days = [phase.day for phase in self.phases]
        if not days or days[0] != 0:
            raise ValueError("a path begins with the design of day 0")
        if days != sorted(set(days)):
            raise ValueError(f"the days of a path must rise, not {', '.join(map(str, days))}")
        return self

    @checked(path=text)
    def set(self, path: str, value: object) -> Self:
        """The same path with one lever changed in every phase. Raises UnknownName or BadValue."""
        phases = tuple(phase.model_copy(update={"to": phase.to.set(path, value)}) for phase in self.phases)
        return self.model_copy(update={"phases": phases})


def size_of_change(a: OrgDesign, b: OrgDesign) -> float:
    """How far two designs lie apart, 0..1: mean over the levers of the difference as a share of the lever's range."""
    levers = parameters(OrgDesign)
    apart = 0.0
    for lever, declared in levers.items():
        apart += abs(getattr(a, lever) - getattr(b, lever)) / (declared.high - declared.low)
    return apart / len(levers)
