"""M9 Decision: whether a buyer talks, advances and buys."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import logistic
from orgsim.kernel.rules import rule
from orgsim.model.chapters.assignment import assigned
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.customers import becomes_customer
from orgsim.model.chapters.demand import known
from orgsim.model.chapters.disputes import cooperate, credit_base, dispute
from orgsim.model.chapters.information import reported_back, take_over
from orgsim.model.chapters.luck import fell, hangs_on_meeting, learn, sold_in
from orgsim.model.chapters.measurement import credit_channels
from orgsim.model.chapters.patience import patience_lost
from orgsim.model.chapters.pay import reward, reward_deal
from orgsim.model.chapters.pipeline import goes_cold_after, lose
from orgsim.model.chapters.practice import own_skill
from orgsim.model.chapters.rivals import bid, offered, other_has
from orgsim.model.chapters.sales_goal import count_sale
from orgsim.model.chapters.trays import lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, DisputeKind, LeadSource, Luck, Outcome, Task, Unit


class Decision(Chapter):
    """Each meeting is a decision.

    logit P(advance) = b0 + skill (s - s0) + fit (f - f0) + trust (T - T0) + awareness (A - A0) + readiness (R - R0)
    - [last step] (price + what rivals offer, M11), the typical buyer's values s0, f0, T0, A0, R0;
    first contact: logit P = contact + intent (v - v0) + contact_readiness R + trust (T - T0), v the intent left;
    each conversation after it: logit P = discovery + contact_readiness (R - R0) + trust (T - T0).
    What buyers do not wait for comes off (M21), and what sellers are born with comes on top (M20).

    With all slopes 0 each step is passed with one fixed chance: a geometric funnel.

    Reference: conversion of first contacts (B70) and win rates of opportunities (B74), fitted; person-to-person spread of
    win rates is an upper bound for skill (D2). Left out: buying groups.
    """

    code: ClassVar = "M9"
    effect: ClassVar = Effect("mql_to_won", rises=True)

    contact: float = parameter(-1.0, -5.0, 5.0, "log-odds", "first contact leads to a conversation", reference="B70")
    discovery: float = parameter(
        0.58, -5.0, 5.0, "log-odds", "a conversation shows that something may come of it, for the typical buyer",
        reference="B70 B71",
    )  # fmt: skip
    advance: float = parameter(0.95, -5.0, 5.0, "log-odds", "a meeting leads on, for the typical buyer", reference="B74")
    skill: float = parameter(2.0, 0.0, 10.0, "per skill", "slope of selling skill", neutral=0.0, reference="D2")
    fit: float = parameter(1.6, 0.0, 10.0, "per fit", "slope of the fit of the offer", neutral=0.0, reference="B17")
    trust: float = parameter(1.6, 0.0, 10.0, "per trust", "slope of the buyer's trust", neutral=0.0, reference="B11")
    awareness: float = parameter(0.5, 0.0, 10.0, "per awareness", "slope of awareness", neutral=0.0, reference="B52")
    intent: float = parameter(
        2.2, 0.0, 10.0, "per intent", "slope of intent at the first contact", neutral=0.0, reference="B50"
    )
    readiness: float = parameter(0.35, 0.0, 5.0, "per readiness", "slope of true readiness", neutral=0.0, reference="B70")
    contact_readiness: float = parameter(
        0.8, 0.0, 5.0, "per readiness", "slope of true readiness at the first contact", neutral=0.0, reference="B70"
    )
    price: float = parameter(0.2, 0.0, 5.0, "log-odds", "loss at the last step to the price", neutral=0.0, reference="G")
    typical_skill: float = parameter(0.72, 0.0, 1.0, "share", "selling skill met by the typical buyer", reference="B35")
    typical_fit: float = parameter(0.7, 0.0, 1.0, "share", "fit of the offer for the typical buyer", reference="G")
    typical_trust: float = parameter(0.5, 0.0, 1.0, "share", "trust of the typical buyer", reference="G")
    typical_awareness: float = parameter(0.3, 0.0, 1.0, "share", "awareness of the typical buyer", reference="G")
    typical_readiness: float = parameter(1.0, -5.0, 5.0, "score", "readiness of the typical buyer", reference="G")
    typical_intent: float = parameter(0.4, 0.0, 1.0, "share", "intent left at the typical first contact", reference="G")


@rule
def contact_chance(decision: Decision, intent: float, readiness: float, trust: float) -> float:
    """Chance that the first contact leads to a conversation."""
    return logistic(
        decision.contact
        + decision.intent * (intent - decision.typical_intent)
        + decision.contact_readiness * readiness
        + decision.trust * (trust - decision.typical_trust)
    )


@rule
def discovery_odds(decision: Decision, readiness: float, trust: float) -> float:
    """Log-odds that a conversation leads on."""
    return (
        decision.discovery
        + decision.contact_readiness * (readiness - decision.typical_readiness)
        + decision.trust * (trust - decision.typical_trust)
    )


@rule
def advance_odds(decision: Decision, skill: float, fit: float, trust: float, awareness: float, readiness: float) -> float:
    """Log-odds that a meeting leads on, before what only the last step knows."""
    return (
        decision.advance
        + decision.skill * (skill - decision.typical_skill)
        + decision.fit * (fit - decision.typical_fit)
        + decision.trust * (trust - decision.typical_trust)
        + decision.awareness * (awareness - decision.typical_awareness)
        + decision.readiness * (readiness - decision.typical_readiness)
    )


@rule
def credit_deal(world: World, index: int) -> None:
    """Who is rewarded for a deal: the seller by the way it came, and the marketer as far as pay and the channel allow."""
    setup = world.setup
    lead = world.leads[world.prospects[index].lead]
    points = setup.settings.pay.win_points * lead.value / setup.mean_value
    way = Action.PROSPECTING if lead.source == LeadSource.PROSPECTED else Action.LEADS
    reward_deal(world, lead.owner, way, points)
    credit_channels(world, index, lead.value)
    if reported_back(world, index, 1):
        reward(world, lead.marketer, lead.action, 0.0, points)


@rule
def win(world: World, index: int, when: float) -> None:
    """A deal: the prospect becomes a customer of whoever won it."""
    setup = world.setup
    disputes = setup.settings.disputes
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    today = world.today
    today.deals += 1.0
    sold_in(world, when - lead.contacted, lead.meetings * setup.market.think_days * prospect.pace)
    today.new_revenue += lead.value
    count_sale(world, lead.owner, lead.value)
    credit_deal(world, index)
    if lead.crossed == 1:
        cooperate(world, Unit.SALES, disputes.deal_gain)
        base = credit_base(disputes, setup.levers.incentive_share)
        dispute(world, DisputeKind.CREDIT, lead.marketer, lead.owner, index, prospect.turn, base, when)
    becomes_customer(world, index, when)


@rule
def relay(world: World, index: int) -> None:
    """Where whoever worked a deal has left, a colleague goes on with it."""
    prospect = world.prospects[index]
    if world.people[world.leads[prospect.lead].owner].present == 1:
        return
    u = uniform(world.setup.seed, Purpose.RELAY, index, prospect.turn, prospect.decisions)
    other = assigned(world, u, Unit.SALES, -1)
    if other >= 0:
        take_over(world, index, other, world.setup.settings.information.inherited)


@rule
def decide(world: World, index: int, when: float) -> None:
    """The buyer makes up their mind: on to the next meeting, a deal, or no."""
    setup = world.setup
    decision: Decision = setup.settings.decision
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    able = own_skill(world, lead.owner, Task.SELLING)
    odds = advance_odds(decision, able, lead.fit, prospect.trust, known(world, index, when), lead.readiness)
    odds += world.people[lead.owner].closing - patience_lost(world, index, when)
    last = lead.meetings >= setup.market.meetings
    if last:
        odds += lead.sponsored - decision.price
    bid(world, index, odds)
    if last:
        odds -= math.log(1.0 + offered(world, index))
    u = uniform(setup.seed, Purpose.ADVANCE, index, prospect.turn, prospect.decisions)
    prospect.decisions += 1
    chance = logistic(odds)
    if not other_has(world, index):
        still = 0.0 if last else setup.market.meetings - lead.meetings * 1.0
        hangs = hangs_on_meeting(world, lead.value, still, chance, prospect.pace, when)
        what = Luck.WON if last else Luck.ADVANCED
        fell(world, what, 1.0 if u < chance else 0.0, chance, hangs)
        learn(world, what, lead.in_need, u < chance)
    if other_has(world, index):  # bought from the other organization this very day
        lose(world, index, Outcome.RIVAL, when, lead.owner)
    elif u >= chance:
        lose(world, index, Outcome.LOST, when, lead.owner)
    elif last:
        win(world, index, when)
    else:
        relay(world, index)
        lay_on_desk(world, lead.owner, index, when)
        goes_cold_after(world, index, when)
