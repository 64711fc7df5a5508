"""Whom a deal is credited to, and the media that follow."""

from __future__ import annotations

import math

from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.measurement import FIRST, LAST, LINEAR, SHAPLEY, budget_after, pull_of_media
from orgsim.model.world import DAYS_A_MONTH, World
from orgsim.results.records import CREDIT_RULES
from orgsim.results.words import platform, purpose


@rule
def remember_touch(world: World, index: int, channel: int) -> None:
    """Remember through which channel a prospect was touched."""
    prospect = world.prospects[index]
    if prospect.touched_by[channel] < 100:
        prospect.touched_by[channel] += 1
    if prospect.first_channel < 0:
        prospect.first_channel = channel
    prospect.last_channel = channel


@rule
def credit_channels(world: World, index: int, value: float) -> None:
    """Credit a deal to the channels that touched its buyer, by every rule; one that nobody touched is credited to none."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    today = world.daily[world.counts[0].day]
    touches, took_part = 0.0, 0.0
    for channel in range(setup.channels):
        touches += prospect.touched_by[channel]
        took_part += 1.0 if prospect.touched_by[channel] > 0 else 0.0
    if touches <= 0.0:
        return
    for channel in range(setup.channels):
        parts = today.credited
        mine = prospect.touched_by[channel]
        if prospect.last_channel == channel:
            parts[LAST, channel] += value
        if prospect.first_channel == channel:
            parts[FIRST, channel] += value
        if mine > 0:
            parts[LINEAR, channel] += value * mine / touches
            parts[SHAPLEY, channel] += value / took_part


@rule
def remember_credit(world: World) -> None:
    """In the evening: what was credited today goes to the channels' books."""
    setup = world.setup[0]
    today = world.daily[world.counts[0].day]
    for channel in range(setup.channels):
        for by in range(CREDIT_RULES):
            world.outlets[channel].credited[by] += today.credited[by, channel]


@rule
def spend_media(world: World) -> None:
    """A day's media, by channel; a channel that does not work takes none."""
    setup = world.setup[0]
    today = world.daily[world.counts[0].day]
    for channel in range(setup.channels):
        money = setup.response.media_month / DAYS_A_MONTH * world.outlets[channel].media * setup.channel_reach[channel]
        today.media_by_channel[channel] = money
        today.media += money


@rule
def working_media(world: World) -> float:
    """Share of the media that goes into channels that work."""
    setup = world.setup[0]
    share = 0.0
    for channel in range(setup.channels):
        share += world.outlets[channel].media * setup.channel_reach[channel]
    return share


@rule
def inbound_pull(world: World, channel: int) -> float:
    """Factor on the chance of a raised hand through a channel, by its media."""
    setup = world.setup[0]
    outlet = world.outlets[channel]
    reach: float = setup.channel_reach[channel]
    return reach * pull_of_media(setup.settings.measurement, outlet.media, outlet.plan)


@rule
def move_media(world: World) -> None:
    """A month's end: the joint part of the media follows the credited value, as far as it can be seen."""
    setup = world.setup[0]
    measurement = setup.settings.measurement
    month = world.counts[0].day // DAYS_A_MONTH
    by = measurement.credit
    total = 0.0
    for channel in range(setup.channels):
        total += world.outlets[channel].credited[by]
    if total > 0.0 and measurement.moves * setup.levers.joint_budget > 0.0:
        users = world.daily[world.counts[0].day - 1].users[platform.ANALYTICS] / setup.workers
        clear = 1.0 - users * setup.settings.platforms.analytics_clears
        seen = 0.0
        for channel in range(setup.channels):
            z = normal(uniform(setup.seed, purpose.SEEN_CREDIT, channel, month, 0))
            world.keys[channel] = world.outlets[channel].credited[by] * math.exp(setup.settings.pay.noise * clear * z)
            seen += world.keys[channel]
        whole = 0.0
        for channel in range(setup.channels):
            outlet = world.outlets[channel]
            share = budget_after(measurement, setup.levers.joint_budget, outlet.media, world.keys[channel] / seen)
            outlet.media = max(measurement.floor, share)
            whole += outlet.media
        for channel in range(setup.channels):
            world.outlets[channel].media /= whole
    for channel in range(setup.channels):
        for book in range(CREDIT_RULES):
            world.outlets[channel].credited[book] *= measurement.memory
