"""Sharp answers: the luck that each run records is taken off a difference, and the interval narrows.

Every run keeps sums of (outcome - chance) x what hangs on it, which have mean zero under any design (M, luck). The
difference of a pair's two runs in these sums, times slopes, may be subtracted from the pair's difference: control variates
of the martingale kind (Burch, Schmid, Moravcik, Morrill and Bowling 2018; Glynn and Szechtman 2002). The slopes applied to
a pair come from other pairs only (cross-fitting), so that they move no mean, but for a fiftieth of its error, since their
scale is taken over all pairs; ridge regression holds them to what is believed of them where pairs are few.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.results.codes import Luck

Floats = NDArray[np.float64]

FEWEST: Final = 10  # pairs below which slopes are only believed
FOLDS: Final = 10
NEXT_TO_NOTHING: Final = 1e-9  # rounding, not luck
MONEY: Final = ("revenue", "new_revenue", "profit")
COUNTS: Final = ("leads", "mqls", "deals", "customers")
"""The metrics whose differences are sharpened: sums of money, and counts."""
_SLOPES: Final = {
    Luck.RAISED: 0.8, Luck.REACHED: 0.2, Luck.ANSWERED: 0.6, Luck.FOUND: 0.35, Luck.REVIVED: 0.8, Luck.QUALIFIED: 0.1,
    Luck.CONNECTED: 0.8, Luck.ADVANCED: 0.75, Luck.WON: 1.0, Luck.STAYED: 1.0, Luck.EXPANDED: 1.0, Luck.TOLD: 0.7,
    Luck.VALUED: 0.4, Luck.DECIDED: 0.7, Luck.FITTED: 0.75,
}  # fmt: skip
"""What profit is believed to gain from a EUR of luck: all of it in what ends a deal, the less the earlier it falls, since
hours are short and another lead takes the place. Pooled from 200 pairs (seed 101) of each shipped company, at home and from
today; a departure has no price that is known beforehand. A slope that is wrong costs sharpness, never truth."""
_FIRM, _LOOSE = 100.0, 10.0  # pairs' worth of belief


def belief(name: str) -> tuple[Floats | None, float]:
    """The slopes that are believed for a metric, by decision, None for no luck at all, and for how many pairs they count."""
    if name in MONEY:
        nothing = (Luck.STAYED, Luck.EXPANDED) if name == "new_revenue" else ()
        slopes = np.array([0.0 if one in nothing else _SLOPES.get(one, 0.0) for one in Luck])
        return slopes, _FIRM if name == "profit" else _LOOSE
    return (np.zeros(len(Luck)), _LOOSE) if name in COUNTS else (None, _LOOSE)


def without_luck(steps: Floats, luck: Floats, believed: Floats, firmness: float = _LOOSE) -> Floats:
    """Differences of pairs less the luck in them; both by pair, ``luck`` of shape (pairs, decisions), each of mean zero.

    ``believed`` are the slopes by decision that are believed where the pairs say nothing, ``firmness`` for how many pairs
    they count. Of few pairs nothing is learned.
    """
    pairs = len(steps)
    spread = luck.std(axis=0) if pairs else np.zeros(luck.shape[1])
    moved = spread > NEXT_TO_NOTHING
    told, spread, believed = luck[:, moved], spread[moved], believed[moved]
    if not len(spread):
        return steps
    if pairs < FEWEST:
        return np.asarray(steps - told @ believed)
    scaled, left = told / spread, np.empty(pairs)
    fold = np.arange(pairs) % FOLDS
    for one in range(FOLDS):
        others = fold != one
        slopes = _slopes(steps[others], scaled[others], believed * spread, firmness)
        left[~others] = steps[~others] - scaled[~others] @ slopes
    return left


def _slopes(steps: Floats, scaled: Floats, believed: Floats, firmness: float) -> Floats:
    """Slopes of luck in units of its spread over all pairs: what is rare cannot get a slope from the few that have none."""
    centered = scaled - scaled.mean(axis=0)
    normal = centered.T @ centered + firmness * np.eye(scaled.shape[1])
    return np.asarray(np.linalg.solve(normal, centered.T @ (steps - steps.mean()) + firmness * believed))
