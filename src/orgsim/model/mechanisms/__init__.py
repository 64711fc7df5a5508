"""What happens: one file per mechanism (claim, source, settings with neutral values, formulas), and the table of them."""

from __future__ import annotations

from typing import Final

from orgsim.model.mechanisms.ambiguity import Ambiguity
from orgsim.model.mechanisms.boundary import Boundary
from orgsim.model.mechanisms.decisions import Decisions
from orgsim.model.mechanisms.demand import Demand
from orgsim.model.mechanisms.disputes import Disputes
from orgsim.model.mechanisms.measurement import Measurement
from orgsim.model.mechanisms.mechanism import Effect, Mechanism
from orgsim.model.mechanisms.messages import Messages
from orgsim.model.mechanisms.pay import Pay
from orgsim.model.mechanisms.platforms import Platforms
from orgsim.model.mechanisms.practice import Practice
from orgsim.model.mechanisms.qualification import Qualification
from orgsim.model.mechanisms.queues import Queues
from orgsim.model.mechanisms.rivals import Rivals
from orgsim.model.mechanisms.strategy import Strategy
from orgsim.model.mechanisms.switching import Switching
from orgsim.model.mechanisms.transition import Transition
from orgsim.model.mechanisms.turnover import Turnover

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
