"""What a study's page shows: a figure, metrics, and a reading whose numbers come from the rows, by name."""

from __future__ import annotations

import re
from string import Formatter
from typing import Final

from pydantic import Field, field_validator

from orgsim.kernel.parameters import Group
from orgsim.results.metrics import is_metric, metric_name


def by_name(metrics: tuple[str, ...]) -> tuple[str, ...]:
    """Metrics by their names, where labels are given; what is neither stays as it is, for the check of the whole study."""
    return tuple(metric_name(one) if is_metric(one) else one for one in metrics)


UNCHANGED: Final = "unchanged"
"""In ``against``: a factor as design, company and settings have it."""
STUDY: Final = "study"
"""What a reading may always ask of: ``{study.pairs}``, ``.points``, ``.runs``, ``.years``."""


Chosen = str | float | int


class Number(Group):
    """A number of a reading: the mean of a metric over pairs, or with ``against`` the difference within pairs.

    ``of`` chooses the rows by company, design and factors; in ``against`` stands what is otherwise on the other side. With
    ``each``, there is one such number for each company, design or value of a factor, and the text may tell how many are so.
    """

    metric: str = Field(description="its metric")
    of: dict[str, Chosen | tuple[Chosen, ...]] = Field(
        default_factory=dict, description="company, design, factors that choose rows; a list for several values"
    )
    against: dict[str, Chosen] = Field(
        default_factory=dict, description="what is otherwise on the other side of a difference; 'unchanged' for a factor"
    )
    each: tuple[str, ...] = Field(default=(), description="columns for each of whose values there is one")

    @field_validator("each", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        return (values,) if isinstance(values, str) else tuple(values) if isinstance(values, list) else values

    @field_validator("of", mode="before")
    @classmethod
    def _tuples(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


class Page(Group):
    """What the study's page shows. ``{name}`` in the reading stands for a number of this name."""

    figure: str = Field(
        default="dots",
        description="a kind of figure: dots (designs), responses, map, sensitivity",
    )
    metrics: tuple[str, ...] = Field(default=(), description="metrics drawn and tabled; default: the first that is kept")
    reading: str = Field(default="", description="what is seen, in words; blank lines part paragraphs")
    numbers: dict[str, Number] = Field(default_factory=dict, description="the numbers of the reading, by name")

    @field_validator("metrics", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        return tuple(values) if isinstance(values, list) else values

    @field_validator("metrics")
    @classmethod
    def _by_name(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return by_name(values)


def asked(reading: str) -> list[str]:
    """The names of the numbers that a reading asks for, in order. Raises ValueError for braces that do not close."""
    fields = [name for _, name, _, _ in Formatter().parse(reading) if name is not None]
    return list(dict.fromkeys(re.split(r"[.\[]", name)[0] for name in fields))
