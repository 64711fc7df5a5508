"""Sentences for the figures of a comparison, and of a single run."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from orgsim.analysis.verdict import money
from orgsim.analysis.why.bridge import clear_among
from orgsim.analysis.why.hours import largest_overhead
from orgsim.analysis.wording import amount, estimate, interval
from orgsim.results.metrics import HEADLINES, METRICS
from orgsim.results.metrics.funnel import STEPS

if TYPE_CHECKING:
    from orgsim.analysis.comparison import Comparison
    from orgsim.faces.tables.runs import Alone

SURE = 0.05  # chance, after Holm, below which a difference stands in the whole table
MOST = 4


def bridge(of: Comparison) -> str:
    """What the difference is made of."""
    clear = sorted(clear_among(of.bridge), key=lambda part: -abs(part.mean))[:MOST]
    one = of["profit"]
    widest = max(abs(one.low), abs(one.high))
    told = (
        f"{of.name_b} less {of.name_a}: {estimate(one.difference, one.low, one.high, 'EUR')} EUR of profit "
        f"({interval(one.low, one.high, 'EUR')})."
    )
    if one.low == one.high == 0.0:
        return f"{of.name_a} and {of.name_b} come to the same profit in every pair: there is nothing to divide."
    if not clear:
        return f"{told} No part of it is clear yet: more pairs would tell."
    most = max([widest, *(abs(part.mean) for part in clear)])
    parts = ", ".join(f"{part.name} {amount(part.mean, 'EUR', sign=True, beside=most)}" for part in clear)
    return f"{told} The clear parts: {parts}."


def hours(of: Comparison) -> str:
    """Where overheads differ, and what is sold in the rest."""
    sold_a, sold_b = of.sold_an_hour
    most = largest_overhead(of.hours)
    said = "" if most is None else (
        f"Largest difference in overhead: {most.name}, {most.mean_a:,.0f} hours under {of.name_a} and {most.mean_b:,.0f} "
        f"under {of.name_b}. "
    )  # fmt: skip
    return f"{said}New deals for each hour on the task: {amount(sold_a[0], 'EUR')} and {amount(sold_b[0], 'EUR')} EUR."


def flow(of: Comparison | Alone) -> str:
    """How many of the leads are won, and before which step most are lost."""
    told = []
    for name, funnel in zip(of.names, of.funnel, strict=True):
        counts = [float(one) for one in funnel[: len(STEPS)]]
        if not counts[0]:
            told.append(f"{name}: no lead ended.")
            continue
        lost = [before - after for before, after in pairwise(counts)]
        worst = max(range(len(lost)), key=lost.__getitem__)
        told.append(
            f"{name}: of {counts[0]:,.0f} leads that ended {counts[-1]:,.0f} are won; most, {lost[worst]:,.0f}, are lost "
            f"between {STEPS[worst]} and {STEPS[worst + 1]}."
        )
    return " ".join(told)


def funnel(of: Comparison) -> str:
    """What becomes of a hundred leads."""
    shares = [
        f"{100.0 * float(side[len(STEPS) - 1]) / float(side[0]):.1f} % under {name}"
        for name, side in zip((of.name_a, of.name_b), of.funnel, strict=True) if side[0] > 0.0
    ]  # fmt: skip
    if not shares:
        return "No lead ended under either design."
    return f"Of marketing's leads that ended, {' and '.join(shares)} were won; sellers' own finds stand below."


def differences(of: Comparison) -> str:
    """Which headline metrics surely differ."""
    sure = [METRICS[name].label.lower() for name in HEADLINES if of[name].pairs and of.chances[name] < SURE]
    known = [name for name in HEADLINES if of[name].pairs]
    if not sure:
        return f"None of {len(known)} headline metrics surely differs when all are looked at at once (Holm)."
    return f"{len(sure)} of {len(known)} headline metrics surely differ, all looked at at once (Holm): {', '.join(sure)}."


def revenue(of: Comparison | Alone) -> str:
    """What comes in over the horizon."""
    return _ends(of, "revenue", "revenue over the horizon")


def pipeline(of: Comparison | Alone) -> str:
    """What is open, on an average day."""
    sides = zip(of.names, of.series("opportunities"), strict=True)
    (name, first), *rest = [(name, float(side.mean())) for name, side in sides]
    others = "".join(f", {open_:,.1f} under {other}" for other, open_ in rest)
    return f"On an average day {first:,.1f} opportunities are open under {name}{others}."


def conflicts(of: Comparison | Alone) -> str:
    """How many disputes there are."""
    return _ends(of, "disputes", "disputes in all")


def _ends(of: Comparison | Alone, name: str, what: str) -> str:
    unit = "EUR" if name == "revenue" else ""
    sums = [amount(float(side.sum(axis=1).mean()), unit) for side in of.series(name)]
    eur = " EUR" if unit else ""
    told = ", ".join(f"{one}{eur} under {name}" for one, name in zip(sums, of.names, strict=True))
    return f"{what[0].upper()}{what[1:]}: {told}{'; bands hold 90 % of the runs' if len(sums) > 1 else ''}."


def distribution(of: Comparison) -> str:
    """How often the second design earns less, and how much less where it is worst."""
    if not math.isfinite(of.downside.behind[0]):
        return "No pair of runs has both profits."
    told = f"{of.name_b} earns less than {of.name_a} in {100 * of.downside.behind[0]:.0f} % of pairs"
    worst = of.downside.worst
    return (
        f"{told}; its worst tenth of pairs: {amount(worst, 'EUR', sign=True)} EUR." if math.isfinite(worst) else f"{told}."
    )


def verdict(of: Comparison) -> str:
    """Who earns more, what carries it and how sure that is, in one sentence or two."""
    one = of["profit"]
    if not math.isfinite(one.difference):
        return "Nothing can be said: no pair of runs has both profits."
    return money(of.name_a, of.name_b, one, of.bridge)
