"""Nurturing: dormant leads are written to by people or by a machine, and some come back."""

from __future__ import annotations

from orgsim.kernel import lists
from orgsim.kernel.draws import pick, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME, ROUNDING
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.demand import refresh, touched
from orgsim.model.chapters.hours import clock, left, own_speed, spend, turn_to
from orgsim.model.chapters.leads import in_need_after_all, open_lead, receive
from orgsim.model.chapters.luck import fell
from orgsim.model.chapters.measurement import remember_touch
from orgsim.model.chapters.messages import tell
from orgsim.model.chapters.pay import reward
from orgsim.model.chapters.pipeline import log_touch
from orgsim.model.chapters.platforms import revival_chance
from orgsim.model.chapters.trays import dormant_leads
from orgsim.model.purposes import Purpose
from orgsim.model.state import Prospect
from orgsim.model.world import World
from orgsim.results.codes import Action, LeadSource, Luck, Platform, Task


class Nurturing(Chapter):
    """A lead that was not qualified, sent back or gone cold lies dormant for ``dormant_days``. Marketers write to dormant
    leads, the freshest first, and some come back, with a need where one is due by then.

    Reference: nurturing as a routine of marketing automation (trade press, B80); the time is a prior. Left out: newsletters.
    """

    dormant_days: float = parameter(84.0, 5.0, 504.0, "day", "how long a dormant lead can be revived", reference="G")


@rule
def hear_machine(world: World, who: int, index: int) -> None:
    """A dormant lead hears what the machine says, which strays from what the unit would say."""
    segment = world.prospects[index].segment
    unit = world.units[world.people[who].unit]
    x = unit.message[segment, 0] + unit.stray[segment, 0]
    y = unit.message[segment, 1] + unit.stray[segment, 1]
    tell(world, index, x, y)


@rule
def has_need(prospect: Prospect, when: float) -> bool:
    """Whether a dormant lead has a need, or one is due by now."""
    return when < prospect.need_until or prospect.next_need <= when


@rule
def revive(world: World, index: int, channel: int, who: int, when: float) -> None:
    """A dormant lead comes back: a need has come up where one is due by now, else it is still curious."""
    prospect = world.prospects[index]
    remember_touch(world, index, channel)
    if world.people[who].uses[Platform.AUTOMATION] == 1:
        hear_machine(world, who, index)
    row = open_lead(world, index, LeadSource.NURTURED, channel, Action.NURTURE, who, when)
    if has_need(prospect, when):
        if prospect.need_until <= when:
            prospect.need_until = when + world.setup.market.need_days
        in_need_after_all(world, row)
    receive(world, index, when)


@rule
def write_to(world: World, who: int, index: int) -> None:
    """A dormant lead has been written to; it may come back."""
    setup = world.setup
    lists.take(world.desks, index)
    prospect = world.prospects[index]
    when = clock(world, who)
    refresh(setup.settings.demand, prospect, when)
    touched(setup.settings.demand, prospect)
    log_touch(world, when, index, who, 0.0)
    world.today.touches += 1.0
    u = uniform(setup.seed, Purpose.REVIVE_CHANNEL, index, prospect.turn, 0)
    channel = pick(setup.channel_touches, setup.channels, u)
    chance = setup.channel_reach[channel] * revival_chance(world, who)
    revives = uniform(setup.seed, Purpose.REVIVE, index, prospect.turn, 0) < chance
    in_need = 1 if has_need(prospect, when) else 0
    fell(world, Luck.REVIVED, 1.0 if revives else 0.0, chance, prospect.value * world.counts.response_worth[in_need])
    if revives:
        reward(world, who, Action.NURTURE, setup.settings.pay.response_points, 0.0)
        revive(world, index, channel, who, when)


@rule
def next_dormant(world: World, who: int) -> int:
    """The freshest dormant lead that a person can write to now, or END."""
    now = clock(world, who)
    index = lists.first(world.desks, dormant_leads(world))
    while index != lists.END and world.prospects[index].ready > now:
        index = lists.following(world.desks, index)
    return index


@rule
def nurture(world: World, who: int, hours: float) -> None:
    """Write to dormant leads for so many hours, the freshest first."""
    setup = world.setup
    person = world.people[who]
    if next_dormant(world, who) == lists.END:
        return
    if hours <= NO_TIME or setup.work.nurtured_per_hour <= 0.0:
        return
    turn_to(world, who, Task.MARKETING)
    rate = own_speed(world, who, Task.MARKETING) * setup.work.nurtured_per_hour
    until = person.spent + min(hours, left(world, who))
    index = next_dormant(world, who)
    while index != lists.END and until - person.spent > NO_TIME:
        needed = (1.0 - person.carry[Action.NURTURE]) / rate
        used = spend(world, who, Task.MARKETING, min(needed, until - person.spent))
        person.effort_hours[Action.NURTURE] += used
        if used < needed - ROUNDING:
            person.carry[Action.NURTURE] += used * rate
            return
        person.carry[Action.NURTURE] = 0.0
        write_to(world, who, index)
        index = next_dormant(world, who)
