"""Risk: how often, and how far, the second design earns less than the first under the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WORST: Final = 0.1
FEW: Final = 20  # pairs below which nothing is said of the worst tenth
Interval = tuple[float, float, float]


@dataclass(frozen=True)
class Downside:
    """The distribution of a paired difference, luck and all. ``steps`` are the pairs' differences, second less first.

    ``behind`` is the chance that the second is behind, with Clopper and Pearson's (1934) interval; ``worst`` the mean
    difference of the worst tenth of pairs, no number of few pairs: it needs hundreds to have an interval; ``tenths`` the
    nine deciles.
    """

    steps: Floats
    behind: Interval
    worst: float
    tenths: Floats


def share_interval(hits: int, of: int, level: float = 0.95) -> Interval:
    """A share with Clopper and Pearson's interval."""
    from scipy.special import betaincinv

    if of == 0:
        return float("nan"), 0.0, 1.0
    tail = (1.0 - level) / 2.0
    low = 0.0 if hits == 0 else float(betaincinv(hits, of - hits + 1, tail))
    high = 1.0 if hits == of else float(betaincinv(hits + 1, of - hits, 1.0 - tail))
    return hits / of, low, high


def downside(steps: Floats) -> Downside:
    """The risk in the paired differences of a metric of which more is better."""
    known = steps[np.isfinite(steps)]
    worst = float(np.sort(known)[: round(WORST * len(known))].mean()) if len(known) >= FEW else float("nan")
    tenths = np.quantile(known, np.arange(1, 10) / 10.0) if len(known) else np.full(9, np.nan)
    return Downside(known, share_interval(int((known < 0.0).sum()), len(known)), worst, tenths)
