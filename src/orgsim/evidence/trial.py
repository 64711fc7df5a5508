"""A trial: one company under one seed, whose runs are made once and shared by all that is measured on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orgsim.inputs.companies import Company
from orgsim.results.history import History
from orgsim.studies.factors import Value
from orgsim.studies.scenario import Scenario, Settings

TWO_YEARS = 504

AS_MEASURED: Final = {"marketplace": "separated:handoff_latency=0.25"}
"""How a company was organized where its targets were measured, if not as separated. In the marketplace's source two roles
hand over to each other (0.6 % of deals have one person in both), and a twentieth of the deals close within 1.6 days (D1), so
that leads cannot wait longer than a quarter of a day in the mean.
"""


class Trial:
    """The runs of a company under one seed, with ``settings`` and with numbers changed by name. Targets ask for the
    histories that they need. Raises UnknownName or BadValue.
    """

    def __init__(
        self, company: Company, seed: int, *, settings: Settings | None = None, changes: Mapping[str, Value] | None = None
    ) -> None:
        self._given = (company, settings, dict(changes or {}))
        changed = Scenario.of("separated", company, settings=settings, changes=changes, days=TWO_YEARS)
        self.company, self.settings = changed.company, changed.settings
        self.seed = seed
        self._histories: dict[tuple[object, ...], History] = {}

    def history(
        self,
        design: str = "",
        *,
        days: int = TWO_YEARS,
        journeys: bool = False,
        changes: Mapping[str, Value] | None = None,
    ) -> History:
        """The history under a design, that in which it was measured where none is named, with numbers changed by name."""
        changed = dict(changes or {})
        design = design or self.company.today.design or AS_MEASURED.get(self.company.name, "separated")
        key = (design, days, journeys, *sorted(changed.items()))
        if key not in self._histories:
            company, settings, own = self._given
            scenario = Scenario.of(design, company, settings=settings, changes={**own, **changed}, days=days)
            self._histories[key] = scenario.history(self.seed, journeys=journeys)
        return self._histories[key]

    def metric(self, name: str, design: str = "") -> float:
        """A metric of the two-year history under a design, that in which it was measured where none is named."""
        return self.history(design).metric(name)
