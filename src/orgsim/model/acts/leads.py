"""How a lead begins: opened for a prospect that answered or was found, and laid on somebody's desk."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import pair, uniform
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.model.acts.funnel import drawn_person, move
from orgsim.model.acts.rivalry import bidding
from orgsim.model.world import DAYS_A_MONTH, World, pick, schedule
from orgsim.results.words import event, purpose, role, source, stage


@rule
def drawn_readiness(world: World, index: int) -> float:
    """True readiness of a prospect that answers now: high where it has a need, low where it is curious."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    in_need = prospect.stage == stage.IN_MARKET
    mean = setup.market.ready_mean if in_need else setup.market.curious_mean
    u = uniform(setup.seed, purpose.READINESS, index, prospect.episodes, 1 if in_need else 0)
    return mean + setup.market.ready_spread * normal(u)


@rule
def campaign_luck(world: World, segment: int, channel: int) -> float:
    """How much better than usual are the leads of this month's campaign on a channel for a segment, in readiness."""
    setup = world.setup[0]
    spread: float = setup.settings.demand.campaign_spread
    if spread <= 0.0:
        return 0.0
    month = world.counts[0].day // DAYS_A_MONTH
    return spread * normal(uniform(setup.market_seed, purpose.QUALITY, pair(segment, channel), month, 0))


@rule
def open_lead(world: World, index: int, came: int, channel: int, action: int, person: int, when: float) -> int:
    """Open a lead for a prospect that answered or was found; returns its row. Somebody receives it."""
    setup = world.setup[0]
    counts = world.counts[0]
    prospect = world.prospects[index]
    row = counts.leads
    if row >= len(world.leads):
        counts.overflow = 1
        row = len(world.leads) - 1
    else:
        counts.leads += 1
    prospect.turn += 1
    prospect.decisions = 0
    lead = world.leads[row]
    lead.prospect = index
    lead.segment = prospect.segment
    lead.channel = channel
    lead.source = came
    lead.action = action
    lead.marketer = person
    lead.owner = -1
    lead.second = -1
    lead.in_need = 1 if prospect.stage == stage.IN_MARKET else 0
    lead.readiness = drawn_readiness(world, index)
    if came != source.SOURCED:
        lead.readiness += setup.channel_readiness[channel] + campaign_luck(world, prospect.segment, channel)
    lead.strength = 1.0
    lead.ignorance = 1.0
    lead.kept = 1.0
    lead.value = prospect.value
    lead.born = when
    lead.qualified = -1.0
    lead.assigned = -1.0
    lead.contacted = -1.0
    lead.opened = -1.0
    lead.closed = -1.0
    prospect.lead = row
    if prospect.stage != stage.IN_MARKET:
        prospect.rival = bidding(world, index, uniform(setup.market_seed, purpose.RIVAL, index, prospect.turn, 1))
    lead.rivals = prospect.rival
    world.daily[counts.day].leads_by_source[came] += 1.0
    return row


@rule
def receive(world: World, index: int, when: float) -> None:
    """Lay a new lead on somebody's desk: the marketer who brought it, or the one owner who will keep it."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    move(world, index, stage.LEAD, when, lead.marketer)
    if lead.marketer < 0:
        u = uniform(setup.seed, purpose.ASSIGN, index, prospect.turn, 0)
        lead.marketer = drawn_person(world, u, role.MARKETING, -1)
    keeps = setup.settings.boundary.pods * setup.levers.owner_stays
    desk = lead.marketer
    if uniform(setup.seed, purpose.STAYS, index, prospect.turn, 0) < keeps:
        u = uniform(setup.seed, purpose.ROUTE, index, prospect.turn, 0)
        lead.owner = drawn_person(world, u, role.SALES, -1)
        if lead.owner >= 0:
            lead.stays = 1
            desk = lead.owner
    if desk >= 0:
        buckets.put(world.books, desk, index)
    wait = setup.settings.queues.cold_days
    schedule(world, index, event.COLD, when + wait, world.counts[0].day + 1)


@rule
def inbound_channel(world: World, index: int) -> int:
    """Channel through which a prospect raises its hand."""
    setup = world.setup[0]
    u = uniform(setup.seed, purpose.CHANNEL, index, world.prospects[index].turn, 0)
    return pick(setup.channel_inbound, setup.channels, u)
