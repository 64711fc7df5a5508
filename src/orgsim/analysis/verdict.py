"""Words for numbers: what a comparison says, and no more than its intervals do."""

from __future__ import annotations

import math
from collections.abc import Mapping

from orgsim.analysis.difference import Difference
from orgsim.results.metrics import METRICS


def amount(value: float, unit: str, *, sign: bool = False, beside: float = 0.0) -> str:
    """A number for people to read: money in k, or from 0.1 M on in M (as it fits the larger one ``beside``), shares in
    percent, the rest with three figures.
    """
    if not math.isfinite(value):
        return "–"
    plus = "+" if sign and value >= 0.0 else ""
    if unit == "EUR":
        for least, size, letter in ((1e5, 1e6, " M"), (1e3, 1e3, " k")):
            if max(abs(value), abs(beside)) >= least:
                return f"{plus}{value / size:,.2f}{letter}"
        return f"{plus}{value:,.0f}"
    if unit.startswith("share"):
        return f"{plus}{100.0 * value:.1f} %" if not sign else f"{plus}{100.0 * value:.1f} pts"
    if abs(value) >= 1000.0:
        return f"{plus}{value:,.0f}"
    return f"{plus}{value:.3g}" if abs(value) < 100.0 else f"{plus}{value:.0f}"


def versus(a: str, b: str) -> str:
    """Two designs against each other, told apart where each is two organizations in one market."""
    return f"({a}) against ({b})" if " vs " in f"{a} {b}" else f"{a} vs {b}"


def interval(low: float, high: float, unit: str) -> str:
    """An interval from low to high."""
    low_told, high_told = (amount(one, unit, sign=True, beside=max(abs(low), abs(high))) for one in (low, high))
    return f"{low_told} … {high_told}"


MOST_PAIRS = 100_000  # pairs that a program would do


def _money(a: str, b: str, one: Difference) -> str:
    if one.pairs and one.low == one.high == 0.0:
        return f"{a} and {b} come to the same profit in every pair: they had the same luck, and nothing moved it."
    seen = f"95 % interval {interval(one.low, one.high, 'EUR')}"
    if not one.excludes_zero:
        most = amount(max(abs(one.low), abs(one.high)), "EUR")
        return (
            f"Undecided: between {a} and {b} lie at most {most} EUR of profit either way here ({b} minus {a}: {seen})"
            f"{_would_tell(one)}."
        )
    ahead = one.difference > 0.0
    winner, loser, won = (b, a, one.b_won) if ahead else (a, b, one.a_won)
    low, high = (one.low, one.high) if ahead else (-one.high, -one.low)
    sure = f"95 % interval {interval(low, high, 'EUR')}; ahead in {won} of {one.pairs} pairs"
    told = f"{winner} earns {amount(abs(one.difference), 'EUR')} EUR more profit than {loser} here ({sure})."
    if not one.matters:
        told += f" Whether that is more than the {amount(one.smallest, 'EUR')} EUR that clearly matter is undecided."
    return told


def _would_tell(one: Difference) -> str:
    """How many pairs would tell the two apart, if their difference is what it seems."""
    if one.difference == 0.0:
        return ""
    needed = one.pairs * (one.half_width / abs(one.difference)) ** 2
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
        helped = "" if luck * apart > 0.0 else ", against it"
        told += f" In these pairs {ahead} was {amount(abs(apart), 'EUR')} EUR ahead, {amount(abs(luck), 'EUR')} of it luck"
        told += f"{helped}."
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


def sentences(a: str, b: str, differences: Mapping[str, Difference], until: float | None = None) -> str:
    """Who earns more and how sure that is; what was luck; how leads and conflicts differ."""
    if not math.isfinite(differences["profit"].difference):
        return "Nothing can be said: no pair of runs has both profits."
    parts = [_clause(name, b, differences[name]) for name in ("leads", "follow_up", "mql_to_won", "disputes_between")]
    second = "; ".join(parts)
    profit = differences["profit"]
    first = f"{_money(a, b, profit)}{_asides(a, b, profit)}{_reached(profit, until)}"
    return f"{first} {second[:1].upper()}{second[1:]}."
