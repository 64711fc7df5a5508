"""The market moves: needs arise and pass, hands are raised, leads go cold, promised dates run out, customers' months end."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.credit import inbound_pull, remember_touch
from orgsim.model.acts.customers import month_ends
from orgsim.model.acts.funnel import close_lead, lose, move, to_idle, to_nurture
from orgsim.model.acts.leads import inbound_channel, open_lead, receive
from orgsim.model.acts.quarrels import quarrel
from orgsim.model.acts.rivalry import bidding, turn_away
from orgsim.model.acts.talk import greet
from orgsim.model.mechanisms.demand import awareness, brand_awareness, refresh, vanishes
from orgsim.model.world import World, expect_need, need_gap, new_episode, next_need_ends, schedule
from orgsim.results.words import dispute, event, outcome, purpose, source, stage


@rule
def known(world: World, index: int, when: float) -> float:
    """How aware a prospect is of the company now, 0..1."""
    demand = world.setup[0].settings.demand
    prospect = world.prospects[index]
    refresh(demand, prospect, when)
    return awareness(brand_awareness(demand, world.segments[prospect.segment].adstock), prospect.awareness)


@rule
def need_arises(world: World, index: int, when: float) -> None:
    """A need arises; the prospect may raise its hand at some time within it, the likelier the better it knows us. In a slump
    it may not arise at all.
    """
    setup = world.setup[0]
    prospect = world.prospects[index]
    u = uniform(setup.market_seed, purpose.SLUMP, index, prospect.episodes, 0)
    if vanishes(setup.settings.demand, when, u):
        expect_need(world, index, next_need_ends(world, index), world.counts[0].day + 1)
        return
    today = world.counts[0].day
    prospect.need_until = max(when, next_need_ends(world, index))
    new_episode(prospect)
    prospect.next_need = prospect.need_until + need_gap(world, index)
    prospect.rival = bidding(world, index, uniform(setup.market_seed, purpose.RIVAL, index, prospect.episodes, 0))
    move(world, index, stage.IN_MARKET, when, -1)
    aware = setup.settings.demand.ceiling / 2.0
    aware += setup.settings.demand.brand * (known(world, index, when) - aware)
    chance = setup.response.raise_base + setup.response.raise_aware * aware
    chance *= inbound_pull(world, inbound_channel(world, index))
    if uniform(setup.seed, purpose.RAISE, index, prospect.episodes, 0) < chance:
        part = uniform(setup.seed, purpose.RAISE_WHEN, index, prospect.episodes, 0)
        schedule(world, index, event.RAISE, when + part * (prospect.need_until - when), today + 1)
    else:
        schedule(world, index, event.END, prospect.need_until, today + 1)


@rule
def raise_hand(world: World, index: int, when: float) -> None:
    """The prospect asks for a contact by itself."""
    greet(world, index)
    remember_touch(world, index, inbound_channel(world, index))
    open_lead(world, index, source.INBOUND, inbound_channel(world, index), -1, -1, when)
    receive(world, index, when)


@rule
def goes_cold(world: World, index: int, when: float) -> None:
    """Nobody pursued the lead in time."""
    if world.prospects[index].stage == stage.OPPORTUNITY:
        lose(world, index, outcome.COLD, when, -1)
    else:
        to_nurture(world, index, outcome.COLD, when, -1)


@rule
def promise_is_over(world: World, index: int, when: float) -> None:
    """The promised follow-up time has run out without a contact: marketing may complain, and the lead goes on waiting."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    quarrel(
        world, dispute.FOLLOW_UP, lead.marketer, lead.owner, index, prospect.turn, setup.settings.disputes.follow_up, when
    )
    cold = max(when, lead.assigned + setup.settings.queues.cold_days)
    schedule(world, index, event.COLD, cold, world.counts[0].day + 1)


@rule
def stir(world: World, index: int) -> None:
    """What a prospect's date of today brings, other than a hand-off or a decision."""
    prospect = world.prospects[index]
    what = prospect.event
    if prospect.due >= world.counts[0].day + 1.0:  # somebody else got hold of it this very morning
        return
    when = max(prospect.due, world.counts[0].day * 1.0)
    if what == event.NEED:
        need_arises(world, index, when)
    elif what == event.RAISE:
        raise_hand(world, index, when)
    elif what == event.END:
        buckets.take(world.books, index)
        unmet = (
            prospect.stage == stage.IN_MARKET or prospect.need_until >= when - world.setup[0].settings.queues.dormant_days
        )
        close_lead(world, index, outcome.COLD, when)
        if unmet:
            turn_away(world, index, when)
        to_idle(world, index, when, -1)
    elif what == event.COLD:
        goes_cold(world, index, when)
    elif what == event.LAPSE:
        lose(world, index, outcome.UNDECIDED, when, -1)
    elif what == event.SLA:
        promise_is_over(world, index, when)
    elif what == event.MONTH:
        month_ends(world, index, when)
