"""M3 Queues and fading intent: a lead is worth less every hour it waits."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Queues(Mechanism):
    """Intent after t days: v0 [m exp(-8 t / fast_hours) + (1 - m) exp(-t / slow_days)].

    Leads wait in their owner's queue and are worked in order of value x freshness; what is left at the end of the day
    goes on next morning to the minute. A tracked promise (the levers ``sla_days`` and ``sla_enforced``) pulls a lead
    forward. A lead that nobody pursued goes cold. With chance ``shared`` a lead handed over goes to the sales unit's common
    inbox, from which whoever is through with the own ones takes the next; pooling (M16) comes out of that. A step of work
    takes its standard hours x (1 - spread + spread x E), E exponential of mean 1: always alike at 0, and at 1 the queues of
    Erlang.

    Source: answering within an hour qualifies about seven times as often as an hour later (Oldroyd, McElheran and
    Elkington 2011, self-selected firms: an upper bound, hence the slow part). Left out: business hours of the buyer; whom
    marketing blames for a promise broken in the common inbox.
    """

    code: ClassVar = "M3"
    effect: ClassVar = Effect("intent_left", rises=False)

    fast_hours: float = number(
        6.0, 0.5, math.inf, "working hour", "time constant of the impulse", neutral=math.inf, source="B50 B51"
    )
    slow_days: float = number(
        20.0, 1.0, math.inf, "day", "time constant of the lasting interest", neutral=math.inf, source="B50"
    )
    fast_share: float = number(0.30, 0.0, 1.0, "share", "part of intent that is impulse", source="B50")
    cold_days: float = number(25.0, 1.0, 504.0, "day", "wait after which a lead goes cold", source="B05")
    dormant_days: float = number(84.0, 5.0, 504.0, "day", "how long a dormant lead can be revived", source="G")
    shared: float = number(
        0.0, 0.0, 1.0, "share", "leads handed over to the unit's common inbox instead of one person's", source="model"
    )
    spread: float = number(
        0.0, 0.0, 1.0, "share", "part of the length of a step that is chance", neutral=0.0, source="model"
    )
    tracking: float = number(
        1.0, 0.0, 5.0, "factor", "pull of a tracked promise on a seller's order of work", neutral=0.0, source="B05"
    )


@rule
def intent(queues: Queues, strength: float, days: float) -> float:
    """Intent left after so many days."""
    fast = queues.fast_share * math.exp(-8.0 * days / queues.fast_hours)
    return strength * (fast + (1.0 - queues.fast_share) * math.exp(-days / queues.slow_days))


@rule
def length_of_step(queues: Queues, standard: float, u: float) -> float:
    """Standard hours that a step takes this time."""
    return standard * (1.0 - queues.spread + queues.spread * exponential(u, 1.0))


@rule
def urgency(queues: Queues, sla_enforced: float, waited: float, sla_days: float) -> float:
    """Factor on a lead's place in the queue as its promised date comes near."""
    return 1.0 + queues.tracking * sla_enforced * min(1.0, waited / sla_days)
