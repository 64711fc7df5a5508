"""M4 Information at the boundary: what one person learned of a prospect is partly lost when another takes over."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Boundary(Mechanism):
    """The owner of a lead believes theta_hat = theta + a (center - theta): ignorance a falls from 1 (the segment's mean)
    toward 0 (the prospect's true need).

    Share kept at a hand-off: rho = 1 - loss (1 - info_sharing (1 - trust_weight (1 - unit trust)));
    ignorance of the receiver = 1 - rho (1 - a). An hour of discovery at skill s: a^2 <- a^2 / (1 + discovery s h).
    Fit of the offer = exp(-|theta - theta_hat|^2 / (2 tolerance^2)).
    No loss and no wait where the owner stays. The same channel runs backward: what became of a lead reaches the marketer
    with probability rho.

    A variance that shrinks by precision added per hour is the usual Gaussian updating; letting the error shrink along its
    own direction needs no further draw and keeps pairs in step. Source: mediation of trust and information quality: Keszey
    and Biemans 2017; hand-off losses as the core of the separate design: Sabnis et al. 2013. Left out: deliberate hiding.
    """

    code: ClassVar = "M4"
    effect: ClassVar = Effect("fit", rises=True, lever="info_sharing", low=0.2, high=0.9)

    loss: float = number(1.0, 0.0, 1.0, "share", "how far the lever info_sharing takes effect", neutral=0.0, source="model")
    trust_weight: float = number(
        0.3, 0.0, 1.0, "share", "how much distrust between the units closes the channel", source="B11"
    )
    latency: float = number(1.0, 0.0, 3.0, "factor", "scale of the lever handoff_latency", neutral=0.0, source="model")
    pods: float = number(1.0, 0.0, 1.0, "share", "how far the lever owner_stays takes effect", neutral=0.0, source="model")
    discovery: float = number(1.6, 0.1, 10.0, "per hour", "precision gained per hour of discovery", source="G")
    response_hours: float = number(
        0.4, 0.0, 4.0, "hour", "discovery that a response itself is worth to who planned the campaign", source="G"
    )
    enough: float = number(
        0.45, 0.05, 1.0, "share", "ignorance at which a seller stops discovery of an average deal", source="G"
    )
    tolerance: float = number(1.1, 0.1, 5.0, "need units", "distance at which the fit of an offer falls", source="G")


@rule
def kept(boundary: Boundary, info_sharing: float, unit_trust: float) -> float:
    """Share of a lead's context that survives the hand-off, and chance that its fate is reported back."""
    open_share = info_sharing * (1.0 - boundary.trust_weight * (1.0 - unit_trust))
    return 1.0 - boundary.loss * (1.0 - open_share)


@rule
def ignorance_after(boundary: Boundary, ignorance: float, skill: float, hours: float) -> float:
    """Ignorance after so many hours of discovery at this skill."""
    return ignorance / math.sqrt(1.0 + boundary.discovery * skill * hours)


@rule
def fit(boundary: Boundary, distance: float) -> float:
    """Fit of an offer made for a need this far from the true one, 0..1."""
    return math.exp(-distance * distance / (2.0 * boundary.tolerance * boundary.tolerance))
