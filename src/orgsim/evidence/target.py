"""What a target is: a number about real organizations, how far from it is near enough, and how the model's is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from orgsim.evidence.trial import Trial
from orgsim.results.metrics.funnel import Funnel
from orgsim.results.metrics.moments import MOMENTS


@dataclass(frozen=True)
class Target:
    """One number from evidence. ``role`` says what it may be used for: free settings are fitted to ``fit`` targets only.

    ``low`` and ``high`` bound what counts as met. ``measure`` is a metric's name, taken under the separated design, or a
    function of a trial. ``companies`` names those it speaks of; none named: all. ``note`` says how it is to be read.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    unit: str
    role: Literal["fit", "validate"]
    reference: str
    measure: str | Callable[[Trial], float]
    companies: tuple[str, ...] = ()
    note: str = ""

    def speaks_of(self, company: str) -> bool:
        """Whether it is about this company."""
        return not self.companies or company in self.companies

    def of(self, trial: Trial) -> float:
        """The model's number."""
        return trial.metric(self.measure) if isinstance(self.measure, str) else self.measure(trial)

    def of_records(self, funnel: Funnel) -> float:
        """The same number of a company's own records; not a number where it is not a moment of the funnel."""
        moment = MOMENTS.get(self.measure) if isinstance(self.measure, str) else None
        return moment(funnel) if moment else float("nan")

    def met(self, value: float) -> bool:
        """Whether a number lies near enough."""
        return bool(self.low <= value <= self.high)
