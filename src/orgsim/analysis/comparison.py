"""Two designs compared: paired differences with intervals, and what they say in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis import verdict
from orgsim.analysis.difference import Difference, paired
from orgsim.analysis.sharp import MONEY
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, number, optional
from orgsim.kernel.errors import UnequalResources
from orgsim.kernel.texts import counted
from orgsim.results.metrics import METRICS, metric
from orgsim.results.provenance import design_name
from orgsim.studies.pairs import PAIRS, Outcome, run_pairs
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison:
    """Two designs in one company over pairs of runs under the same luck.

    ``outcomes_a`` and ``outcomes_b`` hold what was kept of each run, in pair order. Differences are b less a.
    """

    name_a: str
    name_b: str
    company: Company
    days: int
    seed: int
    outcomes_a: list[Outcome] = field(repr=False)
    outcomes_b: list[Outcome] = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)
    question: str = "at home"
    until: float | None = None

    @property
    def pairs(self) -> int:
        """Number of pairs."""
        return len(self.outcomes_a)

    @property
    def years(self) -> float:
        """Horizon in years of 252 business days."""
        return self.days / 252.0

    @property
    def length(self) -> str:
        """The horizon in words: whole and half years as years, anything else in business days."""
        if self.days % 126:
            return counted(self.days, "day")
        return f"{self.years:g} year{'' if self.days == 252 else 's'}"

    def values(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The metric's value under both designs, pair by pair. Raises UnknownName."""
        metric(name)
        return (
            np.array([one.metrics[name] for one in self.outcomes_a]),
            np.array([one.metrics[name] for one in self.outcomes_b]),
        )

    @cached_property
    def differences(self) -> dict[str, Difference]:
        """Every metric's paired difference, without luck where that can be told."""
        luck = np.array([b.luck - a.luck for a, b in zip(self.outcomes_a, self.outcomes_b, strict=True)])
        return {name: paired(name, *self.values(name), luck[:, 0 if name in MONEY else 1]) for name in METRICS}

    def __getitem__(self, name: str) -> Difference:
        metric(name)
        return self.differences[name]

    @property
    def funnel(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean number of leads that ended, by the steps they came to, under both designs; marketing's, then sellers' own."""
        return (
            np.mean([one.funnel for one in self.outcomes_a], axis=0),
            np.mean([one.funnel for one in self.outcomes_b], axis=0),
        )

    def series(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """A series that was kept, by run and day, under both designs."""
        return (
            np.array([one.series[name] for one in self.outcomes_a]),
            np.array([one.series[name] for one in self.outcomes_b]),
        )

    @property
    def kept_series(self) -> tuple[str, ...]:
        """The daily series that were kept."""
        return tuple(self.outcomes_a[0].series)

    @property
    def table(self) -> pd.DataFrame:
        """All metrics as a pandas table: block, label, unit, means, difference, interval, pairs won by a, and the marks."""
        import pandas as pd

        a, b = (self.name_a, self.name_b) if self.name_a != self.name_b else (f"{self.name_a} (a)", f"{self.name_b} (b)")
        rows = [
            {
                "metric": name,
                "block": METRICS[name].block,
                "label": METRICS[name].label,
                "unit": METRICS[name].unit,
                a: one.mean_a,
                b: one.mean_b,
                "difference": one.difference,
                "low": one.low,
                "high": one.high,
                f"{a} won": one.a_won,
                "pairs": one.pairs,
                "smallest_that_matters": one.smallest,
                "matters": one.matters,
                "pairing_gain": one.pairing_gain,
                "plain_difference": one.plain[0],
                "plain_low": one.plain[1],
                "plain_high": one.plain[2],
                "luck_gain": one.luck_gain,
            }
            for name, one in self.differences.items()
        ]
        return pd.DataFrame(rows).set_index("metric")

    def summary(self) -> str:
        """The answer in two sentences, with its uncertainty."""
        return verdict.sentences(self.name_a, self.name_b, self.differences, self.until)

    def resources(self) -> str:
        """What both sides start with, in one line."""
        has = self.company.resources()
        people = ", ".join(f"{has[f'{who}s']:g} {who}{'s' * (has[f'{who}s'] != 1.0)}" for who in ("marketer", "rep", "head"))
        return (
            f"Equal on day 0: {people}, "
            f"{has['pay'] / 1e6:.2f} M EUR pay and {has['media'] / 1e6:.2f} M EUR media a year. "
            "Platforms are charged by use."
        )

    def __repr__(self) -> str:
        names = verdict.versus(self.name_a, self.name_b)
        return f"Comparison({names} at {self.company.name}, {self.pairs} pairs)\n{self.summary()}"

    def _repr_html_(self) -> str:
        shown = self.table.iloc[:, : self.table.columns.get_loc("smallest_that_matters")]
        return f"<p>{escape(self.summary())}</p>{shown.to_html(float_format=lambda value: f'{value:,.3g}')}"


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
    name_a, name_b = _label(a, first.design), _label(b, second.design)
    facts = first.facts(seed) | {"levers_b": second.design.model_dump(), "design_b": name_b}
    if name_a == name_b and first.design != second.design:
        name_a, name_b = f"{name_a} a", f"{name_b} b"
    found = Comparison(name_a, name_b, first.company, first.days, seed, [], [], facts, first.question, until)
    while (wanted := _wanted(found, pairs)) > found.pairs:
        more_a, more_b = run_pairs(
            (first, second), pairs=wanted, first=found.pairs, seed=seed, workers=workers, progress=progress
        )
        check_resources(more_a, more_b)
        found = replace(found, outcomes_a=found.outcomes_a + more_a, outcomes_b=found.outcomes_b + more_b)
    return found


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


def _label(given: str | AnyDesign, of: AnyDesign) -> str:
    return given if isinstance(given, str) else design_name(of)
