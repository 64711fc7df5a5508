"""Rivals: static ones that bid; and a second organization in the market, offers beside each other, accounts sold and left.

Each organization walks its own world; the table ``accounts`` is the same array in both. It says whose offer is on the
table and whose customer an account is. A world with one organization never looks at it.
"""

from __future__ import annotations

import math

from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.rivals import bidders, chosen_share, offers
from orgsim.model.world import DAYS_A_MONTH, World
from orgsim.results.words import purpose


@rule
def bidding(world: World, index: int, u: float) -> int:
    """How many static rivals bid for a prospect's need."""
    setup = world.setup[0]
    if setup.seat >= 0:  # the other organization stands in their place
        return 0
    share = setup.market.rivals * setup.segment_rivals[world.prospects[index].segment]
    return bidders(setup.settings.rivals, share, u)


@rule
def turn_away(world: World, index: int, when: float) -> None:
    """A need that we did not meet may be met by a static rival, whose customer the account then is for a while."""
    setup = world.setup[0]
    rivals = setup.settings.rivals
    prospect = world.prospects[index]
    if prospect.rival == 0:
        return
    u = uniform(setup.market_seed, purpose.TURN_AWAY, index, prospect.episodes, 0)
    if u < chosen_share(offers(rivals, prospect.rival * 1.0)):
        world.daily[world.counts[0].day].rival_wins += 1.0
        prospect.bound_until = when + rivals.binding * setup.market.contract_months * DAYS_A_MONTH


@rule
def other_has(world: World, index: int) -> bool:
    """Whether the account is the other organization's customer."""
    setup = world.setup[0]
    return setup.seat >= 0 and world.accounts[index].owner == 1 - setup.seat


@rule
def offered(world: World, index: int) -> float:
    """Attraction of everybody else's offers to a prospect, against 1 for not buying."""
    setup = world.setup[0]
    rivals = setup.settings.rivals
    if setup.seat < 0:
        return offers(rivals, world.prospects[index].rival * 1.0)
    account = world.accounts[index]
    if account.bids[1 - setup.seat] == 0:
        return 0.0
    attraction: float = rivals.presence * math.exp(account.odds[1 - setup.seat])
    return attraction


@rule
def bid(world: World, index: int, odds: float) -> None:
    """Our offer is on the table."""
    seat = world.setup[0].seat
    if seat >= 0:
        world.accounts[index].bids[seat] = 1
        world.accounts[index].odds[seat] = odds


@rule
def withdraw(world: World, index: int) -> None:
    """Our offer is on the table no more."""
    seat = world.setup[0].seat
    if seat >= 0:
        world.accounts[index].bids[seat] = 0


@rule
def sell_to(world: World, index: int, when: float) -> None:
    """The account becomes our customer."""
    seat = world.setup[0].seat
    if seat >= 0:
        world.accounts[index].owner = seat
        world.accounts[index].sold = when


@rule
def set_free(world: World, index: int, when: float) -> None:
    """A customer of ours leaves, and is within reach of the other again."""
    if world.setup[0].seat >= 0:
        world.accounts[index].owner = -1
        world.accounts[index].freed = when
