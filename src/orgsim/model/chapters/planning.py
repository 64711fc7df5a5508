"""Planning: what a head does on planning dates; weekly reviews, monthly lessons for messages and media, rounds."""

from __future__ import annotations

from orgsim.kernel.dates import DAYS_A_MONTH, DAYS_A_WEEK
from orgsim.kernel.rules import rule
from orgsim.model.chapters.dates import is_date
from orgsim.model.chapters.hours import marketing_share, spend
from orgsim.model.chapters.leadership import agree, set_quota
from orgsim.model.chapters.measurement import move_media, review_hours
from orgsim.model.chapters.messages import bring_message, revise_messages, synchronize
from orgsim.model.chapters.pay import forget_rewards, review_rewards
from orgsim.model.chapters.prospecting import review_prospecting
from orgsim.model.chapters.qualification import review_bar
from orgsim.model.world import World
from orgsim.results.codes import Unit, Use


@rule
def review_person(world: World, who: int) -> None:
    """A person's weekly look back: what paid, what an hour of own prospecting brought, whether the bar is right."""
    for unit in range(len(Unit)):
        if review_rewards(world, who, unit):
            if unit == Unit.SALES:
                review_prospecting(world, who)
            forget_rewards(world, who, unit)
    if marketing_share(world, who) > 0.0:
        review_bar(world, who)


@rule
def plan(world: World, who: int) -> None:
    """A head plans for the own unit: reviews its people, revises its message, and brings it to a round where one is due. The
    media and the quota of qualified leads are planned in marketing.
    """
    unit = world.people[who].unit
    agree(world, who)
    if is_date(world, DAYS_A_WEEK):
        for one in range(world.setup.workers):
            if world.people[one].unit == unit:
                review_person(world, one)
    if is_date(world, DAYS_A_MONTH):
        revise_messages(world, unit)
        joint = world.setup.levers.joint_budget
        spend(world, who, Use.COORDINATION, review_hours(world.setup.settings.measurement, joint))
        if unit == Unit.MARKETING:
            move_media(world)
            set_quota(world)
    if is_date(world, world.setup.levers.sync_every):
        bring_message(world, unit)


@rule
def hold_round(world: World, who: int) -> None:
    """A round on messages: a head takes the own unit's nearer to what both have brought."""
    if is_date(world, world.setup.levers.sync_every):
        synchronize(world, world.people[who].unit)
