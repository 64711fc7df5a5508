"""Numbers in words, as every answer writes them."""

from __future__ import annotations

import math


def amount(value: float, unit: str, *, sign: bool = False, beside: float = 0.0) -> str:
    """A number for people to read: money in k, or from 0.1 M on in M (as it fits the larger one ``beside``), shares in
    percent, the rest with three figures. What would be told as 0.00 has a unit of its own.
    """
    if not math.isfinite(value):
        return "–"
    plus = "+" if sign and value >= 0.0 else ""
    if unit == "EUR":
        largest = max(abs(value), abs(beside) if math.isfinite(beside) else 0.0)
        for least, size, letter in ((1e5, 1e6, " M"), (1e3, 1e3, " k")):
            if largest >= least and abs(value) >= 0.005 * size:
                return f"{plus}{value / size:,.2f}{letter}"
        return f"{plus}{value:,.0f}"
    if unit.startswith("share"):
        return f"{plus}{100.0 * value:.1f} %" if not sign else f"{plus}{100.0 * value:.1f} pts"
    if abs(value) >= 1000.0:
        return f"{plus}{value:,.0f}"
    return f"{plus}{value:.3g}" if abs(value) < 100.0 else f"{plus}{value:.0f}"


def estimate(middle: float, low: float, high: float, unit: str, *, sign: bool = True) -> str:
    """A number with what it is measured in that fits its interval, too."""
    return amount(middle, unit, sign=sign, beside=max(abs(low), abs(high)))


def versus(a: str, b: str) -> str:
    """Two designs against each other, told apart where each is two organizations in one market."""
    return f"({a}) against ({b})" if " vs " in f"{a} {b}" else f"{a} vs {b}"


def interval(low: float, high: float, unit: str) -> str:
    """An interval from low to high."""
    low_told, high_told = (amount(one, unit, sign=True, beside=max(abs(low), abs(high))) for one in (low, high))
    return f"{low_told} … {high_told}"
