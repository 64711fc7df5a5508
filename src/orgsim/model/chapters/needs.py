"""Needs: they arise and pass by each prospect's own clock, whatever the company does."""

from __future__ import annotations

import math

from orgsim.inputs.limits import MAX_CHANNELS
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import exponential, log_normal
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NEXT_TO_NOTHING
from orgsim.model.purposes import Purpose
from orgsim.model.state import LEADS_PER_NEED, Event, Prospect
from orgsim.model.world import World, set_event


@rule
def need_gap(world: World, index: int) -> float:
    """Days from the end of the present need to the next one; infinite where no needs arise."""
    setup = world.setup
    if setup.market.needs_per_year <= 0.0:
        return math.inf
    u = uniform(setup.market_seed, Purpose.NEED_GAP, index, world.prospects[index].episodes, 0)
    return exponential(u, DAYS_A_YEAR / setup.market.needs_per_year)


@rule
def next_need_ends(world: World, index: int) -> float:
    """When the next need will have passed."""
    setup = world.setup
    prospect = world.prospects[index]
    u = uniform(setup.market_seed, Purpose.NEED_LENGTH, index, prospect.episodes + 1, 0)
    return prospect.next_need + exponential(u, setup.market.need_days)


@rule
def new_episode(prospect: Prospect) -> None:
    """Another need of the prospect begins; what happens in it has luck of its own, whatever went before."""
    prospect.episodes += 1
    prospect.touches = 0
    for channel in range(MAX_CHANNELS):
        prospect.touched_by[channel] = 0
    prospect.first_channel = -1
    prospect.last_channel = -1
    prospect.turn = LEADS_PER_NEED * prospect.episodes


@rule
def expect_need(world: World, index: int, now: float, earliest: int) -> None:
    """Wait for the next need. Needs come by the prospect's own clock: those that came and went while the company was talking
    with it are passed over, so that two designs meet the same market.
    """
    prospect = world.prospects[index]
    if now >= world.setup.days:  # also where it is bound for ever: nothing comes before the horizon
        set_event(world, index, Event.NEED, now, earliest)
        return
    ends = next_need_ends(world, index)
    while ends <= now:
        new_episode(prospect)
        prospect.next_need = ends + need_gap(world, index)
        ends = next_need_ends(world, index)
    set_event(world, index, Event.NEED, max(prospect.next_need, now), earliest)


@rule
def first_need(world: World, index: int) -> None:
    """On day 0 as many are in need as at any time in the long run; the others wait for theirs."""
    setup = world.setup
    market = setup.market
    prospect = world.prospects[index]
    prospect.next_need = need_gap(world, index)
    calm = DAYS_A_YEAR / max(NEXT_TO_NOTHING, market.needs_per_year)
    if uniform(setup.market_seed, Purpose.NEED_GAP, index, 0, 1) < market.need_days / (market.need_days + calm):
        prospect.next_need = 0.0
    expect_need(world, index, 0.0, 0)


@rule
def first_value(world: World, index: int) -> float:
    """Value of a prospect's first deal."""
    setup = world.setup
    u = uniform(setup.market_seed, Purpose.VALUE, index, 0, 0)
    relative: float = setup.segment_value[world.prospects[index].segment]
    return relative * log_normal(u, setup.market.deal_value, setup.market.deal_sigma)
