"""A change of design against the twin that never changed: how deep profit dips, for how long, and when it has paid back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import mean_interval
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DesignPath, OrgDesign
from orgsim.kernel.arguments import callback, checked
from orgsim.kernel.errors import BadValue, shown
from orgsim.kernel.shown import Shown
from orgsim.studies.pairs import PAIRS, Outcome, run_pairs
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, called

WEEK = 5


@dataclass(frozen=True)
class Dip(Shown):
    """Profit of a path less that of its twin under the same luck, which stays with the first design.

    ``steps`` has shape (pairs, weeks), in EUR. A pair's depth is the lowest point of its cumulated difference since the
    change; it has paid back in the week from which that is never below zero again. ``name_a`` is the path.
    """

    start: int
    steps: NDArray[np.float64] = field(repr=False)
    name_a: str = ""
    company: str = ""

    @property
    def cumulated(self) -> NDArray[np.float64]:
        """Cumulated difference by pair and week since the change, in EUR."""
        return np.cumsum(self.steps[:, self.start :], axis=1)

    @property
    def mean_cumulated(self) -> NDArray[np.float64]:
        """Its mean over the pairs, by week since the change."""
        return np.asarray(self.cumulated.mean(axis=0))

    @property
    def depth(self) -> tuple[float, float, float]:
        """EUR behind the twin at the worst: mean over pairs with its 95 % interval."""
        return mean_interval(np.minimum(self.cumulated.min(axis=1), 0.0))

    @property
    def dip_weeks(self) -> int:
        """Weeks from the change to the lowest point of the mean; 0 where it never falls behind."""
        lowest = int(self.mean_cumulated.argmin())
        return lowest + 1 if self.mean_cumulated[lowest] < 0.0 else 0

    @property
    def payback_weeks(self) -> float:
        """Weeks from the change until the mean is never behind the twin again; infinite where that does not come."""
        behind = np.flatnonzero(self.mean_cumulated < 0.0)
        if not len(behind):
            return 0.0
        return float("inf") if behind[-1] == len(self.mean_cumulated) - 1 else float(behind[-1] + 2)

    @property
    def final(self) -> tuple[float, float, float]:
        """EUR ahead of the twin at the horizon: mean over pairs with its 95 % interval."""
        return mean_interval(self.cumulated[:, -1])

    def summary(self) -> str:
        """The answer in words, with the uncertainty of the mean."""
        depth, final = self.depth, self.final
        weeks = self.payback_weeks
        back = "has not paid back by the horizon" if weeks == float("inf") else f"has paid back after {weeks:.0f} weeks"
        if weeks == 0.0:
            back = "was never behind in the mean"
        return (
            f"At the worst the change is {-depth[0]:,.0f} EUR behind the twin that never changed (95 % interval "
            f"{-depth[2]:,.0f} … {-depth[1]:,.0f}); in the mean it {back}, and ends {final[0]:+,.0f} EUR against it "
            f"({final[1]:+,.0f} … {final[2]:+,.0f})."
        )


def weekly(changed: Sequence[Outcome], twin: Sequence[Outcome]) -> NDArray[np.float64]:
    """Profit of runs less that of their twins, by pair and whole week, in EUR."""
    daily = np.array([_profit(a) - _profit(b) for a, b in zip(changed, twin, strict=True)])
    weeks = daily.shape[1] // WEEK
    return np.asarray(daily[:, : weeks * WEEK].reshape(len(daily), weeks, WEEK).sum(axis=2))


def _profit(one: Outcome) -> NDArray[np.float64]:
    return one.series["revenue"] - one.series["cost"]


@checked(**GIVEN, pairs=PAIRS, progress=callback)
def transition(
    path: str | DesignPath = "separated then integrated@126~63",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    pairs: int = 40,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Dip:
    """Walk a path and its twin, which stays with the path's first design, over so many pairs of runs.

    Parameters as in ``compare``. Raises UnknownName, BadValue or BrokenFile.
    """
    scenario = Scenario.of(path, company, today=today, settings=settings, changes=changes, years=years, days=days)
    of, length = scenario.design, scenario.days
    if not isinstance(of, DesignPath):
        raise BadValue(f"{shown(path)} does not change; a path is wanted, as in 'separated then integrated@126~63'.")
    change = of.phases[1].day if len(of.phases) > 1 else length
    if change >= length // WEEK * WEEK:
        raise BadValue(
            f"Nothing can be measured: the change on day {change} leaves no whole week of a horizon of {length} days."
        )
    stayed = replace(scenario, design=of.phases[0].to)
    changed, twin = run_pairs((scenario, stayed), pairs=pairs, seed=seed, progress=progress)
    return Dip(change // WEEK, weekly(changed, twin), called(path, of), scenario.company.name)
