"""M14 Transition: what it takes to get from one design to another."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Transition(Mechanism):
    """A path has dated phases. From a phase's day each person is to change over on a date of their own within the ramp; past
    it, they do so with hazard 1 / (resistance (1 + tenure_weight x years in the job) (1 + distrust_weight (1 - u))) a day, u
    the trust of their unit in the other. Newcomers start the new way. Each person works in the functions' shares of the
    design that they have changed over to; the other levers stand at the mean over the people.

    A change of size z (0..1, the mean over the levers of their move as a share of their range) costs ``fee`` x z on its day
    and ``training`` x z hours per person. Tasks that were not practiced before have to be learned (M1); that part of the
    dip needs no setting of its own.

    Source: change and training about three times the licence (trade press, B80); fewer than 40 % of firms reach full
    adoption (same); later adoption with tenure and distrust: the claim itself (C45); sizes are priors. Left out: people who
    leave because of the change, pilots.
    """

    code: ClassVar = "M14"
    effect: ClassVar = Effect("transition_hours", rises=True, path=True)

    fee: float = number(6_000.0, 0.0, 1e6, "EUR per person", "cost of a change of full size", neutral=0.0, source="B80")
    training: float = number(80.0, 0.0, 2000.0, "hour per person", "training for one", neutral=0.0, source="B80")
    resistance: float = number(30.0, 0.0, 2520.0, "day", "mean delay of a newcomer with full trust", neutral=0.0, source="G")
    tenure_weight: float = number(0.15, 0.0, 5.0, "per year", "longer delay with years in the job", source="G")
    distrust_weight: float = number(1.0, 0.0, 10.0, "factor", "longer delay with distrust of the other unit", source="G")


@rule
def readiness_to_change(transition: Transition, years: float, trust: float) -> float:
    """Hazard a day of changing over, once it is due."""
    slower = (1.0 + transition.tenure_weight * years) * (1.0 + transition.distrust_weight * (1.0 - trust))
    return 1.0 / (transition.resistance * slower)
