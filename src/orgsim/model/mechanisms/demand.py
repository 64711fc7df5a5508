"""M10 Demand: where leads come from."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism
from orgsim.model.tables import Prospect


class Demand(Mechanism):
    """Brand work and media: adstock A <- carry A + (1 - carry) input, weekly per segment, input in multiples of the
    company's planned media and brand work; awareness of a segment = ceiling A^hill / (A^hill + half^hill).

    A prospect in need raises its hand with chance base + brand x awareness. A touch of a prospect is answered with
    chance rate x resonance x (1 - wear)^(recent touches), and raises its own awareness by ``imprint``, which fades.
    Satisfied customers recommend: each tells ``word`` prospects a year, drawn from all; one in need raises its hand, one
    without begins to need. The resonance of a channel's week is log-normal and
    the same in all segments; needs arise with a hazard per prospect. What a campaign (a month's work on a channel for a
    segment) brings is better or worse by N(0, campaign_spread) in readiness.
    The Bass curve comes out where recommendations are all there is.
    From day ``shock_day`` on, for ``shock_days``, a share ``slump`` of the needs does not arise; and on that day what every
    prospect needs moves by ``shift``, in one direction for all, so that messages and estimates are out of date.

    Source: carry-over 0.93 a week (Leone 1995; Sethuraman, Tellis and Briesch 2011); wear-out 22 % per attempt (UCI bank
    calls, B56); Bass 1969, q about 0.38 a year; spread of campaigns: intraclass correlation 0.045 (Olist landing pages, K2).
    Left out: seasons, prices of media.
    """

    code: ClassVar = "M10"
    effect: ClassVar = Effect("leads", rises=False)

    carry: float = number(0.93, 0.0, 0.999, "per week", "adstock carried over", source="B53")
    skill_power: float = number(0.5, 0.0, 2.0, "exponent", "return of marketing skill in brand work", source="G")
    hill: float = number(1.5, 0.5, 5.0, "exponent", "steepness of saturation", source="B52")
    half: float = number(1.0, 0.05, 10.0, "planned weeks", "adstock at half the ceiling", source="B52")
    ceiling: float = number(0.6, 0.0, 1.0, "share", "highest awareness that brand work reaches", source="G")
    brand: float = number(1.0, 0.0, 3.0, "factor", "how far awareness moves hand-raising", neutral=0.0, source="B52")
    wear: float = number(0.22, 0.0, 0.9, "share", "fall of the response per recent touch", neutral=0.0, source="B56")
    rest_days: float = number(60.0, 5.0, 504.0, "day", "time constant in which touches stop tiring", source="G")
    imprint: float = number(0.04, 0.0, 1.0, "share", "awareness from one touch", neutral=0.0, source="G")
    fade_days: float = number(90.0, 5.0, 504.0, "day", "time constant of awareness from touches", source="B53")
    word: float = number(
        0.38, 0.0, 10.0, "prospect per year", "prospects a satisfied customer tells", neutral=0.0, source="B55"
    )
    mood: float = number(0.35, 0.0, 2.0, "log units", "spread of a channel's weekly resonance", neutral=0.0, source="K6")
    campaign_spread: float = number(
        1.5,
        0.0,
        5.0,
        "score",
        "spread of readiness over campaigns (a month, a channel, a segment)",
        neutral=0.0,
        source="K2",
    )
    shock_day: float = number(math.inf, 0.0, math.inf, "day", "day of a shock; infinite: none", neutral=math.inf, source="G")
    shock_days: float = number(126.0, 1.0, 2520.0, "day", "how long demand stays low", source="G")
    slump: float = number(0.0, 0.0, 1.0, "share", "needs that do not arise meanwhile", neutral=0.0, source="G")
    shift: float = number(0.0, 0.0, 5.0, "need units", "how far what the market needs moves", neutral=0.0, source="G")
    mood_memory: float = number(0.4, 0.0, 0.99, "per week", "persistence of that resonance", source="K6")


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
    days = now - prospect.seen
    prospect.awareness *= math.exp(-days / demand.fade_days)
    prospect.fatigue *= math.exp(-days / demand.rest_days)
    prospect.seen = now


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
