"""M9 Decisions: whether a buyer talks, advances, buys and stays."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.quantiles import logistic
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Decisions(Mechanism):
    """Each meeting is a decision.

    logit P(advance) = b0 + skill (s - s0) + fit (f - f0) + trust (T - T0) + awareness (A - A0) + readiness R
    - [last step] (price + what rivals offer, M11);
    first contact: logit P = contact + intent (v - 0.4) + contact_readiness R + trust (T - 0.5), v the intent left.

    With all slopes 0 each step is passed with one fixed chance: a geometric funnel. Buyers take their own log-normal time; a
    deal that is not decided within ``lapse_days`` of a meeting is given up.
    A customer leaves within a month with hazard h(age) exp(-loyalty_trust (T - 0.5) - loyalty_fit (satisfaction - 0.6)),
    h(age) = churn_month x age^(-churn_age).

    Source: falling churn with age (IBM telco sample, B77, shape only), B2B churn 5-15 % a year; person-to-person spread of
    win rates is an upper bound for skill (D2). Left out: buying groups.
    """

    code: ClassVar = "M9"
    effect: ClassVar = Effect("mql_to_won", rises=True)

    contact: float = number(-1.0, -5.0, 5.0, "log-odds", "first contact leads to a conversation", source="B70")
    advance: float = number(0.65, -5.0, 5.0, "log-odds", "a meeting leads on, for the reference buyer", source="B74")
    skill: float = number(2.0, 0.0, 10.0, "per skill", "slope of selling skill", neutral=0.0, source="D2")
    fit: float = number(1.6, 0.0, 10.0, "per fit", "slope of the fit of the offer", neutral=0.0, source="B17")
    trust: float = number(1.6, 0.0, 10.0, "per trust", "slope of the buyer's trust", neutral=0.0, source="B11")
    awareness: float = number(0.5, 0.0, 10.0, "per awareness", "slope of awareness", neutral=0.0, source="B52")
    intent: float = number(2.2, 0.0, 10.0, "per intent", "slope of intent at the first contact", neutral=0.0, source="B50")
    readiness: float = number(0.35, 0.0, 5.0, "per readiness", "slope of true readiness", neutral=0.0, source="B70")
    contact_readiness: float = number(
        0.8, 0.0, 5.0, "per readiness", "slope of true readiness at the first contact", neutral=0.0, source="B70"
    )
    price: float = number(0.2, 0.0, 5.0, "log-odds", "loss at the last step to the price", neutral=0.0, source="G")
    think_spread: float = number(0.9, 0.0, 3.0, "log units", "spread of thinking time around a buyer's own", source="K4")
    lapse_days: float = number(
        252.0, 5.0, 2520.0, "day", "thinking time after which a deal counts as not decided", source="G"
    )
    churn_month: float = number(0.022, 0.0, 0.5, "per month", "hazard of leaving in the first month", source="B78")
    churn_age: float = number(0.45, 0.0, 2.0, "exponent", "fall of that hazard with age", source="B77")
    loyalty_trust: float = number(1.0, 0.0, 5.0, "per trust", "slope of trust in staying", neutral=0.0, source="G")
    loyalty_fit: float = number(
        1.2, 0.0, 5.0, "per satisfaction", "slope of satisfaction in staying", neutral=0.0, source="B76"
    )
    care_loss: float = number(0.06, 0.0, 1.0, "share", "satisfaction lost in a month without care", neutral=0.0, source="G")
    care_gain: float = number(0.03, 0.0, 1.0, "share", "satisfaction gained in a month with it", neutral=0.0, source="G")
    expand: float = number(0.010, 0.0, 0.5, "chance per month", "a satisfied customer buys more", source="G")
    expand_share: float = number(0.2, 0.0, 2.0, "share of value", "how much more", source="G")


@rule
def contact_chance(decisions: Decisions, intent: float, readiness: float, trust: float) -> float:
    """Chance that the first contact leads to a conversation."""
    return logistic(
        decisions.contact
        + decisions.intent * (intent - 0.4)
        + decisions.contact_readiness * readiness
        + decisions.trust * (trust - 0.5)
    )


@rule
def advance_odds(decisions: Decisions, skill: float, fit: float, trust: float, awareness: float, readiness: float) -> float:
    """Log-odds that a meeting leads on, before what only the last step knows."""
    return (
        decisions.advance
        + decisions.skill * (skill - 0.72)
        + decisions.fit * (fit - 0.7)
        + decisions.trust * (trust - 0.5)
        + decisions.awareness * (awareness - 0.3)
        + decisions.readiness * (readiness - 1.0)
    )


@rule
def churn_chance(decisions: Decisions, months: float, trust: float, satisfaction: float) -> float:
    """Chance that a customer of this age leaves within the month."""
    hazard = decisions.churn_month * math.exp(
        -decisions.churn_age * math.log(max(1.0, months))
        - decisions.loyalty_trust * (trust - 0.5)
        - decisions.loyalty_fit * (satisfaction - 0.6)
    )
    return 1.0 - math.exp(-hazard)
