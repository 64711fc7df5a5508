"""Sharp answers: the luck that each run records is taken off a difference, and the interval narrows.

Every run keeps sums of (outcome - chance) x what hangs on it, which have mean zero under any design (M, luck). The
difference of a pair's two runs in these sums, times slopes, may be subtracted from the pair's difference: control variates
of the martingale kind (Burch, Schmid, Moravcik, Morrill and Bowling 2018; Glynn and Szechtman 2002). The slopes applied to
a pair come from other pairs only (cross-fitting), so that they move no mean; ridge regression keeps them from running after
noise where pairs are few.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST: Final = 10  # pairs below which slopes would be noise
FOLDS: Final = 10
NEXT_TO_NOTHING: Final = 1e-9  # rounding, not luck
RIDGE: Final = 10.0  # pairs' worth of belief in the expected slope
MONEY: Final = ("revenue", "new_revenue", "profit")
COUNTS: Final = ("leads", "mqls", "deals", "customers")
"""The metrics whose differences are sharpened: sums of money, and counts."""


def is_sharpened(name: str) -> bool:
    """Whether a metric's differences are sharpened."""
    return name in MONEY or name in COUNTS


def without_luck(steps: Floats, luck: Floats, expected: float = 0.0) -> Floats:
    """Differences of pairs less the luck in them; both by pair, ``luck`` of shape (pairs, decisions), each of mean zero.

    ``expected`` is the slope that is believed where the pairs say nothing. Few pairs are returned as they are.
    """
    pairs = len(steps)
    spread = luck.std(axis=0) if pairs else np.zeros(luck.shape[1])
    told, spread = luck[:, spread > NEXT_TO_NOTHING], spread[spread > NEXT_TO_NOTHING]
    if pairs < FEWEST or not len(spread):
        return steps
    scaled, left = told / spread, np.empty(pairs)
    fold = np.arange(pairs) % FOLDS
    for one in range(FOLDS):
        others = fold != one
        left[~others] = steps[~others] - scaled[~others] @ _slopes(steps[others], scaled[others], expected * spread)
    return left


def _slopes(steps: Floats, scaled: Floats, expected: Floats) -> Floats:
    """Slopes of luck in units of its spread over all pairs: what is rare cannot get a slope from the few that have none."""
    centered = scaled - scaled.mean(axis=0)
    normal = centered.T @ centered + RIDGE * np.eye(scaled.shape[1])
    return np.asarray(np.linalg.solve(normal, centered.T @ (steps - steps.mean()) + RIDGE * expected))
