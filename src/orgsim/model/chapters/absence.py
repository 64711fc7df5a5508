"""M19 Absence: people are on leave or ill now and then, and colleagues cover for them."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.inbox import kind_of_work
from orgsim.model.chapters.trays import inbox_of
from orgsim.model.chapters.turnover import hand_on
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Stage


class Absence(Chapter):
    """A marketer or seller is on leave in a share ``leave`` of the weeks, and besides ill for a spell of ``spell`` days, by
    spells, in a share ``illness`` of them. Whoever is away takes no new lead. What waits on the desk for a next step with a
    buyer is covered by a colleague with chance ``cover`` a day, who keeps it, and has lost ``lost`` of what was known of the
    need, less what a CRM keeps; customers wait.

    Reference: about 25 to 30 days of paid leave a year in Europe, and 8 to 15 days of illness (OECD and Eurostat, national
    statistics: general knowledge); chance and loss of cover are priors. Left out: school holidays, presence while ill,
    parental leave, deputies of heads.
    """

    code: ClassVar = "M19"
    effect: ClassVar = Effect("absence", rises=True)

    leave: float = parameter(0.08, 0.0, 0.5, "share of weeks", "on leave", neutral=0.0, reference="G")
    illness: float = parameter(0.035, 0.0, 0.5, "share of spells", "ill", neutral=0.0, reference="G")
    spell: int = parameter(3, 1, 21, "day", "length of a spell of illness", reference="G")
    cover: float = parameter(0.5, 0.0, 1.0, "chance per day", "a colleague takes over what waits", reference="G")
    lost: float = parameter(0.3, 0.0, 1.0, "share", "of what is known of a need, lost in cover", reference="G")


@rule
def is_away(world: World, who: int) -> bool:
    """Whether somebody is on leave or ill today: the person's own luck, whatever the design."""
    setup = world.setup
    absence: Absence = setup.settings.absence
    day = world.counts.day
    if uniform(setup.seed, Purpose.AWAY, who, day // DAYS_A_WEEK, 0) < absence.leave:
        return True
    return uniform(setup.seed, Purpose.AWAY, who, day // absence.spell, 1) < absence.illness


@rule
def call_roll(world: World) -> None:
    """A morning: who of the marketers and sellers is away today."""
    for who in range(world.setup.workers):
        world.people[who].away = 1 if is_away(world, who) else 0


@rule
def is_urgent(world: World, index: int) -> bool:
    """Whether a buyer waits for the next step: a customer's care can wait."""
    prospect = world.prospects[index]
    stage = prospect.stage
    if stage == Stage.LEAD or (stage == Stage.MQL and world.leads[prospect.lead].verdict == 0):
        return True
    return stage != Stage.CUSTOMER and kind_of_work(world, index) >= 0


@rule
def find_cover(world: World, who: int) -> None:
    """Colleagues take over what waits on the desk of somebody who is away."""
    setup = world.setup
    absence: Absence = setup.settings.absence
    today = world.counts.day
    for which in (who, inbox_of(world, who)):
        index = lists.first(world.desks, which)
        while index != lists.END:
            after = lists.following(world.desks, index)
            covered = uniform(setup.seed, Purpose.COVER, index, today, 0) < absence.cover
            if is_urgent(world, index) and covered:
                hand_on(world, who, index, today * 1.0, absence.lost)
            index = after
