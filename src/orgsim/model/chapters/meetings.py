"""Meetings: the first contact, discovery, the meetings of an open deal, and care for a customer."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.codes import Code
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import choice, parameter
from orgsim.kernel.quantiles import log_normal, logistic
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.decision import contact_chance, discovery_odds
from orgsim.model.chapters.disputes import dispute
from orgsim.model.chapters.hours import clock
from orgsim.model.chapters.inbox import believe, tell_marketer
from orgsim.model.chapters.information import fit, ignorance_after
from orgsim.model.chapters.leadership import stand_by
from orgsim.model.chapters.leads import intent
from orgsim.model.chapters.luck import fell, learn, time_shows, value_shows
from orgsim.model.chapters.messages import distance, say
from orgsim.model.chapters.orders import place_order
from orgsim.model.chapters.patience import ask_again, patience_lost, wait_for_us
from orgsim.model.chapters.pipeline import goes_cold_after, lose, move, next_round
from orgsim.model.chapters.platforms import entry_hours
from orgsim.model.chapters.sales_goal import last_day
from orgsim.model.chapters.thought_worlds import learn_need
from orgsim.model.chapters.trays import lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.state import Event
from orgsim.model.world import World, set_event
from orgsim.results.codes import DisputeKind, Luck, Outcome, Stage, Unit


class DiscoveryRule(Code):
    """What counts as enough discovery."""

    BY_VALUE = 0, "an ignorance that is the lower, the larger the deal"
    BY_NEED = 1, "the same ignorance for every deal"
    ONE_CONVERSATION = 2, "one conversation"


class Meetings(Chapter):
    """The first contact leads to a conversation or a no (M9). Discovery conversations follow until enough is known, under
    the default rule until ignorance has fallen to ``enough`` x mean deal / deal, this factor between ``enough_small`` and
    ``enough_large``, and no more than ``most_discoveries`` of them. At each meeting the buyer hears the offer and then
    takes a log-normal time of their own; a deal that is not decided within ``lapse_days`` of a meeting is given up.

    Reference: three to five meetings a deal and their length are the company's; spread of thinking time: Olist (K4). Left
    out: buying groups, meetings that are moved.
    """

    discovery: int = choice(DiscoveryRule.BY_VALUE, "when a seller has learned enough of a need")
    enough: float = parameter(
        0.45, 0.05, 1.0, "share", "ignorance at which a seller stops discovery of an average deal", reference="G"
    )
    enough_small: float = parameter(0.6, 0.1, 1.0, "factor", "on that for the largest deals", reference="G")
    enough_large: float = parameter(1.5, 1.0, 10.0, "factor", "on that for the smallest deals", reference="G")
    most_discoveries: int = parameter(3, 1, 20, "conversation", "discovery conversations at most", reference="G")
    think_spread: float = parameter(
        0.9, 0.0, 3.0, "log units", "spread of thinking time around a buyer's own", reference="K4"
    )
    lapse_days: float = parameter(
        252.0, 5.0, 2520.0, "day", "thinking time after which a deal counts as not decided", reference="G"
    )


@rule
def is_enough(meetings: Meetings, ignorance: float, discoveries: int, mean_over_value: float) -> bool:
    """Whether enough is known of a need after so many conversations, the mean deal being so many times this one."""
    if meetings.discovery == DiscoveryRule.ONE_CONVERSATION or discoveries >= meetings.most_discoveries:
        return True
    if meetings.discovery == DiscoveryRule.BY_NEED:
        return ignorance <= meetings.enough
    factor = min(meetings.enough_large, max(meetings.enough_small, mean_over_value))
    return ignorance <= meetings.enough * factor


@rule
def work_twice(world: World, who: int, index: int, when: float) -> None:
    """Somebody else has contacted the same prospect: hours wasted, a second voice, perhaps a dispute."""
    setup = world.setup
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    second = lead.second
    world.people[second].owed += setup.work.contact_hours
    say(world, second, index, when)
    base = setup.settings.disputes.overlap
    dispute(world, DisputeKind.OVERLAP, second, who, index, prospect.turn, base, when)
    lead.second = -1


@rule
def learn_of_contact(world: World, who: int, index: int, good: float) -> None:
    """What a first contact teaches of marketing's leads: the seller, and whoever qualified it."""
    inbox = world.setup.settings.inbox
    lead = world.leads[world.prospects[index].lead]
    if lead.crossed == 1:
        believe(inbox, world.people[who], good)
        tell_marketer(world, index, good)
    elif lead.stays == 1:
        believe(inbox, world.people[who], good)
        if lead.marketer >= 0 and lead.marketer != who:
            believe(inbox, world.people[lead.marketer], good)


@rule
def contact(world: World, who: int, index: int) -> None:
    """The first contact with a qualified lead has been made: a conversation, or a no. The buyer was answered as it began."""
    settings = world.setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = clock(world, who)
    lead.contacted = lead.begun
    world.people[who].notes += entry_hours(world, who)
    if lead.second >= 0:
        work_twice(world, who, index, when)
    left = intent(settings.leads, lead.strength, lead.begun - lead.born)
    world.today.contacts += 1.0
    world.today.intent += left
    chance = contact_chance(settings.decision, left, lead.readiness, prospect.trust)
    good = uniform(world.setup.seed, Purpose.CONNECT, index, prospect.turn, 0) < chance
    worth = world.counts.talk_worth[lead.in_need]
    fell(world, Luck.CONNECTED, 1.0 if good else 0.0, chance, lead.value * worth)
    learn(world, Luck.CONNECTED, lead.in_need, good)
    value_shows(world, index, chance * worth)
    say(world, who, index, when)
    learn_of_contact(world, who, index, 1.0 if good else 0.0)
    if good:
        lead.verdict = 1
        move(world, index, Stage.SAL, when, who)
        lay_on_desk(world, who, index, when)
        goes_cold_after(world, index, when)
    else:
        lose(world, index, Outcome.LOST, when, who)


@rule
def leads_on(world: World, index: int, when: float) -> bool:
    """Whether a conversation leads on."""
    setup = world.setup
    settings = setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    odds = discovery_odds(settings.decision, lead.readiness, prospect.trust) - patience_lost(world, index, when)
    chance = logistic(odds - settings.patience.again * lead.discoveries)
    good = uniform(setup.seed, Purpose.FITTED, index, prospect.turn, lead.discoveries) < chance
    fell(world, Luck.FITTED, 1.0 if good else 0.0, chance, lead.value * world.counts.deal_worth[lead.in_need])
    learn(world, Luck.FITTED, lead.in_need, good)
    return good


@rule
def discover(world: World, who: int, index: int) -> None:
    """One discovery conversation is over: nothing will come of it, or enough is known, or another one follows where the deal
    is worth it.
    """
    setup = world.setup
    settings = setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = clock(world, who)
    wait_for_us(world, index, when)
    ask_again(world, index)
    lead.guess = lead.value
    if not leads_on(world, index, when):
        lose(world, index, Outcome.UNFIT, when, who)
        return
    lead.discoveries += 1
    able = settings.practice.standard  # a slower person has taken longer for the same
    lead.ignorance = ignorance_after(settings.information, lead.ignorance, able, setup.work.discovery_hours)
    if is_enough(settings.meetings, lead.ignorance, lead.discoveries, setup.mean_value / lead.guess):
        lead.opened = when
        learn_need(world, who, Unit.SALES, index)
        move(world, index, Stage.OPPORTUNITY, when, who)
    prospect.ready = when
    goes_cold_after(world, index, when)


@rule
def meet(world: World, who: int, index: int) -> None:
    """A meeting is over: the buyer has heard the offer and takes their own time."""
    setup = world.setup
    meetings: Meetings = setup.settings.meetings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = clock(world, who)
    lead.meetings += 1
    wait_for_us(world, index, when)
    say(world, who, index, when)
    center = world.segments[prospect.segment].center
    off = lead.ignorance * distance(prospect.need[0], prospect.need[1], center[0], center[1])
    lead.fit = fit(setup.settings.information, off)
    world.today.meetings += 1.0
    world.today.fit += lead.fit
    if lead.meetings >= setup.market.meetings:
        lead.sponsored = stand_by(world, index)
    lists.take(world.desks, index)
    u = uniform(setup.seed, Purpose.THINK, index, prospect.turn, prospect.decisions)
    tempo = world.people[who].tempo
    thinks = tempo * prospect.pace * log_normal(u, setup.market.think_days, meetings.think_spread)
    time_shows(world, index, thinks, meetings.lapse_days, tempo, when)
    if thinks <= meetings.lapse_days:
        set_event(world, index, Event.DECIDE, last_day(world, when, when + thinks), world.counts.slot)
    else:
        set_event(world, index, Event.LAPSE, when + meetings.lapse_days, next_round(world))


@rule
def care(world: World, index: int) -> None:
    """A customer has got this month's care, and may order."""
    world.prospects[index].cared = 1.0
    if world.prospects[index].wants == 1:
        place_order(world, index)
    lists.take(world.desks, index)
