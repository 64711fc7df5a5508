"""Where a paired difference changes its sign along one number: bracketed under common random numbers.

The same pairs are walked at every value, so that the difference is a smooth function of it, and the place where its mean
crosses zero hangs on the pairs only: its interval is the bootstrap's, over pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.sure.resampling import DRAWS, FEWEST, widened

Floats = NDArray[np.float64]
At = Callable[[Sequence[float]], Floats]
"""Paired differences at values of the number, shape (values, pairs)."""
STEPS: Final = (1 / 3, 2 / 3)  # of the way to the end, at which it is looked for where the sign changes
REFINED: Final = 2  # values added inside the bracket


@dataclass(frozen=True)
class Crossing:
    """The value nearest to today's at which the sign turns, with its interval; an end that lies beyond what was looked at is
    infinite, as of few pairs both are. ``sure`` is the share of bootstrap draws in which there is one at all.
    """

    value: float
    low: float
    high: float
    sure: float


def nearest(values: Floats, means: Floats) -> float:
    """The first place from ``values[0]`` on at which the means, linear in between, change their sign; infinite for none."""
    sign = np.sign(means)
    turned = np.flatnonzero(sign[1:] * sign[:1] <= 0.0)
    if not len(turned) or sign[0] == 0.0:
        return float(values[0]) if sign[0] == 0.0 else float("inf")
    place = int(turned[0])
    before, after = means[place], means[place + 1]
    share = before / (before - after) if before != after else 1.0
    return float(values[place] + share * (values[place + 1] - values[place]))


def crossing(at: At, now: float, end: float, *, whole: bool = False, seed: int = 7) -> Crossing | None:
    """Where the sign turns first between today's value and an end of the range; None where it has not turned there."""
    values = list(dict.fromkeys(float(round(one)) if whole else one for one in (now, end)))
    seen = at(values)
    if np.prod(np.sign(seen.mean(axis=1)[[0, -1]])) >= 0.0:  # an end at which both are just equal turns nothing
        return None
    inside = [now + step * (end - now) for step in STEPS]
    inside = [one for one in (float(round(one)) if whole else one for one in inside) if one not in values]
    values += inside
    seen = np.concatenate([seen, at(inside)]) if inside else seen
    for _ in range(REFINED):
        order = np.argsort(np.abs(np.array(values) - now))
        ways, means = np.array(values)[order], seen.mean(axis=1)[order]
        found = nearest(ways, means)
        more = [math.floor(found), math.ceil(found)] if whole else [found]
        more = [float(one) for one in more if all(abs(one - other) > 1e-3 * abs(end - now) for other in values)]
        if not more:
            break
        values += more
        seen = np.concatenate([seen, at(more)])
    order = np.argsort(np.abs(np.array(values) - now))
    ways, seen = np.array(values)[order], seen[order]
    return _with_interval(ways, seen, seed)


def _with_interval(ways: Floats, seen: Floats, seed: int) -> Crossing:
    pairs = seen.shape[1]
    value = nearest(ways, seen.mean(axis=1))
    if pairs < FEWEST:
        return Crossing(value, -float("inf"), float("inf"), float("nan"))
    chosen = np.random.default_rng(seed).integers(0, pairs, (DRAWS, pairs))
    means = seen[:, chosen].mean(axis=2).T
    drawn = np.array([nearest(ways, one) for one in means])
    toward = 1.0 if ways[-1] >= ways[0] else -1.0
    along = np.where(np.isfinite(drawn), toward * drawn, np.inf)  # none at all lies beyond the end
    turned = np.sign(means[:, 0]) != np.sign(seen[0].mean())
    along = np.sort(np.where(turned, -np.inf, along))  # and where it has turned today already, before today
    share = (1.0 - widened(pairs)) / 2.0
    first = float(along[int(share * DRAWS)])
    last = float(along[min(DRAWS - 1, int((1.0 - share) * DRAWS))])
    low, high = sorted((toward * first, toward * last))
    return Crossing(value, low, high, float((np.isfinite(drawn) & ~turned).mean()))
