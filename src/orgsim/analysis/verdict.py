"""Words for numbers: what a comparison says, and no more than its intervals do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from orgsim.analysis.difference import Difference
from orgsim.analysis.why.bridge import Part, carrying, clear_among
from orgsim.analysis.wording import amount, interval
from orgsim.results.metrics import METRICS

MOST_PAIRS = 100_000  # pairs that a program would do
POWER = ((1.96 + 0.84) / 1.96) ** 2  # times the pairs that would do on average: they tell in four of five cases


def _carried(one: Difference, parts: Sequence[Part], beside: float) -> str:
    """What carries a clear difference, for whoever is ahead, and what works against it where that is larger."""
    side = math.copysign(1.0, one.difference)
    carry = carrying(parts, one.difference)
    against = min(clear_among(parts), key=lambda part: side * part.mean, default=None)
    most = max([beside, *(abs(part.mean) for part in parts)])

    def told(part: Part) -> str:
        return f"{part.name} ({amount(side * part.mean, 'EUR', sign=True, beside=most)})"

    by = f", carried by {' and '.join(map(told, carry))}" if carry else ""
    largest = max((abs(part.mean) for part in carry), default=0.0)
    return by + (f", against {told(against)}" if by and against and side * against.mean < -largest else "")


def _against_each_other(b: str, parts: Sequence[Part]) -> str:
    """What pulls either way where neither is ahead."""
    clear = clear_among(parts)
    most, least = (max(clear, key=lambda part: sign * part.mean, default=None) for sign in (1.0, -1.0))
    if most is None or least is None or most.mean <= 0.0 or least.mean >= 0.0:
        return ""
    beside = max(most.mean, -least.mean)
    more, less = (f"{part.name} ({amount(part.mean, 'EUR', sign=True, beside=beside)})" for part in (most, least))
    return f" What {b} gains in {more} it loses in {less}, among other things."


def money(a: str, b: str, one: Difference, parts: Sequence[Part] = ()) -> str:
    """Who earns more, what carries it, and how sure that is."""
    if one.pairs and one.low == one.high == 0.0:
        return f"{a} and {b} come to the same profit in every pair: they had the same luck, and nothing moved it."
    widest = max(abs(one.low), abs(one.high))
    if not math.isfinite(widest):
        return (
            f"Undecided: one pair says nothing of luck. Seen: {b} less {a}, {amount(one.difference, 'EUR', sign=True)} EUR."
        )
    if not one.excludes_zero:
        less, more = (amount(abs(end), "EUR", beside=widest) for end in (one.low, one.high))
        return (
            f"Undecided: {b} earns between {less} EUR less and {more} EUR more profit than {a} here (95 % interval"
            f"{_would_tell(one)}).{_against_each_other(b, parts)}"
        )
    ahead = one.difference > 0.0
    winner, loser, won = (b, a, one.b_won) if ahead else (a, b, one.a_won)
    low, high = (one.low, one.high) if ahead else (-one.high, -one.low)
    sure = f"95 % interval {interval(low, high, 'EUR')}; ahead in {won} of {one.pairs} pairs"
    more = amount(abs(one.difference), "EUR", beside=widest)
    told = f"{winner} earns {more} EUR more profit than {loser} here ({sure}){_carried(one, parts, widest)}."
    if not one.matters:
        told += f" Whether that is more than the {amount(one.smallest, 'EUR')} EUR that clearly matter is undecided."
    return told


def _would_tell(one: Difference) -> str:
    """How many pairs would tell the two apart, if their difference is what it seems."""
    if one.difference == 0.0:
        return ""
    needed = POWER * one.pairs * (one.half_width / abs(one.difference)) ** 2
    if needed > MOST_PAIRS:
        return f"; not even {MOST_PAIRS:,} pairs would tell"
    return f"; about {_rounded(needed)} pairs would tell"


def _rounded(pairs: float) -> str:
    size = 10.0 ** max(0, math.floor(math.log10(pairs)) - 1)
    return f"{math.ceil(pairs / size) * size:,.0f}"


def _asides(a: str, b: str, one: Difference) -> str:
    """What was luck in these pairs, and a middle pair that says otherwise than the mean."""
    told = ""
    apart, luck = one.plain[0], one.luck
    if abs(luck) >= one.half_width / 4.0 and abs(luck) >= abs(apart) / 10.0:
        ahead = b if apart > 0.0 else a
        how = "had helped it by" if luck * apart > 0.0 else "had cost it"
        told += f" Seen in these pairs: {ahead} ahead by {amount(abs(apart), 'EUR')} EUR; luck {how}"
        told += f" {amount(abs(luck), 'EUR')}, which is taken off."
    if one.excludes_zero and one.median * one.difference < 0.0:
        told += f" The middle pair says otherwise: {amount(one.median, 'EUR', sign=True)} EUR for {b}."
    return told


def _reached(one: Difference, until: float | None) -> str:
    if until is None or not one.pairs:
        return ""
    share = one.half_width / abs(one.mean_b) if one.mean_b else math.inf
    asked = f"{100.0 * until:g} % of profit"
    if share <= until:
        return f" {one.pairs} pairs were enough for half an interval of {asked}."
    return f" {one.pairs} pairs were not enough for half an interval of {asked}; it is {100.0 * share:.2g} %."


def _clause(name: str, b: str, one: Difference) -> str:
    label, unit = METRICS[name].label.lower(), METRICS[name].unit
    if not one.pairs:
        return f"{label}: nothing to measure"
    if not one.excludes_zero:
        return f"{label}: no clear difference ({amount(one.mean_a, unit)} and {amount(one.mean_b, unit)})"
    degree = "higher" if one.difference > 0.0 else "lower"
    seen = f"{amount(one.mean_b, unit)} against {amount(one.mean_a, unit)}; {interval(one.low, one.high, unit)}"
    return f"{label}: {degree} under {b} ({seen})"


def sentences(
    a: str, b: str, differences: Mapping[str, Difference], until: float | None = None, parts: Sequence[Part] = ()
) -> str:
    """Who earns more and how sure that is; what was luck; how leads and conflicts differ."""
    if not math.isfinite(differences["profit"].difference):
        return "Nothing can be said: no pair of runs has both profits."
    names = ("leads", "follow_up", "mql_to_won", "disputes_between")
    second = "; ".join(_clause(name, b, differences[name]) for name in names)
    profit = differences["profit"]
    first = f"{money(a, b, profit, parts)}{_asides(a, b, profit)}{_reached(profit, until)}"
    return f"{first} {second[:1].upper()}{second[1:]}."
