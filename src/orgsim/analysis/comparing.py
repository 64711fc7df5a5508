"""Comparing designs: paired runs of two, or of several, until the answer is sharp enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from orgsim.analysis.comparison import Comparison
from orgsim.analysis.sharp import sharpened
from orgsim.analysis.sure.best import WithBest, with_best
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, number, optional
from orgsim.kernel.errors import BadValue, UnequalResources, shown
from orgsim.kernel.shown import Shown
from orgsim.studies.pairs import PAIRS, Outcome, run_pairs
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, called


def check_resources(a: list[Outcome], b: list[Outcome]) -> None:
    """Raise UnequalResources where a pair of runs did not start with the same people, pay and media on day 0."""
    for pair, (mine, theirs) in enumerate(zip(a, b, strict=True)):
        if mine.day_0 != theirs.day_0:
            raise UnequalResources(
                f"The two sides of pair {pair} do not start with the same resources (full-time posts, EUR of pay a year "
                f"and of media a month): {mine.day_0} and {theirs.day_0}."
            )


BLOCK = 20  # pairs that are added at least


@checked(**GIVEN, pairs=PAIRS, until=optional(number(0.0001, 1.0, "a share of profit")), workers=WORKERS, progress=callback)
def compare(
    a: str | AnyDesign = "separated",
    b: str | AnyDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    pairs: int = 40,
    until: float | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare two designs in one company over so many pairs of runs under the same luck.

    Parameters as in ``simulate``; ``until`` a share of profit: pairs are added until half the interval of profit's
    difference is no wider than that, or ``pairs`` have been done; ``workers`` threads share the work;
    ``progress(done, total)`` is called as runs finish. Raises UnknownName, BadValue or BrokenFile.

    >>> compare("separated", "separated", pairs=2, days=21)["revenue"].difference
    0.0
    """
    first, second = (
        Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days) for one in (a, b)
    )
    found = begun(called(a, first.design), called(b, second.design), first, second, seed=seed, until=until)
    while (wanted := _wanted(found, pairs)) > found.pairs:
        more_a, more_b = run_pairs(
            (first, second), pairs=wanted, first=found.pairs, seed=seed, workers=workers, progress=progress
        )
        found = grown(found, more_a, more_b)
    return found


def begun(name_a: str, name_b: str, a: Scenario, b: Scenario, *, seed: int, until: float | None = None) -> Comparison:
    """A comparison of two scenarios that has no pair yet."""
    facts = a.facts(seed) | {"levers_b": b.design.model_dump(), "design_b": name_b}
    if name_a == name_b and a.design != b.design:
        name_a, name_b = f"{name_a} a", f"{name_b} b"
    return Comparison(name_a, name_b, a.company, a.days, seed, [], [], facts, a.question, until)


def grown(found: Comparison, more_a: list[Outcome], more_b: list[Outcome]) -> Comparison:
    """The comparison with more pairs. Raises UnequalResources."""
    check_resources(more_a, more_b)
    return replace(found, outcomes_a=found.outcomes_a + more_a, outcomes_b=found.outcomes_b + more_b)


def _wanted(found: Comparison, most: int) -> int:
    """How many pairs a comparison should have: all at once, or in blocks until it is sharp enough."""
    if found.until is None or found.pairs >= most:
        return most
    if found.pairs < BLOCK:
        return min(BLOCK, most)
    profit = found["profit"]
    aim = found.until * abs(profit.mean_b)
    if profit.half_width <= aim or aim == 0.0:
        return found.pairs
    foreseen = math.ceil(found.pairs * (profit.half_width / aim) ** 2)
    return min(most, max(found.pairs + BLOCK, min(foreseen, 2 * found.pairs)))


@dataclass(frozen=True)
class Several(Shown):
    """More than two designs under the same luck: each against the first, and each against the best of the others."""

    comparisons: tuple[Comparison, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The designs, the first one first."""
        return (self.comparisons[0].name_a, *(one.name_b for one in self.comparisons))

    @property
    def pairs(self) -> dict[str, int]:
        """Pairs of each design."""
        return dict.fromkeys(self.names, self.comparisons[0].pairs)

    @property
    def company(self) -> Company:
        """The company."""
        return self.comparisons[0].company

    @property
    def with_best(self) -> dict[str, WithBest]:
        """Each design's profit, without luck, against the best of the others."""
        first = self.comparisons[0]
        sides = [first.outcomes_a, *(one.outcomes_b for one in self.comparisons)]
        return dict(zip(self.names, with_best([sharpened(side) for side in sides]), strict=True))

    def __getitem__(self, name: str) -> Comparison:
        for one in self.comparisons:
            if one.name_b == name:
                return one
        raise KeyError(name)

    def summary(self) -> str:
        """Which designs may be the best, and how the others differ from the first."""
        may = [name for name, one in self.with_best.items() if one.may_be_best]
        told = f"{may[0]} earns most here" if len(may) == 1 else f"The best is among {', '.join(may)}"
        return " ".join([f"{told} (95 %, all designs at once).", *(one.profit_in_words() for one in self.comparisons)])

    def __repr__(self) -> str:
        first = self.comparisons[0]
        return f"Several({', '.join(self.names)} at {first.company.name}, {first.pairs} pairs)\n{self.summary()}"


@checked(**{name: one for name, one in GIVEN.items() if name != "design"}, pairs=PAIRS, workers=WORKERS, progress=callback)
def compare_several(
    designs: Sequence[str | AnyDesign],
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    pairs: int = 40,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Several:
    """Compare two designs or more over so many pairs of runs under the same luck: each with the first.

    Parameters as in ``compare``. Raises UnknownName, BadValue or BrokenFile.
    """
    if not isinstance(designs, list | tuple) or len(designs) < 2:
        raise BadValue(f"designs must be a list of two designs at least, not {shown(designs)}.")
    sides = [
        Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days) for one in designs
    ]
    names = [called(given, side.design) for given, side in zip(designs, sides, strict=True)]
    if len(set(names)) < len(names):
        raise BadValue(f"Each design is wanted once, not {', '.join(names)}.")
    outcomes = run_pairs(sides, pairs=pairs, seed=seed, workers=workers, progress=progress)
    first, facts = sides[0], sides[0].facts(seed)
    found = []
    for name, side, theirs in zip(names[1:], sides[1:], outcomes[1:], strict=True):
        check_resources(outcomes[0], theirs)
        more = {"levers_b": side.design.model_dump(), "design_b": name}
        found.append(
            Comparison(names[0], name, first.company, first.days, seed, outcomes[0], theirs, facts | more, first.question)
        )
    return Several(tuple(found))
