"""A single run, with what the figures of a comparison ask of both sides: its tables are those of one side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.wording import amount
from orgsim.kernel.texts import counted
from orgsim.results.metrics.funnel import steps_of
from orgsim.results.metrics.series import SERIES

if TYPE_CHECKING:
    from orgsim.results.history import History


@dataclass(frozen=True)
class Alone:
    """A history as the one side that there is."""

    history: History

    @property
    def company(self) -> str:
        """Where it was run."""
        return str(self.history.facts["company"])

    @property
    def seed(self) -> int:
        """Under which luck."""
        return int(self.history.facts["seed"])

    @property
    def length(self) -> str:
        """For how long."""
        return counted(len(self.history.daily), "business day")

    @property
    def name_a(self) -> str:
        """The design."""
        return str(self.history.facts["design"])

    @property
    def names(self) -> tuple[str]:
        """The design, as the only one."""
        return (self.name_a,)

    @property
    def funnel(self) -> tuple[NDArray[np.float64]]:
        """Leads that ended, by the steps they came to: marketing's, then sellers' own finds."""
        return (np.concatenate(steps_of(self.history)),)

    def series(self, name: str) -> tuple[NDArray[np.float64]]:
        """A daily series, as the only run of its side."""
        return (np.array([SERIES[name].daily(self.history.daily)], dtype=np.float64),)

    def summary(self) -> str:
        """What came of it, in a sentence; and that it is one run."""
        born = int((self.history.leads["born"] >= 0.0).sum())
        deals = int(self.history.daily["deals"].sum())
        revenue, profit = (amount(self.history.metric(name), "EUR") for name in ("revenue", "profit"))
        return (
            f"{self.name_a} at {self.company}: {counted(born, 'lead')} and {counted(deals, 'deal')} in {self.length}, "
            f"{revenue} EUR of revenue, {profit} EUR of profit. One run, seed {self.seed}: another seed is another luck."
        )
