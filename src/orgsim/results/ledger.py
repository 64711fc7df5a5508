"""What a run's profit is made of, and what its hours went to: the sums that a bridge between two designs stands on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.results.codes import LeadSource, Outcome, Role
from orgsim.results.metrics.funnel import steps_of
from orgsim.results.metrics.metric import Recorded, added, total
from orgsim.results.metrics.money import COSTS, EXISTING

Numbers = NDArray[np.float64]
FLOWS: Final = (*EXISTING, "delivery", *COSTS)
"""The flows of money beside the value of new deals, in the order of a ledger's ``flows``."""


@dataclass(frozen=True)
class Ledger:
    """Sums over one run.

    ``steps`` counts marketing's leads that ended, by the steps they came to; ``value`` is what those won were worth and
    ``found`` what sellers' own finds brought, in EUR; ``flows`` holds the other sums of money by FLOWS; ``hours`` those of
    marketers and reps by what they were used for.
    """

    steps: Numbers
    value: float
    found: float
    flows: Numbers
    hours: Numbers

    @property
    def profit(self) -> float:
        """What is earned and not spent, in EUR."""
        earned = len(EXISTING)
        return self.value + self.found + float(self.flows[:earned].sum() - self.flows[earned:].sum())


def ledger_of(history: Recorded) -> Ledger:
    """The ledger of a run."""
    won = history.leads[(history.leads["outcome"] == Outcome.WON) & (history.leads["closed"] >= 0.0)]
    found = math.fsum(won["value"][won["source"] == LeadSource.PROSPECTED].tolist())
    hours = history.daily["hours"][:, : Role.HEAD, :]
    return Ledger(
        steps_of(history)[0],
        total(history, "new_revenue") - found,
        found,
        np.array([total(history, flow) for flow in FLOWS]),
        np.array([added(hours[:, :, use]) for use in range(hours.shape[2])]),
    )
