"""The funnel report that a CRM gives: how many leads came to each step, what share went on, and how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from orgsim.kernel.arguments import checked, one_of_kind, optional, text
from orgsim.kernel.codes import words
from orgsim.kernel.errors import UnknownName
from orgsim.results.codes import LeadSource
from orgsim.results.history import History
from orgsim.results.metrics.funnel import OWN_STEPS, STEPS, dates_of_steps

if TYPE_CHECKING:
    import pandas as pd

CUTS: Final = ("segment", "channel", "source", "cohort")
QUARTER: Final = 63
OWN: Final = "own prospecting"


@checked(history=one_of_kind(History, "a History, as simulate returns it"), by=optional(text))
def funnel(history: History, by: str | None = None) -> pd.DataFrame:
    """Leads by step, whole or cut by ``segment``, ``channel``, ``source`` or ``cohort`` (the quarter of the response).

    It counts the leads that ended in the time, whenever they had come, so that slow ones weigh as much as quick ones; only
    the cut by cohort counts those that came in the time, with ``open`` the ones that have not ended. Columns: the cut, step,
    leads, conversion (share of the step before), days (median business days since the step before, of those that came to
    it), open. A seller's own finds are a branch of their own and begin with the contact. Raises UnknownName.
    """
    import pandas as pd

    if by is not None and by not in CUTS:
        raise UnknownName("cut of the funnel", by, CUTS)
    leads = history.leads
    kept = leads[leads["born"] >= 0.0] if by == "cohort" else leads[leads["closed"] >= 0.0]
    rows = []
    for name, chosen in _groups(history, kept, by):
        own = chosen & (kept["source"] == LeadSource.PROSPECTED)
        rows += _branch(by, name, kept[chosen & ~own], STEPS) if name != _OF_SELLERS else []
        if by is None or name == _OF_SELLERS:
            rows += _branch(by, OWN if by is None else name, kept[own], OWN_STEPS)
    return pd.DataFrame(rows, columns=[by or "funnel", "step", "leads", "conversion", "days", "open"])


_OF_SELLERS: Final = words(LeadSource)[LeadSource.PROSPECTED]


def _branch(by: str | None, name: str, leads: np.ndarray, steps: tuple[str, ...]) -> list[dict[str, object]]:
    dates = dates_of_steps(leads)[:, -len(steps) :]
    reached, rows = np.isfinite(dates), []
    for place, step in enumerate(steps):
        share, days = float("nan"), float("nan")
        if place:
            both = reached[:, place] & reached[:, place - 1]
            count = int(reached[:, place - 1].sum())
            share = both.sum() / count if count else float("nan")
            days = float(np.median(dates[both, place] - dates[both, place - 1])) if both.any() else float("nan")
        going_on = int((reached[:, place] & np.isnan(leads["closed"])).sum())
        rows.append(
            {by or "funnel": name, "step": step, "leads": int(reached[:, place].sum()), "conversion": share, "days": days,
             "open": going_on}
        )  # fmt: skip
    return rows


def _groups(history: History, leads: np.ndarray, by: str | None) -> list[tuple[str, np.ndarray]]:
    if by is None:
        return [("leads of marketing", np.ones(len(leads), dtype=bool))]
    if by == "cohort":
        quarter = (leads["born"] // QUARTER).astype(int)
        return [(f"quarter {one + 1}", quarter == one) for one in range(-(-len(history.daily) // QUARTER))]
    if by == "source":
        return [(name, leads["source"] == code) for code, name in enumerate(words(LeadSource))]
    plans = history.facts["company_numbers"]["segments" if by == "segment" else "channels"]
    return [(str(one["name"]), leads[by] == code) for code, one in enumerate(plans)]
