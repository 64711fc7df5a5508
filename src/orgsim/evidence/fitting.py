"""Fitting free numbers to targets by simulated moments, from the runs of a study.

The study visits the space of its factors; each moment is a quadratic surface over that space (least squares); the estimate
is where the surfaces lie nearest to the targets, distances counted in half-widths of their bounds (scipy.optimize). That is
the method of simulated moments (McFadden 1989) with a surrogate in place of the simulator. Its Monte Carlo error comes from
a jackknife over groups of points, and the model is run again at the estimate, under new luck, to see what it really gives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import mean_interval
from orgsim.designs import point
from orgsim.errors import UsageError
from orgsim.evidence.target import Target
from orgsim.evidence.targets import target
from orgsim.settings import Settings
from orgsim.simulation import simulate
from orgsim.studies.factors import Value, applied, bounds, declared
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    from orgsim.studies.result import StudyResult
    from orgsim.studies.study import Study

Floats = NDArray[np.float64]
GROUPS = 20  # of points left out together for the error
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
    """One target at the estimate: what the surface says, what new runs give, how good the surface is (0..1)."""

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
    terms = _terms(np.zeros((1, len(free)))).shape[1]
    if len(study.points) < 2 * terms:
        wrong.append(f"{len(study.points)} points are too few for {terms} terms of each surface: take {2 * terms} or more")
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
    moments = table.groupby("point")[names].mean().sort_index().to_numpy(dtype=np.float64)
    whole = np.isfinite(moments).all(axis=1)
    shares, moments = shares[whole], moments[whole]
    best = _estimate(shares, moments, targets)
    spread = _jackknife(shares, moments, targets, best)
    numbers = []
    for place, name in enumerate(free):
        low, high = bounds(name, study.vary[name])
        value, above = (_value(study, name, float(best[place]) + step) for step in (0.0, float(spread[place])))
        numbers.append(Fitted(name, low, high, value, abs(above - value), declared(name).unit))
    values = _confirm(study, {one.name: one.value for one in numbers}, names, progress)
    expected = (_terms(best[None, :]) @ _surface(shares, moments))[0]
    told = [
        Moment(one, name, float(expected[place]), *mean_interval(values[:, place]), _accuracy(shares, moments[:, place]))
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


def _terms(shares: Floats) -> Floats:
    """The terms of a quadratic: one, each share, each product of two."""
    count = shares.shape[1]
    products = [shares[:, i] * shares[:, j] for i in range(count) for j in range(i, count)]
    return np.column_stack([np.ones(len(shares)), shares, *products])


def _surface(shares: Floats, moments: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(_terms(shares), moments, rcond=None)[0])


def _estimate(shares: Floats, moments: Floats, targets: list[Target], start: Floats | None = None) -> Floats:
    from scipy.optimize import least_squares

    surface = _surface(shares, moments)
    values = np.array([one.value for one in targets])
    widths = np.array([0.5 * (one.high - one.low) for one in targets])

    def distance(place: Floats) -> Floats:
        return np.asarray(((_terms(place[None, :]) @ surface)[0] - values) / widths)

    count = shares.shape[1]
    starts = [np.full(count, 0.5), *shares[:8]] if start is None else [start]
    found = [least_squares(distance, np.clip(one, 0.01, 0.99), bounds=(0.0, 1.0)) for one in starts]
    return np.asarray(min(found, key=lambda one: float(one.cost)).x)


def _jackknife(shares: Floats, moments: Floats, targets: list[Target], best: Floats) -> Floats:
    """Standard error of the estimate: every twentieth point left out, from each first one in turn."""
    again = []
    for first in range(GROUPS):
        kept = np.arange(len(shares)) % GROUPS != first
        again.append(_estimate(shares[kept], moments[kept], targets, start=best))
    return np.asarray(np.sqrt((GROUPS - 1) * np.var(again, axis=0)))


def _accuracy(shares: Floats, moment: Floats) -> float:
    """Share of a moment's variance over the points that its surface foretells, each point left out in its turn."""
    terms = _terms(shares)
    hat = terms @ np.linalg.pinv(terms)
    left_out = (moment - hat @ moment) / np.maximum(1e-9, 1.0 - np.diag(hat))
    return float(1.0 - left_out.var() / moment.var()) if moment.var() > 0.0 else 1.0


def _confirm(
    study: Study, numbers: dict[str, float], names: list[str], progress: Callable[[int, int], None] | None
) -> Floats:
    fixed: dict[str, Value] = {name: factor.values[0] for name, factor in study.vary.items() if factor.values}
    changes: dict[str, Value] = fixed | {
        name: round(value) if isinstance(declared(name).default, int) else value for name, value in numbers.items()
    }
    of = point(study.design_of(study.designs[0]))
    whose, of_changed, settings = applied(
        changes, study.company_of(study.companies[0]), of, Settings().set_all(study.settings)
    )
    rows = []
    for place in range(CONFIRMED):
        seed = pair_seed(study.seed + NEW_LUCK, place)
        history = simulate(of_changed, whose, settings=settings, seed=seed, days=study.length, years=None, journeys=False)
        rows.append([history.metric(name) for name in names])
        if progress:
            progress(place + 1, CONFIRMED)
    return np.array(rows)
