"""M12 Measurement and attribution: what people see of their results, and whom a deal is credited to."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism

LAST, FIRST, LINEAR, SHAPLEY = 0, 1, 2, 3


class Measurement(Mechanism):
    """Results are seen ``delay`` weeks late in the mean: each week 1/delay of what has not been seen yet comes to light.

    A deal is credited to the channels through which its buyer was touched since the need arose: the last, the first, each by
    its touches (linear), or each channel that took part with an equal share, which is the Shapley value where a set of
    channels is worth the deals of buyers that it alone touched. Monthly the media budget moves toward the shares of credited
    value, as far as the lever ``joint_budget`` says: b_c <- b_c + moves x joint_budget x speed x (credited share - b_c),
    so that it comes to rest where the credited return of all channels is the same. Hands raised through a channel go with
    (its media / plan)^elasticity.

    Truth is a re-run of the same draws with the channel closed (``orgsim.attribution``); no rule sees it.

    Source: Shapley value of such a game: Zhao, Mahboobi and Bagheri 2018; advertising elasticity 0.12 in the short run
    (Sethuraman, Tellis and Briesch 2011). Left out: cookies that get lost, lift tests, marketing-mix models.
    """

    code: ClassVar = "M12"
    effect: ClassVar = Effect("media_mismatch", rises=False, lever="joint_budget", low=0.0, high=1.0)

    credit: int = number(LAST, 0, 3, "rule", "0 last touch, 1 first touch, 2 linear, 3 Shapley", source="G")
    delay: float = number(1.5, 1.0, 26.0, "week", "mean delay of what people see of their results", neutral=1.0, source="G")
    moves: float = number(1.0, 0.0, 1.0, "share", "how far the lever joint_budget takes effect", neutral=0.0, source="model")
    speed: float = number(0.3, 0.0, 1.0, "share per month", "how fast the media budget follows", source="G")
    memory: float = number(0.7, 0.0, 0.99, "share per month", "credited value remembered from month to month", source="G")
    floor: float = number(0.02, 0.0, 0.1, "share", "media that every channel keeps", source="G")
    elasticity: float = number(
        0.12, 0.0, 1.0, "exponent", "raised hands of a channel by its media", neutral=0.0, source="B52"
    )


@rule
def seen_share(measurement: Measurement) -> float:
    """Share of the results not seen yet that comes to light in a week."""
    return 1.0 / measurement.delay


@rule
def pull_of_media(measurement: Measurement, media: float, plan: float) -> float:
    """Factor on the hands raised through a channel with this share of the media, where its plan is that one."""
    if measurement.elasticity <= 0.0 or plan <= 0.0:
        return 1.0
    return math.exp(measurement.elasticity * math.log(max(1e-9, media) / plan))


@rule
def budget_after(measurement: Measurement, joint_budget: float, share: float, credited: float) -> float:
    """A channel's share of the media after a month in which it was credited this share of the value."""
    return share + measurement.moves * joint_budget * measurement.speed * (credited - share)
