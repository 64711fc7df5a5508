"""M8 Messages and the buyer's trust: what the two functions say, how far apart it lies, and what the buyer makes of it."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism
from orgsim.model.tables import Prospect


class Messages(Mechanism):
    """Each unit has a message per segment, a point in the space of needs.

    Monthly m_U <- m_U + learning (mean need it met - m_U) + N(0, drift); at each round of ``sync_every`` days
    m_U <- (1 - k) m_U + k mean, k the lever ``message_sync``, at ``round_hours`` x k of every person.
    A seller says (1 - tailoring) m_U + tailoring theta_hat. For the buyer, with theta the need and H what was heard:
    d = max(0, |said - H| - max(0, |H - theta| - |said - theta|)), the distance net of what moved toward the need;
    T <- T + gain (1 - T) exp(-d / d0) - fall T min(1, d / d0); H <- H + recency (said - H).

    Source: 71 % say that inconsistency confuses buyers (Demand Metric and Lucidpress 2016, opinion data, hence modest
    gains); losses weigh about twice as much (trust games). Left out: rivals' claims, word of mouth about messages.
    """

    code: ClassVar = "M8"
    effect: ClassVar = Effect("inconsistency", rises=False, lever="message_sync", low=0.0, high=0.9)

    gain: float = number(0.05, 0.0, 1.0, "per message", "trust gained by a consistent message", neutral=0.0, source="B57")
    fall: float = number(0.10, 0.0, 1.0, "per message", "trust lost by a contradiction", neutral=0.0, source="B57")
    patience: float = number(1.0, 0.05, 5.0, "need units", "distance that counts as a full contradiction", source="G")
    recency: float = number(0.4, 0.01, 1.0, "share", "weight of the newest message in what is remembered", source="G")
    first_trust: float = number(0.5, 0.0, 1.0, "share", "trust of a prospect that heard nothing yet", source="G")
    spread: float = number(
        0.6,
        0.0,
        3.0,
        "need units",
        "distance of each unit's first message from the segment's mean",
        neutral=0.0,
        source="B58",
    )
    learning: float = number(
        0.15, 0.0, 1.0, "share per month", "how fast a unit learns from whom it met", neutral=0.0, source="G"
    )
    drift: float = number(
        0.12, 0.0, 2.0, "need units per root month", "wandering of a unit's message", neutral=0.0, source="B58"
    )
    sync: float = number(1.0, 0.0, 1.0, "share", "how far the lever message_sync takes effect", neutral=0.0, source="model")
    round_hours: float = number(
        1.0, 0.0, 20.0, "hour", "time of each person per message round at full pull", neutral=0.0, source="G"
    )
    tailoring: float = number(0.5, 0.0, 1.0, "share", "how far a seller speaks to the prospect's own need", source="G")
    relevance_slope: float = number(
        0.5,
        0.0,
        3.0,
        "per need unit",
        "fall of responses with the distance of the message from the need",
        neutral=0.0,
        source="G",
    )


@rule
def distance(ax: float, ay: float, bx: float, by: float) -> float:
    """Distance of two points in the space of needs."""
    return math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by))


@rule
def contradiction(prospect: Prospect, x: float, y: float) -> float:
    """How far a message contradicts what the prospect heard, net of what moves toward its need."""
    need_x, need_y = prospect.need[0], prospect.need[1]
    step = distance(x, y, prospect.heard[0], prospect.heard[1])
    nearer = distance(prospect.heard[0], prospect.heard[1], need_x, need_y) - distance(x, y, need_x, need_y)
    return max(0.0, step - max(0.0, nearer))


@rule
def hear(messages: Messages, prospect: Prospect, x: float, y: float) -> float:
    """Let the prospect hear a message; returns the contradiction it felt (0 at the first message)."""
    prospect.heard_count += 1
    if prospect.heard_count == 1:
        prospect.heard[0] = x
        prospect.heard[1] = y
        return 0.0
    felt = contradiction(prospect, x, y)
    bad = min(1.0, felt / messages.patience)
    good = math.exp(-felt / messages.patience)
    prospect.trust += messages.gain * (1.0 - prospect.trust) * good - messages.fall * prospect.trust * bad
    prospect.inconsistency += messages.recency * (felt - prospect.inconsistency)
    prospect.heard[0] += messages.recency * (x - prospect.heard[0])
    prospect.heard[1] += messages.recency * (y - prospect.heard[1])
    return felt


@rule
def relevance(messages: Messages, prospect: Prospect, x: float, y: float) -> float:
    """Factor on the response to a message, 0..1."""
    return math.exp(-messages.relevance_slope * distance(x, y, prospect.need[0], prospect.need[1]))


@rule
def pulled(messages: Messages, message_sync: float, own: float, mean: float) -> float:
    """One coordinate of a unit's message after a round that pulls the units together."""
    return own + messages.sync * message_sync * (mean - own)
