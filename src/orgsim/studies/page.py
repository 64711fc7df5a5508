"""What a study's page shows."""

from __future__ import annotations

from pydantic import Field, field_validator

from orgsim.kernel.parameters import Group
from orgsim.results.metrics import is_metric, metric_name


def by_name(metrics: tuple[str, ...]) -> tuple[str, ...]:
    """Metrics by their names, where labels are given; what is neither stays as it is, for the check of the whole study."""
    return tuple(metric_name(one) if is_metric(one) else one for one in metrics)


class Page(Group):
    """What the study's page shows."""

    figure: str = Field(default="dots", description="the figure's name, as presets as dots, levers as responses, or a map")
    metrics: tuple[str, ...] = Field(default=(), description="metrics drawn and tabled; default: the first that is kept")
    reading: str = Field(default="", description="what is seen, in words; blank lines part paragraphs")

    @field_validator("metrics", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        return tuple(values) if isinstance(values, list) else values

    @field_validator("metrics")
    @classmethod
    def _by_name(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return by_name(values)
