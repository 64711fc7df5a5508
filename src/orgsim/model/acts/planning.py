"""Planning dates: weekly reviews of campaigns and pay, monthly lessons for the messages, rounds that pull them together."""

from __future__ import annotations

import math

from orgsim.kernel.draws import pair, uniform
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import uncleared
from orgsim.model.acts.credit import move_media, working_media
from orgsim.model.acts.hours import market_share
from orgsim.model.acts.inbox import CLOSE_CHANCE, GOOD_LEAD_HOURS
from orgsim.model.acts.reorganize import reorganize
from orgsim.model.acts.strategy import search
from orgsim.model.mechanisms.demand import adstock_after
from orgsim.model.mechanisms.measurement import seen_share
from orgsim.model.mechanisms.messages import pulled
from orgsim.model.mechanisms.pay import learned
from orgsim.model.mechanisms.qualification import bar_after, believed_precision
from orgsim.model.world import DAYS_A_MONTH, DAYS_A_WEEK, World
from orgsim.results.words import action, purpose, role

WORTH_MEMORY = 0.1  # weight of the newest review in what own sourcing is believed to bring


@rule
def resonate(world: World) -> None:
    """The week's resonance of every channel in every segment: a persistent part and news."""
    setup = world.setup[0]
    demand = setup.settings.demand
    week = world.counts[0].day // DAYS_A_WEEK
    news = math.sqrt(1.0 - demand.mood_memory * demand.mood_memory)
    for segment in range(setup.segments):
        mood = world.segments[segment].mood
        for channel in range(setup.channels):
            last = math.log(mood[channel]) if mood[channel] > 0.0 else 0.0
            z = normal(uniform(setup.market_seed, purpose.MOOD, channel, week, 0))
            mood[channel] = math.exp(demand.mood_memory * last + news * demand.mood * z)


@rule
def remember_brand(world: World) -> None:
    """A week's media and brand work go into the adstock of every segment."""
    setup = world.setup[0]
    response = setup.response
    for segment in range(setup.segments):
        one = world.segments[segment]
        worked = one.brand_input / response.planned_brand_hours
        planned = (
            response.media_weight * response.media_month * working_media(world) / response.planned_media
            + (1.0 - response.media_weight) * worked
        )
        one.adstock = adstock_after(setup.settings.demand, one.adstock, planned)
        one.brand_input = 0.0


@rule
def review_sourcing(world: World, who: int, seen: float) -> None:
    """What an hour of own sourcing brought since the last review, in mean deals, the work on its leads included."""
    person = world.people[who]
    deals = 2.0 * person.reward[1, action.SOURCING] / world.setup[0].settings.pay.win_points
    hours = person.effort_hours[1, action.SOURCING] + deals / CLOSE_CHANCE * GOOD_LEAD_HOURS
    if hours > 0.0:
        person.worth += seen * WORTH_MEMORY * (deals / hours - person.worth)


@rule
def review_pay(world: World, who: int, side: int) -> None:
    """Lean toward the actions that brought more per hour than the person's mean this week, as far as they can see it."""
    setup = world.setup[0]
    pay = setup.settings.pay
    person = world.people[who]
    points, hours = 0.0, 0.0
    for chosen in range(action.COUNT):
        points += person.reward[side, chosen]
        hours += person.effort_hours[side, chosen]
    if points <= 0.0 or hours < 1.0 or pay.learning <= 0.0:
        return
    seen = seen_share(setup.settings.measurement)
    if side == role.SALES:
        review_sourcing(world, who, seen)
    for chosen in range(action.COUNT):
        if person.effort_hours[side, chosen] > 0.05:
            z = normal(uniform(setup.seed, purpose.VIEW, who, world.counts[0].day, side * action.COUNT + chosen))
            relative = person.reward[side, chosen] / person.effort_hours[side, chosen] * hours / points
            person.propensity[side, chosen] = learned(
                pay, person.propensity[side, chosen], relative * math.exp(pay.noise * uncleared(world, who) * z)
            )
        person.reward[side, chosen] *= 1.0 - seen
        person.effort_hours[side, chosen] *= 1.0 - seen


@rule
def review_bar(world: World, who: int) -> None:
    """Move the qualification bar toward whatever meets the KPI that pays."""
    setup = world.setup[0]
    qualification = setup.settings.qualification
    person = world.people[who]
    attainment = person.qualified / (setup.staff.quota * person.fte * market_share(world, who))
    precision = believed_precision(person)
    person.bar = bar_after(qualification, person.bar, setup.levers.incentive_share, precision, attainment)
    person.qualified = 0.0


@rule
def review_week(world: World, who: int) -> None:
    """A person's weekly look back: what paid, what an hour of own sourcing brought, whether the bar is right."""
    review_pay(world, who, 0)
    review_pay(world, who, 1)
    if market_share(world, who) > 0.0:
        review_bar(world, who)


@rule
def revise_messages(world: World) -> None:
    """A month's lessons move each unit's message toward the needs it met; the rest of the move is chance."""
    setup = world.setup[0]
    messages = setup.settings.messages
    month = world.counts[0].day // DAYS_A_MONTH
    for unit in range(2):
        one = world.units[unit]
        for segment in range(setup.segments):
            for axis in range(2):
                own = one.message[segment, axis]
                if one.lessons[segment] > 0.0:
                    own += messages.learning * (one.lesson[segment, axis] / one.lessons[segment] - own)
                z = normal(uniform(setup.seed, purpose.MESSAGE_X, pair(unit, segment), month, axis))
                one.message[segment, axis] = own + messages.drift * z
                one.lesson[segment, axis] = 0.0
                z = normal(uniform(setup.seed, purpose.STRAY, pair(unit, segment), month, axis))
                one.stray[segment, axis] += setup.settings.platforms.automation_drift * z
            one.lessons[segment] = 0.0


@rule
def synchronize(world: World) -> None:
    """A round that pulls the units' messages together."""
    setup = world.setup[0]
    for segment in range(setup.segments):
        for axis in range(2):
            first = world.units[0].message[segment, axis]
            second = world.units[1].message[segment, axis]
            mean = 0.5 * (first + second)
            sync = setup.levers.message_sync
            for unit in range(2):
                stray = world.units[unit].stray
                stray[segment, axis] = pulled(setup.settings.messages, sync, stray[segment, axis], 0.0)
            world.units[0].message[segment, axis] = pulled(setup.settings.messages, sync, first, mean)
            world.units[1].message[segment, axis] = pulled(setup.settings.messages, sync, second, mean)


@rule
def shift_needs(world: World) -> None:
    """The day on which the market needs something else than it did."""
    setup = world.setup[0]
    angle = 6.283185307179586 * uniform(setup.market_seed, purpose.SHIFT, 0, 0, 0)
    x = setup.settings.demand.shift * math.cos(angle)
    y = setup.settings.demand.shift * math.sin(angle)
    for segment in range(setup.segments):
        world.segments[segment].center[0] += x
        world.segments[segment].center[1] += y
    for index in range(setup.prospects):
        world.prospects[index].need[0] += x
        world.prospects[index].need[1] += y


@rule
def plan(world: World) -> None:
    """Whatever planning falls on today."""
    reorganize(world)
    setup = world.setup[0]
    day = world.counts[0].day
    if day - 1.0 < setup.settings.demand.shock_day <= day:
        shift_needs(world)
    if day % DAYS_A_WEEK == 0:
        resonate(world)
        if day > 0:
            remember_brand(world)
            for who in range(setup.workers):
                review_week(world, who)
    if day > 0 and day % DAYS_A_MONTH == 0:
        revise_messages(world)
        move_media(world)
    search(world)
    if day > 0 and day % setup.levers.sync_every == 0:
        synchronize(world)
