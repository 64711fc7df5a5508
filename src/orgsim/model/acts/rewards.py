"""Points that pay gives for an action."""

from __future__ import annotations

from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.pay import mixed
from orgsim.model.world import World


@rule
def reward(world: World, who: int, side: int, what: int, own: float, joint: float) -> None:
    """Credit an action of a person with points, weighted as pay weights them."""
    if who >= 0 and what >= 0 and world.setup[0].settings.pay.learning > 0.0:
        world.people[who].reward[side, what] += mixed(world.setup[0].levers.incentive_share, own, joint)
