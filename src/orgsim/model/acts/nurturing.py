"""Dormant leads: written to by people or by a machine, and some come back."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import revival_chance
from orgsim.model.acts.credit import remember_touch
from orgsim.model.acts.funnel import dormant_leads, note
from orgsim.model.acts.hours import clock, left, own_speed, set_up, spend
from orgsim.model.acts.leads import open_lead, receive
from orgsim.model.acts.rewards import reward
from orgsim.model.acts.talk import heard
from orgsim.model.mechanisms.demand import refresh, touched
from orgsim.model.mechanisms.messages import hear
from orgsim.model.world import World, pick
from orgsim.results.words import action, entry, platform, purpose, source, stage, use


@rule
def nurture(world: World, who: int, hours: float) -> None:
    """Write to dormant leads, the freshest first; some come back."""
    setup = world.setup[0]
    person = world.people[who]
    if buckets.first(world.books, dormant_leads(world)) == buckets.EMPTY:
        return
    if hours <= 1e-9 or setup.work.nurtured_per_hour <= 0.0:
        return
    set_up(world, who, use.MARKET)
    rate = own_speed(world, who, use.MARKET) * setup.work.nurtured_per_hour
    until = person.spent + min(hours, left(world, who))
    index = buckets.first(world.books, dormant_leads(world))
    while index != buckets.EMPTY and until - person.spent > 1e-9:
        needed = (1.0 - person.carry[0, action.NURTURE]) / rate
        used = spend(world, who, use.MARKET, min(needed, until - person.spent))
        person.effort_hours[0, action.NURTURE] += used
        if used < needed - 1e-12:
            person.carry[0, action.NURTURE] += used * rate
            return
        person.carry[0, action.NURTURE] = 0.0
        buckets.take(world.books, index)
        prospect = world.prospects[index]
        when = clock(world, who)
        refresh(setup.settings.demand, prospect, when)
        touched(setup.settings.demand, prospect)
        note(world, when, entry.TOUCH, index, who, -1, stage.NURTURE, stage.NURTURE, 0.0, 0.0)
        world.daily[world.counts[0].day].touches += 1.0
        u = uniform(setup.seed, purpose.REVIVE_CHANNEL, index, prospect.turn, 0)
        channel = pick(setup.channel_touches, setup.channels, u)
        chance = setup.channel_reach[channel] * revival_chance(world, who)
        if uniform(setup.seed, purpose.REVIVE, index, prospect.turn, 0) < chance:
            reward(world, who, 0, action.NURTURE, setup.settings.pay.response_points, 0.0)
            revive(world, index, channel, who, when)
        index = buckets.first(world.books, dormant_leads(world))


@rule
def hear_machine(world: World, who: int, index: int) -> None:
    """A dormant lead hears what the machine says, which strays from what the unit would say."""
    prospect = world.prospects[index]
    unit = world.units[world.people[who].unit]
    x = unit.message[prospect.segment, 0] + unit.stray[prospect.segment, 0]
    y = unit.message[prospect.segment, 1] + unit.stray[prospect.segment, 1]
    felt = hear(world.setup[0].settings.messages, prospect, x, y)
    heard(world, prospect.trust, felt)


@rule
def revive(world: World, index: int, channel: int, who: int, when: float) -> None:
    """A dormant lead comes back: a need has come up where one is due by now, else it is still curious."""
    prospect = world.prospects[index]
    remember_touch(world, index, channel)
    if world.people[who].uses[platform.AUTOMATION] == 1:
        hear_machine(world, who, index)
    row = open_lead(world, index, source.NURTURED, channel, action.NURTURE, who, when)
    if when < prospect.need_until or prospect.next_need <= when:
        setup = world.setup[0]
        world.leads[row].readiness += setup.market.ready_mean - setup.market.curious_mean
        world.leads[row].in_need = 1
    receive(world, index, when)
