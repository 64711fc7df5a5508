"""Opening: what the company has on day 0. What it does not state is what its past has brought."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from orgsim.kernel import lists
from orgsim.kernel.dates import DAYS_A_MONTH, DAYS_A_WEEK, ROUNDS_A_DAY
from orgsim.kernel.draws import below, uniform
from orgsim.kernel.order import sort_by
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.chapters.assignment import assigned, luck_of_route
from orgsim.model.chapters.information import ignorance_after
from orgsim.model.chapters.leads import in_need_after_all, inbound_channel, open_lead, receive
from orgsim.model.chapters.needs import first_value
from orgsim.model.chapters.orders import own_month
from orgsim.model.chapters.pipeline import close_lead, goes_cold_after, is_free, move, next_round, to_idle
from orgsim.model.chapters.rivals import sell_to, set_free
from orgsim.model.chapters.trays import lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.state import MONTHS_PER_LIFE, Event
from orgsim.model.world import World, set_event
from orgsim.results.codes import LeadSource, Outcome, Stage, Unit, Use

if TYPE_CHECKING:
    from orgsim.inputs.companies import Start


@rule
def state_contract(world: World, index: int) -> float:
    """Age and value of a customer as the company states them, drawn for the account: the same in every design. What it has
    added meanwhile is in the value that is stated, else as much as is to be expected. Returns the age in months.
    """
    setup = world.setup
    start: Start = setup.start
    customers = setup.settings.customers
    prospect = world.prospects[index]
    u = uniform(setup.market_seed, Purpose.START, index, Stage.CUSTOMER, 1)
    prospect.valued = 1
    age = min(MONTHS_PER_LIFE / 2.0, exponential(u, start.customer_months))
    prospect.months = int(age)
    prospect.lives += 1
    prospect.value = first_value(world, index)
    if start.customer_value > 0.0:
        prospect.value *= start.customer_value / setup.mean_value
    elif setup.market.contract_months > 0:
        added = age * customers.expand * customers.expand_slope * customers.typical_satisfaction
        prospect.value *= math.exp(added * math.log(1.0 + customers.expand_share))
    return age


@rule
def old_customer(world: World, index: int, when: float) -> None:
    """An account has been a customer for a while; the present month has begun at a moment of its own."""
    setup = world.setup
    prospect = world.prospects[index]
    move(world, index, Stage.CUSTOMER, when, -1)
    age = state_contract(world, index)
    prospect.satisfaction = setup.settings.customers.typical_satisfaction
    prospect.cared = 1.0
    prospect.bound_until = 0.0
    u = uniform(setup.seed, Purpose.CARER, index, own_month(world, index), 0)
    prospect.owner = assigned(world, u, Unit.SALES, -1)
    sell_to(world, index, when - DAYS_A_WEEK)  # long ago: nobody learns of it as news
    set_event(world, index, Event.MONTH, when + DAYS_A_MONTH * (1.0 - (age - int(age))), next_round(world))


@rule
def lead_under_way(world: World, index: int, stage: int, when: float) -> None:
    """An account is a lead that has come as far as this stage, in need, with somebody of sales where it has come so far."""
    setup = world.setup
    new_need = world.prospects[index].stage != Stage.IN_MARKET
    row = open_lead(world, index, LeadSource.INBOUND, inbound_channel(world, index), -1, -1, when)
    if new_need:
        in_need_after_all(world, row)
        world.prospects[index].need_until = when + setup.market.need_days
    if stage == Stage.LEAD:
        receive(world, index, when)
        return
    lead = world.leads[row]
    lead.owner = assigned(world, luck_of_route(world, index, 0), Unit.SALES, -1)
    lead.verdict = 1
    lead.qualified = when
    lead.assigned = when
    lead.contacted = when
    world.prospects[index].valued = 1
    if stage == Stage.OPPORTUNITY:
        settings = setup.settings
        lead.discoveries = 1
        lead.guess = lead.value
        known = ignorance_after(settings.information, lead.ignorance, settings.practice.standard, setup.work.discovery_hours)
        lead.ignorance = known
        lead.opened = when
        lead.meetings = below(uniform(setup.market_seed, Purpose.START, index, stage, 1), setup.market.meetings)
    move(world, index, stage, when, lead.owner)
    if lead.owner >= 0:
        lay_on_desk(world, lead.owner, index, when)
    goes_cold_after(world, index, when)


@rule
def drop(world: World, index: int, when: float) -> None:
    """One account less at its stage: it never was there."""
    prospect = world.prospects[index]
    if prospect.stage == Stage.CUSTOMER:
        lists.take(world.desks, index)
        prospect.owner = -1
        prospect.value = first_value(world, index)
        set_free(world, index, when)
    else:
        close_lead(world, index, Outcome.COLD, when)
    to_idle(world, index, when, -1)


@rule
def match(world: World, stage: int, wanted: int, when: float) -> None:
    """Have so many leads at this stage: some are added, or dropped, by the luck of each account; all that is of the past."""
    setup = world.setup
    have = int(world.counts.stocks[stage])
    if wanted < 0 or have == wanted:
        return
    count = 0
    for index in range(setup.prospects):
        at = world.prospects[index].stage == stage
        other = setup.seat >= 0 and world.accounts[index].owner >= 0
        if at if have > wanted else (is_free(world, index, world.counts.day + 1.0) and not other):
            world.worklist[count] = index
            world.ranks[count] = uniform(setup.market_seed, Purpose.START, index, stage, 0)
            count += 1
    sort_by(world.ranks, world.worklist, count)
    for place in range(min(count, abs(have - wanted))):
        if have > wanted:
            drop(world, world.worklist[place], when)
        else:
            lead_under_way(world, world.worklist[place], stage, when)


@rule
def match_customers(world: World, when: float) -> None:
    """Have the customers that the company states: the same accounts whatever the design, those with the luck to be among
    them; two organizations in one market have different ones.
    """
    setup = world.setup
    wanted: int = setup.start.customers
    if wanted < 0:
        return
    for index in range(setup.prospects):
        world.worklist[index] = index
        world.ranks[index] = uniform(setup.market_seed, Purpose.START, index, Stage.CUSTOMER, 0)
    sort_by(world.ranks, world.worklist, setup.prospects)
    first = wanted * max(0, setup.seat)
    for place in range(setup.prospects):
        index = world.worklist[place]
        ours = first <= place < first + wanted
        if world.prospects[index].stage == Stage.CUSTOMER and not ours:
            drop(world, index, when)
        elif world.prospects[index].stage == Stage.CUSTOMER and ours:
            state_contract(world, index)
        elif ours:
            if world.prospects[index].stage != Stage.IDLE:
                drop(world, index, when)
            old_customer(world, index, when)


@rule
def begin_past(world: World) -> None:
    """The past begins with the customers that the company states."""
    match_customers(world, 0.0)


@rule
def know_other(world: World) -> None:
    """Whoever shares the market knows the other's customers from the start: they are out of reach."""
    setup = world.setup
    if setup.seat < 0:
        return
    for index in range(setup.prospects):
        if world.accounts[index].owner == 1 - setup.seat:
            if world.prospects[index].stage != Stage.IDLE:
                drop(world, index, world.counts.day * 1.0)
            world.prospects[index].bound_until = math.inf
            world.prospects[index].event = Event.NONE
            lists.take(world.calendar, index)


@rule
def yesterday(world: World) -> None:
    """Go back to the last day of the past, to which belongs what is found on day 0."""
    opening = world.setup.opening
    world.counts.day = max(0, opening - 1)
    world.counts.slot = opening * ROUNDS_A_DAY - 1


@rule
def open_books(world: World) -> None:
    """The customers of day 0 are those that the company states."""
    yesterday(world)
    match_customers(world, world.setup.opening * 1.0)


@rule
def open_pipeline(world: World) -> None:
    """The pipeline of day 0 is what the company states; nothing of the past counts."""
    setup = world.setup
    start: Start = setup.start
    yesterday(world)
    dated = max(0.0, setup.opening - 1.0)
    match(world, Stage.OPPORTUNITY, start.opportunities, dated)
    match(world, Stage.SAL, start.conversations, dated)
    match(world, Stage.LEAD, start.leads, dated)
    for who in range(setup.people):
        for use in range(len(Use)):
            world.people[who].total_hours[use] = 0.0
    world.counts.day = setup.opening
    world.counts.entries = 0
