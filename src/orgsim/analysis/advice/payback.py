"""When a change has paid back: from which week on it is never behind again, with an interval over pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.sure.resampling import DRAWS, FEWEST, widened
from orgsim.analysis.transition import Dip

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Payback:
    """Weeks from the change until it is never behind again: of the mean over pairs, with its 95 % interval; infinite where
    that does not come by the horizon. ``chance`` is the share of draws in which it comes.
    """

    weeks: float
    low: float
    high: float
    chance: float

    def in_words(self) -> str:
        """From when on it has paid back."""
        if self.weeks == 0.0:
            return "it is never behind in the mean"
        told = [f"week {one:.0f}" if np.isfinite(one) else "beyond the horizon" for one in (self.low, self.high)]
        first = f"from week {self.weeks:.0f} on" if np.isfinite(self.weeks) else "not by the horizon"
        return f"it has paid back {first} (95 % interval {told[0]} to {told[1]})"


def payback_of(dip: Dip, seed: int = 7) -> Payback:
    """When the change of a dip has paid back, and how sure that is (bootstrap over pairs)."""
    cumulated = dip.cumulated
    pairs = len(cumulated)
    if pairs < FEWEST:
        return Payback(dip.payback_weeks, 0.0, float("inf"), float("nan"))
    chosen = np.random.default_rng(seed).integers(0, pairs, (DRAWS, pairs))
    weights = np.array([np.bincount(one, minlength=pairs) for one in chosen]) / pairs
    drawn = np.sort([weeks_behind(one) for one in weights @ cumulated])
    share = (1.0 - widened(pairs)) / 2.0
    low, high = drawn[int(share * DRAWS)], drawn[min(DRAWS - 1, int((1.0 - share) * DRAWS))]
    return Payback(dip.payback_weeks, float(low), float(high), float(np.isfinite(drawn).mean()))


def weeks_behind(cumulated: Floats) -> float:
    """Weeks until a course is never below zero again; 0 where it never is, infinite where it ends below."""
    behind = np.flatnonzero(cumulated < 0.0)
    if not len(behind):
        return 0.0
    return float("inf") if behind[-1] == len(cumulated) - 1 else float(behind[-1] + 2)
