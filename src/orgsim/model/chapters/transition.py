"""M14 Transition: what it takes to get from one design to another."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import parameter, parameters
from orgsim.kernel.quantiles import exponential
from orgsim.kernel.rules import literal_unroll, rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.purposes import Purpose
from orgsim.model.world import World
from orgsim.results.codes import Role

WHOLE: Final = tuple(name for name, one in parameters(OrgDesign).items() if one.whole)
MEASURED: Final = tuple(name for name, one in parameters(OrgDesign).items() if not one.whole)
"""The levers that are whole numbers, and those that are not."""


class Transition(Chapter):
    """A path has dated phases. From a phase's day each person is to change over on a date of their own within the ramp; past
    it, they do so with hazard 1 / (resistance (1 + tenure_weight x years in the job) (1 + distrust_weight (1 - u))) a day, u
    the trust of their unit in the other. Newcomers start the new way. Each person works in the functions' shares of the
    design that they have changed over to; the other levers stand at the mean over the people.

    A change of size z (0..1, the mean over the levers of their move as a share of their range) costs ``fee`` x z on its day
    and ``training`` x z hours per person. Tasks that were not practiced before have to be learned (M1); that part of the
    dip needs no setting of its own.

    Reference: change and training about three times the license (trade press, B80); fewer than 40 % of firms reach full
    adoption (same); later adoption with tenure and distrust: the claim itself (C45); sizes are priors. Left out: people who
    leave because of the change, pilots.
    """

    code: ClassVar = "M14"
    effect: ClassVar = Effect("transition_hours", rises=True, path=True)

    fee: float = parameter(
        6_000.0, 0.0, 1e6, "EUR per person", "cost of a change of full size", neutral=0.0, reference="B80"
    )
    training: float = parameter(80.0, 0.0, 2000.0, "hour per person", "training for one", neutral=0.0, reference="B80")
    resistance: float = parameter(
        30.0, 0.0, 2520.0, "day", "mean delay of a newcomer with full trust", neutral=0.0, reference="G"
    )
    tenure_weight: float = parameter(0.15, 0.0, 5.0, "per year", "longer delay with years in the job", reference="G")
    distrust_weight: float = parameter(
        1.0, 0.0, 10.0, "factor", "longer delay with distrust of the other unit", reference="G"
    )


@rule
def readiness_to_change(transition: Transition, years: float, trust: float) -> float:
    """Hazard a day of changing over, once it is due."""
    slower = (1.0 + transition.tenure_weight * years) * (1.0 + transition.distrust_weight * (1.0 - trust))
    return 1.0 / (transition.resistance * slower)


@rule
def newest_phase(world: World) -> int:
    """The phase of the design's path whose day has come."""
    newest = 0
    for place in range(len(world.phases)):
        if world.phases[place].day <= world.counts.day:
            newest = place
    return newest


@rule
def changes_over(world: World, who: int, to: int) -> bool:
    """Whether a person changes over today."""
    setup = world.setup
    transition: Transition = setup.settings.transition
    person = world.people[who]
    phase = world.phases[to]
    today = world.counts.day
    due = phase.day + phase.ramp * uniform(setup.seed, Purpose.CHANGE_OVER, who, to, 0)
    if person.present == 0 or today < due:
        return False
    if transition.resistance <= 0.0 or person.role == Role.HEAD:
        return True
    years = (today - person.seniority) / DAYS_A_YEAR
    person.unready += readiness_to_change(transition, years, world.units[person.unit].trust)
    return person.unready >= exponential(uniform(setup.seed, Purpose.CHANGE_OVER, who, to, 1), 1.0)


@rule
def change_over(world: World, who: int, to: int) -> None:
    """A person begins to work under a phase's design."""
    person = world.people[who]
    person.phase = to
    person.unready = 0.0
    person.training += world.setup.settings.transition.training * world.phases[to].change * person.fte


@rule
def phase_of_most(world: World) -> int:
    """The phase under which most marketers and reps work."""
    share = 1.0 / world.setup.workers
    most, majority = 0.0, 0
    for place in range(len(world.phases)):
        weight = 0.0
        for who in range(world.setup.workers):
            if world.people[who].phase == place:
                weight += share
        if weight > most:
            most, majority = weight, place
    return majority


@rule
def between_phases(world: World) -> None:
    """Set the levers to their mean over the marketers and reps; whole numbers as for the majority."""
    levers: Any = world.setup.levers  # the one place that writes them
    share = 1.0 / world.setup.workers
    of_most: Any = world.phases[phase_of_most(world)].levers
    for name in literal_unroll(WHOLE):
        levers[name] = of_most[name]
    for name in literal_unroll(MEASURED):
        levers[name] = 0.0
        for who in range(world.setup.workers):
            one: Any = world.phases[world.people[who].phase].levers
            levers[name] += share * one[name]


@rule
def reorganize(world: World) -> None:
    """The day's part of a change of design; nothing where the design does not change."""
    setup = world.setup
    to = newest_phase(world)
    if to == 0:
        return
    if world.phases[to].day == world.counts.day:
        full_time = setup.full_time + setup.people - setup.workers
        world.today.transition += setup.settings.transition.fee * world.phases[to].change * full_time
    moved = False
    for who in range(setup.people):
        if world.people[who].phase != to and changes_over(world, who, to):
            change_over(world, who, to)
            moved = True
    if moved:
        between_phases(world)


@rule
def record_transition(world: World) -> None:
    """The day's row: how many work under the newest design."""
    newest = newest_phase(world)
    for who in range(world.setup.workers):
        world.today.changed_over += 1.0 / world.setup.workers if world.people[who].phase == newest else 0.0
