"""Campaign: marketing work for strangers; touching prospects, brand work, and how a marketer's hours divide."""

from __future__ import annotations

import math

from orgsim.kernel.draws import below, pick, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.demand import refresh, touched, worn
from orgsim.model.chapters.hours import (
    clock,
    end_of_round,
    give_to_marketing,
    marketing_share,
    own_speed,
    spend,
    turn_to,
)
from orgsim.model.chapters.joint_meetings import found_by_research
from orgsim.model.chapters.leads import open_lead, receive
from orgsim.model.chapters.luck import fell, fell_short
from orgsim.model.chapters.measurement import remember_touch
from orgsim.model.chapters.messages import relevance, tell
from orgsim.model.chapters.nurturing import nurture
from orgsim.model.chapters.pay import reward, share_of
from orgsim.model.chapters.pipeline import is_free, log_touch
from orgsim.model.chapters.platforms import with_automation
from orgsim.model.chapters.practice import own_skill, relative_skill
from orgsim.model.chapters.qualification import qualify
from orgsim.model.chapters.queue import calls, next_call
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Action, LeadSource, Luck, Stage, Task


class Campaign(Chapter):
    """A touch for volume goes to anybody in reach; a researched one to the first of ``looks`` prospects that is found to be
    in need, and what it says is bent toward that prospect's need by ``tailoring`` x what research finds. Research finds a
    need with the company's chance x the marketer's skill, and more often where sellers tell whom they know (M22). First
    comes what came in; then the hours divide as pay has taught.

    Reference: targeting as search among candidates, a common description of account selection; numbers are priors. Left out:
    lists that are bought, frequency capping.
    """

    looks: int = parameter(3, 1, 20, "prospect", "prospects looked at for a researched touch", reference="G")
    tailoring: float = parameter(
        0.5, 0.0, 1.0, "share", "how far research bends a touch to the prospect's need", reference="G"
    )


@rule
def responds(world: World, index: int, channel: int, x: float, y: float) -> bool:
    """Whether a prospect, brought up to date, answers a touch with this message."""
    setup = world.setup
    prospect = world.prospects[index]
    u = uniform(setup.seed, Purpose.RESPOND, index, prospect.episodes, prospect.touches)
    base = setup.response.respond if prospect.stage == Stage.IN_MARKET else setup.response.respond_curious
    resonance: float = (
        setup.channel_reach[channel] * setup.channel_response[channel] * world.segments[prospect.segment].resonance[channel]
    )
    reach = min(1.0, base * resonance)
    hangs = prospect.value * world.counts.response_worth[1 if prospect.stage == Stage.IN_MARKET else 0]
    if u >= reach:  # what follows only lowers the chance, and costs more than all the rest
        fell_short(world, Luck.REACHED, reach, hangs)
        return False
    fell(world, Luck.REACHED, 1.0, reach, hangs)
    heard = worn(setup.settings.demand, prospect.fatigue) * relevance(setup.settings.messages, prospect, x, y)
    answers = u < reach * heard
    fell(world, Luck.ANSWERED, 1.0 if answers else 0.0, heard, hangs)
    return answers


@rule
def touch(world: World, who: int, index: int, action: int, nth: int, tailored: float) -> None:
    """One targeted touch of a prospect; an answer opens a lead."""
    setup = world.setup
    world.today.touches += 1.0
    when = clock(world, who)
    if not is_free(world, index, when):
        return
    prospect = world.prospects[index]
    refresh(setup.settings.demand, prospect, when)
    u = uniform(setup.seed, Purpose.TOUCH_CHANNEL, who, world.counts.day, nth)
    channel = pick(setup.channel_touches, setup.channels, u)
    message = world.units[world.people[who].unit].message
    x = message[prospect.segment, 0] + tailored * (prospect.need[0] - message[prospect.segment, 0])
    y = message[prospect.segment, 1] + tailored * (prospect.need[1] - message[prospect.segment, 1])
    answers = responds(world, index, channel, x, y)
    remember_touch(world, index, channel)
    touched(setup.settings.demand, prospect)
    felt = tell(world, index, x, y) if answers else 0.0
    log_touch(world, when, index, who, felt)
    if answers:
        reward(world, who, action, setup.settings.pay.response_points, 0.0)
        open_lead(world, index, LeadSource.CAMPAIGN, channel, action, who, when)
        receive(world, index, when)


@rule
def target(world: World, who: int, nth: int, research: float) -> int:
    """Whom to touch: anybody in reach; with research, the first of several that is found to be in need."""
    setup = world.setup
    today = world.counts.day
    looks = setup.settings.campaign.looks
    chosen = below(uniform(setup.seed, Purpose.TARGET, who, today, looks * nth), setup.prospects)
    if research <= 0.0 or world.prospects[chosen].stage == Stage.IN_MARKET:
        return chosen
    for again in range(1, looks):
        other = below(uniform(setup.seed, Purpose.TARGET, who, today, looks * nth + again), setup.prospects)
        found = uniform(setup.seed, Purpose.RESEARCH, who, today, looks * nth + again) < research
        if found and world.prospects[other].stage == Stage.IN_MARKET:
            return other
    return chosen


@rule
def campaign(world: World, who: int, action: int, hours: float) -> None:
    """Targeted touches for so many hours."""
    setup = world.setup
    person = world.people[who]
    turn_to(world, who, Task.MARKETING)
    per_hour = setup.work.touches_per_hour if action == Action.VOLUME else setup.work.researched_per_hour
    researched = action == Action.RESEARCHED
    research = 0.0
    if researched:
        research = found_by_research(world, setup.response.research * own_skill(world, who, Task.MARKETING))
    tailored = setup.settings.campaign.tailoring * research
    used = spend(world, who, Task.MARKETING, hours)
    person.effort_hours[action] += used
    person.carry[action] += used * own_speed(world, who, Task.MARKETING) * per_hour
    while person.carry[action] >= 1.0:
        person.carry[action] -= 1.0
        touch(world, who, target(world, who, person.touches, research), action, person.touches, tailored)
        person.touches += 1


@rule
def brand(world: World, who: int, hours: float) -> None:
    """Brand work for all segments; it pays later, by way of awareness."""
    setup = world.setup
    settings = setup.settings
    turn_to(world, who, Task.MARKETING)
    used = spend(world, who, Task.MARKETING, hours)
    world.people[who].effort_hours[Action.BRAND] += used
    able = relative_skill(world, who, Task.MARKETING)
    useful = used * math.exp(settings.demand.skill_power * math.log(able))
    for segment in range(setup.segments):
        world.segments[segment].brand_input += useful
    reward(world, who, Action.BRAND, used * settings.pay.brand_points, used * settings.pay.brand_return)


@rule
def divide(world: World, who: int, hours: float) -> None:
    """Divide hours among the actions of marketing as pay has taught; what is left over goes to touches for volume."""
    pay = world.setup.settings.pay
    person = world.people[who]
    leanings = person.propensity
    until = person.spent + hours
    campaign(world, who, Action.RESEARCHED, hours * share_of(pay, leanings, Action.RESEARCHED))
    nurture(world, who, min(until - person.spent, hours * share_of(pay, leanings, Action.NURTURE)))
    brand(world, who, min(until - person.spent, hours * share_of(pay, leanings, Action.BRAND)))
    campaign(world, who, Action.VOLUME, until - person.spent)


@rule
def do_marketing(world: World, who: int) -> None:
    """A person's marketing work of this round: first what came in, then the actions pay has taught."""
    person = world.people[who]
    share = marketing_share(world, who)
    time = end_of_round(world, who) - person.spent
    if person.present == 0 or share <= 0.0 or time <= NO_TIME:
        return
    start = person.spent
    if calls(world, who, False, with_automation(world, who, world.setup.work.qualify_hours)):
        qualify(world, who, start + (time if share >= 1.0 else min(time, max(0.0, person.marketing_due))))
        give_to_marketing(world, who, person.spent - start)
    hours = min(person.marketing_today, next_call(world, who, start + time) - person.spent)
    if hours > NO_TIME:
        start = person.spent
        divide(world, who, hours)
        give_to_marketing(world, who, person.spent - start)
