"""Who uses which platform, and what it changes for them."""

from __future__ import annotations

from orgsim.kernel.draws import uniform
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.platforms import hazard, kept_with_crm
from orgsim.model.populate import willing
from orgsim.model.world import DAYS_A_YEAR, World
from orgsim.results.words import platform, purpose


@rule
def with_automation(world: World, who: int, hours: float) -> float:
    """Hours of qualification, less what automation takes off a user."""
    if world.people[who].uses[platform.AUTOMATION] == 0:
        return hours
    return hours * (1.0 - world.setup[0].settings.platforms.automation_saves)


@rule
def revival_chance(world: World, who: int) -> float:
    """Chance that a dormant lead to which somebody writes comes back; a machine writes more than once."""
    setup = world.setup[0]
    messages = setup.settings.platforms.automation_messages if world.people[who].uses[platform.AUTOMATION] == 1 else 1
    silent = 1.0
    for _ in range(messages):
        silent *= 1.0 - setup.response.revive
    return 1.0 - silent


@rule
def unsharpened(world: World, who: int) -> float:
    """Share of the noise of scores that analytics leaves."""
    if world.people[who].uses[platform.ANALYTICS] == 0:
        return 1.0
    return 1.0 - world.setup[0].settings.platforms.analytics_sharpens


@rule
def uncleared(world: World, who: int) -> float:
    """Share of the noise in seen results that analytics leaves."""
    if world.people[who].uses[platform.ANALYTICS] == 0:
        return 1.0
    return 1.0 - world.setup[0].settings.platforms.analytics_clears


@rule
def through_crm(world: World, kept: float, giver: int, taker: int) -> float:
    """Share of what one person knows that reaches another, where both may use the CRM."""
    if giver < 0 or taker < 0 or world.people[giver].uses[platform.CRM] == 0 or world.people[taker].uses[platform.CRM] == 0:
        return kept
    return kept_with_crm(world.setup[0].settings.platforms, kept)


@rule
def wait_with_crm(world: World, giver: int, wait: float) -> float:
    """The wait at the boundary, less what the CRM takes off."""
    if world.people[giver].uses[platform.CRM] == 0:
        return wait
    return wait * (1.0 - world.setup[0].settings.platforms.crm_speeds)


@rule
def entry_hours(world: World, who: int) -> float:
    """Hours of data entry per hand-off or first contact."""
    if world.people[who].uses[platform.CRM] == 0:
        return 0.0
    hours: float = world.setup[0].settings.platforms.crm_entry
    return hours


@rule
def licences(world: World, who: int) -> float:
    """A day's licences of one person."""
    platforms = world.setup[0].settings.platforms
    uses = world.people[who].uses
    yearly: float = uses[platform.CRM] * platforms.crm_licence
    yearly += uses[platform.AUTOMATION] * platforms.automation_licence
    yearly += uses[platform.ANALYTICS] * platforms.analytics_licence
    return yearly / DAYS_A_YEAR


@rule
def adopt(world: World, who: int) -> None:
    """Start to use a platform, or give it up where the design aims at less than before."""
    setup = world.setup[0]
    person = world.people[who]
    today = world.daily[world.counts[0].day]
    for what in range(platform.COUNT):
        if not willing(world, who, what):
            person.uses[what] = 0
        elif person.uses[what] == 0:
            person.exposure[what] += hazard(setup.settings.platforms, today.users[what] / setup.workers)
            address = platform.COUNT * person.hires + what
            if person.exposure[what] >= exponential(uniform(setup.seed, purpose.ADOPT, who, address, 1), 1.0):
                person.uses[what] = 1


@rule
def count_users(world: World) -> None:
    """Count who uses what, before anybody starts today."""
    setup = world.setup[0]
    today = world.daily[world.counts[0].day]
    for what in range(platform.COUNT):
        for who in range(setup.workers):
            if world.people[who].present == 1:
                today.users[what] += world.people[who].uses[what]
