"""M17 Strategy search: policies that fit together, or do not, found by trying (an optional layer)."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Strategy(Mechanism):
    """Each unit has ``policies`` yes/no policies. What one contributes hangs on itself, on the next ``within`` of its own
    unit and on ``between`` of the other, and is drawn once for the market (an NK landscape); a unit's payoff is the mean.

    Every ``try_every`` days each unit thinks of turning over one policy, and does so where it likes the outcome: its own
    payoff weighs 1 - w / 2 and the other unit's w / 2 x ``info_sharing``, w the lever ``incentive_share``. A person's output
    per hour is multiplied by 1 + strength (payoff - 0.5). Off by default: ``strength`` 0.

    Source: Rivkin and Siggelkow 2003; Siggelkow and Levinthal 2003 (local search of divided and reunited units on such
    landscapes). Left out: imitation, long jumps, changing landscapes.
    """

    code: ClassVar = "M17"
    effect: ClassVar = Effect("strategy_payoff", rises=True, on=(("strength", 0.5),))

    strength: float = number(0.0, 0.0, 2.0, "factor", "what fitting policies add to output", neutral=0.0, source="model")
    policies: int = number(6, 1, 8, "policy", "policies of each unit", source="B21")
    within: int = number(2, 0, 7, "policy", "others of the own unit that a policy hangs on", source="B21")
    between: int = number(2, 0, 7, "policy", "policies of the other unit that it hangs on", source="B21")
    try_every: int = number(21, 1, 252, "day", "days between two tries", source="G")


@rule
def liked(incentive_share: float, info_sharing: float, own: float, other: float) -> float:
    """How a unit likes a change that moves its own payoff and the other's by so much."""
    return (1.0 - 0.5 * incentive_share) * own + 0.5 * incentive_share * info_sharing * other


@rule
def boost(strategy: Strategy, payoff: float) -> float:
    """Factor on output per hour."""
    return 1.0 + strategy.strength * (payoff - 0.5)
