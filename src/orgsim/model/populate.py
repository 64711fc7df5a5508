"""The world on the morning of day 0."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DesignPath, OrgDesign
from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.fields import layout
from orgsim.kernel.quantiles import exponential, log_normal, normal
from orgsim.kernel.rules import rule
from orgsim.model.constants import daily_bound, phases_of, setup_of
from orgsim.model.settings import Settings
from orgsim.model.tables import QUARRELS, Account, Counts, Outlet, Prospect, Quarrel, Segment, Unit
from orgsim.model.world import DAYS_A_YEAR, HOURS_A_DAY, World, expect_need, first_value, need_gap, pick
from orgsim.results.records import Day, Entry, Lead, Person
from orgsim.results.words import action, platform, purpose, role, stage, use


def populate(
    company: Company,
    design: OrgDesign | DesignPath,
    settings: Settings,
    *,
    seed: int,
    days: int,
    journeys: bool,
    seat: int = -1,
    accounts: Any = None,
) -> World:
    """The world of a company under a design on the morning of day 0.

    ``seat`` 0 or 1, and the ``accounts`` of the market, where a second organization shares it.
    """
    staff, n = company.staff, company.market.prospects
    people = staff.marketers + staff.reps + 2
    entries = 2 * daily_bound(company) if journeys else 1
    world = World(
        setup=setup_of(company, design, settings, seed=seed, days=days, journeys=journeys, seat=seat),
        phases=phases_of(company, design, settings),
        prospects=_table(Prospect, n),
        leads=_table(Lead, 2 * n + 1000),
        people=_table(Person, people),
        units=_table(Unit, 2),
        segments=_table(Segment, len(company.segments)),
        outlets=_outlets(company),
        quarrels=_table(Quarrel, QUARRELS),
        accounts=_table(Account, 1) if accounts is None else accounts,
        calendar=buckets.empty_buckets(days + 1, n),
        books=buckets.empty_buckets(people + 2, n),
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


def empty_accounts(company: Company) -> Any:
    """The accounts of a market that two organizations will share."""
    accounts = _table(Account, company.market.prospects)
    accounts["owner"] = -1
    accounts["sold"] = accounts["freed"] = -1.0
    return accounts


def _outlets(company: Company) -> Any:
    outlets = _table(Outlet, len(company.channels))
    weights = [one.media for one in company.channels]
    outlets["plan"] = outlets["media"] = np.array(weights) / math.fsum(weights)
    return outlets


def _table(row: type[Any], size: int) -> Any:
    return np.zeros(size, dtype=layout(row))


@rule
def settle_prospects(world: World) -> None:
    """Every prospect on day 0: its segment, need, deal value and pace, and when its first need arises."""
    setup = world.setup[0]
    market = setup.market
    seed = setup.market_seed
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
        prospect.first_channel = -1
        prospect.last_channel = -1
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
        newcomer(world, who)
        u = uniform(setup.seed, purpose.TENURE, who, 0, 0)
        past = exponential(u, setup.staff.seniority_days)
        person.seniority = -past
        other = world.phases[0].exchange[person.unit]
        market_share = 1.0 - other if person.unit == role.MARKETING else other
        day = person.pace * HOURS_A_DAY * person.fte * (1.0 - settings.switching.admin) * past
        person.experience[use.MARKET] = day * (0.8 * market_share + 0.2 * (1.0 - market_share))
        person.experience[use.DISCOVER] = day * (0.2 * market_share + 0.35 * (1.0 - market_share))
        person.experience[use.SELL] = day * 0.30 * (1.0 - market_share)
        person.experience[use.CARE] = day * 0.15 * (1.0 - market_share)
        for what in range(platform.COUNT):
            person.uses[what] = 1 if who < setup.workers and willing(world, who, what) else 0


@rule
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
    person.bar = setup.market.bar
    person.worth = 0.012
    person.frustration = 0.0
    person.strain = 0.0
    person.unready = 0.0
    person.training = 0.0
    for what in range(platform.COUNT):
        person.uses[what] = 0
        person.exposure[what] = 0.0
    person.pace = log_normal(uniform(setup.seed, purpose.TALENT, who, person.hires, 0), 1.0, settings.practice.talent)
    person.limit = exponential(uniform(setup.seed, purpose.LEAVE, who, person.hires, 0), 1.0)


@rule
def willing(world: World, who: int, what: int) -> bool:
    """Whether the holder of a post is one of those who would use a platform, at the adoption that the design aims at."""
    setup = world.setup[0]
    levers = setup.levers
    aim = levers.analytics
    if what == platform.CRM:
        aim = levers.crm
    elif what == platform.AUTOMATION:
        aim = levers.automation
    u = uniform(setup.seed, purpose.ADOPT, who, platform.COUNT * world.people[who].hires + what, 0)
    return u < setup.settings.platforms.scale * aim


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
        for place in range(setup.settings.strategy.policies):
            u = uniform(setup.seed, purpose.SEARCH, unit, 0, 1 + place)
            world.units[unit].policy[place] = 1 if u < 0.5 else 0
    for segment in range(setup.segments):
        world.segments[segment].adstock = 1.0
    for index in range(QUARRELS):
        world.quarrels[index].kind = -1
