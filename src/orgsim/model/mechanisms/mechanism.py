"""What every mechanism states: its number, its settings with their neutral values, and the direction of its effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from orgsim.kernel.fields import Group, numbers


@dataclass(frozen=True)
class Effect:
    """What must happen when this mechanism alone is on.

    ``lever`` moves from ``low`` to ``high``; without a lever the mechanism itself goes from neutral to its defaults.
    ``on`` are settings that switch on what the defaults leave off; ``path`` says that the design has to change on the way.
    """

    metric: str
    rises: bool
    lever: str | None = None
    low: float = 0.0
    high: float = 1.0
    on: tuple[tuple[str, float], ...] = ()
    path: bool = False


class Mechanism(Group):
    """Settings of one mechanism. The docstring of a subclass gives claim, equations, units, source and what is left out."""

    code: ClassVar[str]
    effect: ClassVar[Effect]

    @classmethod
    def neutral(cls) -> Self:
        """The settings at which the mechanism does nothing."""
        return cls(**{name: declared.neutral for name, declared in numbers(cls).items() if declared.neutral is not None})

    @classmethod
    def switched_on(cls) -> Self:
        """The defaults; where they leave the mechanism off, settings at which it works."""
        return cls(**dict(cls.effect.on))
