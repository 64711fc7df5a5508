"""The world on the morning of day 0."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from orgsim.companies import Company
from orgsim.designs import OrgDesign
from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.fields import layout, record
from orgsim.kernel.quantiles import exponential, log_normal, normal
from orgsim.kernel.rules import inner_rule, rule
from orgsim.mechanisms.switching import other_share
from orgsim.settings import Settings
from orgsim.tables import (
    QUARRELS,
    Counts,
    Day,
    Entry,
    Lead,
    Person,
    Prospect,
    Quarrel,
    Segment,
    Unit,
    Vector,
)
from orgsim.words import action, purpose, role, stage, use
from orgsim.world import DAYS_A_YEAR, HOURS_A_DAY, Setup, World, expect_need, first_value, need_gap, pick


def populate(company: Company, design: OrgDesign, settings: Settings, *, seed: int, days: int, journeys: bool) -> World:
    """The world of a company under a design on the morning of day 0."""
    staff, n = company.staff, company.market.prospects
    people = staff.marketers + staff.reps + 2
    entries = 2 * daily_bound(company) if journeys else 1
    world = World(
        setup=_setup(company, design, settings, seed, days, journeys=journeys),
        prospects=_table(Prospect, n),
        leads=_table(Lead, 2 * n + 1000),
        people=_table(Person, people),
        units=_table(Unit, 2),
        segments=_table(Segment, len(company.segments)),
        quarrels=_table(Quarrel, QUARRELS),
        calendar=buckets.empty_buckets(days + 1, n),
        books=buckets.empty_buckets(people + 1, n),
        due=np.zeros(n, dtype=np.int32),
        keys=np.zeros(n, dtype=np.float64),
        turns=np.zeros(people, dtype=np.int32),
        turn_keys=np.zeros(people, dtype=np.float64),
        daily=_table(Day, days),
        journeys=_table(Entry, entries),
        counts=_table(Counts, 1),
    )
    for index, one in enumerate(company.segments):
        world.segments[index].center[0] = one.x
        world.segments[index].center[1] = one.y
    settle_prospects(world)
    settle_people(world)
    settle_units(world)
    return world


def longer(table: Any, filled: int) -> Any:
    """The table with room for twice as many rows."""
    grown = np.zeros(2 * len(table), dtype=table.dtype)
    grown[:filled] = table[:filled]
    return grown


def _table(row: type[Any], size: int) -> Any:
    return np.zeros(size, dtype=layout(row))


def _setup(company: Company, design: OrgDesign, settings: Settings, seed: int, days: int, *, journeys: bool) -> Any:
    parts = {
        "settings": record(settings),
        "levers": record(design),
        "staff": record(company.staff),
        "market": record(company.market),
        "work": record(company.work),
        "response": record(company.response),
        "mix": record(company.mix),
    }
    base = layout(Setup)
    assert base.fields is not None
    fields: list[Any] = [(name, base.fields[name][0]) for name in base.names or ()]
    fields += [(name, packed.dtype) for name, packed in parts.items()]
    setup = np.zeros(1, dtype=np.dtype((np.record, fields)))
    for name, packed in parts.items():
        setup[name] = packed
    row = setup[0]
    staff = company.staff
    row.seed, row.days, row.journeys = seed, days, journeys
    row.daily_bound = daily_bound(company)
    row.workers = staff.marketers + staff.reps
    row.people = row.workers + 2
    row.prospects = company.market.prospects
    row.segments, row.channels = len(company.segments), len(company.channels)
    row.full_time = staff.marketers * staff.marketer_fte + staff.reps * staff.rep_fte
    marketing, sales = staff.marketers * staff.marketer_fte, staff.reps * staff.rep_fte
    row.exchange[0] = other_share(settings.switching, design.specialization, marketing, sales)
    row.exchange[1] = other_share(settings.switching, design.specialization, sales, marketing)
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
    _fill(row.channel_touches, _cumulated([one.touches for one in company.channels]))
    _fill(row.channel_inbound, _cumulated([one.inbound for one in company.channels]))
    _fill(row.channel_response, [one.response for one in company.channels])
    _fill(row.channel_readiness, [one.readiness for one in company.channels])
    return setup


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


@rule
def settle_prospects(world: World) -> None:
    """Every prospect on day 0: its segment, need, deal value and pace, and when its first need arises."""
    setup = world.setup[0]
    market = setup.market
    seed = setup.seed
    world.counts[0].stocks[stage.IDLE] = setup.prospects
    for index in range(setup.prospects):
        prospect = world.prospects[index]
        prospect.segment = pick(setup.segment_share, setup.segments, uniform(seed, purpose.SEGMENT, index, 0, 0))
        center = world.segments[prospect.segment].center
        prospect.need[0] = center[0] + market.need_spread * normal(uniform(seed, purpose.NEED_X, index, 0, 0))
        prospect.need[1] = center[1] + market.need_spread * normal(uniform(seed, purpose.NEED_Y, index, 0, 0))
        prospect.value = first_value(world, index)
        prospect.pace = log_normal(uniform(seed, purpose.PACE, index, 0, 0), 1.0, market.pace_sigma)
        prospect.trust = setup.settings.messages.first_trust
        prospect.stage = stage.IDLE
        prospect.owner = -1
        prospect.lead = -1
        prospect.next_need = need_gap(world, index)
        calm = DAYS_A_YEAR / max(1e-9, market.needs_per_year)
        if uniform(seed, purpose.NEED_GAP, index, 0, 1) < market.need_days / (market.need_days + calm):
            prospect.next_need = 0.0  # in the long run so many are in need at any time
        expect_need(world, index, 0.0, 0)


@rule
def settle_people(world: World) -> None:
    """Every post on day 0. Past hours were spent as the design divides them: both organizations are grown-up ones."""
    setup = world.setup[0]
    settings = setup.settings
    for who in range(setup.people):
        person = world.people[who]
        person.post = who
        person.present = 1
        person.role = role.MARKETER if who < setup.staff.marketers else role.REP
        person.fte = setup.staff.marketer_fte if person.role == role.MARKETER else setup.staff.rep_fte
        if who >= setup.workers:
            person.role = role.HEAD
            person.fte = 1.0
        person.unit = role.MARKETING if person.role == role.MARKETER or who == setup.workers else role.SALES
        u = uniform(setup.seed, purpose.TENURE, who, 0, 0)
        past = exponential(u, setup.staff.seniority_days)
        person.seniority = -past
        other = setup.exchange[person.unit]
        market_share = 1.0 - other if person.unit == role.MARKETING else other
        day = HOURS_A_DAY * person.fte * (1.0 - settings.switching.admin) * past
        person.experience[use.MARKET] = day * (0.8 * market_share + 0.2 * (1.0 - market_share))
        person.experience[use.DISCOVER] = day * (0.2 * market_share + 0.35 * (1.0 - market_share))
        person.experience[use.SELL] = day * 0.30 * (1.0 - market_share)
        person.experience[use.CARE] = day * 0.15 * (1.0 - market_share)
        newcomer(world, who)


@inner_rule
def newcomer(world: World, who: int) -> None:
    """What a person believes and leans to on the first day in the post."""
    setup = world.setup[0]
    settings = setup.settings
    mix = setup.mix
    person = world.people[who]
    heat = settings.pay.temperature
    shares = (mix.volume, mix.quality, mix.brand, mix.nurture, mix.leads, mix.sourcing, mix.deals, mix.care)
    for chosen in range(action.COUNT):
        person.propensity[0, chosen] = heat * math.log(shares[chosen])
        person.propensity[1, chosen] = heat * math.log(shares[action.COUNT + chosen])
    person.good = settings.qualification.prior * settings.qualification.belief
    person.bad = settings.qualification.prior - person.good
    person.bar = settings.qualification.bar
    person.worth = 0.012
    person.frustration = 0.0
    person.strain = 0.0
    person.limit = exponential(uniform(setup.seed, purpose.LEAVE, who, person.hires, 0), 1.0)


@rule
def settle_units(world: World) -> None:
    """Both units' messages and mutual trust, the segments' adstock, and free rows for disputes."""
    setup = world.setup[0]
    spread = setup.settings.messages.spread
    for unit in range(2):
        for segment in range(setup.segments):
            center = world.segments[segment].center
            angle = 6.283185307179586 * uniform(setup.seed, purpose.DRIFT_X, unit, 0, segment)
            world.units[unit].message[segment, 0] = center[0] + spread * math.cos(angle)
            world.units[unit].message[segment, 1] = center[1] + spread * math.sin(angle)
        world.units[unit].trust = setup.settings.disputes.start
    for segment in range(setup.segments):
        world.segments[segment].adstock = 1.0
    for index in range(QUARRELS):
        world.quarrels[index].kind = -1
