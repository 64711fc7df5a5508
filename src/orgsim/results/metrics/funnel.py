"""The funnel as a CRM has it: one entry per qualified lead, from a run or from a company's own records alike.

The moments in ``moments.py`` take nothing else, so that a number about a simulated company and the same number about a real
one come from one function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.dates import CALENDAR, DAYS_A_MONTH
from orgsim.results.codes import LeadSource, Outcome
from orgsim.results.metrics.metric import Recorded

MATURE = 168.0  # calendar days after which a lead is counted with those that were decided

STEPS: Final = ("response", "qualified", "contacted", "opportunity", "won")
"""The steps of marketing's leads. A seller's own finds begin with the contact."""
OWN_STEPS: Final = STEPS[STEPS.index("contacted") :]

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Funnel:
    """Qualified leads, one entry each, all arrays of shape (leads,). Times in calendar days, money in any one currency.

    ``response`` is when the lead came (first contact by the buyer, days since any origin), ``last`` the last day of the
    record. ``to_close`` and ``to_contact`` count from the response and are not a number where it did not come to it.
    ``contested`` is 1 where a rival bid, 0 where none did, -1 where it is not known. ``asked`` marks leads that came by
    themselves and wait for an answer. ``opened`` marks those that became opportunities. ``seller`` is a number of whoever
    worked it, -1 where that is not known.
    """

    response: Numbers
    won: Flags
    opened: Flags
    decided: Flags
    asked: Flags
    to_close: Numbers
    to_contact: Numbers
    channel: Codes
    campaign: Codes
    value: Numbers
    contested: Codes
    seller: Codes
    last: float

    @property
    def mature(self) -> Flags:
        """Leads old enough that their fate is known: younger ones would count the quick ones only."""
        return np.asarray(self.response <= self.last - MATURE)


def funnel_of(history: Recorded) -> Funnel:
    """The qualified leads of a run. A campaign is a month's work on one channel for one segment."""
    leads = history.leads[(history.leads["qualified"] >= 0.0) & (history.leads["born"] >= 0.0)]
    ended = leads["outcome"]
    month = (leads["born"] // DAYS_A_MONTH).astype(np.int64)
    segment, channel = leads["segment"].astype(np.int64), leads["channel"].astype(np.int64)
    won = ended == Outcome.WON
    return Funnel(
        response=CALENDAR * leads["born"],
        won=won,
        opened=np.isfinite(leads["opened"]),
        decided=won | np.isin(ended, (Outcome.LOST, Outcome.RIVAL, Outcome.UNDECIDED, Outcome.UNFIT)),
        asked=leads["source"] == LeadSource.INBOUND,
        to_close=np.where(won, CALENDAR * (leads["closed"] - leads["born"]), np.nan),
        to_contact=np.where(np.isfinite(leads["contacted"]), CALENDAR * (leads["contacted"] - leads["born"]), np.nan),
        channel=channel,
        campaign=(month * 64 + segment) * 64 + channel,
        value=leads["value"].astype(np.float64),
        contested=(leads["rivals"] > 0).astype(np.int64),
        seller=leads["owner"].astype(np.int64),
        last=CALENDAR * len(history.daily),
    )


def dates_of_steps(leads: NDArray[Any]) -> Numbers:
    """When leads came to each step, not a number where they did not; shape (leads, steps)."""
    won = np.where(leads["outcome"] == Outcome.WON, leads["closed"], np.nan)
    return np.stack([leads["born"], leads["qualified"], leads["contacted"], leads["opened"], won], axis=1)


def steps_of(history: Recorded) -> tuple[Numbers, Numbers]:
    """How many leads came to each step, of those that ended since day 0, whenever they had come: marketing's by STEPS, and
    sellers' own finds by OWN_STEPS. No step has more than the one before.
    """
    ended = history.leads[history.leads["closed"] >= 0.0]
    own = ended["source"] == LeadSource.PROSPECTED
    marketing, found = (np.isfinite(dates_of_steps(ended[chosen])).sum(axis=0).astype(np.float64) for chosen in (~own, own))
    return marketing, found[-len(OWN_STEPS) :]
