"""An answer over all that nobody knows: how often it holds, and which unknown number would be worth knowing.

The numbers that stand on no source are drawn together, each within its plausible range (scrambled Sobol' points), and both
designs are walked at each draw under the same luck. What is left of luck at a point makes points differ more than they do;
that is taken out (constrained empirical Bayes: Louis 1984) before it is counted how many favor either design. Knowing a
number is worth what choosing by it earns on average (expected value of partial perfect information, by regression: Strong,
Oakley and Brennan 2014), less what the same reckoning finds in a number that is shuffled; nothing
where that is not less in 95 of 100 shuffles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import crossed_interval
from orgsim.analysis.sure.downside import share_interval
from orgsim.analysis.wording import amount, interval
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, optional, path, whole
from orgsim.kernel.errors import BadValue
from orgsim.studies.inquiry import Inquiry
from orgsim.studies.plans import sobol_shares
from orgsim.studies.plausible import declared_as, in_doubt, point_at
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

Floats = NDArray[np.float64]
Interval = tuple[float, float, float]
A, B = "a", "b"
SHUFFLES: Final = 60
SHOWN: Final = 3


@dataclass(frozen=True)
class Uncertain:
    """Paired differences in profit, second design less first, over plausible numbers: ``ranges`` of each, ``steps`` of
    shape (points, pairs), ``shares`` of each number's range at each point, shape (points, numbers).
    """

    name_a: str
    name_b: str
    company: str
    ranges: Mapping[str, tuple[float, float]]
    shares: Floats = field(repr=False)
    steps: Floats = field(repr=False)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that were drawn."""
        return tuple(self.ranges)

    @property
    def mean(self) -> Interval:
        """The mean difference with a 95 % interval for other numbers and other luck."""
        return crossed_interval(self.steps)

    @cached_property
    def by_point(self) -> Floats:
        """The difference at each point, as far apart as the points truly are."""
        return without_noise(self.steps)

    @property
    def ahead(self) -> Interval:
        """The share of plausible settings in which the second design is ahead, with its interval over points."""
        return share_interval(int((self.by_point > 0.0).sum()), len(self.by_point))

    @property
    def worth_of_all(self) -> float:
        """EUR that knowing all of them is worth, more than which no single one can be."""
        return float(np.maximum(self.by_point, 0.0).mean()) - max(0.0, float(self.by_point.mean()))

    @cached_property
    def worth(self) -> dict[str, float]:
        """EUR that knowing each number is worth before choosing, the largest first; only those worth anything."""
        found = {
            name: worth_of_knowing(self.shares[:, place], self.steps.mean(axis=1)) for place, name in enumerate(self.numbers)
        }
        worth = {name: min(one, self.worth_of_all) for name, one in found.items()}
        return {name: one for name, one in sorted(worth.items(), key=lambda item: -item[1]) if one > 0.0}

    def summary(self) -> str:
        """How often the answer holds, and what to measure."""
        middle, low, high = self.mean
        share, least, most = self.ahead
        told = (
            f"Over {len(self.steps)} plausible settings of {len(self.numbers)} numbers that stand on no source, "
            f"{self.name_b} earns {amount(middle, 'EUR', sign=True)} EUR against {self.name_a} in the mean "
            f"(95 % interval {interval(low, high, 'EUR')}), and is ahead in {100 * share:.0f} % of them "
            f"({100 * least:.0f} to {100 * most:.0f} %)."
        )
        first = list(self.worth.items())[:SHOWN]
        if not first:
            return f"{told} No single number would be worth measuring first."
        listed = ", ".join(f"{name} ({amount(one, 'EUR')} EUR; {declared_as(name).about})" for name, one in first)
        return f"{told} Worth measuring first: {listed}."

    def __repr__(self) -> str:
        return f"Uncertain({self.name_a} vs {self.name_b} at {self.company})\n{self.summary()}"


def without_noise(steps: Floats) -> Floats:
    """Means of points drawn together until they differ as much as without the noise of their pairs; shape (points,)."""
    means = np.asarray(steps.mean(axis=1))
    points, pairs = steps.shape
    if pairs < 2 or points < 2:
        return means
    left = steps - means[:, None] - steps.mean(axis=0)[None, :] + steps.mean()
    noise = float((left**2).sum()) / ((points - 1) * (pairs - 1)) / pairs
    spread = float(means.var(ddof=1))
    kept = max(0.0, spread - noise) / spread if spread > 0.0 else 0.0
    return np.asarray(means.mean() + kept**0.5 * (means - means.mean()))


def worth_of_knowing(shares: Floats, differences: Floats, seed: int = 7) -> float:
    """What knowing a number is worth before choosing between two designs: its shares and the differences, by point."""
    rng = np.random.default_rng(seed)
    orders = [np.arange(len(shares)), *(rng.permutation(len(shares)) for _ in range(SHUFFLES))]
    basis = np.vander(2.0 * shares - 1.0, 3)
    found = []
    for order in orders:
        slopes, *_ = np.linalg.lstsq(basis[order], differences, rcond=None)
        expected = basis[order] @ slopes
        found.append(float(np.maximum(expected, 0.0).mean()) - max(0.0, float(expected.mean())))
    chance = np.array(found[1:])
    return max(0.0, found[0] - float(chance.mean())) if found[0] > np.quantile(chance, 0.95) else 0.0


@checked(
    **GIVEN, points=whole(8, 4096, "settings, a power of two"), pairs=whole(2, 10_000, "pairs of runs"),
    folder=optional(path), workers=WORKERS, progress=callback,
)  # fmt: skip
def uncertain(
    a: str | AnyDesign = "separated",
    b: str | AnyDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    points: int = 64,
    pairs: int = 3,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    folder: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Uncertain:
    """Compare two designs over so many plausible settings of all numbers that stand on no source, each under every pair.

    Other parameters as in ``why``. Raises UnknownName, BadValue or BrokenFile.
    """
    if points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        raise BadValue(f"points = {points} must be a power of two: {below} or {2 * below}.")
    first, second = (
        Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days) for one in (a, b)
    )
    name_a, name_b = (one if isinstance(one, str) else label for one, label in ((a, "design a"), (b, "design b")))
    ranges = in_doubt(first)
    shares = sobol_shares(len(ranges), points, seed)
    drawn = [point_at(ranges, dict(zip(ranges, row.tolist(), strict=True))) for row in shares]
    with Inquiry({A: first, B: second}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        both = asked.values(drawn, range(pairs))
    return Uncertain(name_a, name_b, first.company.name, ranges, shares, both[1] - both[0])
