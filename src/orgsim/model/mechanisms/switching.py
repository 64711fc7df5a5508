"""M2 Switching: a change of task costs set-up time, and mixed jobs change tasks more often."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Switching(Mechanism):
    """Usable hours = hours (1 - admin) - setup * (changes of task class that day).

    People batch their work, so the number of changes follows from what they chose to do, not from the lever. Whoever serves
    both functions gives neither less than a block of hours in a day; what is put off is made good on a later day. Hours that
    go to the other function are swapped: mixing (1 - specialization) of the smaller function's hours against as many of
    the larger one's. So a design changes who does a piece of work, not how much of each work the company does.

    Source: mixed roles lose 10-20 % of their hours (0-40 %): from Rubinstein, Meyer and Evans 2001 and surveys of selling
    time (CSO Insights 2006, 2011); admin 23 % of a rep's time (same). Left out: fatigue, interruptions by others.
    """

    code: ClassVar = "M2"
    effect: ClassVar = Effect("switch_share", rises=True)

    setup: float = number(0.25, 0.0, 1.0, "hour", "time lost per change of task class", neutral=0.0, source="B43")
    mixing: float = number(
        1.0, 0.0, 1.0, "share", "how far people follow the design's mixing of functions", neutral=0.0, source="model"
    )
    block: float = number(
        2.0, 0.0, 8.0, "hour", "least time in a day for one of two functions, or none", neutral=0.0, source="G"
    )
    admin: float = number(0.20, 0.0, 0.5, "share of hours", "time for administration", source="B42")


def other_share(switching: Switching, specialization: float, home: float, other: float) -> float:
    """Share of a person's hours that goes to the other function, where the two have so many full-time posts."""
    return switching.mixing * (1.0 - specialization) * min(1.0, other / home)


@rule
def worked_today(switching: Switching, wanted: float, work: float) -> float:
    """Hours that a person gives today to a function that is due so many, of the hours of work in the day.

    Either function gets a block at least, or nothing; in a day shorter than two blocks, the one that is due more gets all.
    """
    least = min(switching.block, 0.5 * work)
    if wanted < least:
        return 0.0
    return work if work - wanted < least else wanted
