"""M17 Strategy search: policies that fit together, or do not, found by trying (an optional layer)."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.draws import below, coin, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.state import MAX_POLICIES
from orgsim.model.world import World
from orgsim.results.codes import Unit


class Strategy(Chapter):
    """Each unit has ``policies`` yes/no policies. What one contributes hangs on itself, on the next ``within`` of its own
    unit and on ``between`` of the other, and is drawn once for the market (an NK landscape); a unit's payoff is the mean.

    Every ``try_every`` days each unit thinks of turning over one policy, and does so where it likes the outcome: its own
    payoff weighs 1 - j w and the other unit's j w x ``info_sharing``, w the lever ``incentive_share``, j ``joint_weight``. A
    person's output per hour is multiplied by 1 + strength (payoff - typical_payoff). Off by default: ``strength`` 0.

    Reference: Rivkin and Siggelkow 2003; Siggelkow and Levinthal 2003 (local search of divided and reunited units on such
    landscapes). Left out: imitation, long jumps, changing landscapes.
    """

    code: ClassVar = "M17"
    effect: ClassVar = Effect("strategy_payoff", rises=True, on=(("strength", 0.5),))

    strength: float = parameter(
        0.0, 0.0, 2.0, "factor", "what fitting policies add to output", neutral=0.0, reference="model"
    )
    policies: int = parameter(6, 1, MAX_POLICIES, "policy", "policies of each unit", reference="B21")
    within: int = parameter(2, 0, 7, "policy", "others of the own unit that a policy hangs on", reference="B21")
    between: int = parameter(2, 0, 7, "policy", "policies of the other unit that it hangs on", reference="B21")
    try_every: int = parameter(21, 1, 252, "day", "days between two tries", reference="G")
    joint_weight: float = parameter(0.5, 0.0, 1.0, "share", "weight of the other unit under joint pay", reference="G")
    typical_payoff: float = parameter(0.5, 0.0, 1.0, "share", "payoff at which output is as stated", reference="model")


@rule
def liked(strategy: Strategy, incentive_share: float, info_sharing: float, own: float, other: float) -> float:
    """How a unit likes a change that moves its own payoff and the other's by so much."""
    joint = strategy.joint_weight * incentive_share
    return (1.0 - joint) * own + joint * info_sharing * other


@rule
def boost(strategy: Strategy, payoff: float) -> float:
    """Factor on output per hour."""
    return 1.0 + strategy.strength * (payoff - strategy.typical_payoff)


@rule
def contribution(world: World, unit: int, place: int) -> float:
    """What one policy contributes, as it stands together with those that it hangs on."""
    setup = world.setup
    strategy: Strategy = setup.settings.strategy
    count = strategy.policies
    mine, theirs = world.units[unit].policy, world.units[1 - unit].policy
    code = mine[place]
    for step in range(min(strategy.within, count - 1)):
        code = 2 * code + mine[(place + 1 + step) % count]
    for step in range(min(strategy.between, count)):
        code = 2 * code + theirs[(place + step) % count]
    return uniform(setup.market_seed, Purpose.LANDSCAPE, MAX_POLICIES * unit + place, code, 0)


@rule
def payoff(world: World, unit: int) -> float:
    """Mean contribution of a unit's policies, 0..1."""
    count: int = world.setup.settings.strategy.policies
    added = 0.0
    for place in range(count):
        added += contribution(world, unit, place)
    return added / count


@rule
def try_policy(world: World, unit: int) -> None:
    """Turn over one policy, and turn it back where the outcome is not liked."""
    setup = world.setup
    strategy: Strategy = setup.settings.strategy
    place = below(uniform(setup.seed, Purpose.SEARCH, unit, world.counts.day + 1, 0), strategy.policies)
    policy = world.units[unit].policy
    before, other_before = payoff(world, unit), payoff(world, 1 - unit)
    policy[place] = 1 - policy[place]
    own, other = payoff(world, unit) - before, payoff(world, 1 - unit) - other_before
    if liked(strategy, setup.levers.incentive_share, setup.levers.info_sharing, own, other) <= 0.0:
        policy[place] = 1 - policy[place]


@rule
def search_strategy(world: World) -> None:
    """A round of the search, on its dates; nothing where the layer is off."""
    strategy: Strategy = world.setup.settings.strategy
    day = world.counts.day
    if strategy.strength <= 0.0 or day % strategy.try_every != 0:
        return
    first = Unit.MARKETING if coin(uniform(world.setup.seed, Purpose.SEARCH, len(Unit), day + 1, 0)) else Unit.SALES
    if day > 0:
        try_policy(world, first)
        try_policy(world, 1 - first)
    for unit in range(len(Unit)):
        world.units[unit].payoff = payoff(world, unit)


@rule
def first_policies(world: World, unit: int) -> None:
    """A unit's policies on day 0."""
    for place in range(world.setup.settings.strategy.policies):
        yes = coin(uniform(world.setup.seed, Purpose.SEARCH, unit, 0, 1 + place))
        world.units[unit].policy[place] = 1 if yes else 0
