"""The morning of a day in a shared market: what the other organization sold yesterday, and which of its customers left."""

from __future__ import annotations

import math

from orgsim.kernel import buckets
from orgsim.kernel.rules import rule
from orgsim.model.acts.funnel import close_lead, move
from orgsim.model.world import World, expect_need
from orgsim.results.words import event, outcome, stage


@rule
def lose_to_other(world: World, index: int, when: float) -> None:
    """An account has become the other organization's customer: whatever we had with it is over."""
    prospect = world.prospects[index]
    world.daily[world.counts[0].day].rival_wins += 1.0
    close_lead(world, index, outcome.RIVAL, when)
    if prospect.stage != stage.IDLE:
        move(world, index, stage.IDLE, when, -1)
    prospect.bound_until = math.inf
    prospect.event = event.NONE
    buckets.take(world.calendar, index)


@rule
def learn_of_other(world: World) -> None:
    """Learn what became of the market's accounts yesterday. The one scan of all prospects in a day, and only where two
    organizations share them.
    """
    setup = world.setup[0]
    today = world.counts[0].day
    for index in range(setup.prospects):
        account = world.accounts[index]
        if account.owner == 1 - setup.seat and account.sold >= today - 1.0:
            lose_to_other(world, index, today * 1.0)
        elif account.owner < 0 and account.freed >= today - 1.0 and world.prospects[index].bound_until > today:
            world.prospects[index].bound_until = account.freed
            expect_need(world, index, account.freed, today)
