"""What a buyer decides after a meeting: on to the next, a deal, or no."""

from __future__ import annotations

import math

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import logistic
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import through_crm
from orgsim.model.acts.credit import credit_channels
from orgsim.model.acts.funnel import close_lead, drawn_person, inherited, lose, move
from orgsim.model.acts.handoff import channel_openness
from orgsim.model.acts.hours import own_skill
from orgsim.model.acts.market import known
from orgsim.model.acts.quarrels import cooperate, quarrel
from orgsim.model.acts.rewards import reward
from orgsim.model.acts.rivalry import bid, offered, other_has, sell_to
from orgsim.model.mechanisms.decisions import advance_odds
from orgsim.model.world import DAYS_A_MONTH, World, schedule
from orgsim.results.words import action, dispute, event, outcome, purpose, role, source, stage, use


@rule
def credit(world: World, index: int) -> None:
    """Who is rewarded for a win: the seller by the way it came, and the marketer as far as pay and the channel allow."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    points = setup.settings.pay.win_points * lead.value / setup.mean_value
    way = action.SOURCING if lead.source == source.SOURCED else action.LEADS
    reward(world, lead.owner, 1, way, 0.5 * points, 0.5 * points)
    reward(world, lead.owner, 1, action.DEALS, 0.5 * points, 0.5 * points)
    credit_channels(world, index, lead.value)
    kept = through_crm(world, channel_openness(world), lead.marketer, lead.owner)
    if uniform(setup.seed, purpose.FEEDBACK, index, prospect.turn, 1) < kept:
        reward(world, lead.marketer, 0, lead.action, 0.0, points)


@rule
def win(world: World, index: int, when: float) -> None:
    """A deal: the prospect becomes a customer of whoever won it."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    today = world.daily[world.counts[0].day]
    today.wins += 1.0
    today.new_revenue += lead.value
    today.commission += setup.staff.commission * lead.value
    credit(world, index)
    if lead.crossed == 1:
        cooperate(world, role.SALES, 0.5)
        joint = setup.levers.incentive_share
        base = setup.settings.disputes.credit * 4.0 * joint * (1.0 - joint)
        quarrel(world, dispute.CREDIT, lead.marketer, lead.owner, index, prospect.turn, base, when)
    prospect.satisfaction = 0.5 * lead.fit + 0.5 * prospect.trust
    prospect.owner = lead.owner
    prospect.months = 0
    prospect.cared = 1.0
    sell_to(world, index, when)
    close_lead(world, index, outcome.WON, when)
    move(world, index, stage.CUSTOMER, when, prospect.owner)
    schedule(world, index, event.MONTH, when + DAYS_A_MONTH, world.counts[0].day + 1)


@rule
def decide(world: World, index: int) -> None:
    """The buyer makes up their mind."""
    setup = world.setup[0]
    decisions = setup.settings.decisions
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    today = world.counts[0].day
    when = max(prospect.due, today * 1.0)
    able = own_skill(world, lead.owner, use.SELL)
    odds = advance_odds(decisions, able, lead.fit, prospect.trust, known(world, index, when), lead.readiness)
    last = lead.meetings >= setup.market.meetings
    if last:
        odds -= decisions.price
    bid(world, index, odds)
    if last:
        odds -= math.log(1.0 + offered(world, index))
    u = uniform(setup.seed, purpose.ADVANCE, index, prospect.turn, prospect.decisions)
    prospect.decisions += 1
    if other_has(world, index):  # bought from the other organization this very day
        lose(world, index, outcome.RIVAL, when, lead.owner)
    elif u >= logistic(odds):
        lose(world, index, outcome.LOST, when, lead.owner)
    elif last:
        win(world, index, when)
    else:
        if world.people[lead.owner].present == 0:
            u = uniform(setup.seed, purpose.RELAY, index, prospect.turn, prospect.decisions)
            other = drawn_person(world, u, role.SALES, -1)
            if other >= 0:
                lead.owner = other
                lead.ignorance = inherited(lead.ignorance)
        buckets.put(world.books, lead.owner, index)
        schedule(world, index, event.COLD, when + setup.settings.queues.cold_days, today + 1)
