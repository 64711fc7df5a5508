"""A sentence for every figure: what a reader would say who looks at it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from orgsim.analysis.verdict import money
from orgsim.analysis.why.bridge import clear_among
from orgsim.analysis.why.hours import largest_overhead
from orgsim.analysis.wording import amount, estimate, interval
from orgsim.kernel.texts import counted
from orgsim.results.metrics import HEADLINES, METRICS
from orgsim.results.metrics.funnel import STEPS

if TYPE_CHECKING:
    from orgsim.analysis.advice.advising import Advice
    from orgsim.analysis.advice.optimum import Optimum
    from orgsim.analysis.comparing import Several
    from orgsim.analysis.comparison import Comparison
    from orgsim.analysis.parting import Parting
    from orgsim.analysis.ranking import Ranking
    from orgsim.analysis.when.turns import Turning
    from orgsim.analysis.when.uncertain import Uncertain
    from orgsim.analysis.why.levers import Why
    from orgsim.analysis.why.partings import Partings
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


def summary(of: Any) -> str:
    """What the answer says of itself."""
    return str(of.summary())


def waterfall(of: Why) -> str:
    """Among how many, over how many pairs, and what they come to."""
    middle, low, high = of.shared.total
    what = "groups of levers" if of.by == "groups" else of.by
    whole = estimate(middle, low, high, "EUR")
    return (
        f"{len(of.parts)} {what}, the largest first; together {whole} EUR ({interval(low, high, 'EUR')}) in "
        f"{of.shared.pairs} pairs of their own."
    )


def causes(of: Partings) -> str:
    """What parts most money, under each design."""
    told = []
    for name, rows in of.table.groupby("won_under", sort=False):
        most = max(rows.to_dict("records"), key=lambda row: row["value"])
        told.append(f"won only under {name}: {most['cause']} parts most, {amount(most['value'], 'EUR')} EUR a pair")
    return f"{'; '.join(told)[:1].upper()}{'; '.join(told)[1:]}." if told else "Both designs win the same accounts."


def ranking(of: Ranking | Several) -> str:
    """How many may be the best."""
    of_all = of.with_best
    may = sum(one.may_be_best for one in of_all.values())
    return f"Each of {len(of_all)} designs against the best of the others; {counted(may, 'design')} may be the best (95 %)."


def turns(of: Turning) -> str:
    """How many turn it, and the nearest."""
    if not of.turns:
        return "Nothing that was followed turns the sign within its plausible range."
    return f"{counted(len(of.turns), 'number')} that would turn the sign, the likeliest first: {of.turns[0].label}."


def doubts(of: Uncertain) -> str:
    """At how many settings the second design is ahead."""
    share, least, most = of.ahead
    return (
        f"{of.name_b} is ahead of {of.name_a} at {100.0 * share:.0f} % ({100.0 * least:.0f} to {100.0 * most:.0f} %) of "
        f"{len(of.by_point)} plausible settings."
    )


def journey(of: Parting) -> str:
    """Where the two journeys parted."""
    prospect = of.most_telling()
    return "Both designs won the same accounts." if prospect is None else f"Account {prospect}. {of.parted(prospect)}"


def tornado(of: Turning) -> str:
    """How wide a first look was."""
    return f"A first look at {of.looked} numbers, one pair at each end of the plausible range; the widest are shown."


def payback(of: Advice) -> str:
    """When the change has paid back."""
    if not of.best:
        return "No change was found that gains, so that nothing is to be paid back."
    told, fees, training = of.payback.in_words(), of.fees, of.training
    return (
        f"{told[:1].upper()}{told[1:]}. The change costs {estimate(*fees, 'EUR', sign=False)} EUR in fees "
        f"({interval(fees[1], fees[2], 'EUR')}) and {training[0]:,.0f} hours of training."
    )


def gains(of: Advice) -> str:
    """What was tried, and what it gains."""
    tried = len(of.singles) + len(of.few)
    best = max((*of.singles, *of.few), key=lambda one: one.gain[0], default=None)
    return f"{tried} changes were tested again on fresh pairs." + (f" Best: {best.in_words()}." if best else "")


def pareto(of: Optimum) -> str:
    """What the search came to."""
    return str(of.summary())


def verdict(of: Comparison) -> str:
    """Who earns more, what carries it and how sure that is, in one sentence or two."""
    one = of["profit"]
    if not math.isfinite(one.difference):
        return "Nothing can be said: no pair of runs has both profits."
    return money(of.name_a, of.name_b, one, of.bridge)
