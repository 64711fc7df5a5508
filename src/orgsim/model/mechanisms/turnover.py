"""M18 Turnover: people leave, posts stay empty, newcomers start again."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Turnover(Mechanism):
    """Hazard per month = (role's rate) x (1 + frustration_weight x frustration).

    The holder of a post leaves when the accumulated hazard passes an exponential limit drawn at the hire. The post is empty
    for ``gap_days``; a colleague inherits the leads with half of what was known, customers wait for their next care date;
    then a newcomer starts at starting skill.

    Source: lead-development reps 30-34 % a year, tenure 14-18 months (Bridge Group surveys, B36), others about half; ramp
    3-6 months (B35) comes out of M1. Left out: promotion, layoffs, teams that leave together.
    """

    code: ClassVar = "M18"
    effect: ClassVar = Effect("turnover", rises=True)

    scale: float = number(1.0, 0.0, 5.0, "factor", "all rates of leaving", neutral=0.0, source="B36")
    marketer: float = number(0.015, 0.0, 0.2, "per month", "marketers who leave", source="B36")
    rep: float = number(0.0175, 0.0, 0.2, "per month", "reps who leave", source="B36")
    frustration_weight: float = number(1.0, 0.0, 10.0, "factor", "rise with recent disputes", source="G")
    frustration_days: float = number(30.0, 1.0, 504.0, "day", "time constant of frustration", source="G")
    gap_days: float = number(42.0, 0.0, 252.0, "day", "time a post stays empty", source="B36")
    hiring_cost: float = number(0.2, 0.0, 2.0, "share of yearly pay", "cost of a hire", source="G")


@rule
def strain(turnover: Turnover, rate: float, frustration: float) -> float:
    """Hazard of leaving that one day adds."""
    return turnover.scale * rate / 21.0 * (1.0 + turnover.frustration_weight * frustration)
