"""The units' policies: tried one at a time, kept where the outcome is liked."""

from __future__ import annotations

from orgsim.kernel.draws import below, uniform
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.strategy import liked
from orgsim.model.world import World
from orgsim.results.words import purpose


@rule
def contribution(world: World, unit: int, place: int) -> float:
    """What one policy contributes, as it stands together with those that it hangs on."""
    setup = world.setup[0]
    strategy = setup.settings.strategy
    count = strategy.policies
    mine, theirs = world.units[unit].policy, world.units[1 - unit].policy
    code = mine[place]
    for step in range(min(strategy.within, count - 1)):
        code = 2 * code + mine[(place + 1 + step) % count]
    for step in range(min(strategy.between, count)):
        code = 2 * code + theirs[(place + step) % count]
    return uniform(setup.market_seed, purpose.LANDSCAPE, 8 * unit + place, code, 0)


@rule
def payoff(world: World, unit: int) -> float:
    """Mean contribution of a unit's policies, 0..1."""
    count = world.setup[0].settings.strategy.policies
    added = 0.0
    for place in range(count):
        added += contribution(world, unit, place)
    return added / count


@rule
def try_policy(world: World, unit: int) -> None:
    """Turn over one policy, and turn it back where the outcome is not liked."""
    setup = world.setup[0]
    today = world.counts[0].day
    place = below(uniform(setup.seed, purpose.SEARCH, unit, today + 1, 0), setup.settings.strategy.policies)
    policy = world.units[unit].policy
    before, other_before = payoff(world, unit), payoff(world, 1 - unit)
    policy[place] = 1 - policy[place]
    own, other = payoff(world, unit) - before, payoff(world, 1 - unit) - other_before
    if liked(setup.levers.incentive_share, setup.levers.info_sharing, own, other) <= 0.0:
        policy[place] = 1 - policy[place]


@rule
def search(world: World) -> None:
    """A round of the search, on its dates; nothing where the layer is off."""
    strategy = world.setup[0].settings.strategy
    day = world.counts[0].day
    if strategy.strength <= 0.0 or day % strategy.try_every != 0:
        return
    first = 0 if uniform(world.setup[0].seed, purpose.SEARCH, 2, day + 1, 0) < 0.5 else 1
    if day > 0:
        try_policy(world, first)
        try_policy(world, 1 - first)
    for unit in range(2):
        world.units[unit].payoff = payoff(world, unit)
