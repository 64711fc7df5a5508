"""Profit without the luck of its decisions: the same mean under any design, and a smaller spread.

Every run keeps sums of (outcome - chance) x what hangs on it, which have mean zero whatever the design (control variates of
the martingale kind: Burch, Schmid, Moravcik, Morrill and Bowling 2018; Glynn and Szechtman 2002).
"""

from __future__ import annotations

import math
from typing import Final

from orgsim.results.codes import Luck
from orgsim.results.metrics.metric import MONEY, MORE, Recorded, metric, total
from orgsim.results.metrics.money import profit

SLOPES: Final = (
    (Luck.RAISED, 0.8), (Luck.REACHED, 0.2), (Luck.ANSWERED, 0.6), (Luck.FOUND, 0.35), (Luck.REVIVED, 0.8),
    (Luck.QUALIFIED, 0.1), (Luck.CONNECTED, 0.8), (Luck.ADVANCED, 0.75), (Luck.WON, 1.0), (Luck.STAYED, 1.0),
    (Luck.EXPANDED, 1.0), (Luck.TOLD, 0.7), (Luck.VALUED, 0.4), (Luck.DECIDED, 0.7), (Luck.FITTED, 0.75),
)  # fmt: skip
"""What profit is believed to gain from a EUR of luck: all of it in what ends a deal, the less the earlier it falls, since
hours are short and another lead takes the place. Pooled from 200 pairs (seed 101) of each shipped company, at home and from
today; a departure has no price that is known beforehand. A slope that is wrong costs sharpness, never truth."""


@metric("Profit without luck", "EUR", MONEY, MORE)
def profit_without_luck(history: Recorded) -> float:
    """Profit less the luck of its decisions, as far as that is believed to move it: the same mean, a smaller spread."""
    return profit(history) - math.fsum(slope * total(history, "luck", one) for one, slope in SLOPES)
