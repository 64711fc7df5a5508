"""``world.setup`` and ``world.phases``: the company, the settings and the design's path, packed for the rules."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DesignPath, OrgDesign, Phase, size_of_change
from orgsim.kernel.dates import HOURS_A_DAY
from orgsim.kernel.parameters import record
from orgsim.kernel.rows import Row, Vector, layout
from orgsim.model.chapters.hours import other_share
from orgsim.model.settings import Settings
from orgsim.model.state import PhaseRow, Setup


def seat_seed(seed: int, seat: int) -> int:
    """Seed of an organization's own luck: the market's, but for the second seat, which has luck of its own."""
    if seat < 1:
        return seed
    return int.from_bytes(hashlib.blake2b(f"{seed} seat {seat}".encode(), digest_size=8).digest(), "little") >> 1


def setup_of(company: Company, design: OrgDesign, settings: Settings, *, seed: int, days: int, seat: int) -> Any:
    """The one row of constants; its levers are those of the past, and change with the design's path."""
    parts = {
        "settings": record(settings),
        "levers": record(design),
        "staff": record(company.staff),
        "market": record(company.market),
        "work": record(company.work),
        "response": record(company.response),
        "mix": record(company.mix),
        "start": record(company.start),
    }
    setup = with_parts(Setup, 1, {name: packed.dtype for name, packed in parts.items()})
    for name, packed in parts.items():
        setup[name] = packed
    row = setup[0]
    staff = company.staff
    row.seed, row.market_seed, row.seat = seat_seed(seed, seat), seed, seat
    row.opening = company.start.burn_in
    row.days = row.opening + days
    row.daily_bound = daily_bound(company)
    row.workers = staff.marketers + staff.reps
    row.people = row.workers + 2
    row.prospects = company.market.prospects
    row.segments, row.channels = len(company.segments), len(company.channels)
    row.full_time = staff.marketers * staff.marketer_fte + staff.reps * staff.rep_fte
    values = [one.value for one in company.segments]
    shares = [one.share for one in company.segments]
    sigma = company.market.deal_sigma
    row.mean_value = (
        company.market.deal_value
        * math.exp(sigma * sigma / 2.0)
        * math.fsum(share * value for share, value in zip(shares, values, strict=True))
    )
    _fill(row.segment_share, _cumulated(shares))
    _fill(row.segment_value, values)
    _fill(row.segment_rivals, [one.rivals for one in company.segments])
    _fill(row.channel_touches, _cumulated([one.touches for one in company.channels]))
    _fill(row.channel_inbound, _cumulated([one.inbound for one in company.channels]))
    _fill(row.channel_response, [one.response for one in company.channels])
    gap = company.response.channel_gap
    _fill(row.channel_readiness, [gap * one.readiness for one in company.channels])
    _fill(row.channel_reach, [one.reach for one in company.channels])
    return setup


def phases_in(design: OrgDesign | DesignPath) -> tuple[Phase, ...]:
    """The phases of a design; one, from day 0, where it does not change."""
    return design.phases if isinstance(design, DesignPath) else (Phase(to=design),)


def phases_of(
    company: Company, design: OrgDesign | DesignPath, settings: Settings, *, today: OrgDesign | None = None
) -> Any:
    """The design's path as a table, from the past on: its first design, or that of today, which then is changed on day 0."""
    staff = company.staff
    phases = [phase.model_copy(update={"day": phase.day + company.start.burn_in}) for phase in phases_in(design)]
    if today is None or phases[0].to == today:
        phases[0] = phases[0].model_copy(update={"day": 0})
    else:
        phases = [Phase(to=today), *phases]
    marketing, sales = staff.marketers * staff.marketer_fte, staff.reps * staff.rep_fte
    table = with_parts(PhaseRow, len(phases), {"levers": record(phases[0].to).dtype})
    for place, phase in enumerate(phases):
        row = table[place]
        row.day, row.ramp = phase.day, phase.ramp
        row.change = size_of_change(phases[place - 1].to, phase.to) if place else 0.0
        row.exchange[0] = other_share(settings.hours, phase.to.specialization, marketing, sales)
        row.exchange[1] = other_share(settings.hours, phase.to.specialization, sales, marketing)
        table["levers"][place] = record(phase.to)[0]
    return table


def with_parts(row: type[Row], size: int, parts: dict[str, Any]) -> Any:
    """An empty table with a row's declared columns and packed groups of numbers beside them."""
    base = layout(row)
    assert base.fields is not None
    fields: list[Any] = [(name, base.fields[name][0]) for name in base.names or ()]
    return np.zeros(size, dtype=np.dtype((np.record, [*fields, *parts.items()])))


def _fill(cells: Vector, values: list[float]) -> None:
    cells[: len(values)] = values


def _cumulated(shares: list[float]) -> list[float]:
    total, found = 0.0, []
    for share in shares:
        total += share
        found.append(total)
    found[-1] = 1.0
    return found


def daily_bound(company: Company) -> int:
    """More journey entries than one day can bring."""
    work, staff = company.work, company.staff
    fastest = max(work.touches_per_hour, work.researched_per_hour, work.nurtured_per_hour, work.attempts_per_hour)
    return int(3 * HOURS_A_DAY * fastest * (staff.marketers + staff.reps)) + 16 * company.market.prospects + 1000
