"""A choice that is good enough whatever the numbers that nobody knows: least regret, or most often good enough.

Regret at a setting is what another candidate would have earned more there (Savage 1951); a candidate suffices where it earns
no less than today's design (satisficing: Simon 1956; as a domain criterion: Starr 1963).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TAIL = 0.9


@dataclass(frozen=True)
class Robustness:
    """One candidate over plausible settings: ``regret``, the ninth decile of what another would have earned more, in EUR;
    ``mean`` gain on today's design in EUR; ``suffices``, the share of settings in which it earns no less.
    """

    regret: float
    mean: float
    suffices: float


def robustness(values: Floats, today: Floats) -> list[Robustness]:
    """Each candidate's, from profits by candidate and setting, shape (candidates, settings), and today's by setting."""
    best = np.maximum(values.max(axis=0), today)
    return [
        Robustness(
            float(np.quantile(best - own, TAIL)),
            float((own - today).mean()),
            float((own >= today).mean()),
        )
        for own in values
    ]


def least_regret(values: Floats, today: Floats) -> int:
    """The candidate whose ninth decile of regret is least."""
    return int(np.argmin([one.regret for one in robustness(values, today)]))


def most_often_enough(values: Floats, today: Floats) -> int:
    """The candidate that suffices in most settings; of equals the one that gains most."""
    return int(np.lexsort(([-one.mean for one in robustness(values, today)],
                           [-one.suffices for one in robustness(values, today)]))[0])  # fmt: skip
