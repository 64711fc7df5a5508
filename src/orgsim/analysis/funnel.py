"""The funnel report that a CRM gives: how many leads came to each step, what share went on, and how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from orgsim.kernel.arguments import checked, one_of_kind, optional, text
from orgsim.kernel.codes import words
from orgsim.kernel.errors import UnknownName
from orgsim.results.codes import LeadSource, Outcome
from orgsim.results.history import History

if TYPE_CHECKING:
    import pandas as pd

STEPS: Final = ("response", "qualified", "contacted", "opportunity", "won")
CUTS: Final = ("segment", "channel", "source", "cohort")
QUARTER: Final = 63


@checked(history=one_of_kind(History, "a History, as simulate returns it"), by=optional(text))
def funnel(history: History, by: str | None = None) -> pd.DataFrame:
    """Leads by step, whole or cut by ``segment``, ``channel``, ``source`` or ``cohort`` (the quarter of the response).

    Columns: the cut, step, leads, conversion (share of the step before), days (median business days since the step before,
    of those that came to it). A seller's own finds begin with the contact; they stand in the cut by source only. Leads that
    are still open count as far as they have come. Raises UnknownName.
    """
    import pandas as pd

    if by is not None and by not in CUTS:
        raise UnknownName("cut of the funnel", by, CUTS)
    leads = history.leads
    found = leads["source"] == LeadSource.PROSPECTED
    kept = leads if by == "source" else leads[~found]
    won = np.where(kept["outcome"] == Outcome.WON, kept["closed"], -1.0)
    dates = np.stack([kept["born"], kept["qualified"], kept["contacted"], kept["opened"], won], axis=1)
    rows = []
    for name, chosen in _groups(history, kept, by):
        steps = dates[chosen]
        own = by == "source" and name == words(LeadSource)[LeadSource.PROSPECTED]
        before = None
        for place, step in enumerate(STEPS):
            if own and place < STEPS.index("contacted"):
                continue
            reached = steps[:, place] >= 0.0
            share, days = float("nan"), float("nan")
            if before is not None:
                both = reached & (steps[:, before] >= 0.0)
                count = int((steps[:, before] >= 0.0).sum())
                share = both.sum() / count if count else float("nan")
                days = float(np.median(steps[both, place] - steps[both, before])) if both.any() else float("nan")
            rows.append({by or "funnel": name, "step": step, "leads": int(reached.sum()), "conversion": share, "days": days})
            before = place
    return pd.DataFrame(rows, columns=[by or "funnel", "step", "leads", "conversion", "days"])


def _groups(history: History, leads: np.ndarray, by: str | None) -> list[tuple[str, np.ndarray]]:
    if by is None:
        return [("all", np.ones(len(leads), dtype=bool))]
    if by == "cohort":
        quarter = (leads["born"] // QUARTER).astype(int)
        return [(f"quarter {one + 1}", quarter == one) for one in range(-(-len(history.daily) // QUARTER))]
    if by == "source":
        return [(name, leads["source"] == code) for code, name in enumerate(words(LeadSource))]
    plans = history.facts["company_numbers"]["segments" if by == "segment" else "channels"]
    return [(str(one["name"]), leads[by] == code) for code, one in enumerate(plans)]
