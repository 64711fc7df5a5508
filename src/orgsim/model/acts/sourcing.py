"""A seller's own sourcing: attempts at prospects that marketing did not bring."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import below, pair, uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.funnel import is_free, move, note
from orgsim.model.acts.hours import clock, own_speed, set_up, spend
from orgsim.model.acts.leads import open_lead
from orgsim.model.acts.quarrels import quarrel
from orgsim.model.acts.talk import say
from orgsim.model.mechanisms.demand import refresh, touched, worn
from orgsim.model.world import World, schedule
from orgsim.results.words import action, dispute, entry, event, platform, purpose, source, stage, use


@rule
def unaware(world: World, who: int, index: int) -> bool:
    """Whether a seller does not know that a colleague works the account; the CRM tells its users."""
    setup = world.setup[0]
    if world.people[who].uses[platform.CRM] == 1:
        return False
    u = uniform(setup.seed, purpose.UNAWARE, pair(who, index), world.counts[0].day, 0)
    return u < setup.settings.disputes.unaware


@rule
def attempt(world: World, who: int, index: int) -> None:
    """One attempt at one prospect; success opens a lead that the seller already talks with."""
    setup = world.setup[0]
    counts = world.counts[0]
    world.daily[counts.day].attempts += 1.0
    prospect = world.prospects[index]
    when = clock(world, who)
    if not is_free(world, index):
        if prospect.lead >= 0 and world.leads[prospect.lead].owner != who and unaware(world, who, index):
            lead = world.leads[prospect.lead]
            other = lead.owner if lead.owner >= 0 else lead.marketer
            quarrel(world, dispute.OVERLAP, other, who, index, counts.day, setup.settings.disputes.overlap, when)
        return
    refresh(setup.settings.demand, prospect, when)
    base = setup.response.source if prospect.stage == stage.IN_MARKET else setup.response.source_idle
    tired = worn(setup.settings.demand, prospect.fatigue)
    success = uniform(setup.seed, purpose.SOURCE_SUCCESS, index, prospect.episodes, prospect.touches) < base * tired
    touched(setup.settings.demand, prospect)
    note(world, when, entry.TOUCH, index, who, -1, prospect.stage, prospect.stage, 0.0, 0.0)
    if success:
        row = open_lead(world, index, source.SOURCED, 0, -1, -1, when)
        lead = world.leads[row]
        lead.owner = who
        lead.verdict = 1
        lead.assigned = when
        lead.contacted = when
        move(world, index, stage.SAL, when, who)
        buckets.put(world.books, who, index)
        schedule(world, index, event.COLD, when + setup.settings.queues.cold_days, counts.day + 1)
        say(world, who, index, when)


@rule
def source_own(world: World, who: int, hours: float) -> None:
    """Own sourcing for so many hours."""
    setup = world.setup[0]
    person = world.people[who]
    if hours <= 1e-9 or setup.work.attempts_per_hour <= 0.0:
        return
    set_up(world, who, use.MARKET)
    used = spend(world, who, use.MARKET, hours)
    person.effort_hours[1, action.SOURCING] += used
    person.carry[1, action.SOURCING] += used * own_speed(world, who, use.MARKET) * setup.work.attempts_per_hour
    nth = 0
    while person.carry[1, action.SOURCING] >= 1.0:
        person.carry[1, action.SOURCING] -= 1.0
        u = uniform(setup.seed, purpose.SOURCE, who, world.counts[0].day, nth)
        attempt(world, who, below(u, setup.prospects))
        nth += 1
