"""M3 Queue: the order in which waiting work is done."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.codes import Code
from orgsim.kernel.order import sort_by
from orgsim.kernel.parameters import choice, parameter
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import NO_TIME
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.hours import clock, hours_until
from orgsim.model.chapters.inbox import kind_of_work, waits_in_sales
from orgsim.model.chapters.leads import intent
from orgsim.model.chapters.trays import inbox_of
from orgsim.model.world import World
from orgsim.results.codes import Stage, Task


class WorkOrder(Code):
    """What is worked first."""

    VALUE = 0, "value x freshness, pulled forward by a tracked promise"
    ARRIVAL = 1, "first come, first served"
    NEWEST = 2, "last come, first served"


class Queue(Chapter):
    """Waiting leads are worked in an order: by default value x freshness (the intent left), pulled forward by a tracked
    promise (the levers ``sla_days`` and ``sla_enforced``), on which each seller who takes one up reports for ``report``
    hours. Open deals come by value and meetings held, customers by value; whatever was begun, or met somebody on duty (M24),
    comes first, ``begun`` times as early.

    Reference: tracking moves what sellers pursue (Sabnis, Chatterjee, Grewal and Lilien 2013, B05); first come and last come
    first served: queueing theory. Left out: urgency that a buyer voices.
    """

    code: ClassVar = "M3"
    effect: ClassVar = Effect(
        "response_hours", rises=True, lever="sla_enforced", low=0.0, high=1.0, on=(("tracking", 5.0),),
        where=(("staff.reps", 3.0), ("work.contact_hours", 8.0)),
    )  # fmt: skip  # where sellers are too few, the longest waiting come first, and not the freshest

    order: int = choice(WorkOrder.VALUE, "what is worked first")
    tracking: float = parameter(
        1.0, 0.0, 5.0, "factor", "pull of a tracked promise on a seller's order of work", neutral=0.0, reference="B05"
    )
    report: float = parameter(
        0.1, 0.0, 4.0, "hour", "of a seller's, to report on a lead whose promise is tracked", neutral=0.0, reference="G"
    )
    begun: float = parameter(1e6, 1.0, 1e9, "factor", "how much earlier comes what was begun", reference="G")


@rule
def urgency(queue: Queue, sla_enforced: float, waited: float, sla_days: float) -> float:
    """Factor on a lead's place in the order of work as its promised date comes near."""
    return 1.0 + queue.tracking * sla_enforced * min(1.0, waited / sla_days)


@rule
def rank_of_lead(queue: Queue, worth: float, fresh: float, urgent: float, waited: float) -> float:
    """How early a waiting lead is worked: the higher, the earlier."""
    if queue.order == WorkOrder.ARRIVAL:
        return waited
    if queue.order == WorkOrder.NEWEST:
        return -waited
    return worth * fresh * urgent


@rule
def priority(world: World, index: int, now: float) -> float:
    """How early a prospect on the desk or in the inbox is worked: the higher, the earlier."""
    setup = world.setup
    queue: Queue = setup.settings.queue
    prospect = world.prospects[index]
    if prospect.stage == Stage.CUSTOMER:
        return prospect.value / setup.mean_value
    lead = world.leads[prospect.lead]
    worth = lead.guess / setup.mean_value
    if lead.work > 0.0 or (lead.hot == 1 and lead.contacted < 0.0):
        return queue.begun * worth
    if prospect.stage == Stage.OPPORTUNITY:
        return worth * (1.0 + lead.meetings)
    fresh = intent(setup.settings.leads, 1.0, max(0.0, now - lead.born))
    waited = max(0.0, now - (lead.assigned if lead.assigned >= 0.0 else lead.born))
    return rank_of_lead(
        queue, worth, fresh, urgency(queue, setup.levers.sla_enforced, waited, setup.levers.sla_days), waited
    )


@rule
def put_in_order(world: World, who: int, which: int) -> None:
    """Put the prospects in a person's list that call for work in order of work; the others come after them."""
    count = 0
    now = clock(world, who)
    index = lists.first(world.desks, which)
    while index != lists.END:
        if kind_of_work(world, index) >= 0:
            world.worklist[count] = index
            world.ranks[count] = priority(world, index, now)
            count += 1
        index = lists.following(world.desks, index)
    sort_by(world.ranks, world.worklist, count)
    for place in range(count):
        lists.put(world.desks, which, world.worklist[place])


@rule
def next_call(world: World, who: int, until: float) -> float:
    """When in this round a lead comes in, or came, for which a person is on duty, in hours of the day; else its end."""
    mark = until
    index = lists.first(world.desks, inbox_of(world, who))
    while index != lists.END:
        if world.leads[world.prospects[index].lead].hot == 1:
            mark = min(mark, hours_until(world, who, world.prospects[index].ready) + NO_TIME + NO_TIME)  # despite rounding
        index = lists.following(world.desks, index)
    return mark


@rule
def calls(world: World, who: int, in_sales: bool, each: float) -> bool:
    """Whether a person turns to the leads that have come in, in sales to those that wait there, in marketing to those to be
    qualified, each of so many hours: at the first work of a day, in marketing where it is the kind of work under way anyway,
    where one has met somebody on duty, or where enough of them wait.
    """
    now = clock(world, who)
    person = world.people[who]
    enough = world.setup.settings.hours.batch
    if person.task < 0 or (person.task == Task.DISCOVERY and not in_sales):
        enough = 0.0
    waiting = 0.0
    index = lists.first(world.desks, inbox_of(world, who))
    while index != lists.END:
        prospect = world.prospects[index]
        mine = waits_in_sales(world, index) if in_sales else prospect.stage == Stage.LEAD
        if mine and prospect.ready <= now:
            if world.leads[prospect.lead].hot == 1:
                return True
            waiting += each
            if waiting >= enough:
                return True
        index = lists.following(world.desks, index)
    return False
