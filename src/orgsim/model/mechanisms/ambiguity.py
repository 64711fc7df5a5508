"""M13 Ambiguity and overlap: where it is unclear who takes what, work is dropped or done twice."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.quantiles import binomial
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Ambiguity(Mechanism):
    """A hand-off without a clear owner happens with chance scale (1 - routing_rule). Each of n eligible people then claims
    it with chance ``claim``: nobody with (1 - claim)^n, two or more with 1 - (1 - claim)^n - n claim (1 - claim)^(n-1).

    Joint meetings take meetings x contact_hours a week of each person; sorting out who does what takes ``pair_hours`` a
    week for each pair in contact, pairs growing with the mixing of functions and with unclear rules.

    Source: coordination as hidden work that grows with interdependence: Jin and Levitt 1996; routing and duplicated work:
    the claim itself (C40, C48); numbers are priors (G). Left out: learning who usually takes what.
    """

    code: ClassVar = "M13"
    effect: ClassVar = Effect("duplicates", rises=False, lever="routing_rule", low=0.4, high=1.0)

    scale: float = number(1.0, 0.0, 1.0, "share", "how far the lever routing_rule takes effect", neutral=0.0, source="model")
    eligible: int = number(2, 2, 6, "person", "people who might take an unclear lead", source="G")
    claim: float = number(0.7, 0.0, 1.0, "chance", "each of them claims it", source="G")
    meetings: float = number(1.0, 0.0, 2.0, "factor", "hours per hour of joint meetings", neutral=0.0, source="model")
    pair_hours: float = number(
        0.02, 0.0, 1.0, "hour per week", "sorting out, per pair in contact", neutral=0.0, source="B23"
    )


@rule
def coordination_hours(ambiguity: Ambiguity, contact_hours: float, contact: float, people: float) -> float:
    """Hours of one person per week for meetings and for sorting out; ``contact`` is the share of colleagues in contact."""
    return ambiguity.meetings * contact_hours + ambiguity.pair_hours * contact * (people - 1.0)


@rule
def claims(ambiguity: Ambiguity, u: float) -> int:
    """How many of the eligible people claim a task."""
    return binomial(u, ambiguity.eligible, ambiguity.claim)
