"""M15 Platforms: CRM, marketing automation and analytics, for those who use them."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_WEEK, DAYS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.dates import is_date
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Platform


class Platforms(Chapter):
    """A share of the people, the lever of the platform, is willing to use it. On day 0 all of them do; whoever comes to be
    willing later starts with hazard ``begin`` + ``spread`` x (share of colleagues who use it) a day.

    CRM, where both sides of a hand-off use it: of what would be lost, ``crm_keeps`` is kept, either way; the wait at the
    boundary falls by ``crm_speeds`` where the giver uses it; each hand-off and first contact takes ``crm_entry`` hours of
    a user. Automation: qualification takes a user ``automation_saves`` less, and a dormant lead
    that a user writes to gets ``automation_messages`` messages in place of one, so that it comes back with chance
    1 - (1 - revive)^messages; what the machine says strays from the unit's message by
    ``automation_drift`` a month, and rounds on messages bring it back as they bring the units together. Analytics: a
    user's score noise falls by ``analytics_sharpens``, and the noise in what a user sees of results by
    ``analytics_clears``, for ``analytics_reading`` hours a week. Each user costs a license.

    Reference: fewer than 40 % of firms reach full adoption, 30-70 % of CRM initiatives miss their aims, change and training
    cost about three times the license (trade press, B80), so adoption is a share of people and entry costs time; the size
    of the effects is a prior. Left out: data quality as a stock, forecasts, integration of one platform with another.
    """

    code: ClassVar = "M15"
    effect: ClassVar = Effect("leads", rises=True, lever="automation", low=0.0, high=1.0)

    scale: float = parameter(1.0, 0.0, 1.0, "share", "how far the three levers take effect", neutral=0.0, reference="model")
    begin: float = parameter(0.004, 0.0, 1.0, "per day", "hazard of starting to use one alone", reference="B80")
    spread: float = parameter(0.02, 0.0, 1.0, "per day", "and what colleagues who use it add", reference="B80")
    crm_keeps: float = parameter(0.3, 0.0, 1.0, "share", "of what a hand-off would lose, kept by a CRM", reference="G")
    crm_speeds: float = parameter(0.3, 0.0, 1.0, "share", "of the wait at the boundary, saved by a CRM", reference="G")
    crm_entry: float = parameter(0.1, 0.0, 2.0, "hour", "data entry per hand-off and first contact", reference="model")
    automation_saves: float = parameter(0.4, 0.0, 0.9, "share", "of the hours of qualification", reference="G")
    automation_messages: int = parameter(
        3, 1, 20, "message", "messages that a dormant lead gets from the machine", reference="G"
    )
    automation_drift: float = parameter(
        0.15, 0.0, 2.0, "need units per root month", "straying of what the machine says", reference="G"
    )
    analytics_sharpens: float = parameter(0.35, 0.0, 1.0, "share", "of the noise of scores, removed", reference="G")
    analytics_clears: float = parameter(0.5, 0.0, 1.0, "share", "of the noise in seen results, removed", reference="G")
    analytics_reading: float = parameter(0.5, 0.0, 8.0, "hour per week", "of a user, with reports", reference="G")
    crm_license: float = parameter(900.0, 0.0, 1e5, "EUR per user and year", "CRM", reference="G")
    automation_license: float = parameter(1200.0, 0.0, 1e5, "EUR per user and year", "automation", reference="G")
    analytics_license: float = parameter(800.0, 0.0, 1e5, "EUR per user and year", "analytics", reference="G")


@rule
def hazard(platforms: Platforms, users: float) -> float:
    """Hazard a day of starting to use a platform that this share of the colleagues uses."""
    return platforms.begin + platforms.spread * users


@rule
def kept_with_crm(platforms: Platforms, kept: float) -> float:
    """Share of the context kept where both sides use the CRM."""
    return kept + platforms.crm_keeps * (1.0 - kept)


@rule
def with_automation(world: World, who: int, hours: float) -> float:
    """Hours of qualification, less what automation takes off a user."""
    if world.people[who].uses[Platform.AUTOMATION] == 0:
        return hours
    platforms: Platforms = world.setup.settings.platforms
    return hours * (1.0 - platforms.automation_saves)


@rule
def revival_chance(world: World, who: int) -> float:
    """Chance that a dormant lead to which somebody writes comes back; a machine writes more than once."""
    platforms: Platforms = world.setup.settings.platforms
    silent = 1.0
    for _ in range(platforms.automation_messages if world.people[who].uses[Platform.AUTOMATION] == 1 else 1):
        silent *= 1.0 - world.setup.response.revive
    return 1.0 - silent


@rule
def unsharpened(world: World, who: int) -> float:
    """Share of the noise of scores that analytics leaves."""
    if world.people[who].uses[Platform.ANALYTICS] == 0:
        return 1.0
    platforms: Platforms = world.setup.settings.platforms
    return 1.0 - platforms.analytics_sharpens


@rule
def uncleared(world: World, who: int) -> float:
    """Share of the noise in seen results that analytics leaves."""
    if world.people[who].uses[Platform.ANALYTICS] == 0:
        return 1.0
    platforms: Platforms = world.setup.settings.platforms
    return 1.0 - platforms.analytics_clears


@rule
def through_crm(world: World, kept: float, giver: int, taker: int) -> float:
    """Share of what one person knows that reaches another, where both may use the CRM."""
    if giver < 0 or taker < 0 or world.people[giver].uses[Platform.CRM] == 0 or world.people[taker].uses[Platform.CRM] == 0:
        return kept
    return kept_with_crm(world.setup.settings.platforms, kept)


@rule
def wait_with_crm(world: World, giver: int, wait: float) -> float:
    """The wait at the boundary, less what the CRM takes off."""
    if world.people[giver].uses[Platform.CRM] == 0:
        return wait
    platforms: Platforms = world.setup.settings.platforms
    return wait * (1.0 - platforms.crm_speeds)


@rule
def entry_hours(world: World, who: int) -> float:
    """Hours of data entry per hand-off or first contact."""
    if world.people[who].uses[Platform.CRM] == 0:
        return 0.0
    platforms: Platforms = world.setup.settings.platforms
    return platforms.crm_entry


@rule
def reading_hours(world: World, who: int) -> float:
    """Hours of reading reports due today: a user's, once a week."""
    if world.people[who].uses[Platform.ANALYTICS] == 0 or not is_date(world, DAYS_A_WEEK):
        return 0.0
    platforms: Platforms = world.setup.settings.platforms
    return platforms.analytics_reading


@rule
def licenses(world: World, who: int) -> float:
    """A day's licenses of one person."""
    platforms: Platforms = world.setup.settings.platforms
    uses = world.people[who].uses
    yearly: float = uses[Platform.CRM] * platforms.crm_license
    yearly += uses[Platform.AUTOMATION] * platforms.automation_license
    yearly += uses[Platform.ANALYTICS] * platforms.analytics_license
    return yearly / DAYS_A_YEAR


@rule
def willing(world: World, who: int, what: int) -> bool:
    """Whether the holder of a post is one of those who would use a platform, at the adoption that the design aims at."""
    setup = world.setup
    platforms: Platforms = setup.settings.platforms
    aim = setup.levers.analytics
    if what == Platform.CRM:
        aim = setup.levers.crm
    elif what == Platform.AUTOMATION:
        aim = setup.levers.automation
    u = uniform(setup.seed, Purpose.ADOPT, who, len(Platform) * world.people[who].hires + what, 0)
    return u < platforms.scale * aim


@rule
def adopt(world: World, who: int) -> None:
    """Start to use a platform, or give it up where the design aims at less than before."""
    setup = world.setup
    person = world.people[who]
    for what in range(len(Platform)):
        if not willing(world, who, what):
            person.uses[what] = 0
        elif person.uses[what] == 0:
            person.exposure[what] += hazard(setup.settings.platforms, world.today.users[what] / setup.workers)
            address = len(Platform) * person.hires + what
            if person.exposure[what] >= exponential(uniform(setup.seed, Purpose.ADOPT, who, address, 1), 1.0):
                person.uses[what] = 1


@rule
def count_users(world: World) -> None:
    """Count who uses what, before anybody starts today."""
    for what in range(len(Platform)):
        for who in range(world.setup.workers):
            if world.people[who].present == 1:
                world.today.users[what] += world.people[who].uses[what]


@rule
def start_without(world: World, who: int) -> None:
    """A newcomer uses nothing yet."""
    person = world.people[who]
    for what in range(len(Platform)):
        person.uses[what] = 0
        person.exposure[what] = 0.0


@rule
def start_with(world: World, who: int) -> None:
    """On day 0 all those use a platform who would."""
    for what in range(len(Platform)):
        world.people[who].uses[what] = 1 if who < world.setup.workers and willing(world, who, what) else 0
