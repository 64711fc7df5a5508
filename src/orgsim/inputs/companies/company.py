"""The numbers of a company, declared: people and pay, market, hours of work, responses, segments and channels."""

from __future__ import annotations

import math
from functools import cache
from typing import Self

from pydantic import Field, model_validator

from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.fields import Group, Number, number, numbers


class Staff(Group):
    """Who works there, for how much."""

    marketers: int = number(6, 1, 500, "person", "marketers", source="model")
    reps: int = number(12, 1, 500, "person", "sales reps", source="model")
    marketer_fte: float = number(1.0, 0.05, 1.0, "share", "working day of a marketer", source="G")
    rep_fte: float = number(1.0, 0.05, 1.0, "share", "working day of a rep", source="G")
    seniority_days: float = number(500.0, 0.0, 5000.0, "day", "mean time in the job on day 0", source="G")
    marketer_pay: float = number(75_000.0, 0.0, 1e7, "EUR per year", "cost of a marketer", source="G")
    rep_pay: float = number(80_000.0, 0.0, 1e7, "EUR per year", "fixed cost of a rep", source="G")
    head_pay: float = number(140_000.0, 0.0, 1e7, "EUR per year", "cost of a head", source="G")
    commission: float = number(0.08, 0.0, 1.0, "share", "commission on value won", source="G")
    quota: float = number(4.0, 0.1, 1000.0, "lead per week", "qualified leads asked of a marketer", source="G")
    arbitration_hours: float = number(1.0, 0.0, 8.0, "hour per day", "time a head can give to disputes", source="G")


class Market(Group):
    """Who might buy, how often, how much and how."""

    prospects: int = number(20_000, 10, 5_000_000, "prospect", "buying accounts in reach", source="model")
    needs_per_year: float = number(0.4, 0.0, 50.0, "per year", "needs that arise per prospect without one", source="G")
    need_days: float = number(90.0, 1.0, 2520.0, "day", "mean time that a need lasts", source="G")
    rivals: float = number(0.5, 0.0, 1.0, "share", "needs for which a rival bids", source="G")
    deal_value: float = number(25_000.0, 1.0, 1e9, "EUR", "median value of a deal", source="G")
    deal_sigma: float = number(1.15, 0.0, 3.0, "log units", "spread of deal values", source="K8")
    ready_mean: float = number(1.0, -5.0, 5.0, "score", "mean readiness of a prospect in need", source="G")
    curious_mean: float = number(-1.2, -5.0, 5.0, "score", "mean readiness of one that answers without a need", source="G")
    bar: float = number(0.0, -3.0, 3.0, "score", "score from which a lead counts as qualified, at the start", source="B73")
    ready_spread: float = number(0.8, 0.0, 3.0, "score", "spread of readiness", source="G")
    need_spread: float = number(0.8, 0.0, 5.0, "need units", "spread of needs within a segment, per dimension", source="G")
    meetings: int = number(4, 1, 20, "meeting", "meetings from opportunity to close", source="model")
    think_days: float = number(6.0, 0.0, 252.0, "day", "median time to decide after a meeting", source="B37")
    pace_sigma: float = number(0.7, 0.0, 6.0, "log units", "spread of a buyer's own pace", source="K4")
    contract_months: int = number(12, 0, 120, "month", "length of a contract; 0 = one sale, nothing to renew", source="G")


class Work(Group):
    """What an hour of an experienced person does."""

    touches_per_hour: float = number(40.0, 0.0, 1000.0, "touch per hour", "targeted touches for volume", source="G")
    researched_per_hour: float = number(15.0, 0.0, 1000.0, "touch per hour", "targeted touches with research", source="G")
    nurtured_per_hour: float = number(20.0, 0.0, 1000.0, "lead per hour", "dormant leads written to", source="G")
    attempts_per_hour: float = number(8.0, 0.0, 1000.0, "attempt per hour", "a seller's own sourcing attempts", source="B38")
    qualify_hours: float = number(0.2, 0.0, 40.0, "hour", "qualify a response", source="G")
    handoff_hours: float = number(0.15, 0.0, 40.0, "hour", "write the hand-off note, or read it", source="G")
    contact_hours: float = number(0.5, 0.0, 40.0, "hour", "first contact", source="G")
    discovery_hours: float = number(1.5, 0.0, 40.0, "hour", "one discovery conversation", source="G")
    meeting_hours: float = number(1.5, 0.0, 100.0, "hour", "one meeting with what it needs before and after", source="G")
    care_hours: float = number(0.5, 0.0, 40.0, "hour per month", "care for one customer", source="G")


class Response(Group):
    """How prospects answer the company's approaches."""

    respond: float = number(0.04, 0.0, 1.0, "chance", "a targeted touch is answered by a prospect in need", source="B56")
    respond_curious: float = number(
        0.008, 0.0, 1.0, "chance", "a targeted touch is answered by one without need", source="G"
    )
    research: float = number(0.5, 0.0, 1.0, "chance", "research tells whether a prospect is in need", source="G")
    raise_base: float = number(0.06, 0.0, 1.0, "chance", "a need leads to a raised hand without any awareness", source="G")
    raise_aware: float = number(0.25, 0.0, 1.0, "chance per awareness", "and what awareness adds", source="G")
    revive: float = number(0.05, 0.0, 1.0, "chance", "a message revives a dormant lead", source="G")
    source: float = number(
        0.12, 0.0, 1.0, "chance", "an attempt reaches a prospect in need that agrees to talk", source="B38"
    )
    source_idle: float = number(0.015, 0.0, 1.0, "chance", "the same without need", source="B38")
    channel_gap: float = number(
        1.0, 0.0, 10.0, "factor", "how far apart the channels' leads lie in readiness, relative to the list", source="K3"
    )
    media_month: float = number(25_000.0, 0.0, 1e9, "EUR per month", "media budget", source="B79")
    planned_media: float = number(25_000.0, 1.0, 1e9, "EUR per month", "media at which media_weight holds", source="B79")
    media_weight: float = number(0.6, 0.0, 1.0, "share", "part of planned adstock that media carries", source="G")
    planned_brand_hours: float = number(30.0, 0.1, 1e5, "hour per week", "brand work in the plan", source="G")


class Mix(Group):
    """How people divide their hours before pay teaches them otherwise."""

    volume: float = number(0.50, 0.01, 1.0, "share", "marketing: many touches", source="G")
    quality: float = number(0.20, 0.01, 1.0, "share", "marketing: researched touches", source="G")
    brand: float = number(0.20, 0.01, 1.0, "share", "marketing: brand work", source="G")
    nurture: float = number(0.10, 0.01, 1.0, "share", "marketing: dormant leads", source="G")
    leads: float = number(0.22, 0.01, 1.0, "share", "sales: leads of marketing", source="B42")
    sourcing: float = number(0.22, 0.01, 1.0, "share", "sales: own sourcing", source="B42")
    deals: float = number(0.40, 0.01, 1.0, "share", "sales: open deals", source="B42")
    care: float = number(0.16, 0.01, 1.0, "share", "sales: customers", source="B42")


class SegmentPlan(Group):
    """One market segment."""

    name: str
    share: float = number(1.0, 0.0, 1.0, "share", "prospects in it", source="G")
    x: float = number(0.0, -10.0, 10.0, "need units", "mean need, first dimension", source="G")
    y: float = number(0.0, -10.0, 10.0, "need units", "mean need, second dimension", source="G")
    rivals: float = number(1.0, 0.0, 10.0, "factor", "needs for which rivals bid, relative to the company's", source="G")
    value: float = number(1.0, 0.01, 100.0, "factor", "deal values relative to the company's median", source="G")


class Channel(Group):
    """One channel of approach and response."""

    name: str
    touches: float = number(1.0, 0.0, 1.0, "share", "targeted touches sent through it", source="G")
    inbound: float = number(1.0, 0.0, 1.0, "share", "raised hands that come through it", source="G")
    media: float = number(1.0, 0.0, 100.0, "weight", "planned media, relative to the other channels", source="G")
    reach: float = number(1.0, 0.0, 1.0, "share", "part of the channel that works; 0 closes it", source="model")
    response: float = number(1.0, 0.0, 10.0, "factor", "responses relative to the company's", source="G")
    readiness: float = number(0.0, -3.0, 3.0, "score", "readiness of its leads relative to the market's", source="G")


class Company(Group):
    """All numbers of one company. ``sources`` names where each comes from, by ``table.key``."""

    name: str
    about: str = ""
    staff: Staff = Field(default_factory=Staff)
    market: Market = Field(default_factory=Market)
    work: Work = Field(default_factory=Work)
    response: Response = Field(default_factory=Response)
    mix: Mix = Field(default_factory=Mix)
    segments: tuple[SegmentPlan, ...] = (SegmentPlan(name="all"),)
    channels: tuple[Channel, ...] = (Channel(name="all"),)
    sources: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _shares(self) -> Self:
        if math.fsum(one.media for one in self.channels) <= 0.0:
            raise ValueError("channels, media: one weight at least must lie above 0")
        for label, most, shares in (
            ("segments, share", MAX_SEGMENTS, [one.share for one in self.segments]),
            ("channels, touches", MAX_CHANNELS, [one.touches for one in self.channels]),
            ("channels, inbound", MAX_CHANNELS, [one.inbound for one in self.channels]),
        ):
            if not 1 <= len(shares) <= most:
                message = f"{label}: {len(shares)} given, 1..{most} allowed"
                raise ValueError(message)
            if abs(math.fsum(shares) - 1.0) > 1e-3:
                message = f"{label}: shares add up to {math.fsum(shares):g}, not to 1"
                raise ValueError(message)
        mix = self.mix
        for label, parts in (
            ("mix: volume + quality + brand + nurture", (mix.volume, mix.quality, mix.brand, mix.nurture)),
            ("mix: leads + sourcing + deals + care", (mix.leads, mix.sourcing, mix.deals, mix.care)),
        ):
            if abs(math.fsum(parts) - 1.0) > 1e-3:
                message = f"{label}: shares add up to {math.fsum(parts):g}, not to 1"
                raise ValueError(message)
        return self

    def set(self, path: str, value: float) -> Self:
        """The same company with one number changed; ``path`` reads ``table.key``. Raises UnknownName or BadValue."""
        if path not in company_numbers():
            raise UnknownName("number of a company", path, company_numbers())
        declared = company_numbers()[path]
        table, _, key = path.partition(".")
        whole = isinstance(declared.default, int)
        if not declared.low <= value <= declared.high or (whole and value != int(value)):
            raise BadValue(f"{path} = {value:g} must be a {'whole ' if whole else ''}number in {declared.allowed}.")
        changed = getattr(self, table).model_copy(update={key: int(value) if whole else float(value)})
        return self.model_copy(update={table: changed})

    def with_segments(self, count: int) -> Self:
        """The same company with so many equal segments, evenly around a circle as wide as its own segments lie apart.

        Mean deal value stays. One segment lies in the middle. Raises BadValue.
        """
        if not 1 <= count <= MAX_SEGMENTS:
            raise BadValue(f"segments = {count} lies outside 1..{MAX_SEGMENTS}.")
        own = self.segments
        x = math.fsum(one.share * one.x for one in own)
        y = math.fsum(one.share * one.y for one in own)
        radius = math.sqrt(math.fsum(one.share * ((one.x - x) ** 2 + (one.y - y) ** 2) for one in own)) if count > 1 else 0.0
        value = math.fsum(one.share * one.value for one in own)
        around = tuple(
            SegmentPlan(
                name=f"segment_{place + 1}",
                share=1.0 / count,
                x=x + radius * math.cos(2.0 * math.pi * place / count),
                y=y + radius * math.sin(2.0 * math.pi * place / count),
                value=value,
            )
            for place in range(count)
        )
        return self.model_copy(update={"segments": around})

    def resources(self) -> dict[str, float]:
        """What the company starts with: people, pay and media."""
        staff = self.staff
        return {
            "marketers": staff.marketers * staff.marketer_fte,
            "reps": staff.reps * staff.rep_fte,
            "heads": 2.0,
            "pay": staff.marketers * staff.marketer_fte * staff.marketer_pay
            + staff.reps * staff.rep_fte * staff.rep_pay
            + 2.0 * staff.head_pay,
            "media": 12.0 * self.response.media_month,
        }


@cache
def company_numbers() -> dict[str, Number]:
    """Every number of a company that stands by itself, by ``table.key`` (the shares of a mix do not: they add up to 1)."""
    tables: dict[str, type[Group]] = {"staff": Staff, "market": Market, "work": Work, "response": Response}
    return {f"{table}.{key}": declared for table, group in tables.items() for key, declared in numbers(group).items()}
