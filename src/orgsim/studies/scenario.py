"""What determines a run, but for its seed; and the one way by which whatever stands above the model gets runs of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.model.changes import Value, changed
from orgsim.model.settings import Settings, mechanism_numbers
from orgsim.model.simulation import AT_HOME, CHANGES, DEFAULT_COMPANY, GIVEN, horizon, parts_of, simulate, today_of
from orgsim.results.history import History
from orgsim.results.provenance import design_name, facts_of
from orgsim.studies.walks import Walk

__all__ = ["AT_HOME", "CHANGES", "DEFAULT_COMPANY", "GIVEN", "Scenario", "Settings", "Value", "mechanism_numbers"]


@dataclass(frozen=True)
class Scenario:
    """A design in a company under settings, over a horizon in business days; from ``today``'s design, or at home."""

    design: AnyDesign
    company: Company
    settings: Settings
    days: int
    today: OrgDesign | None = None

    @classmethod
    def of(
        cls,
        design: str | AnyDesign,
        company: str | Path | Company = DEFAULT_COMPANY,
        *,
        today: str | OrgDesign | None = None,
        settings: Settings | None = None,
        changes: Mapping[str, Value] | None = None,
        years: float | None = None,
        days: int | None = None,
    ) -> Self:
        """The scenario of what people give, as ``simulate`` takes it. Raises UnknownName, BadValue or BrokenFile."""
        of, whose, chosen = parts_of(design, company, settings, changes)
        return cls(of, whose, chosen, horizon(years, days), today_of(today, whose))

    def at(self, point: Mapping[str, Value]) -> Self:
        """The same with a point's values in place. Raises UnknownName or BadValue."""
        design, company, settings = changed(self.design, self.company, self.settings, point)
        return replace(self, design=design, company=company, settings=settings)

    def history(self, seed: int, *, journeys: bool = False, walk: Walk = simulate) -> History:
        """Run it once."""
        whence: dict[str, Any] = {}
        if self.today is not None or self.company.today.design:
            whence["today"] = AT_HOME if self.today is None else self.today
        return walk(
            self.design, self.company, settings=self.settings, seed=seed, days=self.days, journeys=journeys, **whence
        )

    def facts(self, seed: int) -> dict[str, Any]:
        """What a run of it is given, and what it is made with."""
        return facts_of(self.company, self.design, self.settings, seed, self.days, self.today)

    @property
    def question(self) -> str:
        """Which question is answered, in words."""
        if self.company.start.is_startup:
            return "a start-up"
        return "at home" if self.today is None else f"from {design_name(self.today)} today"


def called(given: str | AnyDesign, of: AnyDesign) -> str:
    """A design as it was asked for, where that was a text; else what it is known as."""
    return given if isinstance(given, str) else design_name(of)


def both_called(a: str | AnyDesign, b: str | AnyDesign) -> tuple[str, str]:
    """Two designs as they were asked for; those that were no texts by their places."""
    return a if isinstance(a, str) else "design a", b if isinstance(b, str) else "design b"
