"""What carries a difference, in sentences."""

from __future__ import annotations

from orgsim.analysis.why.sharing import Interval, Shared
from orgsim.analysis.wording import amount, estimate, interval

MOST = 3


def carried(name_a: str, name_b: str, shared: Shared) -> str:
    """The difference, what carries it, what works against it, and what only works together."""
    middle, low, high = shared.total
    seen = f"95 % interval {interval(low, high, 'EUR')}"
    whole = estimate(middle, low, high, "EUR")
    lines = [f"{name_b} less {name_a} in {shared.pairs} pairs: {whole} EUR of profit ({seen})."]
    clear = [(name, one) for name, one in shared.ordered if name in shared.sure]
    for told, chosen in (
        ("It is carried by", [one for one in clear if one[1][0] * middle > 0.0]),
        ("Against it works", [one for one in clear if one[1][0] * middle < 0.0]),
    ):
        if chosen:
            lines.append(f"{told} " + ", ".join(_part(*one) for one in chosen[:MOST]) + ".")
    if not clear:
        lines.append("No part is clear yet: more pairs would tell.")
    for first, second, one in shared.large_interactions()[:1]:
        verb = "more" if one[0] > 0.0 else "less"
        lines.append(
            f"Together, {first} and {second} bring {amount(abs(one[0]), 'EUR')} EUR {verb} than apart "
            f"({interval(one[1], one[2], 'EUR')})."
        )
    return " ".join(lines)


def _part(name: str, one: Interval) -> str:
    return f"{name} {estimate(*one, 'EUR')} ({interval(one[1], one[2], 'EUR')})"
