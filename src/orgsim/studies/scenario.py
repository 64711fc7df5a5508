"""What determines a run, but for its seed; and the one way by which whatever stands above the model gets runs of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from orgsim.inputs.companies import Company, company, company_numbers
from orgsim.inputs.designs import AnyDesign, OrgDesign, design
from orgsim.kernel.errors import BadValue
from orgsim.kernel.parameters import parameters
from orgsim.model.settings import Settings
from orgsim.model.simulation import DEFAULT_COMPANY, checked_seed, checked_settings, horizon, simulate
from orgsim.results.history import History
from orgsim.results.provenance import facts_of
from orgsim.studies.factors import ALONE, NOTHING, SEGMENTS, WITHOUT, Value, declared
from orgsim.studies.walks import Walk

__all__ = ["DEFAULT_COMPANY", "Scenario", "Settings", "checked_seed"]


@dataclass(frozen=True)
class Scenario:
    """A design in a company under settings, over a horizon in business days."""

    design: AnyDesign
    company: Company
    settings: Settings
    days: int

    @classmethod
    def of(
        cls,
        design_or_name: str | AnyDesign,
        company_or_name: str | Path | Company = DEFAULT_COMPANY,
        *,
        settings: Settings | None = None,
        years: float | None = None,
        days: int | None = None,
    ) -> Self:
        """The scenario of what people give, as ``simulate`` takes it. Raises UnknownName, BadValue or BrokenFile."""
        return cls(design(design_or_name), company(company_or_name), checked_settings(settings), horizon(years, days))

    def at(self, point: Mapping[str, Value]) -> Self:
        """The same with a point's values in place. Raises UnknownName or BadValue."""
        whose, of, settings = self.company, self.design, self.settings
        for name, value in point.items():
            if name == WITHOUT:
                settings = settings if value == NOTHING else settings.without(str(value))
            elif name == ALONE:
                settings = Settings.neutral(but=None if value == NOTHING else str(value))
            elif isinstance(value, str):
                raise BadValue(f"{name} = {value!r} must be a number in {declared(name).allowed}.")
            elif name == SEGMENTS:
                whose = whose.with_segments(int(value))
            elif name in parameters(OrgDesign):
                of = of.set(name, value)
            elif name in company_numbers():
                whose = whose.set(name, value)
            else:
                settings = settings.set(name, value)
        return replace(self, company=whose, design=of, settings=settings)

    def history(self, seed: int, *, journeys: bool = False, walk: Walk = simulate) -> History:
        """Run it once."""
        return walk(self.design, self.company, settings=self.settings, seed=seed, days=self.days, journeys=journeys)

    def facts(self, seed: int) -> dict[str, Any]:
        """What a run of it is given, and what it is made with."""
        return facts_of(self.company, self.design, self.settings, seed, self.days)
