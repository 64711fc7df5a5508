"""The tables behind the figures of whatever explains, ranks, doubts or advises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from orgsim.analysis.difference import mean_interval
from orgsim.faces.tables.comparison import TOGETHER
from orgsim.results.metrics import METRICS

if TYPE_CHECKING:
    from orgsim.analysis.advice.advising import Advice
    from orgsim.analysis.advice.optimum import Optimum
    from orgsim.analysis.attribution import Attribution
    from orgsim.analysis.comparing import Several
    from orgsim.analysis.parting import Parting
    from orgsim.analysis.ranking import Ranking
    from orgsim.analysis.transition import Dip
    from orgsim.analysis.when.turns import Turning
    from orgsim.analysis.when.uncertain import Uncertain
    from orgsim.analysis.why.levers import Why
    from orgsim.analysis.why.partings import Partings
    from orgsim.evidence.validation import Validation


def waterfall(of: Why) -> pd.DataFrame:
    """Lever by lever, the largest first; last their sum."""
    rows = [(name, *one) for name, one in [*of.parts, (TOGETHER, of.shared.total)]]
    return pd.DataFrame(rows, columns=["part", "mean", "low", "high"])


def causes(of: Partings) -> pd.DataFrame:
    """What parted accounts first, by design and cause."""
    return of.table


def journey(of: Parting) -> pd.DataFrame:
    """Both journeys of the account that tells most."""
    prospect = of.most_telling()
    if prospect is None:
        return pd.DataFrame(columns=["design", "day", "text", "heard"])
    rows = [
        (name, step.day, step.text, step.heard)
        for name, steps in zip((of.name_a, of.name_b), of.journeys(prospect), strict=True)
        for step in steps
    ]
    return pd.DataFrame(rows, columns=["design", "day", "text", "heard"])


def ranking(of: Ranking | Several) -> pd.DataFrame:
    """Each design against the best of the others, the best first."""
    pairs = of.pairs
    ordered = sorted(of.with_best.items(), key=lambda item: -item[1].difference)
    rows = [
        (name, one.difference, one.low, one.high, one.may_be_best, one.loss, one.chance, pairs[name])
        for name, one in ordered
    ]
    columns = ["design", "difference", "low", "high", "may_be_best", "loss", "chance", "pairs"]
    return pd.DataFrame(rows, columns=columns)


def turns(of: Turning) -> pd.DataFrame:
    """What turns the sign, nearest first."""
    rows = []
    for one in of.turns:
        span = one.end - one.now
        ends = sorted(((one.low - one.now) / span, (one.high - one.now) / span))
        rows.append((one.label, one.now, one.value, one.low, one.high, one.share, *ends, one.unit, one.about))
    columns = ["label", "now", "value", "low", "high", "share", "share_low", "share_high", "unit", "about"]
    return pd.DataFrame(rows, columns=columns)


def tornado(of: Turning) -> pd.DataFrame:
    """What each number moves at the ends of its plausible range."""
    rows = [(one.label, one.low, one.high, of.base[0]) for one in of.moves]
    return pd.DataFrame(rows, columns=["label", "low", "high", "base"])


def doubts(of: Uncertain) -> pd.DataFrame:
    """The difference at each plausible setting, with the shares of every number's range."""
    frame = pd.DataFrame(of.shares, columns=list(of.numbers))
    frame.insert(0, "difference", of.by_point)
    return frame


def gains(of: Advice) -> pd.DataFrame:
    """What was tested again, and the advised change as it was measured."""
    rows = [(_levers(one.levers), *one.gain, False) for one in (*of.singles, *of.few) if one.levers != of.best]
    if of.best:
        rows.append((_levers(of.best), *of.gain, True))
    return pd.DataFrame(rows, columns=["change", "gain", "low", "high", "chosen"])


def _levers(levers: Any) -> str:
    return ", ".join(f"{name} {was:g} → {to:g}" for name, (was, to) in levers.items())


def payback(of: Advice) -> pd.DataFrame:
    """The cumulated difference by week, with its interval."""
    return dip(of.dip)


def dip(of: Dip) -> pd.DataFrame:
    """The cumulated difference to the twin that never changed by week since the change, with its interval."""
    rows = [(week + 1, *mean_interval(values)) for week, values in enumerate(of.cumulated.T)]
    return pd.DataFrame(rows, columns=["week", "mean", "low", "high"])


def credit(of: Attribution) -> pd.DataFrame:
    """Each channel's share by each rule, and in truth."""
    wide = of.table.drop(columns=["worth", "worth_error"])
    found = wide.reset_index().melt("channel", var_name="by", value_name="share")
    return found.replace({"by": {"truth": "worth in truth"}})


def targets(of: Validation) -> pd.DataFrame:
    """Each target with its bounds, and what is simulated with its interval."""
    return of.table().drop(columns=["company", "seeds", "clear", "reference", "note"])


def pareto(of: Optimum) -> pd.DataFrame:
    """What candidates gain on the first design, which stands at zero, by the first two aims; by one aim, in their order."""
    first = of.aims[0]
    second = of.aims[1] if len(of.aims) > 1 else None
    zero = (0.0, 0.0, 0.0)
    rows = [(*zero, *zero, True, True)]
    for place, one in enumerate(of.candidates, 1):
        other = one.gains[second.name] if second else (float(place),) * 3
        rows.append((*one.gains[first.name], *other, one.keeps, False))
    frame = pd.DataFrame(rows, columns=["x", "x_low", "x_high", "y", "y_low", "y_high", "keeps", "base"])
    frame["name_x"], frame["unit_x"] = first.name, METRICS[first.metric].unit
    frame["name_y"], frame["unit_y"] = (second.name, METRICS[second.metric].unit) if second else ("candidate", "number")
    return frame
