"""Marketing work: qualifying what came in, touching prospects, brand work, reviving the dormant."""

from __future__ import annotations

import math

from orgsim.kernel import buckets
from orgsim.kernel.draws import below, uniform
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import unsharpened, with_automation
from orgsim.model.acts.credit import remember_touch
from orgsim.model.acts.funnel import is_free, is_ready, note, to_nurture
from orgsim.model.acts.handoff import hand_over
from orgsim.model.acts.hours import begin_day, clock, left, market_share, own_skill, own_speed, serve, set_up, spend
from orgsim.model.acts.leads import open_lead, receive
from orgsim.model.acts.nurturing import nurture
from orgsim.model.acts.rewards import reward
from orgsim.model.acts.talk import heard, learn_need
from orgsim.model.mechanisms.boundary import ignorance_after
from orgsim.model.mechanisms.demand import refresh, touched, worn
from orgsim.model.mechanisms.messages import hear, relevance
from orgsim.model.mechanisms.pay import share_of
from orgsim.model.mechanisms.switching import worked_today
from orgsim.model.world import World, pick
from orgsim.results.words import action, entry, outcome, purpose, role, source, stage, use


@rule
def judge(world: World, who: int, index: int) -> None:
    """Qualification is done: score the lead and pass it on, or lay it among the dormant."""
    setup = world.setup[0]
    settings = setup.settings
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = max(clock(world, who), lead.born)
    able = own_skill(world, who, use.MARKET) / settings.practice.standard
    error = normal(uniform(setup.seed, purpose.SCORE, index, prospect.turn, 0))
    lead.score = lead.readiness + settings.qualification.score_noise * unsharpened(world, who) / able * error
    heard = settings.boundary.response_hours + setup.work.qualify_hours
    lead.ignorance = ignorance_after(settings.boundary, 1.0, settings.practice.standard, heard)
    if lead.score <= world.people[who].bar:
        to_nurture(world, index, outcome.UNQUALIFIED, when, who)
        return
    lead.qualified = when
    if lead.stays == 0:
        lead.marketer = who
    world.people[who].qualified += 1.0
    if is_ready(lead.readiness):
        world.daily[world.counts[0].day].good_mqls += 1.0
    reward(world, lead.marketer, 0, lead.action, 1.0, 0.0)
    learn_need(world, role.MARKETING, index)
    hand_over(world, who, index, when)


@rule
def qualify(world: World, who: int, until: float) -> None:
    """Qualify the leads on the desk, newest first, until the time is up."""
    hours = with_automation(world, who, world.setup[0].work.qualify_hours)
    index = buckets.first(world.books, who)
    while index != buckets.EMPTY:
        after = buckets.following(world.books, index)
        prospect = world.prospects[index]
        if prospect.stage == stage.LEAD:
            if not serve(world, who, prospect.lead, use.DISCOVER, hours, until):
                break
            judge(world, who, index)
        index = after


@rule
def responds(world: World, index: int, channel: int, x: float, y: float) -> bool:
    """Whether a prospect, brought up to date, answers a touch with this message."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    u = uniform(setup.seed, purpose.RESPOND, index, prospect.episodes, prospect.touches)
    base = setup.response.respond if prospect.stage == stage.IN_MARKET else setup.response.respond_curious
    resonance: float = (
        setup.channel_reach[channel] * setup.channel_response[channel] * world.segments[prospect.segment].mood[channel]
    )
    if u >= base * resonance:  # what follows only lowers the chance, and costs more than all the rest
        return False
    tired = worn(setup.settings.demand, prospect.fatigue)
    return u < base * resonance * tired * relevance(setup.settings.messages, prospect, x, y)


@rule
def touch(world: World, who: int, index: int, what: int, nth: int, tailored: float) -> None:
    """One targeted touch of a prospect; an answer opens a lead."""
    setup = world.setup[0]
    counts = world.counts[0]
    world.daily[counts.day].touches += 1.0
    if not is_free(world, index):
        return
    prospect = world.prospects[index]
    when = clock(world, who)
    refresh(setup.settings.demand, prospect, when)
    channel = pick(setup.channel_touches, setup.channels, uniform(setup.seed, purpose.TOUCH_CHANNEL, who, counts.day, nth))
    message = world.units[world.people[who].unit].message
    x = message[prospect.segment, 0] + tailored * (prospect.need[0] - message[prospect.segment, 0])
    y = message[prospect.segment, 1] + tailored * (prospect.need[1] - message[prospect.segment, 1])
    answers = responds(world, index, channel, x, y)
    remember_touch(world, index, channel)
    touched(setup.settings.demand, prospect)
    felt = 0.0
    if answers:
        felt = hear(setup.settings.messages, prospect, x, y)
        heard(world, prospect.trust, felt)
    note(world, when, entry.TOUCH, index, who, -1, prospect.stage, prospect.stage, felt, 0.0)
    if answers:
        reward(world, who, 0, what, setup.settings.pay.response_points, 0.0)
        open_lead(world, index, source.CAMPAIGN, channel, what, who, when)
        receive(world, index, when)


@rule
def target(world: World, who: int, nth: int, research: float) -> int:
    """Whom to touch: anybody in reach; with research, the first of three that is found to be in need."""
    setup = world.setup[0]
    today = world.counts[0].day
    chosen = below(uniform(setup.seed, purpose.TARGET, who, today, 3 * nth), setup.prospects)
    if research <= 0.0 or world.prospects[chosen].stage == stage.IN_MARKET:
        return chosen
    for again in range(1, 3):
        other = below(uniform(setup.seed, purpose.TARGET, who, today, 3 * nth + again), setup.prospects)
        found = uniform(setup.seed, purpose.RESEARCH, who, today, 3 * nth + again) < research
        if found and world.prospects[other].stage == stage.IN_MARKET:
            return other
    return chosen


@rule
def campaign(world: World, who: int, what: int, hours: float, nth: int) -> int:
    """Targeted touches for so many hours; returns the number of the next touch of the day."""
    setup = world.setup[0]
    person = world.people[who]
    set_up(world, who, use.MARKET)
    per_hour = setup.work.touches_per_hour if what == action.VOLUME else setup.work.researched_per_hour
    research = setup.response.research * own_skill(world, who, use.MARKET) if what == action.QUALITY else 0.0
    tailored = 0.5 * research
    used = spend(world, who, use.MARKET, hours)
    person.effort_hours[0, what] += used
    person.carry[0, what] += used * own_speed(world, who, use.MARKET) * per_hour
    while person.carry[0, what] >= 1.0:
        person.carry[0, what] -= 1.0
        touch(world, who, target(world, who, nth, research), what, nth, tailored)
        nth += 1
    return nth


@rule
def brand(world: World, who: int, hours: float) -> None:
    """Brand work for all segments; it pays later, by way of awareness."""
    setup = world.setup[0]
    settings = setup.settings
    person = world.people[who]
    set_up(world, who, use.MARKET)
    used = spend(world, who, use.MARKET, hours)
    person.effort_hours[0, action.BRAND] += used
    able = own_skill(world, who, use.MARKET) / settings.practice.standard
    useful = used * math.exp(settings.demand.skill_power * math.log(able))
    for segment in range(setup.segments):
        world.segments[segment].brand_input += useful
    reward(world, who, 0, action.BRAND, used * settings.pay.brand_points, used * settings.pay.brand_return)


@rule
def market(world: World, who: int) -> None:
    """A person's marketing work of today: first what came in, then the actions pay has taught."""
    setup = world.setup[0]
    begin_day(world, who)
    person = world.people[who]
    share = market_share(world, who)
    if person.present == 0 or share <= 0.0:
        return
    hours = left(world, who)
    work = hours - min(person.setting_up, 0.5 * hours) if share < 1.0 else hours
    wanted = share * work + person.market_due
    start = person.spent
    qualify(world, who, start + min(max(0.0, wanted), hours))
    wanted -= person.spent - start
    free = max(0.0, start + work + person.hours[use.SWITCH] - person.spent)  # set-up time is work for neither side
    today = worked_today(setup.settings.switching, wanted, free) if share < 1.0 else left(world, who)
    person.market_due = wanted - today if share < 1.0 else 0.0
    free = min(today, left(world, who))
    if free <= 1e-9:
        return
    until = person.spent + free
    shares = person.propensity[0]
    pay = setup.settings.pay
    nth = campaign(world, who, action.QUALITY, free * share_of(pay, shares, action.QUALITY), 0)
    nurture(world, who, min(until - person.spent, free * share_of(pay, shares, action.NURTURE)))
    brand(world, who, min(until - person.spent, free * share_of(pay, shares, action.BRAND)))
    campaign(world, who, action.VOLUME, until - person.spent, nth)
