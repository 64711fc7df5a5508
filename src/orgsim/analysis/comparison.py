"""Two designs compared: paired differences with intervals, and what they say in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis import verdict
from orgsim.analysis.difference import Difference, paired
from orgsim.analysis.sharp import MONEY
from orgsim.analysis.sure.downside import Downside, downside
from orgsim.analysis.sure.holm import holm
from orgsim.analysis.why.bridge import Part, bridge
from orgsim.analysis.why.hours import HoursOf, hours_by_use, sold_an_hour
from orgsim.analysis.wording import versus
from orgsim.inputs.companies import Company
from orgsim.kernel.shown import Shown
from orgsim.kernel.texts import counted
from orgsim.results.metrics import METRICS, metric
from orgsim.studies.pairs import Outcome

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison(Shown):
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
    def names(self) -> tuple[str, str]:
        """The designs' names, told apart where both sides have the same."""
        a, b = self.name_a, self.name_b
        return (a, b) if a != b else (f"{a} (a)", f"{b} (b)")

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
    def _luck(self) -> NDArray[np.float64]:
        return np.array([b.luck - a.luck for a, b in zip(self.outcomes_a, self.outcomes_b, strict=True)])

    @cached_property
    def differences(self) -> dict[str, Difference]:
        """Every metric's paired difference, without luck where that can be told."""
        luck = self._luck
        return {name: paired(name, *self.values(name), luck[:, 0 if name in MONEY else 1]) for name in METRICS}

    def __getitem__(self, name: str) -> Difference:
        metric(name)
        return self.differences[name]

    @cached_property
    def chances(self) -> dict[str, float]:
        """The chance of so large a difference where there is none, by metric, held for the whole table (Holm 1979)."""
        return holm({name: one.chance for name, one in self.differences.items()})

    @cached_property
    def bridge(self) -> list[Part]:
        """What the difference in profit is made of; the parts add up to it."""
        a, b = ([one.ledger for one in side] for side in (self.outcomes_a, self.outcomes_b))
        return bridge(a, b, self._luck[:, 0])

    @property
    def hours(self) -> list[HoursOf]:
        """What the hours of marketers and reps went to under both designs."""
        return hours_by_use([one.ledger for one in self.outcomes_a], [one.ledger for one in self.outcomes_b])

    @property
    def sold_an_hour(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """EUR of new deals for each hour on a task other than care, under both designs, with intervals."""
        a, b = (sold_an_hour([one.ledger for one in side]) for side in (self.outcomes_a, self.outcomes_b))
        return a, b

    @cached_property
    def downside(self) -> Downside:
        """How often, and how far, the second design earns less than the first, luck and all."""
        a, b = self.values("profit")
        return downside(b - a)

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

        a, b = self.names
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
                "chance": one.chance,
                "chance_in_table": self.chances[name],
                "equivalent": one.is_equivalent,
            }
            for name, one in self.differences.items()
        ]
        return pd.DataFrame(rows).set_index("metric")

    def summary(self) -> str:
        """The answer in two sentences, with its uncertainty."""
        return verdict.sentences(self.name_a, self.name_b, self.differences, self.until, self.bridge)

    def profit_in_words(self) -> str:
        """What the difference in profit is, and how sure that is."""
        return verdict.money(self.name_a, self.name_b, self["profit"])

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
        names = versus(self.name_a, self.name_b)
        return f"Comparison({names} at {self.company.name}, {self.pairs} pairs)\n{self.summary()}"
