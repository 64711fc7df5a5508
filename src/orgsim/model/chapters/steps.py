"""M3 Steps: how long a step of work takes, how far it gets today, and what is left of it for tomorrow."""

from __future__ import annotations

from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.chapters.hours import clock, own_speed, spend, time_for
from orgsim.model.chapters.orders import Orders
from orgsim.model.purposes import Purpose
from orgsim.model.state import LEADS_PER_NEED
from orgsim.model.world import World
from orgsim.results.codes import Action, Task


class Steps(Chapter):
    """What is left of a step at the end of the day goes on next morning to the minute. A step takes its standard hours
    x (1 - spread + spread x E), E exponential of mean 1: always alike at 0, and at 1 the queues of Erlang.

    Reference: queueing theory; M/D/1 and M/M/1 are the two ends (Kleinrock 1975). Left out: work that is done better, not
    faster.
    """

    spread: float = parameter(0.0, 0.0, 1.0, "share", "part of the length of a step that is chance", reference="model")


@rule
def length_of_step(steps: Steps, standard: float, u: float) -> float:
    """Standard hours that a step takes this time."""
    return standard * (1.0 - steps.spread + steps.spread * exponential(u, 1.0))


@rule
def length_for(world: World, row: int, standard: float) -> float:
    """Standard hours that the present step of a lead takes; each step has luck of its own."""
    steps: Steps = world.setup.settings.steps
    if steps.spread <= 0.0:
        return standard
    lead = world.leads[row]
    prospect = world.prospects[lead.prospect]
    step = LEADS_PER_NEED * prospect.stage + lead.discoveries + lead.meetings
    return length_of_step(
        steps, standard, uniform(world.setup.seed, Purpose.LENGTH_OF_WORK, lead.prospect, prospect.turn, step)
    )


@rule
def serve(world: World, who: int, row: int, task: int, standard: float, until: float) -> bool:
    """Work on one lead until the step of so many standard hours is done or the time is up; the rest carries over.

    ``until`` is in hours of the person's day. Returns whether the step is done.
    """
    time = time_for(world, who, task, until)
    if time <= 0.0:
        return False
    rate = own_speed(world, who, task)
    lead = world.leads[row]
    if lead.work <= 0.0:
        lead.begun = clock(world, who)
    needed = max(0.0, length_for(world, row, standard) - lead.work) / rate
    if needed <= time:
        spend(world, who, task, needed)
        lead.work = 0.0
        return True
    spend(world, who, task, time)
    lead.work += time * rate
    return False


@rule
def serve_customer(world: World, who: int, index: int, until: float) -> bool:
    """Care for one customer; what is left of it at the end of the day carries over with the person."""
    time = time_for(world, who, Task.CARE, until)
    if time <= 0.0:
        return False
    person = world.people[who]
    rate = own_speed(world, who, Task.CARE)
    setup = world.setup
    orders: Orders = setup.settings.orders
    hours = setup.work.care_hours + (orders.hours if world.prospects[index].wants == 1 else 0.0)
    needed = max(0.0, hours - person.carry[Action.CARE]) / rate
    if needed <= time:
        spend(world, who, Task.CARE, needed)
        person.carry[Action.CARE] = max(0.0, person.carry[Action.CARE] - hours)
        return True
    spend(world, who, Task.CARE, time)
    person.carry[Action.CARE] += time * rate
    return False
