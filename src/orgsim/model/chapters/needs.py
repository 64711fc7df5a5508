"""Needs: they arise and pass by each prospect's own clock, whatever the company does."""

from __future__ import annotations

import math

from orgsim.inputs.limits import MAX_CHANNELS
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import exponential, log_normal
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import FULL_CIRCLE, NEXT_TO_NOTHING, SEASON_STEPS
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
def crowded(world: World, when: float) -> float:
    """Days of usual demand that the season has added by then to those that have passed, or taken."""
    setup = world.setup
    each = FULL_CIRCLE / DAYS_A_YEAR
    swing: float = setup.market.season / each
    return swing * math.sin(each * (when - setup.opening - setup.market.season_peak))


@rule
def next_need_after(world: World, index: int, when: float) -> float:
    """When the next need arises after that: so many days of usual demand later, of which a season's day may be more or less
    than one. The season bends the prospect's own clock.
    """
    gap = need_gap(world, index)
    if world.setup.market.season <= 0.0 or gap == math.inf:
        return when + gap
    mark = when + gap + crowded(world, when)
    found = mark
    for _ in range(SEASON_STEPS):  # a contraction, by the swing at each step
        found = mark - crowded(world, found)
    return max(when, found)


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
        prospect.next_need = next_need_after(world, index, ends)
        ends = next_need_ends(world, index)
    set_event(world, index, Event.NEED, max(prospect.next_need, now), earliest)


@rule
def first_need(world: World, index: int) -> None:
    """On day 0 as many are in need as at any time in the long run; the others wait for theirs."""
    setup = world.setup
    market = setup.market
    prospect = world.prospects[index]
    prospect.next_need = next_need_after(world, index, 0.0)
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
