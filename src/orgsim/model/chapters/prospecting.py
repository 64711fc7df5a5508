"""Prospecting: a seller's own attempts at prospects that marketing did not bring, and what they are believed to be worth."""

from __future__ import annotations

from orgsim.kernel.draws import below, pair, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.demand import refresh, touched, worn
from orgsim.model.chapters.disputes import dispute
from orgsim.model.chapters.hours import clock, own_speed, spend, turn_to
from orgsim.model.chapters.leads import open_lead
from orgsim.model.chapters.luck import fell, value_shows
from orgsim.model.chapters.measurement import seen_share
from orgsim.model.chapters.messages import say
from orgsim.model.chapters.pipeline import goes_cold_after, is_free, log_touch, move
from orgsim.model.chapters.trays import lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, DisputeKind, LeadSource, Luck, Platform, Stage, Task


class Prospecting(Chapter):
    """Attempts go to prospects drawn from all; a success opens a lead that the seller already talks with. Whoever is worked
    by a colleague may be taken for free by mistake, which is an occasion for a dispute (M7).

    What an hour of it is worth, in mean deals, the work on its leads included, is believed to be ``first_worth`` at first
    and follows each review by ``worth_memory``; marketing's leads are measured against it (M6).

    Reference: 40 to 50 attempts a meeting (B38); the first worth and its memory are priors. Left out: lists, referrals.
    """

    first_worth: float = parameter(
        0.012, 0.0, 1.0, "deal per hour", "what a newcomer believes that it brings", reference="G"
    )
    worth_memory: float = parameter(0.1, 0.0, 1.0, "share per week", "weight of the newest review", reference="G")


@rule
def worth_after(prospecting: Prospecting, worth: float, seen: float, brought: float) -> float:
    """Believed worth of an hour after a week in which an hour brought so much, of which this share has been seen."""
    return worth + seen * prospecting.worth_memory * (brought - worth)


@rule
def is_unaware(world: World, who: int, index: int) -> bool:
    """Whether a seller does not know that a colleague works the account; the CRM tells its users."""
    if world.people[who].uses[Platform.CRM] == 1:
        return False
    u = uniform(world.setup.seed, Purpose.UNAWARE, pair(who, index), world.counts.day, 0)
    unaware: float = world.setup.settings.disputes.unaware
    return u < unaware


@rule
def cross_colleague(world: World, who: int, index: int, when: float) -> None:
    """The account is a colleague's already."""
    prospect = world.prospects[index]
    if prospect.lead >= 0 and world.leads[prospect.lead].owner != who and is_unaware(world, who, index):
        lead = world.leads[prospect.lead]
        other = lead.owner if lead.owner >= 0 else lead.marketer
        base = world.setup.settings.disputes.overlap
        dispute(world, DisputeKind.OVERLAP, other, who, index, pair(who, world.counts.day), base, when)


@rule
def find_lead(world: World, who: int, index: int, when: float) -> None:
    """A prospect agrees to talk: a lead that is the seller's from the start."""
    row = open_lead(world, index, LeadSource.PROSPECTED, 0, -1, -1, when)
    lead = world.leads[row]
    lead.owner = who
    lead.verdict = 1
    lead.assigned = when
    lead.contacted = when
    value_shows(world, index, world.counts.talk_worth[lead.in_need])
    move(world, index, Stage.SAL, when, who)
    lay_on_desk(world, who, index, when)
    goes_cold_after(world, index, when)
    say(world, who, index, when)


@rule
def attempt(world: World, who: int, index: int) -> None:
    """One attempt at one prospect."""
    setup = world.setup
    world.today.attempts += 1.0
    prospect = world.prospects[index]
    when = clock(world, who)
    if not is_free(world, index, when):
        cross_colleague(world, who, index, when)
        return
    demand = setup.settings.demand
    refresh(demand, prospect, when)
    base = setup.response.prospecting if prospect.stage == Stage.IN_MARKET else setup.response.prospecting_idle
    u = uniform(setup.seed, Purpose.PROSPECT_SUCCESS, index, prospect.episodes, prospect.touches)
    chance = base * worn(demand, prospect.fatigue)
    success = u < chance
    in_need = 1 if prospect.stage == Stage.IN_MARKET else 0
    fell(world, Luck.FOUND, 1.0 if success else 0.0, chance, prospect.value * world.counts.talk_worth[in_need])
    touched(demand, prospect)
    log_touch(world, when, index, who, 0.0)
    if success:
        find_lead(world, who, index, when)


@rule
def prospect_for(world: World, who: int, hours: float) -> None:
    """Own prospecting for so many hours."""
    setup = world.setup
    person = world.people[who]
    if hours <= NO_TIME or setup.work.attempts_per_hour <= 0.0:
        return
    turn_to(world, who, Task.MARKETING)
    used = spend(world, who, Task.MARKETING, hours)
    person.effort_hours[Action.PROSPECTING] += used
    person.carry[Action.PROSPECTING] += used * own_speed(world, who, Task.MARKETING) * setup.work.attempts_per_hour
    while person.carry[Action.PROSPECTING] >= 1.0:
        person.carry[Action.PROSPECTING] -= 1.0
        u = uniform(setup.seed, Purpose.PROSPECT, who, world.counts.day, person.attempts)
        person.attempts += 1
        attempt(world, who, below(u, setup.prospects))


@rule
def review_prospecting(world: World, who: int) -> None:
    """What an hour of own prospecting brought since the last review, in mean deals, the work on its leads included."""
    settings = world.setup.settings
    person = world.people[who]
    deals = person.reward[Action.PROSPECTING] / (settings.pay.way_share * settings.pay.win_points)
    hours = person.effort_hours[Action.PROSPECTING] + deals / settings.inbox.close_chance * settings.inbox.lead_hours
    if hours > 0.0:
        seen = seen_share(settings.measurement)
        person.worth = worth_after(settings.prospecting, person.worth, seen, deals / hours)
