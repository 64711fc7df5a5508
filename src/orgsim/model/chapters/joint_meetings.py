"""M22 Joint meetings: what the two functions tell each other there, and what it takes."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.world import World


class JointMeetings(Chapter):
    """Each person sits in joint meetings for the lever ``contact_hours`` a week. Of what there is to say, the share
    told = a h / (a h + half) gets said, h the hours and a = 1 / (1 + (present - 1) / crowd) the part of an hour that each of
    so many present has to speak and be heard, ``most`` of them in one meeting.

    What is told: of the needs that one function comes to know, ``lessons`` x told reach the other's messages; of what became
    of leads, so much that the noise of scores falls by ``sharpens`` x told; whose account is whose and who promised what, so
    that ``clears`` x told of the occasions for disputes and of the unclear hand-offs go; who is in need, so that research
    finds ``targets`` x told of what it would miss; what sellers can still work, so that quotas are set for the whole by that
    share (M25); and for accounts of ``large`` mean deals or more, of what a hand-off would lose, ``plans`` x told. Trust
    grows with what is told (M7).

    Reference: frequent contact in both directions is the strongest driver of low conflict (Dawes and Massey 2005); trust and
    market knowledge through links (Homburg, Jensen and Krohmer 2008; Keszey and Biemans 2017); the more meet, the less each
    contributes (Steiner 1972; Ringelmann 1913); sizes are priors. Left out: minutes, who leads a meeting, decisions by
    committee.
    """

    code: ClassVar = "M22"
    effect: ClassVar = Effect("coordination_share", rises=True, lever="contact_hours", low=0.0, high=3.0)

    hours: float = parameter(1.0, 0.0, 2.0, "factor", "hours per hour of joint meetings", neutral=0.0, reference="model")
    half: float = parameter(0.3, 0.05, 20.0, "hour per week", "time to speak in which half of it is said", reference="G")
    crowd: float = parameter(8.0, 1.0, 1000.0, "person", "others present with whom one is heard half as much", reference="G")
    most: float = parameter(18.0, 2.0, 1000.0, "person", "present in one meeting, at most", reference="G")
    lessons: float = parameter(
        1.0, 0.0, 1.0, "share", "of what was told of needs, taken over by the other function", neutral=0.0, reference="B03"
    )
    sharpens: float = parameter(
        0.4, 0.0, 1.0, "share", "of the noise of scores, removed where all is told", neutral=0.0, reference="B05"
    )
    clears: float = parameter(
        0.6, 0.0, 1.0, "share", "of the occasions for disputes, settled where all is told", neutral=0.0, reference="B09"
    )
    targets: float = parameter(
        0.6, 0.0, 1.0, "share", "of the needs that research misses, known to sellers where all is told", neutral=0.0,
        reference="B18",
    )  # fmt: skip
    plans: float = parameter(
        0.8, 0.0, 1.0, "share", "of what a hand-off loses of a large account, kept where all is told", neutral=0.0,
        reference="G",
    )  # fmt: skip
    large: float = parameter(2.0, 0.0, 100.0, "mean deal", "value from which an account is planned jointly", reference="G")


@rule
def share_told(meetings: JointMeetings, hours: float, people: float) -> float:
    """Share of what there is to say that gets said in so many hours a week, among so many people."""
    others = min(meetings.most, max(1.0, people)) - 1.0
    heard = meetings.hours * hours / (1.0 + others / meetings.crowd)
    return heard / (heard + meetings.half)


@rule
def meetings_today(world: World, who: int) -> float:
    """A person's hours today in joint meetings."""
    setup = world.setup
    meetings: JointMeetings = setup.settings.joint_meetings
    return meetings.hours * setup.levers.contact_hours * world.people[who].fte / DAYS_A_WEEK


@rule
def told(world: World) -> float:
    """Share of what one function has to say that the other hears."""
    setup = world.setup
    return share_told(setup.settings.joint_meetings, setup.levers.contact_hours, setup.full_time)


@rule
def planned_jointly(world: World, guess: float, kept: float) -> float:
    """Share of a lead's context kept at a hand-off, where large accounts are planned together."""
    setup = world.setup
    meetings: JointMeetings = setup.settings.joint_meetings
    if guess < meetings.large * setup.mean_value:
        return kept
    return kept + meetings.plans * told(world) * (1.0 - kept)


@rule
def found_by_research(world: World, alone: float) -> float:
    """Chance that a need is found by research that would find it with this chance alone."""
    meetings: JointMeetings = world.setup.settings.joint_meetings
    return alone + (1.0 - alone) * meetings.targets * told(world)


@rule
def still_unclear(world: World) -> float:
    """Share of what is unclear that joint meetings have not cleared up."""
    meetings: JointMeetings = world.setup.settings.joint_meetings
    return 1.0 - meetings.clears * told(world)
