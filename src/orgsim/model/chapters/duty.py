"""M24 Duty: somebody stands by to answer raised hands at once."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import HOURS_A_DAY
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.hours import function_share
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import LeadSource, Unit


class Duty(Chapter):
    """The share ``on_duty`` of raised hands, a lever, meets a seller on duty, who drops what is under way, qualifies it,
    judges it like any other, answers and keeps it: an owner, and bound to poor leads as one (M4). Each of the sellers takes
    a turn: one seat for ``rota`` of them costs ``standby`` hours a day of whoever sits there, in which nothing that cannot
    be dropped is begun; and what is dropped is taken up again at the cost of a change of task (M2).

    Reference: contacted within an hour, a lead qualifies about seven times as often as an hour later, and 37 % of firms
    answer so fast (Oldroyd, McElheran and Elkington 2011); interrupted work takes longer (surveys, B40); sizes are priors.
    Left out: duty at night, answering machines.
    """

    code: ClassVar = "M24"
    effect: ClassVar = Effect("answered_in_an_hour", rises=True, lever="on_duty", low=0.0, high=1.0)

    scale: float = parameter(
        1.0, 0.0, 1.0, "share", "how far the lever on_duty takes effect", neutral=0.0, reference="model"
    )
    standby: float = parameter(1.5, 0.0, 8.0, "hour per day", "lost to whoever is on duty", reference="G")
    rota: float = parameter(8.0, 1.0, 1000.0, "seller", "who share one seat", reference="G")


@rule
def standing_by(world: World, who: int) -> float:
    """Hours of a person today for standing by, spread over all who take turns."""
    setup = world.setup
    duty: Duty = setup.settings.duty
    seat: float = duty.scale * setup.levers.on_duty * duty.standby / duty.rota
    return min(HOURS_A_DAY, seat) * world.people[who].fte * function_share(world, who, Unit.SALES)


@rule
def meets_duty(world: World, index: int) -> bool:
    """Whether a raised hand meets somebody on duty."""
    setup = world.setup
    duty: Duty = setup.settings.duty
    prospect = world.prospects[index]
    if world.leads[prospect.lead].source != LeadSource.INBOUND:
        return False
    return uniform(setup.seed, Purpose.DUTY, index, prospect.turn, 0) < duty.scale * setup.levers.on_duty
