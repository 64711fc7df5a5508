"""Why an account was won under one design and lost under the other: what parted the two journeys first.

Both journeys run under the same luck. The last lead of the account on the losing side is set beside the lead that won on the
other; what happened only there, or worse there, is dated, and the earliest is the cause. Where nothing did, it is how the
lead ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from orgsim.results.codes import DisputeKind, Entry, Outcome
from orgsim.results.history import History

NEVER, LATE, DROPPED, CONTEXT, CONTRADICTION, DISPUTE, UNCLEAR = (
    "never reached", "late", "dropped", "context lost", "contradiction", "dispute", "unclear whose",
)  # fmt: skip
TURNED_AWAY, RIVAL, UNDECIDED, SKILL, OPEN = "turned away", "rival", "undecided", "skill", "still open"
CAUSES: Final = (
    NEVER, LATE, DROPPED, CONTEXT, CONTRADICTION, DISPUTE, UNCLEAR, TURNED_AWAY, RIVAL, UNDECIDED, SKILL, OPEN,
)  # fmt: skip
ABOUT: Final = {
    NEVER: "it never became a lead", LATE: "contacted more than a day later, or by nobody in time",
    DROPPED: "contacted, and then not pursued in time",
    CONTEXT: "a hand-off kept less of what was known", CONTRADICTION: "it complained of contradictory promises",
    DISPUTE: "marketing and sales fell out over it", UNCLEAR: "it was unclear whose it was, or its owner left",
    TURNED_AWAY: "judged too poor to pursue", RIVAL: "it bought from a rival", UNDECIDED: "the buyer never decided",
    SKILL: "lost in talks and meetings", OPEN: "it had not ended by the horizon",
}  # fmt: skip
_ENDS: Final = {
    Outcome.RIVAL: RIVAL, Outcome.COLD: LATE, Outcome.REJECTED: TURNED_AWAY, Outcome.UNQUALIFIED: TURNED_AWAY,
    Outcome.UNDECIDED: UNDECIDED, Outcome.LOST: SKILL, Outcome.UNFIT: SKILL, Outcome.OPEN: OPEN,
}  # fmt: skip
A_DAY: Final = 1.0
KEPT_LESS: Final = 0.1  # share of context


@dataclass(frozen=True)
class Parted:
    """An account won under one design only: its ``value`` there, and what parted it first under the other, and when (days;
    not a number where it was never a lead).
    """

    prospect: int
    value: float
    cause: str
    day: float


def won_in(history: History) -> dict[int, float]:
    """The value of the deals won since day 0, by prospect."""
    rows = history.leads[(history.leads["outcome"] == Outcome.WON) & (history.leads["closed"] >= 0.0)]
    return {int(row["prospect"]): float(row["value"]) for row in rows}


def lost_elsewhere(won: History, lost: History) -> list[Parted]:
    """The accounts won in one history and not in the other, each with what parted it there; the largest first."""
    values, others = won_in(won), won_in(lost)
    found = [
        Parted(prospect, value, *_cause(won, lost, prospect)) for prospect, value in values.items() if prospect not in others
    ]
    return sorted(found, key=lambda one: (-one.value, one.prospect))


def _cause(won: History, lost: History, prospect: int) -> tuple[str, float]:
    """What parted the two journeys first, and when."""
    mine = won.leads[(won.leads["prospect"] == prospect) & (won.leads["outcome"] == Outcome.WON)][-1]
    theirs = lost.leads[(lost.leads["prospect"] == prospect) & (lost.leads["born"] <= mine["closed"])]
    if not len(theirs):
        return NEVER, float("nan")
    lead = theirs[-1]
    begun, ended = float(lead["born"]), float(lead["closed"]) if np.isfinite(lead["closed"]) else np.inf
    dated = [*_late(mine, lead), *_logged(won, lost, prospect, (begun, ended), float(mine["born"]))]
    if dated:
        day, cause = min(dated)
        return cause, day
    return _ends(lead), float(lead["closed"])


def _ends(lead: Any) -> str:
    ended = Outcome(int(lead["outcome"]))
    return DROPPED if ended == Outcome.COLD and np.isfinite(lead["contacted"]) else _ENDS[ended]


def _late(mine: Any, lead: Any) -> list[tuple[float, str]]:
    """Whether the first contact came more than a day later after the response than on the winning side."""
    ours, there = mine["contacted"] - mine["born"], lead["contacted"] - lead["born"]
    if not np.isfinite(ours) or (np.isfinite(there) and there <= ours + A_DAY):
        return []
    if not np.isfinite(there) and lead["outcome"] not in (Outcome.COLD, Outcome.OPEN, Outcome.RIVAL):
        return []
    return [(float(lead["born"] + ours), LATE)]


def _logged(won: History, lost: History, prospect: int, span: tuple[float, float], since: float) -> list[tuple[float, str]]:
    """What the journal of the losing side tells of this lead that the winning side's does not, dated."""
    here = _rows(won, prospect, since, np.inf)
    there = _rows(lost, prospect, *span)
    found = []
    best = min((float(row["kept"]) for row in here if row["kind"] == Entry.HANDOFF), default=1.0)
    for row in there:
        kind, day = int(row["kind"]), float(row["time"])
        if kind == Entry.HANDOFF and row["kept"] < best - KEPT_LESS:
            found.append((day, CONTEXT))
        elif kind == Entry.DISPUTE and not _also(here, row):
            found.append((day, CONTRADICTION if row["before"] == DisputeKind.MESSAGE else DISPUTE))
        elif kind in (Entry.DUPLICATE, Entry.ORPHAN) and not (here["kind"] == kind).any():
            found.append((day, UNCLEAR))
    return found


def _also(here: Any, row: Any) -> bool:
    return bool(((here["kind"] == Entry.DISPUTE) & (here["before"] == row["before"])).any())


def _rows(history: History, prospect: int, first: float, last: float) -> Any:
    rows = history.journeys[history.journeys["prospect"] == prospect]
    rows = rows[(rows["time"] >= first) & (rows["time"] <= last)]
    return rows[np.argsort(rows["time"], kind="stable")]
