"""Sentences for the figures of whatever explains, ranks, doubts or advises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgsim.analysis.wording import amount, estimate, interval
from orgsim.kernel.texts import counted

if TYPE_CHECKING:
    from orgsim.analysis.advice.advising import Advice
    from orgsim.analysis.advice.optimum import Optimum
    from orgsim.analysis.comparing import Several
    from orgsim.analysis.parting import Parting
    from orgsim.analysis.ranking import Ranking
    from orgsim.analysis.when.turns import Turning
    from orgsim.analysis.when.uncertain import Uncertain
    from orgsim.analysis.why.levers import Why
    from orgsim.analysis.why.partings import Partings


def summary(of: Any) -> str:
    """What the answer says of itself."""
    return str(of.summary())


def waterfall(of: Why) -> str:
    """Among how many, over how many pairs, and what they come to."""
    middle, low, high = of.shared.total
    one = {"groups": "group", "levers": "lever", "mechanisms": "mechanism"}[of.by]
    what = f"{counted(len(of.parts), one)}{' of levers' if of.by == 'groups' else ''}"
    whole = estimate(middle, low, high, "EUR")
    return f"{what}, the largest first; together {whole} EUR ({interval(low, high, 'EUR')}) in {of.shared.pairs} pairs."


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
