"""M1 Practice: people get better at what they do, and worse at what they leave."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_MONTH
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.world import World
from orgsim.results.codes import Task
from orgsim.results.tables import Person


class Practice(Chapter):
    """Every doubling of the hours spent in a task class cuts the effort it takes by the same share.

    E_k <- E_k (1 - forgetting)^(1/21) + pace (h_k + spillover * sum_{j != k} h_j + shared * (the unit's hours in k per
    head)), a day, pace log-normal over people with spread ``talent``;
    skill s_k = 1 - (1 - start) (1 + E_k / scale)^(-b), with b = -log2(progress_ratio).
    Output per hour is s_k / standard. On day 0 people have been in the job for a while; hours of either function were spent
    on the task classes as the ``past_`` shares say.

    Reference: learning curves: Argote 1999, Organizational Learning (progress ratio about 0.80 per doubling, 0.70-0.90);
    forgetting from 25 % a month (Argote 1999) down to near zero (Thompson 2007); variety helps across days
    (Staats and Gino 2012), here ``spillover``; sellers are at full output after 5 months in the median, 27 % within 3 and
    93 % within 12 (Bridge Group 2024), a log-normal of spread 0.6. Left out: learning by being told, limits of talent.
    """

    code: ClassVar = "M1"
    effect: ClassVar = Effect("skill_gain", rises=True)

    progress_ratio: float = parameter(
        0.80, 0.70, 1.0, "ratio", "effort left after each doubling of practice", neutral=1.0, reference="B30"
    )
    forgetting: float = parameter(0.02, 0.0, 0.25, "share per month", "practice lost per month", reference="B32")
    spillover: float = parameter(
        0.10, 0.0, 0.30, "share", "practice that carries over between task classes", reference="B33"
    )
    shared: float = parameter(0.05, 0.0, 1.0, "share", "practice gained from colleagues of the unit", reference="B34")
    talent: float = parameter(
        0.6, 0.0, 2.0, "log units", "spread of people's pace of learning", neutral=0.0, reference="B35"
    )
    start: float = parameter(0.45, 0.1, 0.9, "share", "skill of a newcomer", neutral=0.72, reference="B35")
    scale: float = parameter(66.0, 10.0, 2000.0, "hour", "practice that counts as the first doubling", reference="K12")
    standard: float = parameter(0.72, 0.1, 1.0, "share", "skill at which the stated hours of a task hold", reference="B35")
    past_campaigns: float = parameter(
        0.8, 0.0, 1.0, "share", "past marketing hours in the task class marketing", reference="G"
    )
    past_qualifying: float = parameter(0.2, 0.0, 1.0, "share", "past marketing hours in discovery", reference="G")
    past_prospecting: float = parameter(
        0.2, 0.0, 1.0, "share", "past sales hours in the task class marketing", reference="B42"
    )
    past_discovery: float = parameter(0.35, 0.0, 1.0, "share", "past sales hours in discovery", reference="B42")
    past_selling: float = parameter(0.30, 0.0, 1.0, "share", "past sales hours in selling", reference="B42")
    past_care: float = parameter(0.15, 0.0, 1.0, "share", "past sales hours in care", reference="B42")


@rule
def skill(practice: Practice, experience: float) -> float:
    """Skill after so many hours of practice, 0..1."""
    b = -math.log(practice.progress_ratio) / math.log(2.0)
    return 1.0 - (1.0 - practice.start) * math.exp(-b * math.log(1.0 + experience / practice.scale))


@rule
def speed(practice: Practice, experience: float) -> float:
    """Output per hour relative to an experienced person."""
    return skill(practice, experience) / practice.standard


@rule
def practise(practice: Practice, person: Person, colleagues: float, task: int) -> None:
    """One day of practice in one task class. ``colleagues``: the unit's hours in it today, per head."""
    kept = math.exp(math.log(1.0 - practice.forgetting) / DAYS_A_MONTH)
    others = 0.0
    for other in range(len(Task)):
        if other != task:
            others += person.hours[other]
    gained = person.hours[task] + practice.spillover * others + practice.shared * colleagues
    person.experience[task] = person.experience[task] * kept + person.pace * gained


@rule
def practise_past(practice: Practice, person: Person, hours: float, marketing: float) -> None:
    """Practice from so many hours of work before day 0, of which this share was marketing work."""
    sales = 1.0 - marketing
    campaigns, prospecting = practice.past_campaigns * marketing, practice.past_prospecting * sales
    person.experience[Task.MARKETING] = hours * (campaigns + prospecting)
    person.experience[Task.DISCOVERY] = hours * (practice.past_qualifying * marketing + practice.past_discovery * sales)
    person.experience[Task.SELLING] = hours * practice.past_selling * sales
    person.experience[Task.CARE] = hours * practice.past_care * sales


@rule
def own_skill(world: World, who: int, task: int) -> float:
    """A person's skill in a task class, 0..1."""
    return skill(world.setup.settings.practice, world.people[who].experience[task])


@rule
def relative_skill(world: World, who: int, task: int) -> float:
    """A person's skill in a task class, relative to that at which the stated hours of a task hold."""
    practice: Practice = world.setup.settings.practice
    return own_skill(world, who, task) / practice.standard


@rule
def count_practice(world: World) -> None:
    """The evening's tally: each unit's hours by task class, and the people present."""
    for unit in range(len(world.units)):
        one = world.units[unit]
        one.heads = 0.0
        for task in range(len(Task)):
            one.practiced[task] = 0.0
    for who in range(world.setup.workers):
        person = world.people[who]
        if person.present == 1:
            one = world.units[person.unit]
            one.heads += 1.0
            for task in range(len(Task)):
                one.practiced[task] += person.hours[task]


@rule
def practise_today(world: World, who: int) -> None:
    """The end of a day: a person has practiced what the hours went to, and heard of what colleagues did."""
    person = world.people[who]
    unit = world.units[person.unit]
    heads = max(1.0, unit.heads)
    for task in range(len(Task)):
        practise(world.setup.settings.practice, person, unit.practiced[task] / heads, task)
