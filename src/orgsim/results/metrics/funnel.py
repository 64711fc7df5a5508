"""The funnel as a CRM has it: one entry per qualified lead, from a run or from a company's own records alike.

The moments in ``moments.py`` take nothing else, so that a number about a simulated company and the same number about a real
one come from one function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.dates import CALENDAR, DAYS_A_MONTH
from orgsim.results.codes import LeadSource, Outcome, Stage
from orgsim.results.metrics.metric import Recorded

MATURE = 168.0  # calendar days after which a lead is counted with those that were decided

STEPS: Final = (Stage.LEAD, Stage.MQL, Stage.SAL, Stage.OPPORTUNITY, Stage.CUSTOMER)
"""The stages that count as steps of a funnel, from a response to a customer."""

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Funnel:
    """Qualified leads, one entry each, all arrays of shape (leads,). Times in calendar days, money in any one currency.

    ``response`` is when the lead came (first contact by the buyer, days since any origin), ``last`` the last day of the
    record. ``to_close`` and ``to_contact`` count from the response and are not a number where it did not come to it.
    ``contested`` is 1 where a rival bid, 0 where none did, -1 where it is not known. ``asked`` marks leads that came by
    themselves and wait for an answer. ``opened`` marks those that became opportunities.
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
    last: float

    @property
    def mature(self) -> Flags:
        """Leads old enough that their fate is known: younger ones would count the quick ones only."""
        return np.asarray(self.response <= self.last - MATURE)


def funnel_of(history: Recorded) -> Funnel:
    """The qualified leads of a run. A campaign is a month's work on one channel for one segment."""
    leads = history.leads[history.leads["qualified"] >= 0.0]
    ended = leads["outcome"]
    month = (leads["born"] // DAYS_A_MONTH).astype(np.int64)
    segment, channel = leads["segment"].astype(np.int64), leads["channel"].astype(np.int64)
    won = ended == Outcome.WON
    return Funnel(
        response=CALENDAR * leads["born"],
        won=won,
        opened=leads["opened"] >= 0.0,
        decided=won | np.isin(ended, (Outcome.LOST, Outcome.RIVAL, Outcome.UNDECIDED)),
        asked=leads["source"] == LeadSource.INBOUND,
        to_close=np.where(won, CALENDAR * (leads["closed"] - leads["born"]), np.nan),
        to_contact=np.where(leads["contacted"] >= 0.0, CALENDAR * (leads["contacted"] - leads["born"]), np.nan),
        channel=channel,
        campaign=(month * 64 + segment) * 64 + channel,
        value=leads["value"].astype(np.float64),
        contested=(leads["rivals"] > 0).astype(np.int64),
        last=CALENDAR * len(history.daily),
    )
