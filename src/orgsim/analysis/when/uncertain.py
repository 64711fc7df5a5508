"""An answer over all that nobody knows: how often it holds, and which unknown number would be worth knowing.

The numbers that stand on no source are drawn together, each within its plausible range (a Latin hypercube: of so many
numbers and so few points, Sobol' points would move together), and both designs are walked at each draw under the same luck.
What is left of luck at a point makes points differ more than they do; that is taken out (constrained empirical Bayes: Louis
1984) before it is counted how many favor either design. Knowing a number is worth what choosing by it earns on average
(expected value of partial perfect information, by regression: Strong, Oakley and Brennan 2014), of those numbers only that
explain more than any would by chance.
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
from orgsim.analysis.wording import amount, estimate, interval
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, optional, path, whole
from orgsim.kernel.shown import Shown
from orgsim.studies.inquiry import Inquiry
from orgsim.studies.plans import SAMPLERS
from orgsim.studies.plausible import declared_as, in_doubt, point_at
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, both_called

Floats = NDArray[np.float64]
Interval = tuple[float, float, float]
A, B = "a", "b"
SHUFFLES: Final = 100
FEWEST: Final = 48  # points, of which something can be told of single numbers
DRAWN: Final = 1000
SHOWN: Final = 3


@dataclass(frozen=True)
class Uncertain(Shown):
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
        """The share of plausible settings in which the second design is ahead, for other settings and other luck."""
        return share_ahead(self.steps)

    @property
    def worth_of_all(self) -> float:
        """EUR that knowing all of them is worth, more than which no single one can be."""
        return float(np.maximum(self.by_point, 0.0).mean()) - max(0.0, float(self.by_point.mean()))

    @cached_property
    def worth(self) -> dict[str, float]:
        """EUR that knowing each number is worth before choosing, the largest first; only those worth anything."""
        found = dict(zip(self.numbers, worths(self.shares, self.steps.mean(axis=1)).tolist(), strict=True))
        worth = {name: min(one, self.worth_of_all) for name, one in found.items()}
        return {name: one for name, one in sorted(worth.items(), key=lambda item: -item[1]) if one > 0.0}

    def summary(self) -> str:
        """How often the answer holds, and what to measure."""
        middle, low, high = self.mean
        share, least, most = self.ahead
        told = (
            f"Over {len(self.steps)} plausible settings of {len(self.numbers)} numbers that stand on no source, "
            f"{self.name_b} earns {estimate(middle, low, high, 'EUR')} EUR against {self.name_a} in the mean "
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


def drawn_shares(numbers: int, points: int, seed: int) -> Floats:
    """Shares of every number's range at each point, shape (points, numbers)."""
    fill = SAMPLERS["latin_hypercube"].shares
    assert fill is not None
    return fill(numbers, points, 0, seed)


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


def share_ahead(steps: Floats, seed: int = 7) -> Interval:
    """The share of points above zero, with an interval for other points and other luck: both are drawn again together, as
    all points share the luck of a pair. Of a single pair nothing is known but the share seen.
    """
    points, pairs = steps.shape
    seen = float((without_noise(steps) > 0.0).mean())
    if pairs < 2 or not steps.any():
        return seen, 0.0, 1.0
    rng = np.random.default_rng(seed)
    by_pair = steps.mean(axis=0)
    error = float(by_pair.std(ddof=1)) / pairs**0.5  # of what all points share: so few pairs are not drawn again
    shifts = rng.standard_t(pairs - 1, DRAWN) * error
    own = without_noise(steps)
    shares = [float((own[rng.integers(0, points, points)] + shift > 0.0).mean()) for shift in shifts]
    low, high = np.quantile(shares, [0.025, 0.975])
    return seen, float(min(low, seen)), float(max(high, seen))


def worths(shares: Floats, differences: Floats, seed: int = 7) -> Floats:
    """What knowing each number is worth before choosing between two designs; ``shares`` of shape (points, numbers).

    One number after the other is taken in, that which explains most of what the others leave, as long as it explains more
    than any of them does in 19 of 20 shuffles of the differences; those that never are, are worth nothing.
    """
    points, numbers = shares.shape
    worth = np.zeros(numbers)
    if points < FEWEST:
        return worth
    bases = [np.linalg.qr(np.vander(2.0 * shares[:, one] - 1.0, 3))[0] for one in range(numbers)]
    stacked = np.concatenate(bases, axis=1).T
    rng = np.random.default_rng(seed)
    left = differences - differences.mean()
    mean = max(0.0, float(differences.mean()))
    for _ in range(SHOWN):
        if not left.any():
            break
        drawn = np.stack([rng.permutation(left) for _ in range(SHUFFLES)], axis=1)
        chance = _explained(stacked, drawn).max(axis=0)
        seen = _explained(stacked, left[:, None])[:, 0]
        best = int(np.argmax(seen))
        if worth[best] > 0.0 or seen[best] <= np.quantile(chance, 0.95):
            break
        expected = differences.mean() + bases[best] @ (bases[best].T @ left)
        worth[best] = max(0.0, float(np.maximum(expected, 0.0).mean()) - mean)
        left = left - bases[best] @ (bases[best].T @ left)
    return worth


def _explained(stacked: Floats, values: Floats) -> Floats:
    """The squares that each number's curve explains of centered values; shape (numbers, columns)."""
    found: Floats = ((stacked @ (values - values.mean(axis=0))) ** 2).reshape(-1, 3, values.shape[1]).sum(axis=1)
    return found


@checked(
    **GIVEN, points=whole(8, 4096, "settings"), pairs=whole(2, 10_000, "pairs of runs"),
    first=whole(0, 1_000_000, "number of the first pair"), folder=optional(path), workers=WORKERS, progress=callback,
)  # fmt: skip
def uncertain(
    a: str | AnyDesign = "separated",
    b: str | AnyDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    points: int = 64,
    pairs: int = 3,
    first: int = 0,
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
    """Compare two designs over so many plausible settings of all numbers that stand on no source, each under every pair
    from ``first`` on.

    Other parameters as in ``why``. Raises UnknownName, BadValue or BrokenFile.
    """
    mine, theirs = (
        Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days) for one in (a, b)
    )
    name_a, name_b = both_called(a, b)
    ranges = in_doubt(mine)
    shares = drawn_shares(len(ranges), points, seed)
    drawn = [point_at(ranges, dict(zip(ranges, row.tolist(), strict=True))) for row in shares]
    with Inquiry({A: mine, B: theirs}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        asked.expect(2 * points * pairs)
        both = asked.values(drawn, range(first, first + pairs))
    return Uncertain(name_a, name_b, mine.company.name, ranges, shares, both[1] - both[0])
