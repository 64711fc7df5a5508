"""The world on the morning on which the past begins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel import lists
from orgsim.kernel.dates import HOURS_A_DAY, ROUNDS_A_DAY
from orgsim.kernel.draws import pick, uniform
from orgsim.kernel.quantiles import exponential, log_normal, normal
from orgsim.kernel.rows import layout
from orgsim.kernel.rules import rule
from orgsim.model.chapters.hours import marketing_share
from orgsim.model.chapters.messages import first_messages
from orgsim.model.chapters.needs import first_need, first_value
from orgsim.model.chapters.opening import begin_past
from orgsim.model.chapters.platforms import start_with
from orgsim.model.chapters.practice import practise_past
from orgsim.model.chapters.strategy import first_policies
from orgsim.model.chapters.turnover import newcomer
from orgsim.model.purposes import Purpose
from orgsim.model.settings import Settings
from orgsim.model.setup import phases_of, setup_of
from orgsim.model.state import DISPUTES_WAITING, Account, ChannelState, Counts, Dispute, Prospect, Segment, UnitState
from orgsim.model.world import World
from orgsim.results.codes import Role, Stage, Unit
from orgsim.results.tables import Day, JourneyEntry, Lead, Person


def populate(
    company: Company,
    design: OrgDesign,
    settings: Settings,
    *,
    seed: int,
    days: int,
    seat: int = -1,
    accounts: Any = None,
) -> World:
    """The world of a company under a design on the morning on which its past begins; ``days`` come after it.

    ``seat`` 0 or 1, and the ``accounts`` of the market, where a second organization shares it.
    """
    staff, n = company.staff, company.market.prospects
    people = staff.marketers + staff.reps + 2
    horizon = company.start.burn_in + days
    world = World(
        setup=setup_of(company, design, settings, seed=seed, days=days, seat=seat),
        counts=_table(Counts, 1),
        phases=phases_of(company, design, settings),
        prospects=_table(Prospect, n),
        leads=_table(Lead, 2 * n + 1000),
        people=_table(Person, people),
        units=_table(UnitState, len(Unit)),
        segments=_table(Segment, len(company.segments)),
        channels=_channels(company),
        disputes=_table(Dispute, DISPUTES_WAITING),
        accounts=_table(Account, 1) if accounts is None else accounts,
        calendar=lists.empty_lists(horizon * ROUNDS_A_DAY, n),
        desks=lists.empty_lists(2 * people + 2, n),
        acting=np.zeros(max(n, people), dtype=np.int32),
        acting_keys=np.zeros(max(n, people), dtype=np.float64),
        worklist=np.zeros(n, dtype=np.int32),
        ranks=np.zeros(n, dtype=np.float64),
        daily=_table(Day, horizon),
        journeys=_table(JourneyEntry, 1),
    )
    for index, one in enumerate(company.segments):
        world.segments[index].center[0] = one.x
        world.segments[index].center[1] = one.y
    settle_prospects(world)
    settle_people(world)
    settle_units(world)
    begin_past(world)
    np.asarray(world.daily)[0] = np.zeros(1, dtype=layout(Day))[0]
    return world


def empty_accounts(company: Company) -> Any:
    """The accounts of a market that two organizations will share."""
    accounts = _table(Account, company.market.prospects)
    accounts["owner"] = -1
    accounts["sold"] = accounts["freed"] = -1.0
    return accounts


def _channels(company: Company) -> Any:
    channels = _table(ChannelState, len(company.channels))
    weights = [one.media for one in company.channels]
    channels["plan"] = channels["media"] = np.array(weights) / math.fsum(weights)
    return channels


def _table(row: type[Any], size: int) -> Any:
    return np.zeros(size, dtype=layout(row))


@rule
def settle_prospects(world: World) -> None:
    """Every prospect on day 0: its segment, need, deal value and pace, and when its first need arises."""
    setup = world.setup
    market = setup.market
    seed = setup.market_seed
    world.counts.stocks[Stage.IDLE] = setup.prospects
    for index in range(setup.prospects):
        prospect = world.prospects[index]
        prospect.segment = pick(setup.segment_share, setup.segments, uniform(seed, Purpose.SEGMENT, index, 0, 0))
        center = world.segments[prospect.segment].center
        prospect.need[0] = center[0] + market.need_spread * normal(uniform(seed, Purpose.NEED_X, index, 0, 0))
        prospect.need[1] = center[1] + market.need_spread * normal(uniform(seed, Purpose.NEED_Y, index, 0, 0))
        prospect.value = first_value(world, index)
        prospect.pace = log_normal(uniform(seed, Purpose.PACE, index, 0, 0), 1.0, market.pace_sigma)
        prospect.trust = setup.settings.messages.first_trust
        prospect.stage = Stage.IDLE
        prospect.owner = -1
        prospect.lead = -1
        prospect.first_channel = -1
        prospect.last_channel = -1
        first_need(world, index)


@rule
def settle_people(world: World) -> None:
    """Every post on day 0. Past hours were spent as the design divides them: both organizations are grown-up ones."""
    setup = world.setup
    settings = setup.settings
    for who in range(setup.people):
        person = world.people[who]
        person.post = who
        person.present = 1
        person.role = Role.MARKETER if who < setup.staff.marketers else Role.REP
        person.fte = setup.staff.marketer_fte if person.role == Role.MARKETER else setup.staff.rep_fte
        if who >= setup.workers:
            person.role = Role.HEAD
            person.fte = 1.0
        person.unit = Unit.MARKETING if person.role == Role.MARKETER or who == setup.workers else Unit.SALES
        newcomer(world, who)
        past = exponential(uniform(setup.seed, Purpose.TENURE, who, 0, 0), setup.staff.seniority_days)
        person.seniority = -past
        hours = person.pace * HOURS_A_DAY * person.fte * (1.0 - settings.hours.admin) * past
        practise_past(settings.practice, person, hours, marketing_share(world, who))
        start_with(world, who)


@rule
def settle_units(world: World) -> None:
    """Both units' messages and mutual trust, the segments' adstock, and free rows for disputes."""
    for unit in range(len(Unit)):
        first_messages(world, unit)
        first_policies(world, unit)
        world.units[unit].trust = world.setup.settings.disputes.start
        world.units[unit].brought_on = -1.0
        world.units[unit].quota = 1.0
    for segment in range(world.setup.segments):
        world.segments[segment].adstock = 1.0
    for place in range(DISPUTES_WAITING):
        world.disputes[place].kind = -1
