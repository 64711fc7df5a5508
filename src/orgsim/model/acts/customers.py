"""Customers: months of care or neglect, recommendations, expansion, renewal, leaving."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import below, uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.credit import remember_touch
from orgsim.model.acts.funnel import drawn_person, is_free, to_idle
from orgsim.model.acts.leads import inbound_channel, open_lead, receive
from orgsim.model.acts.rivalry import set_free
from orgsim.model.acts.talk import greet
from orgsim.model.mechanisms.decisions import churn_chance
from orgsim.model.world import DAYS_A_MONTH, World, first_value, schedule
from orgsim.results.words import action, event, purpose, role, source, stage


@rule
def care_due(world: World, index: int) -> None:
    """A new month's care goes on the owner's desk; a customer whose owner has left finds another one."""
    prospect = world.prospects[index]
    prospect.cared = 0.0
    if prospect.owner < 0 or world.people[prospect.owner].present == 0:
        u = uniform(world.setup[0].seed, purpose.CARER, index, prospect.months, 0)
        prospect.owner = drawn_person(world, u, role.SALES, -1)
    if prospect.owner >= 0:
        buckets.put(world.books, prospect.owner, index)


@rule
def recommend(world: World, index: int, when: float) -> None:
    """A satisfied customer tells others; whoever is free to listen asks for an offer."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    if prospect.satisfaction < 0.5:
        return
    expected = setup.settings.demand.word / 12.0
    told = int(expected)
    if uniform(setup.seed, purpose.TELL, index, prospect.months, 0) < expected - told:
        told += 1
    for nth in range(told):
        listener = below(uniform(setup.seed, purpose.TELL_WHOM, index, prospect.months, nth), setup.prospects)
        channel = inbound_channel(world, listener)
        if is_free(world, listener) and setup.channel_reach[channel] > 0.0:
            new_need = world.prospects[listener].stage == stage.IDLE
            if new_need:
                world.prospects[listener].need_until = when + setup.market.need_days
            greet(world, listener)
            remember_touch(world, listener, channel)
            lead = world.leads[open_lead(world, listener, source.INBOUND, channel, -1, -1, when)]
            if new_need:
                lead.readiness += setup.market.ready_mean - setup.market.curious_mean
                lead.in_need = 1
            receive(world, listener, when)


@rule
def renew(world: World, index: int) -> None:
    """A contract ends and is renewed; whoever cares for the customer sees it."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    today = world.daily[world.counts[0].day]
    today.renewals += 1.0
    today.renewal_revenue += prospect.value
    if prospect.owner >= 0:
        points = setup.settings.pay.renewal_points * prospect.value / setup.mean_value
        world.people[prospect.owner].reward[1, action.CARE] += points


@rule
def leave(world: World, index: int, when: float) -> None:
    """A customer leaves; its contract counts as due, and what it had added is gone."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    today = world.daily[world.counts[0].day]
    today.churned += 1.0
    if setup.market.contract_months > 0 and prospect.months % setup.market.contract_months != 0:
        today.due_revenue += prospect.value
    buckets.take(world.books, index)
    prospect.owner = -1
    prospect.value = first_value(world, index)
    set_free(world, index, when)
    to_idle(world, index, when, -1)


@rule
def month_ends(world: World, index: int, when: float) -> None:
    """A customer's month is over: care counts, some recommend, some buy more, some leave, some renew."""
    setup = world.setup[0]
    decisions = setup.settings.decisions
    prospect = world.prospects[index]
    today = world.daily[world.counts[0].day]
    prospect.months += 1
    if prospect.cared > 0.0:
        prospect.satisfaction += decisions.care_gain * (1.0 - prospect.satisfaction)
    else:
        prospect.satisfaction -= decisions.care_loss * prospect.satisfaction
    recommend(world, index, when)
    if setup.market.contract_months > 0 and prospect.months % setup.market.contract_months == 0:
        today.due_revenue += prospect.value
    u = uniform(setup.seed, purpose.CHURN, index, prospect.months, 0)
    if u < churn_chance(decisions, prospect.months * 1.0, prospect.trust, prospect.satisfaction):
        leave(world, index, when)
        return
    if setup.market.contract_months > 0:
        if prospect.months % setup.market.contract_months == 0:
            renew(world, index)
        wants = decisions.expand * 2.0 * prospect.satisfaction
        if uniform(setup.seed, purpose.EXPAND, index, prospect.months, 0) < wants:
            today.expansion_revenue += decisions.expand_share * prospect.value
            prospect.value *= 1.0 + decisions.expand_share
    schedule(world, index, event.MONTH, when + DAYS_A_MONTH, world.counts[0].day + 1)
    care_due(world, index)
