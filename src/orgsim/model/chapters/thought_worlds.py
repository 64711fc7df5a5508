"""M23 Thought worlds: whoever does the work of both functions knows what both know."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.hours import function_share
from orgsim.model.chapters.joint_meetings import JointMeetings, told
from orgsim.model.state import DIMENSIONS
from orgsim.model.world import World
from orgsim.results.codes import Unit


class ThoughtWorlds(Chapter):
    """Of the needs that somebody comes to know, the own function's messages learn, and the other's by ``carries`` x the
    share of the hours that this person gives to the other. Whoever scores a lead and also sells knows what sellers can use:
    the noise of scores falls by ``insight`` x the share of the hours that go to sales, and all the way where the lead will
    be the scorer's own to sell.

    Reference: different thought worlds in knowledge harm cooperation of the two (Homburg and Jensen 2007); sizes are priors.
    That they differ in orientation helps, in the same study: what people specialize in they do better, and message and offer
    come of two minds (M1, M8). Left out: common training, people who have changed from one function to the other.
    """

    code: ClassVar = "M23"
    effect: ClassVar = Effect("mql_precision", rises=True, beside=("hours", "qualification"))

    carries: float = parameter(
        1.0, 0.0, 1.0, "share", "of a person's lessons, carried to the other function", neutral=0.0, reference="B02"
    )
    insight: float = parameter(
        0.4, 0.0, 1.0, "share", "of the noise of scores that whoever sells does not have", neutral=0.0, reference="B02"
    )


@rule
def learn_need(world: World, who: int, unit: int, index: int) -> None:
    """A person came to know a prospect's need, at work for this function; both learn it as far as it is carried."""
    settings = world.setup.settings
    carries = settings.thought_worlds.carries * function_share(world, who, 1 - unit)
    passed = settings.joint_meetings.lessons * told(world)
    remember_need(world, unit, index, 1.0)
    remember_need(world, 1 - unit, index, 1.0 - (1.0 - carries) * (1.0 - passed))


@rule
def remember_need(world: World, unit: int, index: int, weight: float) -> None:
    """A function remembers a prospect's need, as far as it is known."""
    if weight <= 0.0:
        return
    prospect = world.prospects[index]
    one = world.units[unit]
    segment = prospect.segment
    center = world.segments[segment].center
    ignorance = world.leads[prospect.lead].ignorance
    for axis in range(DIMENSIONS):
        one.lesson[segment, axis] += weight * (prospect.need[axis] + ignorance * (center[axis] - prospect.need[axis]))
    one.lessons[segment] += weight


@rule
def noise_left(world: World, who: int, own: bool) -> float:
    """Share of the noise of scores that is left for somebody who may sell as well, perhaps this very lead."""
    settings = world.setup.settings
    meetings: JointMeetings = settings.joint_meetings
    sells = 1.0 if own else function_share(world, who, Unit.SALES)
    seen: float = settings.thought_worlds.insight * sells
    return (1.0 - seen) * (1.0 - meetings.sharpens * told(world))
