"""M4 Information: what one person learned of a prospect is partly lost when another takes over."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.disputes import mutual_trust
from orgsim.model.chapters.platforms import through_crm
from orgsim.model.purposes import Purpose
from orgsim.model.world import World


class Information(Chapter):
    """The owner of a lead believes theta_hat = theta + a (center - theta): ignorance a falls from 1 (the segment's mean)
    toward 0 (the prospect's true need).

    Notes are as long as much is shared: the lever ``info_sharing`` s x ``full_note`` x the company's hours, to write and to
    read; the longer they are, the less of them is read: r = 1 - overload s^2.
    Share kept at a hand-off: rho = 1 - loss (1 - s r (1 - trust_weight (1 - unit trust)));
    ignorance of the receiver = 1 - rho (1 - a), and the buyer is asked again for what was known (M21).
    An hour of discovery at skill s: a^2 <- a^2 / (1 + discovery s h).
    Fit of the offer = exp(-|theta - theta_hat|^2 / (2 tolerance^2)).
    No loss where the owner stays. What a deal is worth is seen exactly from the first discovery conversation on; before
    it, firmographics tell ``firmographics`` of the spread of log values, and a seller reckons with the mean of what is left
    open. The same channel runs backward: what became of a lead reaches the marketer with probability rho.
    Where a colleague inherits from somebody who has left, ``inherited`` of the rest is lost, less what a CRM keeps.

    A variance that shrinks by precision added per hour is the usual Gaussian updating; letting the error shrink along its
    own direction needs no further draw and keeps pairs in step. Reference: mediation of trust and information quality:
    Keszey and Biemans 2017; an inverted U between how often something is told and what it is held to be worth: Maltz and
    Kohli 1996; hand-off losses as the core of the separate design: Sabnis et al. 2013. Left out: deliberate hiding.
    """

    code: ClassVar = "M4"
    effect: ClassVar = Effect("fit", rises=True, lever="info_sharing", low=0.2, high=0.9)

    loss: float = parameter(
        1.0, 0.0, 1.0, "share", "how far the lever info_sharing takes effect", neutral=0.0, reference="model"
    )
    full_note: float = parameter(
        2.0, 0.0, 20.0, "factor", "length of a note that tells everything, in the company's hours for one", neutral=0.0,
        reference="G",
    )  # fmt: skip
    overload: float = parameter(
        0.4, 0.0, 1.0, "share", "of a note that tells everything, not read", neutral=0.0, reference="B12"
    )
    trust_weight: float = parameter(
        0.3, 0.0, 1.0, "share", "how much distrust between the units closes the channel", reference="B11"
    )
    discovery: float = parameter(1.6, 0.1, 10.0, "per hour", "precision gained per hour of discovery", reference="G")
    response_hours: float = parameter(
        0.4, 0.0, 4.0, "hour", "discovery that a response itself is worth to who planned the campaign", reference="G"
    )
    inherited: float = parameter(0.5, 0.0, 1.0, "share", "of a leaver's knowledge of a need, lost", reference="G")
    firmographics: float = parameter(
        0.5, 0.0, 1.0, "share", "of the spread of deal values, seen from outside", neutral=1.0, reference="G"
    )
    tolerance: float = parameter(1.1, 0.1, 5.0, "need units", "distance at which the fit of an offer falls", reference="G")


@rule
def kept(information: Information, info_sharing: float, unit_trust: float) -> float:
    """Share of a lead's context that survives the hand-off, and chance that its fate is reported back."""
    read = 1.0 - information.overload * info_sharing * info_sharing
    open_share = info_sharing * read * (1.0 - information.trust_weight * (1.0 - unit_trust))
    return 1.0 - information.loss * (1.0 - open_share)


@rule
def note_hours(world: World) -> float:
    """Hours to write a hand-off note, or to read it."""
    setup = world.setup
    full: float = setup.settings.information.full_note * setup.work.handoff_hours
    return full * setup.levers.info_sharing


@rule
def ignorance_after(information: Information, ignorance: float, skill: float, hours: float) -> float:
    """Ignorance after so many hours of discovery at this skill."""
    return ignorance / math.sqrt(1.0 + information.discovery * skill * hours)


@rule
def ignorance_inherited(lost: float, ignorance: float) -> float:
    """Ignorance of a colleague who takes over, where this share of what was known is lost."""
    return lost + (1.0 - lost) * ignorance


@rule
def fit(information: Information, distance: float) -> float:
    """Fit of an offer made for a need this far from the true one, 0..1."""
    return math.exp(-distance * distance / (2.0 * information.tolerance * information.tolerance))


@rule
def openness(world: World) -> float:
    """Share of what one side knows that reaches the other, either way."""
    setup = world.setup
    return kept(setup.settings.information, setup.levers.info_sharing, mutual_trust(world))


@rule
def reported_back(world: World, index: int, nth: int) -> bool:
    """Whether the fate of a prospect's lead reaches the marketer who brought or qualified it."""
    lead = world.leads[world.prospects[index].lead]
    share = through_crm(world, openness(world), lead.marketer, lead.owner)
    return uniform(world.setup.seed, Purpose.FEEDBACK, index, world.prospects[index].turn, nth) < share


@rule
def take_over(world: World, index: int, who: int, lost: float) -> None:
    """A colleague takes over somebody's lead, with what is left of what was known; a CRM that both use keeps a part."""
    lead = world.leads[world.prospects[index].lead]
    before = lead.ignorance
    lead.ignorance = ignorance_inherited(1.0 - through_crm(world, 1.0 - lost, lead.owner, who), before)
    lead.untold += lead.ignorance - before
    lead.owner = who
