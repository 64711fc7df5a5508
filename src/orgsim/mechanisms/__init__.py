"""What happens: one file per mechanism (claim, source, settings with neutral values, formulas), and the table of them."""

from __future__ import annotations

from typing import Final

from orgsim.mechanisms.ambiguity import Ambiguity
from orgsim.mechanisms.boundary import Boundary
from orgsim.mechanisms.decisions import Decisions
from orgsim.mechanisms.demand import Demand
from orgsim.mechanisms.disputes import Disputes
from orgsim.mechanisms.measurement import Measurement
from orgsim.mechanisms.mechanism import Effect, Mechanism
from orgsim.mechanisms.messages import Messages
from orgsim.mechanisms.pay import Pay
from orgsim.mechanisms.platforms import Platforms
from orgsim.mechanisms.practice import Practice
from orgsim.mechanisms.qualification import Qualification
from orgsim.mechanisms.queues import Queues
from orgsim.mechanisms.rivals import Rivals
from orgsim.mechanisms.strategy import Strategy
from orgsim.mechanisms.switching import Switching
from orgsim.mechanisms.transition import Transition
from orgsim.mechanisms.turnover import Turnover

MECHANISMS: Final[dict[str, type[Mechanism]]] = {
    "practice": Practice,
    "switching": Switching,
    "queues": Queues,
    "boundary": Boundary,
    "pay": Pay,
    "qualification": Qualification,
    "disputes": Disputes,
    "messages": Messages,
    "decisions": Decisions,
    "demand": Demand,
    "rivals": Rivals,
    "measurement": Measurement,
    "ambiguity": Ambiguity,
    "transition": Transition,
    "platforms": Platforms,
    "strategy": Strategy,
    "turnover": Turnover,
}

__all__ = ["MECHANISMS", "Effect", "Mechanism"]
