"""M3 Leads: how one begins, whose desk it lies on, and how its intent fades: worth less every hour it waits."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_MONTH, HOURS_A_DAY
from orgsim.kernel.draws import pair, pick, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.model.chapters.assignment import assigned, luck_of_route
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.duty import meets_duty
from orgsim.model.chapters.pipeline import goes_cold_after, move
from orgsim.model.chapters.rivals import bidding
from orgsim.model.chapters.trays import lay_in_inbox
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import LeadSource, Stage, Unit


class Leads(Chapter):
    """Intent after t days: v0 [m exp(-8 t / fast_hours) + (1 - m) exp(-t / slow_days)]. A lead that nobody pursued goes
    cold.

    True readiness is drawn around the market's mean, high where there is a need and low where there is curiosity; channels
    differ in it, and campaigns are better or worse by chance (M10). A lead is truly good where it exceeds ``good``.

    Reference: answering within an hour qualifies about seven times as often as an hour later (Oldroyd, McElheran and
    Elkington 2011, self-selected firms: an upper bound, hence the slow part). Left out: business hours of the buyer.
    """

    code: ClassVar = "M3"
    effect: ClassVar = Effect("intent_left", rises=False)

    fast_hours: float = parameter(
        6.0, 0.5, math.inf, "working hour", "time constant of the impulse", neutral=math.inf, reference="B50 B51"
    )
    slow_days: float = parameter(
        20.0, 1.0, math.inf, "day", "time constant of the lasting interest", neutral=math.inf, reference="B50"
    )
    fast_share: float = parameter(0.30, 0.0, 1.0, "share", "part of intent that is impulse", reference="B50")
    cold_days: float = parameter(25.0, 1.0, 504.0, "day", "wait after which a lead goes cold", reference="B05")
    good: float = parameter(0.0, -5.0, 5.0, "score", "readiness from which a lead is truly good", reference="model")


@rule
def intent(leads: Leads, strength: float, days: float) -> float:
    """Intent left after so many days."""
    fast = leads.fast_share * math.exp(-HOURS_A_DAY * days / leads.fast_hours)
    return strength * (fast + (1.0 - leads.fast_share) * math.exp(-days / leads.slow_days))


@rule
def is_good(leads: Leads, readiness: float) -> bool:
    """Whether a lead is truly good: ready enough to be worth a seller's time."""
    return readiness > leads.good


@rule
def drawn_readiness(world: World, index: int) -> float:
    """True readiness of a prospect that answers now: high where it has a need, low where it is curious.

    One draw for each need: whoever answers twice with the same need, on whatever channel, is as ready as before.
    """
    setup = world.setup
    prospect = world.prospects[index]
    in_need = prospect.stage == Stage.IN_MARKET
    mean = setup.market.ready_mean if in_need else setup.market.curious_mean
    u = uniform(setup.seed, Purpose.READINESS, index, prospect.episodes, 1 if in_need else 0)
    return mean + setup.market.ready_spread * normal(u)


@rule
def campaign_luck(world: World, segment: int, channel: int) -> float:
    """How much better than usual are the leads of this month's campaign on a channel for a segment, in readiness."""
    setup = world.setup
    spread: float = setup.settings.demand.campaign_spread
    if spread <= 0.0:
        return 0.0
    month = world.counts.day // DAYS_A_MONTH
    return spread * normal(uniform(setup.market_seed, Purpose.CAMPAIGN_LUCK, pair(segment, channel), month, 0))


@rule
def guessed_value(world: World, index: int) -> float:
    """Value of a prospect's deal as it looks from outside, before anybody has talked with it."""
    setup = world.setup
    prospect = world.prospects[index]
    told: float = setup.settings.information.firmographics
    if told >= 1.0:
        value: float = prospect.value
        return value
    sigma: float = setup.market.deal_sigma
    middle: float = setup.segment_value[prospect.segment] * setup.market.deal_value
    z = normal(uniform(setup.market_seed, Purpose.GUESS, index, 0, 0))
    return middle * math.exp(
        told * math.log(prospect.value / middle)
        + math.sqrt(told * (1.0 - told)) * sigma * z
        + (1.0 - told) * sigma * sigma / 2.0
    )


@rule
def new_row(world: World) -> int:
    """A row for one more lead."""
    counts = world.counts
    row = counts.leads
    if row >= len(world.leads):
        counts.overflow = 1
        return len(world.leads) - 1
    counts.leads += 1
    return row


@rule
def open_lead(world: World, index: int, source: int, channel: int, action: int, person: int, when: float) -> int:
    """Open a lead for a prospect that answered or was found; returns its row. Somebody receives it."""
    setup = world.setup
    prospect = world.prospects[index]
    row = new_row(world)
    prospect.turn += 1
    prospect.decisions = 0
    lead = world.leads[row]
    lead.prospect = index
    lead.segment = prospect.segment
    lead.channel = channel
    lead.source = source
    lead.action = action
    lead.marketer = person
    lead.owner = -1
    lead.second = -1
    lead.in_need = 1 if prospect.stage == Stage.IN_MARKET else 0
    lead.readiness = drawn_readiness(world, index)
    if source != LeadSource.PROSPECTED:
        lead.readiness += setup.channel_readiness[channel] + campaign_luck(world, prospect.segment, channel)
    lead.strength = 1.0
    lead.ignorance = 1.0
    lead.kept = 1.0
    lead.untold = 0.0
    lead.sponsored = 0.0
    lead.hot = 0
    lead.waited = 0.0
    lead.value = prospect.value
    lead.guess = guessed_value(world, index)
    lead.born = when
    lead.qualified = -1.0
    lead.assigned = -1.0
    lead.contacted = -1.0
    lead.opened = -1.0
    lead.closed = -1.0
    prospect.lead = row
    if prospect.stage != Stage.IN_MARKET:
        prospect.rival = bidding(world, index, uniform(setup.market_seed, Purpose.RIVAL, index, prospect.turn, 1))
    lead.rivals = prospect.rival
    world.today.leads_by_source[source] += 1.0
    return row


@rule
def receive(world: World, index: int, when: float) -> None:
    """Lay a new lead on somebody's desk: the marketer who brought it, or the one owner who will keep it, who may be somebody
    on duty.
    """
    setup = world.setup
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    move(world, index, Stage.LEAD, when, lead.marketer)
    if lead.marketer < 0:
        u = uniform(setup.seed, Purpose.ASSIGN, index, prospect.turn, 0)
        lead.marketer = assigned(world, u, Unit.MARKETING, -1)
    keeps = setup.settings.handoff.stays * setup.levers.owner_stays
    desk = lead.marketer
    if meets_duty(world, index):
        lead.hot = 1
    if lead.hot == 1 or uniform(setup.seed, Purpose.STAYS, index, prospect.turn, 0) < keeps:
        lead.owner = assigned(world, luck_of_route(world, index, 0), Unit.SALES, -1)
        if lead.owner >= 0:
            lead.stays = 1
            desk = lead.owner
    if desk >= 0:
        lay_in_inbox(world, desk, index, when)
    goes_cold_after(world, index, when)


@rule
def in_need_after_all(world: World, row: int) -> None:
    """A lead that seemed curious has a need behind it."""
    market = world.setup.market
    world.leads[row].readiness += market.ready_mean - market.curious_mean
    world.leads[row].in_need = 1


@rule
def inbound_channel(world: World, index: int) -> int:
    """Channel through which a prospect raises its hand."""
    setup = world.setup
    u = uniform(setup.seed, Purpose.CHANNEL, index, world.prospects[index].turn, 0)
    return pick(setup.channel_inbound, setup.channels, u)
