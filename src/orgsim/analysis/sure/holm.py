"""Many metrics in one table: which differences stand when all of them are looked at, and which are surely small.

Holm (1979) keeps the chance of a single false claim among all at 5 %. Two one-sided tests (Schuirmann 1987) call two designs
equivalent in a metric where the difference surely lies within the smallest that matters.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def p_value(middle: float, error: float, freedom: float) -> float:
    """Student's two-sided chance of a mean so far from zero, where it is zero."""
    from scipy.special import stdtr

    if not error > 0.0:
        return float("nan") if error != 0.0 else 1.0 if middle == 0.0 else 0.0
    return float(2.0 * stdtr(freedom, -abs(middle) / error))


def chance_of_mean(values: NDArray[np.float64]) -> float:
    """Student's two-sided chance of a mean of independent values so far from zero, where it is zero."""
    count = len(values)
    if count < 2:
        return float("nan")
    return p_value(float(values.mean()), float(values.std(ddof=1)) / count**0.5, count - 1)


def equivalence(middle: float, error: float, freedom: float, margin: float) -> float:
    """The larger of the two one-sided chances: below 5 % the difference surely lies within the margin."""
    from scipy.special import stdtr

    if not error > 0.0:
        return float("nan") if error != 0.0 else 0.0 if abs(middle) < margin else 1.0
    return float(max(stdtr(freedom, -(margin - middle) / error), stdtr(freedom, -(margin + middle) / error)))


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """The chances as Holm's step-down procedure adjusts them; those that are no number take no part."""
    known = {name: one for name, one in chances.items() if np.isfinite(one)}
    names = sorted(known, key=known.__getitem__)
    stepped = np.array([known[name] * (len(names) - place) for place, name in enumerate(names)])
    adjusted: NDArray[np.float64] = np.minimum(1.0, np.maximum.accumulate(stepped)) if names else stepped
    found = dict(zip(names, adjusted.tolist(), strict=True))
    return {name: found.get(name, float("nan")) for name in chances}
