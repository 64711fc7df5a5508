"""Fitting free numbers to targets by simulated moments, from the runs of a study.

The study visits the space of its factors; each moment is a quadratic surface over that space (least squares); the estimate
is where the surfaces lie nearest to the targets, distances counted in half-widths of their bounds (scipy.optimize). That is
the method of simulated moments (McFadden 1989) with a surrogate in place of the simulator. Points share the luck of their
pairs, so its Monte Carlo error adds a jackknife over pairs to one over groups of points. The model is run again at the
estimate, under new luck, to see what it really gives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.analysis.difference import mean_interval
from orgsim.evidence.surface import Floats, accuracy, estimate, jackknifed, least_points, over_points, surface, terms
from orgsim.evidence.target import Target
from orgsim.evidence.targets import target
from orgsim.kernel.errors import UsageError
from orgsim.studies.factors import Value, bounds, declared
from orgsim.studies.scenario import Scenario
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    from orgsim.studies.result import StudyResult
    from orgsim.studies.study import Study

CONFIRMED = 20  # runs at the estimate
NEW_LUCK = 1_000_003  # added to the study's seed for them


@dataclass(frozen=True)
class Fitted:
    """One free number: where it may lie, where the targets put it, and the Monte Carlo error of that."""

    name: str
    low: float
    high: float
    value: float
    error: float
    unit: str

    @property
    def at_edge(self) -> bool:
        """Whether the estimate lies at the edge of what was searched."""
        reach = 0.01 * (self.high - self.low)
        return self.value <= self.low + reach or self.value >= self.high - reach


@dataclass(frozen=True)
class Moment:
    """One target at the estimate: what the surface says, what new runs give, and how much of the moment's mean square over
    the points the surface foretells (1: all; 0 or less: nothing).
    """

    target: Target
    metric: str
    expected: float
    mean: float
    low: float
    high: float
    accuracy: float


@dataclass(frozen=True)
class Fit:
    """What a fit found."""

    company: str
    numbers: tuple[Fitted, ...]
    moments: tuple[Moment, ...]

    def content(self) -> dict[str, Any]:
        """Plain data, for a file."""
        return {
            "company": self.company,
            "numbers": [vars(one) | {"at_edge": one.at_edge} for one in self.numbers],
            "moments": [
                {
                    "target": one.target.name, "metric": one.metric, "value": one.target.value,
                    "bounds": [one.target.low, one.target.high], "expected": one.expected, "simulated": one.mean,
                    "low": one.low, "high": one.high, "inside": one.target.met(one.mean), "accuracy": one.accuracy,
                }
                for one in self.moments
            ],
        }  # fmt: skip


def check_fit(study: Study) -> list[Target]:
    """The targets that a study is fitted to. Raises UsageError where it cannot be: none, not for fitting, too few."""
    targets = [target(name) for name in study.fit]
    free = _free(study)
    wrong = []
    if not targets:
        wrong.append("[fit] names no target")
    wrong += [f"{one.name} is for validation; never fit to it" for one in targets if one.role != "fit"]
    if len(study.companies) != 1 or len(study.designs) != 1:
        wrong.append("a fit takes one company and one design")
    if not free:
        wrong.append("no factor of [vary] has a range")
    if targets and len(free) > len(targets):
        wrong.append(f"{len(free)} free numbers against {len(targets)} targets")
    wrong += [f"{name} has {len(one.values)} values" for name, one in study.vary.items() if len(one.values) > 1]
    wrong += [
        f"{one.name} is measured by {one.measure}, not by {study.fit[one.name]}"
        for one in targets
        if isinstance(one.measure, str) and one.measure != study.fit[one.name]
    ]
    wrong += [
        f"{one.name} does not speak of {study.companies[0]}"
        for one in targets
        if not one.speaks_of(study.company_of(study.companies[0]).name)
    ]
    if len(set(study.fit.values())) < len(study.fit):
        wrong.append("two targets name one metric")
    needed = least_points(len(free))
    if len(study.points) < needed:
        wrong.append(
            f"{len(study.points)} points are too few for {needed // 2} terms of each surface: take {needed} or more"
        )
    if wrong:
        raise UsageError(f"{study.name} cannot be fitted: " + "; ".join(wrong) + ".")
    return targets


def fit(study: Study, found: StudyResult, *, progress: Callable[[int, int], None] | None = None) -> Fit:
    """Fit a finished study's free factors to its targets. Raises UsageError or CheckFailed."""
    targets = check_fit(study)
    free = _free(study)
    table = found.complete()
    names = list(study.fit.values())
    shares = np.array([[_share(study, name, row[name]) for name in free] for row in study.points])
    moments = _means(table, names)
    whole = np.isfinite(moments).all(axis=1)
    if whole.sum() < least_points(len(free)):
        bad = [name for name, column in zip(names, moments.T, strict=True) if not np.isfinite(column).all()]
        raise UsageError(f"{study.name} cannot be fitted: at most points there is no number of {', '.join(bad)}.")
    shares, moments = shares[whole], moments[whole]
    best = estimate(shares, moments, targets)
    again = [
        estimate(shares, _means(table[table["pair"] != pair], names)[whole], targets, start=best)
        for pair in range(found.pairs if found.pairs > 1 else 0)
    ]
    spread = np.sqrt(jackknifed(again) + over_points(shares, moments, targets, best))
    numbers = []
    for place, name in enumerate(free):
        low, high = bounds(name, study.vary[name])
        value, above = (_value(study, name, float(best[place]) + step) for step in (0.0, float(spread[place])))
        numbers.append(Fitted(name, low, high, value, abs(above - value), declared(name).unit))
    values = _confirm(study, {one.name: one.value for one in numbers}, names, progress)
    expected = (terms(best[None, :]) @ surface(shares, moments))[0]
    told = [
        Moment(one, name, float(expected[place]), *_interval(values[:, place]), accuracy(shares, moments[:, place]))
        for place, (one, name) in enumerate(zip(targets, names, strict=True))
    ]
    return Fit(study.companies[0], tuple(numbers), tuple(told))


def _free(study: Study) -> list[str]:
    return [name for name, factor in study.vary.items() if not factor.values]


def _share(study: Study, name: str, value: Value) -> float:
    low, high = bounds(name, study.vary[name])
    if study.vary[name].scale == "log":
        return math.log(float(value) / low) / math.log(high / low)
    return (float(value) - low) / (high - low)


def _value(study: Study, name: str, share: float) -> float:
    low, high = bounds(name, study.vary[name])
    if study.vary[name].scale == "log":
        return low * math.exp(share * math.log(high / low))
    return low + share * (high - low)


def _means(table: Any, names: list[str]) -> Floats:
    return np.asarray(table.groupby("point")[names].mean().sort_index().to_numpy(dtype=np.float64))


def _interval(values: Floats) -> tuple[float, float, float]:
    return mean_interval(values[np.isfinite(values)])


def _confirm(
    study: Study, numbers: dict[str, float], names: list[str], progress: Callable[[int, int], None] | None
) -> Floats:
    fixed: dict[str, Value] = {name: factor.values[0] for name, factor in study.vary.items() if factor.values}
    changes: dict[str, Value] = fixed | {
        name: round(value) if declared(name).whole else value for name, value in numbers.items()
    }
    scenario = Scenario.of(
        study.point_of(study.designs[0]), study.company_of(study.companies[0]),
        days=study.length,
    ).at({**study.settings, **changes})  # fmt: skip
    rows = []
    for place in range(CONFIRMED):
        seed = pair_seed(study.seed + NEW_LUCK, place)
        history = scenario.history(seed)
        rows.append([history.metric(name) for name in names])
        if progress:
            progress(place + 1, CONFIRMED)
    return np.array(rows)
