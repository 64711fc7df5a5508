"""M1 Practice: people get better at what they do, and worse at what they leave."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism
from orgsim.results.records import Person
from orgsim.results.words import use


class Practice(Mechanism):
    """Every doubling of the hours spent in a task class cuts the effort it takes by the same share.

    E_k <- E_k (1 - forgetting)^(1/21) + pace (h_k + cross * sum_{j != k} h_j + shared * (the unit's hours in k per head)), a
    day, pace log-normal over people with spread ``talent``;
    skill s_k = 1 - (1 - start) (1 + E_k / scale)^(-b), with b = -log2(progress_ratio).
    Output per hour is s_k / standard.

    Source: learning curves: Argote 1999, Organizational Learning (progress ratio about 0.80 per doubling, 0.70-0.90);
    forgetting from 25 % a month (Argote 1999) down to near zero (Thompson 2007); variety helps across days
    (Staats and Gino 2012), here ``cross``; sellers are at full output after 5 months in the median, 27 % within 3 and
    93 % within 12 (Bridge Group 2024), a log-normal of spread 0.6. Left out: learning by being told, limits of talent.
    """

    code: ClassVar = "M1"
    effect: ClassVar = Effect("skill_gain", rises=True)

    progress_ratio: float = number(
        0.80, 0.70, 1.0, "ratio", "effort left after each doubling of practice", neutral=1.0, source="B30"
    )
    forgetting: float = number(0.02, 0.0, 0.25, "share per month", "practice lost per month", source="B32")
    cross: float = number(0.10, 0.0, 0.30, "share", "practice that carries over between task classes", source="B33")
    shared: float = number(0.05, 0.0, 1.0, "share", "practice gained from colleagues of the unit", source="B34")
    talent: float = number(0.6, 0.0, 2.0, "log units", "spread of people's pace of learning", neutral=0.0, source="B35")
    start: float = number(0.45, 0.1, 0.9, "share", "skill of a newcomer", neutral=0.72, source="B35")
    scale: float = number(76.0, 10.0, 2000.0, "hour", "practice that counts as the first doubling", source="K12")
    standard: float = number(0.72, 0.1, 1.0, "share", "skill at which the stated hours of a task hold", source="B35")


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
    kept = math.exp(math.log(1.0 - practice.forgetting) / 21.0)
    others = 0.0
    for other in range(use.CLASSES):
        if other != task:
            others += person.hours[other]
    gained = person.hours[task] + practice.cross * others + practice.shared * colleagues
    person.experience[task] = person.experience[task] * kept + person.pace * gained
