"""What a seller does with a lead: first contact, discovery, meetings; and care for a customer."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import log_normal
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import entry_hours
from orgsim.model.acts.funnel import lose, move
from orgsim.model.acts.hours import clock
from orgsim.model.acts.quarrels import quarrel
from orgsim.model.acts.talk import learn_need, say, tell_marketer
from orgsim.model.mechanisms.boundary import fit, ignorance_after
from orgsim.model.mechanisms.decisions import contact_chance
from orgsim.model.mechanisms.messages import distance
from orgsim.model.mechanisms.qualification import believe
from orgsim.model.mechanisms.queues import intent
from orgsim.model.world import World, schedule
from orgsim.results.words import dispute, event, outcome, purpose, role, stage


@rule
def work_twice(world: World, who: int, index: int, when: float) -> None:
    """Somebody else has contacted the same prospect: hours wasted, a second voice, perhaps a quarrel."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    second = lead.second
    world.people[second].owed += setup.work.contact_hours
    say(world, second, index, when)
    quarrel(world, dispute.OVERLAP, second, who, index, prospect.turn, setup.settings.disputes.overlap, when)
    lead.second = -1


@rule
def contact(world: World, who: int, index: int) -> None:
    """The first contact with a qualified lead has been made: a conversation, or a no."""
    setup = world.setup[0]
    settings = setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = max(clock(world, who), lead.assigned)
    lead.contacted = when
    world.people[who].notes += entry_hours(world, who)
    if lead.second >= 0:
        work_twice(world, who, index, when)
    left = intent(settings.queues, lead.strength, when - lead.born)
    today = world.daily[world.counts[0].day]
    today.contacts += 1.0
    today.intent += left
    chance = contact_chance(settings.decisions, left, lead.readiness, prospect.trust)
    good = uniform(setup.seed, purpose.CONNECT, index, prospect.turn, 0) < chance
    say(world, who, index, when)
    if lead.crossed == 1:
        believe(settings.qualification, world.people[who], 1.0 if good else 0.0)
        tell_marketer(world, index, 1.0 if good else 0.0)
    elif lead.stays == 1:
        believe(settings.qualification, world.people[who], 1.0 if good else 0.0)
        if lead.marketer >= 0 and lead.marketer != who:
            believe(settings.qualification, world.people[lead.marketer], 1.0 if good else 0.0)
    if good:
        lead.verdict = 1
        move(world, index, stage.SAL, when, who)
        schedule(world, index, event.COLD, when + settings.queues.cold_days, world.counts[0].day + 1)
    else:
        lose(world, index, outcome.LOST, when, who)


@rule
def discover(world: World, who: int, index: int) -> None:
    """One discovery conversation is over; enough is known, or another one follows where the deal is worth it."""
    setup = world.setup[0]
    boundary = setup.settings.boundary
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = max(clock(world, who), lead.contacted)
    lead.sessions += 1
    able = setup.settings.practice.standard  # a slower person has taken longer for the same
    lead.ignorance = ignorance_after(boundary, lead.ignorance, able, setup.work.discovery_hours)
    worth_it = boundary.enough * min(1.5, max(0.6, setup.mean_value / prospect.value))
    if lead.ignorance <= worth_it or lead.sessions >= 3:
        lead.opened = when
        learn_need(world, role.SALES, index)
        move(world, index, stage.OPPORTUNITY, when, who)
    schedule(world, index, event.COLD, when + setup.settings.queues.cold_days, world.counts[0].day + 1)


@rule
def meet(world: World, who: int, index: int) -> None:
    """A meeting is over: the buyer has heard the offer and takes their own time."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = max(clock(world, who), lead.opened)
    lead.meetings += 1
    say(world, who, index, when)
    center = world.segments[prospect.segment].center
    off = lead.ignorance * distance(prospect.need[0], prospect.need[1], center[0], center[1])
    lead.fit = fit(setup.settings.boundary, off)
    today = world.daily[world.counts[0].day]
    today.meetings += 1.0
    today.fit += lead.fit
    buckets.take(world.books, index)
    u = uniform(setup.seed, purpose.THINK, index, prospect.turn, prospect.decisions)
    thinks = prospect.pace * log_normal(u, setup.market.think_days, setup.settings.decisions.think_spread)
    patience = setup.settings.decisions.lapse_days
    if thinks <= patience:
        schedule(world, index, event.DECIDE, when + thinks, world.counts[0].day)
    else:
        schedule(world, index, event.LAPSE, when + patience, world.counts[0].day + 1)


@rule
def care(world: World, index: int) -> None:
    """A customer has got this month's care."""
    world.prospects[index].cared = 1.0
    buckets.take(world.books, index)
