"""What has no formula of its own: quantiles and ratios of pairs, by the bootstrap over pairs (Efron and Tibshirani 1993).

The percentile interval of so few pairs is too narrow; it is widened as Student's is against the normal one, and by
(n / (n - 1))^1/2, which makes it exact for a mean of normal values (Hesterberg 2015).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS: Final = 2_000
FEWEST: Final = 6
LEVEL: Final = 0.95


def widened(pairs: int, level: float = LEVEL) -> float:
    """The level whose normal quantile is as far out as Student's, times (n / (n - 1))^1/2."""
    from scipy.special import ndtr, stdtrit

    far = float(stdtrit(pairs - 1, 0.5 + level / 2.0)) * (pairs / (pairs - 1)) ** 0.5
    return float(2.0 * ndtr(far) - 1.0)


def resampled(
    statistic: Callable[[Floats], Floats], pairs: Floats, *, level: float = LEVEL, seed: int = 7
) -> tuple[float, float, float]:
    """A statistic of pairs and its interval: (value, low, high), unbounded for fewer than FEWEST pairs, of which resampling
    tells too little.

    ``pairs`` has shape (pairs, columns); ``statistic`` takes (draws, pairs, columns) and gives one number a draw.
    """
    count = len(pairs)
    if count == 0:
        return float("nan"), float("nan"), float("nan")
    value = float(statistic(pairs[None])[0])
    if count < FEWEST:
        return value, -float("inf"), float("inf")
    chosen = np.random.default_rng(seed).integers(0, count, (DRAWS, count))
    drawn = statistic(pairs[chosen])
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return value, -float("inf"), float("inf")
    share = (1.0 - widened(count, level)) / 2.0
    low, high = np.quantile(drawn, [share, 1.0 - share])
    return value, float(low), float(high)


def ratio_interval(top: Floats, bottom: Floats) -> tuple[float, float, float]:
    """The quotient of two means over the same pairs, with its interval."""
    return resampled(lambda drawn: drawn[..., 0].mean(axis=1) / drawn[..., 1].mean(axis=1), np.stack([top, bottom], axis=1))
