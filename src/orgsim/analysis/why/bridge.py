"""The bridge: a difference in profit divided among what profit is made of, exactly, at no extra run.

profit = leads x qualified x taken up x opportunities x won x size of deal + own finds + renewals + expansion + repeat orders
- delivery - pay - commission - media - hiring - platforms - fees of a change. A pair's difference of the product is divided
among its factors by Shapley values, the sums stand as they are; the parts of each pair add up to its difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import CONFIDENCE, mean_interval
from orgsim.analysis.sharp import belief, without_luck
from orgsim.analysis.sure.holm import chance_of_mean, holm
from orgsim.analysis.why.shapley import product_shares
from orgsim.results.codes import Luck
from orgsim.results.ledger import FLOWS, Ledger
from orgsim.results.metrics.money import EXISTING

Floats = NDArray[np.float64]
FACTORS: Final = ("leads", "qualified", "taken up", "opportunities", "won", "size of deal")
_SUMS: Final = {
    "renewal_revenue": "renewals", "expansion_revenue": "expansion", "repeat_revenue": "repeat orders",
    "transition": "fees of the change",
}  # fmt: skip
PARTS: Final = (*FACTORS, "own finds", *(_SUMS.get(flow, flow) for flow in FLOWS))
"""The parts of the bridge, in the order in which money comes about."""
_LUCK_OF: Final = {
    Luck.RAISED: "leads", Luck.REACHED: "leads", Luck.ANSWERED: "leads", Luck.REVIVED: "leads", Luck.TOLD: "leads",
    Luck.QUALIFIED: "qualified", Luck.FOUND: "own finds", Luck.CONNECTED: "opportunities", Luck.FITTED: "opportunities",
    Luck.ADVANCED: "won", Luck.WON: "won", Luck.DECIDED: "won", Luck.VALUED: "size of deal", Luck.STAYED: "renewals",
    Luck.EXPANDED: "expansion", Luck.ORDERED: "repeat orders",
}  # fmt: skip
"""The part to which the luck of a decision is believed to belong; the slopes of all parts add up to those of profit."""
NOTHING: Final = 1e-6  # EUR


@dataclass(frozen=True)
class Part:
    """One part of the bridge: mean over pairs with its 95 % interval, in EUR of profit, second design less first; ``chance``
    is that of so large a part where there is none.
    """

    name: str
    mean: float
    low: float
    high: float
    chance: float


def _factors(ledgers: Sequence[Ledger]) -> Floats:
    """The factors of each run, shape (factors, runs); a rate of nothing is not a number."""
    steps = np.array([one.steps for one in ledgers]).T
    value = np.array([one.value for one in ledgers])
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = steps[1:] / steps[:-1]
        size = value / steps[-1]
    return np.concatenate([steps[:1], rates, size[None]])


def parts_by_pair(a: Sequence[Ledger], b: Sequence[Ledger]) -> Floats:
    """Each pair's difference in profit, b - a, part by part; shape (parts, pairs)."""
    before, after = _factors(a), _factors(b)
    before, after = (  # a rate of nothing cannot differ
        np.nan_to_num(np.where(np.isfinite(mine), mine, theirs)) for mine, theirs in ((before, after), (after, before))
    )
    product = product_shares(before, after)
    signs = np.array([1.0 if flow in EXISTING else -1.0 for flow in FLOWS])
    flows = np.array([signs * (mine.flows - own.flows) for own, mine in zip(a, b, strict=True)]).T
    found = np.array([[mine.found - own.found for own, mine in zip(a, b, strict=True)]])
    return np.concatenate([product, found, flows])


def bridge(a: Sequence[Ledger], b: Sequence[Ledger], luck: Floats | None = None) -> list[Part]:
    """The parts with their intervals, those of nothing left out; their means add up to the difference in profit.

    ``luck`` of the pairs, shape (pairs, decisions), is taken off each part as it is taken off profit: then they add up to
    the difference without luck.
    """
    each = parts_by_pair(a, b)
    believed, firmness = belief("profit")
    found = []
    for name, steps in zip(PARTS, each, strict=True):
        sharp = steps
        if luck is not None and believed is not None:
            own = np.array([believed[one] if _LUCK_OF.get(one) == name else 0.0 for one in Luck])
            sharp = without_luck(steps, luck, own, firmness)
        if np.abs(steps).max(initial=0.0) > NOTHING:
            found.append(Part(name, *mean_interval(sharp), chance_of_mean(sharp)))
    return found


def clear_among(parts: Sequence[Part]) -> list[Part]:
    """The parts that surely are not nothing, when all of them are looked at (Holm 1979)."""
    adjusted = holm({one.name: one.chance for one in parts})
    return [one for one in parts if adjusted[one.name] < 1.0 - CONFIDENCE]


def carrying(parts: Sequence[Part], difference: float) -> list[Part]:
    """What carries a difference: the clear parts of its sign, largest first, at most two that are a fifth of it or more."""
    same = [one for one in clear_among(parts) if one.mean * difference > 0.0 and abs(one.mean) >= abs(difference) / 5.0]
    return sorted(same, key=lambda one: -abs(one.mean))[:2]
