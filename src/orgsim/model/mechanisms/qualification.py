"""M6 Qualification: marketing draws a bar, sales decides whether to believe in it."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.quantiles import logistic
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism
from orgsim.results.records import Person


class Qualification(Mechanism):
    """Score z = true readiness + N(0, score_noise / relative skill); a lead is qualified where z > c.

    It starts at the company's ``market.bar``. Weekly c <- c + drift (w (target - precision seen) - (1 - w) (1 - qualified /
    quota)), the company's ``staff.quota``: a marketer paid for leads lowers the bar when short of them, one paid for revenue
    raises it when few of the leads were good. The seller keeps a Beta
    belief of the precision of marketing's leads and takes one up only where
    belief-weighted value per hour > selectivity x the worth of an hour of own sourcing, less the pull of tracking.

    Source: sellers pursue about 30 % of marketing's leads; prequalification quality, volume and tracking move it (Sabnis,
    Chatterjee, Grewal and Lilien 2013). The bar is a definition, which is why published MQL rates differ threefold. Left
    out: several scoring models side by side.
    """

    code: ClassVar = "M6"
    effect: ClassVar = Effect("mql_precision", rises=False)

    score_noise: float = number(0.7, 0.0, 3.0, "score", "error of marketing's score", neutral=0.0, source="B73")
    drift: float = number(0.06, 0.0, 1.0, "score per week", "how fast the bar follows pay", neutral=0.0, source="B16")
    target: float = number(0.6, 0.0, 1.0, "share", "precision at which one paid for revenue leaves the bar", source="G")
    belief: float = number(0.5, 0.01, 0.99, "share", "seller's first belief in marketing's leads", source="B05")
    prior: float = number(10.0, 1.0, 1000.0, "lead", "weight of that first belief", source="G")
    memory: float = number(
        0.98, 0.5, 1.0, "share per lead", "what a seller keeps of the belief at each new lead", source="G"
    )
    updating: float = number(
        1.0, 0.0, 1.0, "share", "how far sellers learn from the leads they worked", neutral=0.0, source="B05"
    )
    selectivity: float = number(
        1.0, 0.0, 10.0, "factor", "how much better than own sourcing a lead must look", neutral=0.0, source="B05"
    )
    score_weight: float = number(0.8, 0.0, 3.0, "per score", "how much a seller reads into the score", source="B05")


@rule
def bar_after(
    qualification: Qualification, bar: float, incentive_share: float, precision: float, attainment: float
) -> float:
    """The bar after a week with this observed precision and this attainment of the quota."""
    if qualification.drift <= 0.0:
        return bar
    pressure = (1.0 - incentive_share) * max(-0.5, min(1.0, 1.0 - attainment))
    moved = bar + qualification.drift * (incentive_share * (qualification.target - precision) - pressure)
    return max(-2.0, min(2.0, moved))


@rule
def believed_precision(person: Person) -> float:
    """Seller's belief that a lead of marketing is good, 0..1."""
    return person.good / (person.good + person.bad)


@rule
def chance_seen(qualification: Qualification, belief: float, score: float, kept: float) -> float:
    """What the seller thinks of one lead: belief, moved by as much of the score as came across."""
    odds = belief / (1.0 - belief)
    weight = qualification.score_weight * kept
    return odds * logistic(weight * (score - 1.0)) * 2.0 / (1.0 + odds * logistic(weight * (score - 1.0)) * 2.0)


@rule
def believe(qualification: Qualification, person: Person, good: float) -> None:
    """Learn from one worked lead: 1 good, 0 bad."""
    if qualification.updating > 0.0:
        person.good = person.good * qualification.memory + qualification.updating * good
        person.bad = person.bad * qualification.memory + qualification.updating * (1.0 - good)
        short = qualification.prior - person.good - person.bad
        if short > 0.0:  # the first belief never fades below its weight
            person.good += short * qualification.belief
            person.bad += short * (1.0 - qualification.belief)
