"""What a chapter's parameters state beside their values: the mechanism's number, and the direction of its effect.

A chapter is one idea of the model in one file, read from top to bottom: the claim with its references and what is left out,
its parameters, formulas, what people or buyers do. A chapter whose parameters have neutral values is a mechanism: it can be
switched off, and states what happens when it alone is on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from orgsim.kernel.parameters import Group, parameters


@dataclass(frozen=True)
class Effect:
    """What must happen when this mechanism alone is on.

    ``lever`` moves from ``low`` to ``high``; without a lever the mechanism itself goes from neutral to its defaults.
    ``beside`` names mechanisms without which there is nothing for this one to work on. ``on`` are settings that switch on
    what the defaults leave off; ``path`` says that the design has to change on the way; ``where`` are numbers of the company
    that let it show.
    """

    metric: str
    rises: bool
    lever: str | None = None
    low: float = 0.0
    high: float = 1.0
    on: tuple[tuple[str, float], ...] = ()
    beside: tuple[str, ...] = ()
    path: bool = False
    where: tuple[tuple[str, float], ...] = ()


class Chapter(Group):
    """Parameters of one chapter. A subclass's docstring gives claim, equations, units, reference and what is left out.

    ``code`` is the mechanism's number, which may span chapters (a new one takes the next); a chapter without an ``effect``
    is no mechanism.
    """

    code: ClassVar[str] = ""
    effect: ClassVar[Effect | None] = None

    @classmethod
    def neutral(cls) -> Self:
        """The settings at which the mechanism does nothing; the defaults where nothing can be switched off."""
        return cls(**{name: one.neutral for name, one in parameters(cls).items() if one.neutral is not None})

    @classmethod
    def switched_on(cls) -> Self:
        """The defaults; where they leave the mechanism off, settings at which it works."""
        return cls(**dict(cls.effect.on if cls.effect else ()))
