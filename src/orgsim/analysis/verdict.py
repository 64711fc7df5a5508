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


def _money(a: str, b: str, one: Difference) -> str:
    if one.pairs and one.low == one.high == 0.0:
        return f"{a} and {b} come to the same profit in every pair: they had the same luck, and nothing moved it."
    if not one.excludes_zero:
        less = amount(one.difference, "EUR", sign=True)
        seen = f"95 % interval {interval(one.low, one.high, 'EUR')}"
        return f"Profit does not tell {a} and {b} apart here: {b} minus {a} is {less} EUR, {seen}."
    ahead = one.difference > 0.0
    winner, loser, won = (b, a, one.b_won) if ahead else (a, b, one.a_won)
    low, high = (one.low, one.high) if ahead else (-one.high, -one.low)
    degree = "earns" if one.matters else "probably earns, by less than clearly matters,"
    sure = f"95 % interval {interval(low, high, 'EUR')}; ahead in {won} of {one.pairs} pairs"
    return f"{winner} {degree} {amount(abs(one.difference), 'EUR')} EUR more profit than {loser} here ({sure})."


def _clause(name: str, b: str, one: Difference) -> str:
    label, unit = METRICS[name].label.lower(), METRICS[name].unit
    if not one.pairs:
        return f"{label}: nothing to measure"
    if not one.excludes_zero:
        return f"{label}: no clear difference ({amount(one.mean_a, unit)} and {amount(one.mean_b, unit)})"
    degree = "higher" if one.difference > 0.0 else "lower"
    seen = f"{amount(one.mean_b, unit)} against {amount(one.mean_a, unit)}; {interval(one.low, one.high, unit)}"
    return f"{label}: {degree} under {b} ({seen})"


def sentences(a: str, b: str, differences: Mapping[str, Difference]) -> str:
    """Two sentences: who earns more and how sure that is; and how leads and conflicts differ."""
    if not math.isfinite(differences["profit"].difference):
        return "Nothing can be said: no pair of runs has both profits."
    parts = [_clause(name, b, differences[name]) for name in ("leads", "follow_up", "mql_to_won", "disputes_between")]
    second = "; ".join(parts)
    return f"{_money(a, b, differences['profit'])} {second[:1].upper()}{second[1:]}."
