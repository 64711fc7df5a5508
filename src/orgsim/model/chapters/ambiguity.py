"""M13 Ambiguity and overlap: where it is unclear who takes what, work is dropped or done twice."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import binomial
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.joint_meetings import still_unclear
from orgsim.model.purposes import Purpose
from orgsim.model.world import World


class Ambiguity(Chapter):
    """A hand-off without a clear owner happens with chance scale (1 - routing_rule). Each of n eligible people then claims
    it with chance ``claim``: nobody with (1 - claim)^n, two or more with 1 - (1 - claim)^n - n claim (1 - claim)^(n-1).

    Joint meetings clear up a part (M22). Sorting out who does what takes ``pair_hours`` a
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
    circle: float = parameter(
        17.0, 1.0, 1000.0, "person", "colleagues with whom one may have to sort things out, at most", reference="G"
    )
    pair_hours: float = parameter(
        0.02, 0.0, 1.0, "hour per week", "sorting out, per pair in contact", neutral=0.0, reference="B23"
    )


@rule
def sorting_out(ambiguity: Ambiguity, contact: float, people: float) -> float:
    """Hours of one person per week for sorting out; ``contact`` is the share of colleagues in contact."""
    return ambiguity.pair_hours * contact * min(ambiguity.circle, max(0.0, people - 1.0))


@rule
def claims(ambiguity: Ambiguity, u: float) -> int:
    """How many of the eligible people claim a task."""
    return binomial(u, ambiguity.eligible, ambiguity.claim)


@rule
def is_unclear(world: World, index: int) -> bool:
    """Whether it is unclear whose a lead is that reaches sales."""
    setup = world.setup
    ambiguity: Ambiguity = setup.settings.ambiguity
    unclear = ambiguity.scale * (1.0 - setup.levers.routing_rule) * still_unclear(world)
    return uniform(setup.seed, Purpose.CLAIM, index, world.prospects[index].turn, 0) < unclear


@rule
def takers(world: World, index: int) -> int:
    """How many people take a lead of which it is unclear whose it is: none, one or more."""
    setup = world.setup
    ambiguity: Ambiguity = setup.settings.ambiguity
    return claims(ambiguity, uniform(setup.seed, Purpose.CLAIM, index, world.prospects[index].turn, 1))


@rule
def sorting_today(world: World, who: int) -> float:
    """A person's hours today for sorting out who does what."""
    setup = world.setup
    ambiguity: Ambiguity = setup.settings.ambiguity
    person = world.people[who]
    contact: float = world.phases[person.phase].exchange[person.unit]
    contact += ambiguity.scale * (1.0 - setup.levers.routing_rule)
    return sorting_out(ambiguity, min(1.0, contact), setup.full_time) * person.fte / DAYS_A_WEEK
