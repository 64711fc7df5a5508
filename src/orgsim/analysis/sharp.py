"""Sharp answers: the luck that each run records is taken off a difference, and the interval narrows.

Every run keeps sums of (outcome - chance) x what hangs on it, which have mean zero under any design (M, luck). The
difference of a pair's two runs in these sums, times slopes, may be subtracted from the pair's difference: control variates
of the martingale kind (Burch, Schmid, Moravcik, Morrill and Bowling 2018; Glynn and Szechtman 2002). The slopes applied to
a pair come from other pairs only (cross-fitting), so that they move no mean, but for a fiftieth of its error, since their
scale is taken over all pairs; ridge regression holds them to what is believed of them where pairs are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.results.codes import Luck
from orgsim.results.metrics.without_luck import SLOPES
from orgsim.studies.pairs import Outcome

Floats = NDArray[np.float64]

FEWEST: Final = 10  # pairs below which slopes are only believed
FOLDS: Final = 10
NEXT_TO_NOTHING: Final = 1e-9  # rounding, not luck
MONEY: Final = ("revenue", "new_revenue", "profit")
COUNTS: Final = ("leads", "mqls", "deals", "customers")
"""The metrics whose differences are sharpened: sums of money, and counts."""
_BELIEVED: Final = dict(SLOPES)
_FIRM, _LOOSE = 100.0, 10.0  # pairs' worth of belief


def belief(name: str) -> tuple[Floats | None, float]:
    """The slopes that are believed for a metric, by decision, None for no luck at all, and for how many pairs they count."""
    if name in MONEY:
        nothing = (Luck.STAYED, Luck.EXPANDED) if name == "new_revenue" else ()
        slopes = np.array([0.0 if one in nothing else _BELIEVED.get(one, 0.0) for one in Luck])
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


def sharpened(side: Sequence[Outcome]) -> Floats:
    """A design's profit, run by run, less the luck that is believed to move it: comparable across any number of designs."""
    return np.array([one.metrics["profit_without_luck"] for one in side])
