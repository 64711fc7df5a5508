"""The numbers of a company, declared: people and pay, hours of work, responses; and the company as a whole."""

from __future__ import annotations

import math
from typing import ClassVar, Self

from pydantic import Field, model_validator

from orgsim.inputs.companies.market import Channel, Market, Name, SegmentPlan
from orgsim.inputs.companies.start import Start, Today
from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel.arguments import checked, whole
from orgsim.kernel.parameters import Group, Parameter, parameter, paths


class Staff(Group):
    """Who works there, for how much."""

    marketers: int = parameter(6, 1, 500, "person", "marketers", reference="model")
    reps: int = parameter(12, 1, 500, "person", "sales reps", reference="model")
    marketer_fte: float = parameter(1.0, 0.05, 1.0, "share", "working day of a marketer", reference="G")
    rep_fte: float = parameter(1.0, 0.05, 1.0, "share", "working day of a rep", reference="G")
    seniority_days: float = parameter(500.0, 0.0, 5000.0, "day", "mean time in the job on day 0", reference="G")
    marketer_pay: float = parameter(75_000.0, 0.0, 1e7, "EUR per year", "cost of a marketer", reference="G")
    rep_pay: float = parameter(80_000.0, 0.0, 1e7, "EUR per year", "fixed cost of a rep", reference="G")
    head_pay: float = parameter(140_000.0, 0.0, 1e7, "EUR per year", "cost of a head", reference="G")
    commission: float = parameter(0.08, 0.0, 1.0, "share", "commission on value won", reference="G")
    goal: float = parameter(
        0.0, 0.0, 1e9, "EUR per quarter", "value that a full-time seller is to win; 0: no goal", reference="G"
    )
    accelerator: float = parameter(
        1.0, 1.0, 10.0, "factor", "commission on what is won beyond the goal, relative to the usual one", reference="G"
    )
    quota: float = parameter(4.0, 0.1, 1000.0, "lead per week", "qualified leads asked of a marketer", reference="G")
    arbitration_hours: float = parameter(1.0, 0.0, 8.0, "hour per day", "time a head can give to disputes", reference="G")


class Work(Group):
    """What an hour of an experienced person does."""

    touches_per_hour: float = parameter(40.0, 0.0, 1000.0, "touch per hour", "targeted touches for volume", reference="G")
    researched_per_hour: float = parameter(
        15.0, 0.0, 1000.0, "touch per hour", "targeted touches with research", reference="G"
    )
    nurtured_per_hour: float = parameter(20.0, 0.0, 1000.0, "lead per hour", "dormant leads written to", reference="G")
    attempts_per_hour: float = parameter(
        8.0, 0.0, 1000.0, "attempt per hour", "a seller's own prospecting attempts", reference="B38"
    )
    qualify_hours: float = parameter(0.2, 0.0, 40.0, "hour", "qualify a response", reference="G")
    handoff_hours: float = parameter(0.15, 0.0, 40.0, "hour", "write the hand-off note, or read it", reference="G")
    contact_hours: float = parameter(0.5, 0.0, 40.0, "hour", "first contact", reference="G")
    discovery_hours: float = parameter(1.5, 0.0, 40.0, "hour", "one discovery conversation", reference="G")
    meeting_hours: float = parameter(
        1.5, 0.0, 100.0, "hour", "one meeting with what it needs before and after", reference="G"
    )
    care_hours: float = parameter(0.25, 0.0, 40.0, "hour per month", "care for one customer", reference="G")


class Response(Group):
    """How prospects answer the company's approaches."""

    respond: float = parameter(
        0.04, 0.0, 1.0, "chance", "a targeted touch is answered by a prospect in need", reference="B56"
    )
    respond_curious: float = parameter(
        0.008, 0.0, 1.0, "chance", "a targeted touch is answered by one without need", reference="G"
    )
    research: float = parameter(0.5, 0.0, 1.0, "chance", "research tells whether a prospect is in need", reference="G")
    raise_base: float = parameter(
        0.06, 0.0, 1.0, "chance", "a need leads to a raised hand without any awareness", reference="G"
    )
    raise_aware: float = parameter(0.25, 0.0, 1.0, "chance per awareness", "and what awareness adds", reference="G")
    revive: float = parameter(0.05, 0.0, 1.0, "chance", "a message revives a dormant lead", reference="G")
    prospecting: float = parameter(
        0.12, 0.0, 1.0, "chance", "an attempt reaches a prospect in need that agrees to talk", reference="B38"
    )
    prospecting_idle: float = parameter(0.015, 0.0, 1.0, "chance", "the same without need", reference="B38")
    channel_gap: float = parameter(
        1.0, 0.0, 10.0, "factor", "how far apart the channels' leads lie in readiness, relative to the list", reference="K3"
    )
    media_month: float = parameter(25_000.0, 0.0, 1e9, "EUR per month", "media budget", reference="B79")
    planned_media: float = parameter(
        25_000.0, 1.0, 1e9, "EUR per month", "media at which media_weight holds", reference="B79"
    )
    media_weight: float = parameter(0.6, 0.0, 1.0, "share", "part of planned adstock that media carries", reference="G")
    planned_brand_hours: float = parameter(30.0, 0.1, 1e5, "hour per week", "brand work in the plan", reference="G")


class Mix(Group):
    """How people divide their hours before pay teaches them otherwise."""

    together: ClassVar = True

    volume: float = parameter(0.50, 0.01, 1.0, "share", "marketing: many touches", reference="G")
    researched: float = parameter(0.20, 0.01, 1.0, "share", "marketing: researched touches", reference="G")
    brand: float = parameter(0.20, 0.01, 1.0, "share", "marketing: brand work", reference="G")
    nurture: float = parameter(0.10, 0.01, 1.0, "share", "marketing: dormant leads", reference="G")
    leads: float = parameter(0.22, 0.01, 1.0, "share", "sales: leads of marketing", reference="B42")
    prospecting: float = parameter(0.22, 0.01, 1.0, "share", "sales: own prospecting", reference="B42")
    deals: float = parameter(0.40, 0.01, 1.0, "share", "sales: open deals", reference="B42")
    care: float = parameter(0.16, 0.01, 1.0, "share", "sales: customers", reference="B42")


class Company(Group):
    """All numbers of one company. ``references`` names where each comes from, by ``table.key``."""

    noun: ClassVar = "number of a company"

    name: Name
    about: str = ""
    staff: Staff = Field(default_factory=Staff)
    market: Market = Field(default_factory=Market)
    work: Work = Field(default_factory=Work)
    response: Response = Field(default_factory=Response)
    mix: Mix = Field(default_factory=Mix)
    start: Start = Field(default_factory=Start)
    today: Today = Field(default_factory=Today)
    segments: tuple[SegmentPlan, ...] = (SegmentPlan(name="all"),)
    channels: tuple[Channel, ...] = (Channel(name="all"),)
    references: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _shares(self) -> Self:
        if math.fsum(one.media for one in self.channels) <= 0.0:
            raise ValueError("channels, media: one weight at least must lie above 0")
        for label, names in (
            ("segments", [one.name for one in self.segments]), ("channels", [one.name for one in self.channels]),
        ):  # fmt: skip
            if twice := sorted({name for name in names if names.count(name) > 1}):
                message = f"{label}: two are called {', '.join(map(repr, twice))}"
                raise ValueError(message)
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
        if wrong := self.start.too_many_of(self.market.prospects):
            raise ValueError(wrong)
        mix = self.mix
        for label, parts in (
            ("mix: volume + researched + brand + nurture", (mix.volume, mix.researched, mix.brand, mix.nurture)),
            ("mix: leads + prospecting + deals + care", (mix.leads, mix.prospecting, mix.deals, mix.care)),
        ):
            if abs(math.fsum(parts) - 1.0) > 1e-3:
                message = f"{label}: shares add up to {math.fsum(parts):g}, not to 1"
                raise ValueError(message)
        return self

    @checked(count=whole(1, MAX_SEGMENTS, "segments"))
    def with_segments(self, count: int) -> Self:
        """The same company with so many equal segments, evenly around a circle as wide as its own segments lie apart.

        Mean deal value stays. One segment lies in the middle. Raises BadValue.
        """
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


def company_numbers() -> dict[str, Parameter]:
    """Every number of a company that stands by itself, by ``table.key``."""
    return paths(Company)
