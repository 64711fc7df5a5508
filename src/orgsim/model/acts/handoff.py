"""The boundary between marketing and sales: a qualified lead stays with its owner, or crosses to somebody's inbox."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import entry_hours, through_crm, wait_with_crm
from orgsim.model.acts.funnel import common_inbox, drawn_person, move, note
from orgsim.model.acts.hours import spend
from orgsim.model.acts.quarrels import mutual_trust
from orgsim.model.mechanisms.ambiguity import claims
from orgsim.model.mechanisms.boundary import kept
from orgsim.model.world import World, schedule
from orgsim.results.words import entry, event, purpose, role, stage, use


@rule
def channel_openness(world: World) -> float:
    """Share of what one side knows that reaches the other, either way."""
    setup = world.setup[0]
    return kept(setup.settings.boundary, setup.levers.info_sharing, mutual_trust(world))


@rule
def hand_over(world: World, who: int, index: int, when: float) -> None:
    """Pass a qualified lead on: keep it where one owner carries it, else write the note and send it off."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    move(world, index, stage.MQL, when, who)
    if lead.stays == 1:
        lead.owner = who
        lead.verdict = 1
        lead.assigned = when
        schedule(world, index, event.COLD, when + setup.settings.queues.cold_days, world.counts[0].day + 1)
        return
    spend(world, who, use.COORDINATE, setup.work.handoff_hours + entry_hours(world, who))
    buckets.take(world.books, index)
    mean = wait_with_crm(world, who, setup.settings.boundary.latency * setup.levers.handoff_latency)
    wait = exponential(uniform(setup.seed, purpose.LATENCY, index, prospect.turn, 0), mean) if mean > 0.0 else 0.0
    schedule(world, index, event.ARRIVE, when + wait, world.counts[0].day)


@rule
def belongs_to(world: World, who: int, index: int, when: float) -> None:
    """A lead handed over is a seller's from now on, with what came across of its context."""
    lead = world.leads[world.prospects[index].lead]
    lead.owner = who
    buckets.put(world.books, who, index)
    if who == lead.marketer:
        lead.verdict = 1
        return
    lead.crossed = 1
    lead.kept = through_crm(world, channel_openness(world), lead.marketer, who)
    lead.ignorance = 1.0 - lead.kept * (1.0 - lead.ignorance)
    world.people[who].notes += world.setup[0].work.handoff_hours
    today = world.daily[world.counts[0].day]
    today.handoffs += 1.0
    today.kept += lead.kept
    note(world, when, entry.HANDOFF, index, lead.marketer, who, -1, -1, 0.0, lead.kept)


@rule
def arrive(world: World, index: int) -> None:
    """The lead reaches sales: one person's inbox or the common one, or, where it is unclear whose it is, nobody's or two."""
    setup = world.setup[0]
    settings = setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    today = world.counts[0].day
    when = max(prospect.due, today * 1.0)
    takers = 1
    unclear = settings.ambiguity.scale * (1.0 - setup.levers.routing_rule)
    if uniform(setup.seed, purpose.CLAIM, index, prospect.turn, 0) < unclear:
        takers = claims(settings.ambiguity, uniform(setup.seed, purpose.CLAIM, index, prospect.turn, 1))
    owner = drawn_person(world, uniform(setup.seed, purpose.ROUTE, index, prospect.turn, 0), role.SALES, -1)
    pooled = uniform(setup.seed, purpose.POOL, index, prospect.turn, 0) < settings.queues.shared
    if takers == 0 or owner < 0:
        world.daily[today].orphans += 1.0
        note(world, when, entry.ORPHAN, index, -1, -1, -1, -1, 0.0, 0.0)
        schedule(world, index, event.COLD, when + settings.queues.cold_days, today + 1)
        return
    lead.assigned = when
    if pooled:
        buckets.put(world.books, common_inbox(world), index)
    else:
        belongs_to(world, owner, index, when)
    if takers > 1 and not pooled:
        u = uniform(setup.seed, purpose.ROUTE, index, prospect.turn, 1)
        lead.second = drawn_person(world, u, role.SALES, lead.owner)
        if lead.second >= 0:
            world.daily[today].duplicates += 1.0
            note(world, when, entry.DUPLICATE, index, lead.owner, lead.second, -1, -1, 0.0, 0.0)
    if settings.queues.cold_days <= setup.levers.sla_days:
        schedule(world, index, event.COLD, when + settings.queues.cold_days, today + 1)
    else:
        schedule(world, index, event.SLA, when + setup.levers.sla_days, today + 1)
