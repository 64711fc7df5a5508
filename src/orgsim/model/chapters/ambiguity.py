"""M13 Ambiguity and overlap: where it is unclear who takes what, work is dropped or done twice."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import binomial
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.world import World


class Ambiguity(Chapter):
    """A hand-off without a clear owner happens with chance scale (1 - routing_rule). Each of n eligible people then claims
    it with chance ``claim``: nobody with (1 - claim)^n, two or more with 1 - (1 - claim)^n - n claim (1 - claim)^(n-1).

    Joint meetings take meetings x contact_hours a week of each person; sorting out who does what takes ``pair_hours`` a
    week for each pair in contact, with ``circle`` colleagues at most, pairs growing with the mixing of functions and with
    unclear rules.

    Reference: coordination as hidden work that grows with interdependence: Jin and Levitt 1996; routing and duplicated work:
    the claim itself (C40, C48); numbers are priors (G). Left out: learning who usually takes what.
    """

    code: ClassVar = "M13"
    effect: ClassVar = Effect("duplicates", rises=False, lever="routing_rule", low=0.4, high=1.0)

    scale: float = parameter(
        1.0, 0.0, 1.0, "share", "how far the lever routing_rule takes effect", neutral=0.0, reference="model"
    )
    eligible: int = parameter(2, 2, 6, "person", "people who might take an unclear lead", reference="G")
    claim: float = parameter(0.7, 0.0, 1.0, "chance", "each of them claims it", reference="G")
    meetings: float = parameter(1.0, 0.0, 2.0, "factor", "hours per hour of joint meetings", neutral=0.0, reference="model")
    circle: float = parameter(
        17.0, 1.0, 1000.0, "person", "colleagues with whom one may have to sort things out, at most", reference="G"
    )
    pair_hours: float = parameter(
        0.02, 0.0, 1.0, "hour per week", "sorting out, per pair in contact", neutral=0.0, reference="B23"
    )


@rule
def coordination_hours(ambiguity: Ambiguity, contact_hours: float, contact: float, people: float) -> float:
    """Hours of one person per week for meetings and for sorting out; ``contact`` is the share of colleagues in contact."""
    others = min(ambiguity.circle, max(0.0, people - 1.0))
    return ambiguity.meetings * contact_hours + ambiguity.pair_hours * contact * others


@rule
def claims(ambiguity: Ambiguity, u: float) -> int:
    """How many of the eligible people claim a task."""
    return binomial(u, ambiguity.eligible, ambiguity.claim)


@rule
def takers(world: World, index: int) -> int:
    """How many people take a lead that reaches sales: one, or where it is unclear whose it is, none, one or more."""
    setup = world.setup
    ambiguity: Ambiguity = setup.settings.ambiguity
    turn = world.prospects[index].turn
    unclear = ambiguity.scale * (1.0 - setup.levers.routing_rule)
    if uniform(setup.seed, Purpose.CLAIM, index, turn, 0) >= unclear:
        return 1
    return claims(ambiguity, uniform(setup.seed, Purpose.CLAIM, index, turn, 1))


@rule
def coordination_today(world: World, who: int) -> float:
    """Hours of a full-time person today for meetings and for sorting out who does what."""
    setup = world.setup
    ambiguity: Ambiguity = setup.settings.ambiguity
    person = world.people[who]
    contact: float = world.phases[person.phase].exchange[person.unit]
    contact += ambiguity.scale * (1.0 - setup.levers.routing_rule)
    week = coordination_hours(ambiguity, setup.levers.contact_hours, min(1.0, contact), setup.full_time)
    return week * person.fte / DAYS_A_WEEK
