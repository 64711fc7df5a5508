"""M10 Demand: where leads come from."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import FULL_CIRCLE
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.leads import inbound_channel, open_lead, receive
from orgsim.model.chapters.luck import fell, weigh
from orgsim.model.chapters.measurement import inbound_pull, remember_touch, working_media
from orgsim.model.chapters.messages import greet
from orgsim.model.chapters.needs import expect_need, new_episode, next_need_after, next_need_ends
from orgsim.model.chapters.pipeline import move, next_round
from orgsim.model.chapters.rivals import bidding
from orgsim.model.purposes import Purpose
from orgsim.model.state import Event, Prospect
from orgsim.model.world import World, set_event
from orgsim.results.codes import LeadSource, Luck, Stage


class Demand(Chapter):
    """Brand work and media: adstock A <- carry A + (1 - carry) input, weekly per segment, input in multiples of the
    company's planned media and brand work; awareness of a segment = ceiling A^hill / (A^hill + half^hill).

    A prospect in need raises its hand with chance base + brand x awareness. A touch of a prospect is answered with
    chance rate x resonance x (1 - wear)^(recent touches), and raises its own awareness by ``imprint``, which fades. The
    resonance of a channel's week is log-normal and the same in all segments; needs arise with a hazard per prospect. What a
    campaign (a month's work on a channel for a segment) brings is better or worse by N(0, campaign_spread) in readiness.
    From day ``shock_day`` on, for ``shock_days``, a share ``slump`` of the needs does not arise; and on that day what every
    prospect needs moves by ``shift``, in one direction for all, so that messages and estimates are out of date.

    Reference: carry-over 0.93 a week (Leone 1995; Sethuraman, Tellis and Briesch 2011); wear-out 22 % per attempt (UCI bank
    calls, B56); spread of campaigns: intraclass correlation 0.045 (Olist landing pages, K2). Left out: prices of
    media.
    """

    code: ClassVar = "M10"
    effect: ClassVar = Effect("leads", rises=False)

    carry: float = parameter(0.93, 0.0, 0.999, "per week", "adstock carried over", reference="B53")
    skill_power: float = parameter(0.5, 0.0, 2.0, "exponent", "return of marketing skill in brand work", reference="G")
    hill: float = parameter(1.5, 0.5, 5.0, "exponent", "steepness of saturation", reference="B52")
    half: float = parameter(1.0, 0.05, 10.0, "planned weeks", "adstock at half the ceiling", reference="B52")
    ceiling: float = parameter(0.6, 0.0, 1.0, "share", "highest awareness that brand work reaches", reference="G")
    brand: float = parameter(1.0, 0.0, 3.0, "factor", "how far awareness moves hand-raising", neutral=0.0, reference="B52")
    wear: float = parameter(0.22, 0.0, 0.9, "share", "fall of the response per recent touch", neutral=0.0, reference="B56")
    rest_days: float = parameter(60.0, 5.0, 504.0, "day", "time constant in which touches stop tiring", reference="G")
    imprint: float = parameter(0.04, 0.0, 1.0, "share", "awareness from one touch", neutral=0.0, reference="G")
    fade_days: float = parameter(90.0, 5.0, 504.0, "day", "time constant of awareness from touches", reference="B53")
    resonance: float = parameter(
        0.35, 0.0, 2.0, "log units", "spread of a channel's weekly resonance", neutral=0.0, reference="K6"
    )
    resonance_memory: float = parameter(0.4, 0.0, 0.99, "per week", "persistence of that resonance", reference="K6")
    campaign_spread: float = parameter(
        1.0, 0.0, 5.0, "score", "spread of readiness over campaigns (a month, a channel, a segment)", neutral=0.0,
        reference="K2",
    )  # fmt: skip
    shock_day: float = parameter(
        math.inf, 0.0, math.inf, "day", "day of a shock; infinite: none", neutral=math.inf, reference="G"
    )
    shock_days: float = parameter(126.0, 1.0, 2520.0, "day", "how long demand stays low", reference="G")
    slump: float = parameter(0.0, 0.0, 1.0, "share", "needs that do not arise meanwhile", neutral=0.0, reference="G")
    shift: float = parameter(0.0, 0.0, 5.0, "need units", "how far what the market needs moves", neutral=0.0, reference="G")


@rule
def vanishes(demand: Demand, when: float, u: float) -> bool:
    """Whether a need that would arise now does not, for the slump."""
    return demand.shock_day <= when < demand.shock_day + demand.shock_days and u < demand.slump


@rule
def brand_awareness(demand: Demand, adstock: float) -> float:
    """Awareness of a segment from brand work and media, 0..ceiling."""
    if adstock <= 0.0:
        return 0.0
    raised = math.exp(demand.hill * math.log(adstock))
    return demand.ceiling * raised / (raised + math.exp(demand.hill * math.log(demand.half)))


@rule
def adstock_after(demand: Demand, adstock: float, planned_weeks: float) -> float:
    """Adstock after a week with so much brand work and media, as a multiple of the plan."""
    return demand.carry * adstock + (1.0 - demand.carry) * planned_weeks


@rule
def refresh(demand: Demand, prospect: Prospect, now: float) -> None:
    """Bring a prospect's awareness and fatigue up to date, in closed form."""
    days = max(0.0, now - prospect.seen)  # within a round, people's clocks are not in step
    prospect.awareness *= math.exp(-days / demand.fade_days)
    prospect.fatigue *= math.exp(-days / demand.rest_days)
    prospect.seen += days


@rule
def awareness(brand: float, own: float) -> float:
    """Awareness of a prospect from brand work and its own touches together."""
    return 1.0 - (1.0 - brand) * (1.0 - own)


@rule
def worn(demand: Demand, fatigue: float) -> float:
    """Factor on the response after so many recent touches."""
    return math.exp(fatigue * math.log(1.0 - demand.wear))


@rule
def touched(demand: Demand, prospect: Prospect) -> None:
    """Leave the mark of one touch on a prospect that is up to date."""
    prospect.touches += 1
    prospect.fatigue += 1.0
    prospect.awareness += demand.imprint * (1.0 - prospect.awareness)


@rule
def known(world: World, index: int, when: float) -> float:
    """How aware a prospect is of the company now, 0..1."""
    demand: Demand = world.setup.settings.demand
    prospect = world.prospects[index]
    refresh(demand, prospect, when)
    return awareness(brand_awareness(demand, world.segments[prospect.segment].adstock), prospect.awareness)


@rule
def need_arises(world: World, index: int, when: float) -> None:
    """A need arises; the prospect may raise its hand at some time within it, the likelier the better it knows us. In a slump
    it may not arise at all.
    """
    setup = world.setup
    demand: Demand = setup.settings.demand
    prospect = world.prospects[index]
    if vanishes(demand, when - setup.opening, uniform(setup.market_seed, Purpose.SLUMP, index, prospect.episodes, 0)):
        expect_need(world, index, next_need_ends(world, index), next_round(world))
        return
    prospect.need_until = max(when, next_need_ends(world, index))
    new_episode(prospect)
    prospect.next_need = next_need_after(world, index, prospect.need_until)
    prospect.rival = bidding(world, index, uniform(setup.market_seed, Purpose.RIVAL, index, prospect.episodes, 0))
    move(world, index, Stage.IN_MARKET, when, -1)
    aware = demand.ceiling / 2.0
    aware += demand.brand * (known(world, index, when) - aware)
    chance = setup.response.raise_base + setup.response.raise_aware * aware
    chance *= inbound_pull(world, inbound_channel(world, index))
    raises = uniform(setup.seed, Purpose.RAISE, index, prospect.episodes, 0) < chance
    hangs = prospect.value * world.counts.response_worth[1]
    fell(world, Luck.RAISED, 1.0 if raises else 0.0, max(0.0, min(1.0, chance)), hangs)
    if raises:
        part = uniform(setup.seed, Purpose.RAISE_WHEN, index, prospect.episodes, 0)
        set_event(world, index, Event.RAISE, when + part * (prospect.need_until - when), next_round(world))
    else:
        set_event(world, index, Event.END, prospect.need_until, next_round(world))


@rule
def raise_hand(world: World, index: int, when: float) -> None:
    """The prospect asks for a contact by itself."""
    greet(world, index)
    remember_touch(world, index, inbound_channel(world, index))
    open_lead(world, index, LeadSource.INBOUND, inbound_channel(world, index), -1, -1, when)
    receive(world, index, when)


@rule
def resonate(world: World) -> None:
    """The week's resonance of every channel in every segment: a persistent part and news."""
    setup = world.setup
    demand: Demand = setup.settings.demand
    week = world.counts.day // DAYS_A_WEEK
    news = math.sqrt(1.0 - demand.resonance_memory * demand.resonance_memory)
    for segment in range(setup.segments):
        resonance = world.segments[segment].resonance
        for channel in range(setup.channels):
            last = math.log(resonance[channel]) if resonance[channel] > 0.0 else 0.0
            z = normal(uniform(setup.market_seed, Purpose.RESONANCE, channel, week, 0))
            resonance[channel] = math.exp(demand.resonance_memory * last + news * demand.resonance * z)


@rule
def remember_brand(world: World) -> None:
    """A week's media and brand work go into the adstock of every segment."""
    response = world.setup.response
    for segment in range(world.setup.segments):
        one = world.segments[segment]
        worked = one.brand_input / response.planned_brand_hours
        planned = (
            response.media_weight * response.media_month * working_media(world) / response.planned_media
            + (1.0 - response.media_weight) * worked
        )
        one.adstock = adstock_after(world.setup.settings.demand, one.adstock, planned)
        one.brand_input = 0.0


@rule
def shift_needs(world: World) -> None:
    """The day on which the market needs something else than it did."""
    setup = world.setup
    angle = FULL_CIRCLE * uniform(setup.market_seed, Purpose.SHIFT, 0, 0, 0)
    x = setup.settings.demand.shift * math.cos(angle)
    y = setup.settings.demand.shift * math.sin(angle)
    for segment in range(setup.segments):
        world.segments[segment].center[0] += x
        world.segments[segment].center[1] += y
    for index in range(setup.prospects):
        world.prospects[index].need[0] += x
        world.prospects[index].need[1] += y


@rule
def market_moves(world: World) -> None:
    """What the market does on a morning: needs may shift, a week begins in which channels resonate anew, brands fade."""
    day = world.counts.day
    weigh(world)
    if day - 1.0 < world.setup.settings.demand.shock_day + world.setup.opening <= day:
        shift_needs(world)
    if day % DAYS_A_WEEK == 0:
        resonate(world)
        if day > 0:
            remember_brand(world)


@rule
def awareness_today(world: World) -> None:
    """The day's row: brand awareness by segment."""
    for segment in range(world.setup.segments):
        adstock = world.segments[segment].adstock
        world.today.awareness[segment] = brand_awareness(world.setup.settings.demand, adstock)
