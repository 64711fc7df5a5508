"""How much each lever, or each mechanism, carries of what two designs differ in: `orgsim why`.

By lever: from the first design, a group of levers after the other is set as the second design has it. By mechanism: both
designs with every mechanism neutral are equal, and one mechanism after the other is switched on. Under common random numbers
each run tells, and the parts add up to the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.why.groups import GROUPS
from orgsim.analysis.why.sharing import EXACT, Coalition, Interval, Shared, shared
from orgsim.analysis.why.story import carried
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, number, optional, path, text, whole
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.shown import Shown
from orgsim.studies.inquiry import Inquiry, Point
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, both_called, mechanism_numbers

BY: Final = ("groups", "levers", "mechanisms")
A, B = "a", "b"


@dataclass(frozen=True)
class Why(Shown):
    """A difference divided: ``shared`` among groups of levers, single levers or mechanisms, ``by`` which it was done."""

    name_a: str
    name_b: str
    company: str
    question: str
    by: str
    shared: Shared
    members: Mapping[str, tuple[str, ...]]

    def summary(self) -> str:
        """What carries the difference, in sentences."""
        return carried(self.name_a, self.name_b, self.shared)

    @property
    def parts(self) -> list[tuple[str, Interval]]:
        """What carries how much, the largest first: name, and mean with its 95 % interval, in EUR."""
        return self.shared.ordered

    def __repr__(self) -> str:
        return f"Why({self.name_a} vs {self.name_b} at {self.company}, {self.shared.pairs} pairs)\n{self.summary()}"


def _levers(a: Scenario, b: Scenario, by: str) -> dict[str, dict[str, Value]]:
    """The levers that differ, in groups or one by one, with the values of the second design."""
    of, other = a.design, b.design
    if not isinstance(of, OrgDesign) or not isinstance(other, OrgDesign):
        raise BadValue("Levers can be set one by one where neither design changes on the way nor shares its market.")
    differ = {name: getattr(other, name) for name in type(of).model_fields if getattr(of, name) != getattr(other, name)}
    if not differ:
        raise BadValue("The two designs are the same: no lever differs.")
    grouped = {one for members in GROUPS.values() for one in members}
    alone = {name: (name,) for name in differ if by == "levers" or name not in grouped}
    groups = {**(GROUPS if by == "groups" else {}), **alone}
    found = {name: {one: differ[one] for one in members if one in differ} for name, members in groups.items()}
    return {name: values for name, values in found.items() if values}


@checked(
    **GIVEN, by=text, pairs=whole(2, 10_000, "pairs of runs"), until=optional(number(0.0, 1e12, "EUR")),
    folder=optional(path), workers=WORKERS, progress=callback,
)  # fmt: skip
def why(
    a: str | OrgDesign = "separated",
    b: str | OrgDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    by: str = "groups",
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    pairs: int = 8,
    until: float | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    folder: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Why:
    """Divide what two designs differ in, in profit, among ``groups`` of levers, single ``levers`` or ``mechanisms``.

    Parameters as in ``compare``; ``until`` EUR: pairs are added until half of every interval is no wider, ``pairs`` at most.
    Runs are kept in ``folder`` (default: this user's), and what is there is not run again. Raises UnknownName, BadValue or
    BrokenFile.
    """
    if by not in BY:
        raise UnknownName("way to divide a difference", by, BY)
    first, second = (
        Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days) for one in (a, b)
    )
    name_a, name_b = both_called(a, b)
    if by == "mechanisms":
        neutral = mechanism_numbers(first.settings)
        with Inquiry({A: first, B: second}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
            asked.expect(4 * (len(neutral) + 1) * pairs)
            found = shared(list(neutral), _worth_of_mechanisms(asked, neutral), pairs=pairs, until=until, seed=seed)
        members = {name: tuple(values) for name, values in neutral.items()}
        return Why(name_a, name_b, first.company.name, first.question, by, found, members)
    turned = _levers(first, second, by)
    with Inquiry({A: first}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        count = len(turned)
        asked.expect(pairs * (2**count if count <= EXACT else 2 * (count + 1)))
        found = shared(list(turned), _worth_of_levers(asked, list(turned.values())), pairs=pairs, until=until, seed=seed)
    members = {name: tuple(values) for name, values in turned.items()}
    return Why(name_a, name_b, first.company.name, first.question, by, found, members)


def _worth_of_levers(
    asked: Inquiry, turned: Sequence[Mapping[str, Value]]
) -> Callable[[Sequence[Coalition], Sequence[int]], NDArray[np.float64]]:
    def worth(coalitions: Sequence[Coalition], pairs: Sequence[int]) -> NDArray[np.float64]:
        points: list[Point] = [
            {name: value for one in sorted(some) for name, value in turned[one].items()} for some in coalitions
        ]
        return np.asarray(asked.values(points, pairs)[0])

    return worth


def _worth_of_mechanisms(
    asked: Inquiry, neutral: Mapping[str, Mapping[str, Value]]
) -> Callable[[Sequence[Coalition], Sequence[int]], NDArray[np.float64]]:
    switched = list(neutral.values())

    def worth(coalitions: Sequence[Coalition], pairs: Sequence[int]) -> NDArray[np.float64]:
        points: list[Point] = [
            {name: value for one, off in enumerate(switched) if one not in some for name, value in off.items()}
            for some in coalitions
        ]
        both = asked.values(points, pairs)
        return np.asarray(both[1] - both[0])

    return worth
