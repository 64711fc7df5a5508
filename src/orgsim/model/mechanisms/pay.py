"""M5 Pay, effort and attention: people drift toward what is rewarded, as far as they can see it."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism
from orgsim.results.records import Vector
from orgsim.results.words import action


class Pay(Mechanism):
    """Reward of an action = (1 - w) own KPI + w joint revenue, with w the lever ``incentive_share``.

    Weekly, for each action a with r_a its reward per hour relative to the person's mean:
    q_a <- (1 - g) q_a + g r_a; hours are split by x_a = exp(q_a / T) / sum exp(q / T).
    Effort = 1 - free_riding * w * (1 - 1/n), n people sharing the joint reward.
    A person sees the rewards through noise: r_a exp(noise z). Marketing's KPI: a qualified lead is a point, a response
    ``response_points``, an hour of brand work ``brand_points``. Sales' KPI: won and renewed value, in points of the mean
    deal. Joint revenue is the same value, credited to the seller, and to the marketer as far as the win is reported back
    (M4). What brand work earns cannot be traced to a person; joint pay credits it with ``brand_return`` per hour, an
    assumption.

    Source: Roth and Erev 1995 (reinforcement); Holmstroem and Milgrom 1991 (a strongly paid measurable task starves the
    others); Holmstroem 1982 (team pay dilutes effort). Left out: effort cost curves, contests, quota ratchets.
    """

    code: ClassVar = "M5"
    effect: ClassVar = Effect("mix_brand", rises=True, lever="incentive_share", low=0.0, high=1.0)

    learning: float = number(0.06, 0.0, 1.0, "per week", "weight of the last week's rewards", neutral=0.0, source="G")
    temperature: float = number(0.5, 0.05, 5.0, "reward", "how weakly hours follow rewards", source="G")
    free_riding: float = number(
        0.08, 0.0, 0.5, "share", "effort lost where all reward is shared by many", neutral=0.0, source="B07 B08"
    )
    noise: float = number(0.3, 0.0, 2.0, "log units", "noise in what a person sees of the rewards", source="G")
    win_points: float = number(6.0, 0.0, 50.0, "point", "weight of a mean deal against a qualified lead", source="G")
    response_points: float = number(0.1, 0.0, 1.0, "point", "weight of a response in marketing's KPI", source="G")
    brand_points: float = number(0.03, 0.0, 5.0, "point per hour", "weight of brand work in marketing's KPI", source="G")
    brand_return: float = number(
        0.08, 0.0, 5.0, "point per hour", "what joint revenue credits to an hour of brand work", source="B52"
    )
    renewal_points: float = number(3.0, 0.0, 50.0, "point", "weight of a mean renewal in sales' KPI", source="G")


@rule
def share_of(pay: Pay, propensity: Vector, chosen: int) -> float:
    """Share of hours meant for one action."""
    top = propensity[0]
    for other in range(1, action.COUNT):
        top = max(top, propensity[other])
    total = 0.0
    for other in range(action.COUNT):
        total += math.exp((propensity[other] - top) / pay.temperature)
    return math.exp((propensity[chosen] - top) / pay.temperature) / total


@rule
def effort(pay: Pay, incentive_share: float, people: float) -> float:
    """Effort under this share of joint pay among so many people, 0..1."""
    return 1.0 - pay.free_riding * incentive_share * (1.0 - 1.0 / people)


@rule
def mixed(incentive_share: float, own: float, joint: float) -> float:
    """What pay rewards."""
    return (1.0 - incentive_share) * own + incentive_share * joint


@rule
def learned(pay: Pay, propensity: float, relative_reward: float) -> float:
    """Propensity after a week in which the action brought so much per hour, relative to the person's mean."""
    return (1.0 - pay.learning) * propensity + pay.learning * min(3.0, relative_reward)
