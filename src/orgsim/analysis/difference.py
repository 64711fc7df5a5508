"""One metric under two designs: the paired difference, its interval, and whether it matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.sharp import belief, without_luck
from orgsim.analysis.sure.holm import equivalence, p_value
from orgsim.results.metrics import METRICS

CONFIDENCE = 0.95
MATTERS = 0.02  # smallest difference that matters, as a share of the second design's mean


@dataclass(frozen=True)
class Difference:
    """One metric under both designs. ``difference`` is the second design less the first, over pairs that have both, with the
    luck that the runs recorded taken off where it is a sum of money or a count; ``plain`` is as the pairs have it, with its
    interval. ``median`` is the middle pair's. ``chance`` is that of so large a difference where there is none, ``same`` that
    of so small a one where it matters.
    """

    name: str
    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    a_won: int
    b_won: int
    pairs: int
    smallest: float
    pairing_gain: float
    plain: tuple[float, float, float]
    median: float
    luck_gain: float
    chance: float = float("nan")
    same: float = float("nan")

    @property
    def luck(self) -> float:
        """What of the plain difference was luck."""
        return self.plain[0] - self.difference

    @property
    def half_width(self) -> float:
        """Half the interval's width."""
        return (self.high - self.low) / 2.0

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0.0 or self.high < 0.0

    @property
    def is_equivalent(self) -> bool:
        """Whether the two designs are surely alike: the difference lies within the smallest that matters, at 5 %."""
        return self.same < 1.0 - CONFIDENCE

    @property
    def matters(self) -> bool:
        """Whether the whole interval lies beyond the smallest difference that matters."""
        return self.low > self.smallest or self.high < -self.smallest


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean and Student's 95 % interval of independent values: (mean, low, high); unbounded for a single one."""
    from scipy.special import stdtrit  # far lighter than scipy.stats

    count = len(values)
    if count == 0:
        return float("nan"), float("nan"), float("nan")
    middle = float(values.mean())
    if count == 1:
        return middle, -float("inf"), float("inf")
    half = float(stdtrit(count - 1, 0.5 + CONFIDENCE / 2.0)) * (float(values.var(ddof=1)) / count) ** 0.5
    return middle, middle - half, middle + half


def crossed_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean and 95 % interval of values by point and pair, shape (points, pairs): all points share a pair's luck, all pairs a
    point's place, and the interval is for other points and other luck. (mean, low, high); unbounded where there is but one
    pair or point. Values that are none are passed over; means are taken by point first. Two-way random effects, degrees of
    freedom after Satterthwaite (1946).
    """
    from scipy.special import stdtrit

    known = np.isfinite(values)
    values, known = values[known.any(axis=1)][:, known.any(axis=0)], known[known.any(axis=1)][:, known.any(axis=0)]
    points, pairs = values.shape
    if not values.size:
        return float("nan"), float("nan"), float("nan")
    values = np.where(known, values, np.nan)
    by_point, by_pair = np.nanmean(values, axis=1), np.nanmean(values, axis=0)
    middle = float(by_point.mean())
    left = int(known.sum()) - points - pairs + 1
    if points < 2 or pairs < 2 or left < 1:
        return middle, -float("inf"), float("inf")
    rest = values - by_point[:, None] - by_pair[None, :] + float(np.nanmean(values))
    freedom = (points - 1, pairs - 1, left)
    parts = (
        float(by_point.var(ddof=1)) / points,
        float(by_pair.var(ddof=1)) / pairs,
        float(np.nansum(rest**2)) / freedom[2] / int(known.sum()),
    )
    variance = max(parts[0] + parts[1] - parts[2], parts[0], parts[1])
    if variance == 0.0:
        return middle, middle, middle
    apart = variance**2 / sum(part**2 / of for part, of in zip(parts, freedom, strict=True))
    half = float(stdtrit(max(1.0, apart), 0.5 + CONFIDENCE / 2.0)) * variance**0.5
    return middle, middle - half, middle + half


def paired(name: str, a: NDArray[np.float64], b: NDArray[np.float64], luck: NDArray[np.float64] | None = None) -> Difference:
    """Student's interval for the mean paired difference b - a, sharpened by the pairs' luck, shape (pairs, decisions), where
    that is given and the metric is a sum of money or a count. ``pairing_gain`` is how many times the variance of an unpaired
    difference exceeds that of the paired one, ``luck_gain`` how many times that exceeds what is left without luck.
    """
    both = np.isfinite(a) & np.isfinite(b)
    a, b = a[both], b[both]
    count = len(a)
    if count == 0:
        nan = float("nan")
        return Difference(name, nan, nan, nan, nan, nan, 0, 0, 0, nan, nan, (nan, nan, nan), nan, nan)
    steps = b - a
    believed, firmness = belief(name)
    sharp = steps if luck is None or believed is None else without_luck(steps, luck[both], believed, firmness)
    middle, low, high = mean_interval(sharp)
    smallest = MATTERS * abs(float(b.mean()))
    error = float(sharp.std(ddof=1)) / count**0.5 if count > 1 else float("nan")
    spread = float(steps.var(ddof=1)) if count > 1 else float("nan")
    apart = float(a.var(ddof=1) + b.var(ddof=1)) if count > 1 else float("nan")
    better = METRICS[name].better or 1
    return Difference(
        name=name,
        mean_a=float(a.mean()),
        mean_b=float(b.mean()),
        difference=middle,
        low=low,
        high=high,
        a_won=int((better * (a - b) > 0.0).sum()),
        b_won=int((better * (b - a) > 0.0).sum()),
        pairs=count,
        smallest=smallest,
        pairing_gain=apart / spread if spread else float("nan"),
        plain=mean_interval(steps),
        median=float(np.median(steps)),
        luck_gain=spread / float(sharp.var(ddof=1)) if spread and count > 1 else float("nan"),
        chance=p_value(middle, error, count - 1),
        same=equivalence(middle, error, count - 1, smallest),
    )
