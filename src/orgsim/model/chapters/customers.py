"""M9 Customers: months of care or neglect, recommendations, expansion, renewal, leaving."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.dates import DAYS_A_MONTH, MONTHS_A_YEAR
from orgsim.kernel.draws import below, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.assignment import assigned
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.leads import in_need_after_all, inbound_channel, open_lead, receive
from orgsim.model.chapters.luck import fell, hangs_on_customer, hangs_on_more, learn
from orgsim.model.chapters.measurement import remember_touch
from orgsim.model.chapters.messages import greet
from orgsim.model.chapters.needs import first_value
from orgsim.model.chapters.orders import may_order, own_month
from orgsim.model.chapters.pipeline import close_lead, is_free, move, next_round, to_idle
from orgsim.model.chapters.rivals import sell_to, set_free
from orgsim.model.chapters.trays import lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.state import Event
from orgsim.model.world import World, set_event
from orgsim.results.codes import Action, LeadSource, Luck, Outcome, Stage, Unit


class Customers(Chapter):
    """A customer begins with the satisfaction fit_weight f + (1 - fit_weight) T; a month of care raises it, one without
    lowers it. It leaves within a month with hazard
    h(age) exp(-loyalty_trust (T - T0) - loyalty_fit (satisfaction - s0)), h(age) = churn_month x age^(-churn_age).
    With a contract, it buys more by ``expand_share`` with chance expand x expand_slope x satisfaction a month. One satisfied
    by ``recommends`` or more tells ``word`` prospects a year, drawn from all; one in need raises its hand, one without
    begins to need. The Bass curve comes out where recommendations are all there is.

    Reference: falling churn with age (IBM telco sample, B77, shape only), B2B churn 5-15 % a year; Bass 1969, q about 0.38 a
    year. Left out: prices of renewals, customers who are lost to the company's own neglect of a person who left.
    """

    code: ClassVar = "M9"
    effect: ClassVar = Effect("leads", rises=True)

    churn_month: float = parameter(0.05, 0.0, 0.5, "per month", "hazard of leaving in the first month", reference="B78")
    churn_age: float = parameter(0.45, 0.0, 2.0, "exponent", "fall of that hazard with age", reference="B77")
    loyalty_trust: float = parameter(1.0, 0.0, 5.0, "per trust", "slope of trust in staying", neutral=0.0, reference="G")
    loyalty_fit: float = parameter(
        1.2, 0.0, 5.0, "per satisfaction", "slope of satisfaction in staying", neutral=0.0, reference="B76"
    )
    typical_trust: float = parameter(0.5, 0.0, 1.0, "share", "trust at which the hazard is as stated", reference="G")
    typical_satisfaction: float = parameter(0.6, 0.0, 1.0, "share", "satisfaction at which it is", reference="G")
    fit_weight: float = parameter(0.5, 0.0, 1.0, "share", "of the fit of the offer in the first satisfaction", reference="G")
    care_loss: float = parameter(
        0.06, 0.0, 1.0, "share", "satisfaction lost in a month without care", neutral=0.0, reference="G"
    )
    care_gain: float = parameter(
        0.03, 0.0, 1.0, "share", "satisfaction gained in a month with it", neutral=0.0, reference="G"
    )
    expand: float = parameter(0.010, 0.0, 0.5, "chance per month", "a satisfied customer buys more", reference="G")
    expand_slope: float = parameter(2.0, 0.0, 10.0, "per satisfaction", "how far satisfaction moves that", reference="G")
    expand_share: float = parameter(0.2, 0.0, 2.0, "share of value", "how much more", reference="G")
    word: float = parameter(
        0.38, 0.0, 10.0, "prospect per year", "prospects a satisfied customer tells", neutral=0.0, reference="B55"
    )
    recommends: float = parameter(0.5, 0.0, 1.0, "share", "satisfaction from which a customer recommends", reference="G")


@rule
def churn_chance(customers: Customers, months: float, trust: float, satisfaction: float) -> float:
    """Chance that a customer of this age leaves within the month."""
    hazard = customers.churn_month * math.exp(
        -customers.churn_age * math.log(max(1.0, months))
        - customers.loyalty_trust * (trust - customers.typical_trust)
        - customers.loyalty_fit * (satisfaction - customers.typical_satisfaction)
    )
    return 1.0 - math.exp(-hazard)


@rule
def satisfaction_after(customers: Customers, satisfaction: float, cared: float) -> float:
    """Satisfaction after a month with or without care."""
    if cared > 0.0:
        return satisfaction + customers.care_gain * (1.0 - satisfaction)
    return satisfaction - customers.care_loss * satisfaction


@rule
def becomes_customer(world: World, index: int, when: float) -> None:
    """A deal has been won: whoever won it cares for the customer from now on."""
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    weight = world.setup.settings.customers.fit_weight
    prospect.satisfaction = weight * lead.fit + (1.0 - weight) * prospect.trust
    prospect.owner = lead.owner
    prospect.months = 0
    prospect.lives += 1
    prospect.cared = 1.0
    prospect.wants = 0
    sell_to(world, index, when)
    close_lead(world, index, Outcome.WON, when)
    move(world, index, Stage.CUSTOMER, when, prospect.owner)
    set_event(world, index, Event.MONTH, when + DAYS_A_MONTH, next_round(world))


@rule
def care_due(world: World, index: int, when: float) -> None:
    """A new month's care goes on the owner's desk; a customer whose owner has left finds another one."""
    prospect = world.prospects[index]
    prospect.cared = 0.0
    if prospect.owner < 0 or world.people[prospect.owner].present == 0:
        u = uniform(world.setup.seed, Purpose.CARER, index, own_month(world, index), 0)
        prospect.owner = assigned(world, u, Unit.SALES, -1)
    if prospect.owner >= 0:
        lay_on_desk(world, prospect.owner, index, when)


@rule
def is_told(world: World, listener: int, when: float) -> None:
    """A prospect hears of us from a customer; one who is free to listen asks for an offer."""
    setup = world.setup
    channel = inbound_channel(world, listener)
    if not is_free(world, listener, when) or setup.channel_reach[channel] <= 0.0:
        return
    new_need = world.prospects[listener].stage == Stage.IDLE
    if new_need:
        world.prospects[listener].need_until = when + setup.market.need_days
    greet(world, listener)
    remember_touch(world, listener, channel)
    row = open_lead(world, listener, LeadSource.INBOUND, channel, -1, -1, when)
    if new_need:
        in_need_after_all(world, row)
    receive(world, listener, when)


@rule
def recommend(world: World, index: int, when: float) -> None:
    """A satisfied customer tells others."""
    setup = world.setup
    customers: Customers = setup.settings.customers
    prospect = world.prospects[index]
    if prospect.satisfaction < customers.recommends:
        return
    expected = customers.word / MONTHS_A_YEAR
    told = int(expected)
    again = uniform(setup.seed, Purpose.TELL, index, own_month(world, index), 0) < expected - told
    fell(world, Luck.TOLD, 1.0 if again else 0.0, expected - told, setup.mean_value * world.counts.response_worth[1])
    if again:
        told += 1
    for nth in range(told):
        u = uniform(setup.seed, Purpose.TELL_WHOM, index, own_month(world, index), nth)
        is_told(world, below(u, setup.prospects), when)


@rule
def renew(world: World, index: int) -> None:
    """A contract ends and is renewed; whoever cares for the customer sees it."""
    setup = world.setup
    prospect = world.prospects[index]
    world.today.renewals += 1.0
    world.today.renewal_revenue += prospect.value
    if prospect.owner >= 0:
        points = setup.settings.pay.renewal_points * prospect.value / setup.mean_value
        world.people[prospect.owner].reward[Action.CARE] += points


@rule
def leave(world: World, index: int, when: float) -> None:
    """A customer leaves; its contract counts as due, and what it had added is gone."""
    months = world.setup.market.contract_months
    prospect = world.prospects[index]
    world.today.churned += 1.0
    if months > 0 and prospect.months % months != 0:
        world.today.due_revenue += prospect.value
    lists.take(world.desks, index)
    prospect.owner = -1
    prospect.value = first_value(world, index)
    set_free(world, index, when)
    to_idle(world, index, when, -1)


@rule
def expand(world: World, index: int, when: float) -> None:
    """A customer may buy more."""
    customers: Customers = world.setup.settings.customers
    prospect = world.prospects[index]
    wants = customers.expand * customers.expand_slope * prospect.satisfaction
    more = uniform(world.setup.seed, Purpose.EXPAND, index, own_month(world, index), 0) < wants
    more_value = customers.expand_share * prospect.value
    hangs = hangs_on_more(world, more_value, prospect.months, when)
    fell(world, Luck.EXPANDED, 1.0 if more else 0.0, min(1.0, wants), hangs)
    if more:
        world.today.expansion_revenue += customers.expand_share * prospect.value
        prospect.value *= 1.0 + customers.expand_share


@rule
def month_ends(world: World, index: int, when: float) -> None:
    """A customer's month is over: care counts, some recommend, some buy more, some leave, some renew."""
    setup = world.setup
    customers: Customers = setup.settings.customers
    prospect = world.prospects[index]
    prospect.months += 1
    prospect.satisfaction = satisfaction_after(customers, prospect.satisfaction, prospect.cared)
    recommend(world, index, when)
    ends = setup.market.contract_months > 0 and prospect.months % setup.market.contract_months == 0
    if ends:
        world.today.due_revenue += prospect.value
    u = uniform(setup.seed, Purpose.CHURN, index, own_month(world, index), 0)
    chance = churn_chance(customers, prospect.months * 1.0, prospect.trust, prospect.satisfaction)
    hangs = hangs_on_customer(world, prospect.value, prospect.months, when)
    fell(world, Luck.STAYED, 0.0 if u < chance else 1.0, 1.0 - chance, hangs)
    learn(world, Luck.STAYED, 1, u >= chance)
    if u < chance:
        leave(world, index, when)
        return
    if ends:
        renew(world, index)
    if setup.market.contract_months > 0:
        expand(world, index, when)
    set_event(world, index, Event.MONTH, when + DAYS_A_MONTH, next_round(world))
    may_order(world, index)
    care_due(world, index, when)
