"""What tipping points are: a number and the value at which it turns the sign, and all that were found, in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orgsim.analysis.wording import estimate, interval
from orgsim.kernel.shown import Shown

Interval = tuple[float, float, float]


@dataclass(frozen=True)
class Turn:
    """A number that turns the sign at ``value``, with its interval; ``now`` is today's and ``end`` where its plausible range
    ends on that side. ``side`` names the design whose lever it is, "" where it belongs to the company or the world.
    ``range`` is all that is declared.
    """

    name: str
    side: str
    now: float
    end: float
    value: float
    low: float
    high: float
    unit: str
    about: str
    range: tuple[float, float]

    @property
    def share(self) -> float:
        """The part of the way to the end of the plausible range that is needed."""
        return abs(self.value - self.now) / abs(self.end - self.now)

    @property
    def label(self) -> str:
        """What it is called: a lever with the design it belongs to."""
        return f"{self.side}'s {self.name}" if self.side else self.name

    def in_words(self) -> str:
        """The condition, in a sentence."""
        way = "more" if self.value > self.now else "less"
        ends = [f"{one:.3g}" if np.isfinite(one) else "beyond what was looked at" for one in (self.low, self.high)]
        known = np.isfinite([self.low, self.high]).any()
        seen = f"95 % interval {' … '.join(ends)}" if known else "these pairs give no interval"
        return (
            f"It turns if {self.label} is {way} than {self.value:.3g} {self.unit} ({seen}; now {self.now:.3g}; "
            f"range {self.range[0]:g} to {self.range[1]:g}): {self.about}."
        )


@dataclass(frozen=True)
class Move:
    """What a number moves the difference by at either end of its plausible range, in EUR, at a first look; not a number
    where today's value is that end.
    """

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class Turning(Shown):
    """What would turn the sign of a difference in profit, second design less first, ``base`` now. ``turns`` come nearest
    first; ``moves`` are what each number moves where its plausible range ends. Of ``looked`` numbers ``may`` ends might turn
    it at a first look under one pair, and the ``followed`` that moved it most were walked under all pairs; ``never`` are
    those among these that do not turn it.
    """

    name_a: str
    name_b: str
    company: str
    base: Interval
    turns: tuple[Turn, ...]
    moves: tuple[Move, ...]
    never: tuple[str, ...]
    looked: int
    may: int
    followed: int
    pairs: int

    def summary(self) -> str:
        """What turns it, nearest first, in sentences."""
        middle, low, high = self.base
        first = (
            f"{self.name_b} less {self.name_a}: {estimate(middle, low, high, 'EUR')} EUR of profit "
            f"(95 % interval {interval(low, high, 'EUR')}; {self.pairs} pairs)."
        )
        if low <= 0.0 <= high:
            first += " The sign itself is not sure yet: more pairs first."
        rest = [one.in_words() for one in self.turns]
        if not self.may:
            rest.append(f"Of {self.looked} numbers none came near turning it at the end of its plausible range.")
        elif self.followed < self.may:
            rest.append(
                f"{self.looked} numbers were looked at, where their ranges end; {self.may} of these ends might turn it. "
                f"The {self.followed} that move it most were followed, and {len(self.turns)} turn it; others are followed "
                "where they are named."
            )
        else:
            rest.append(
                f"Of {self.looked} numbers looked at, {self.may} might turn it; all were followed, "
                f"{len(self.turns)} of them turn it within the plausible range."
            )
        return "\n".join([first, *rest])

    def __repr__(self) -> str:
        return f"Turning({self.name_a} vs {self.name_b} at {self.company})\n{self.summary()}"
