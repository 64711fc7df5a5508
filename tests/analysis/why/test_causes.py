"""What parted an account first, on journeys made by hand; and over pairs, whatever happens, every account has its cause."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from orgsim.analysis.parting import diff
from orgsim.analysis.why import causes
from orgsim.analysis.why.causes import lost_elsewhere
from orgsim.analysis.why.partings import partings, story
from orgsim.kernel.rows import layout
from orgsim.results.codes import DisputeKind, Entry, Outcome
from orgsim.results.tables import JourneyEntry, Lead

WON = {"outcome": Outcome.WON, "born": 10.0, "contacted": 11.0, "closed": 40.0, "value": 900.0}
HANDOFF = {"kind": Entry.HANDOFF, "time": 10.5, "kept": 0.9}


def history(lead=None, *entries):
    leads = np.zeros(1 if lead else 0, dtype=layout(Lead))
    for name, value in (lead or {}).items():
        leads[name] = value
    rows = np.zeros(len(entries), dtype=layout(JourneyEntry))
    for row, entry in zip(rows, entries, strict=True):
        for name, value in entry.items():
            row[name] = value
    return SimpleNamespace(leads=leads, journeys=rows)


LOST = {"outcome": Outcome.LOST, "born": 10.0, "contacted": 11.0, "closed": 30.0}
DISPUTE = {"kind": Entry.DISPUTE, "time": 15.0, "before": DisputeKind.LEAD_QUALITY}
CASES = {
    "never a lead": (history(), causes.NEVER),
    "a lead that came after the deal": (history(LOST | {"born": 50.0}), causes.NEVER),
    "lost in meetings, like on the other side before": (history(LOST, HANDOFF), causes.SKILL),
    "contacted two days later": (history(LOST | {"contacted": 13.0}), causes.LATE),
    "contacted by nobody": (history(LOST | {"outcome": Outcome.COLD, "contacted": np.nan}), causes.LATE),
    "contacted, then dropped": (history(LOST | {"outcome": Outcome.COLD}), causes.DROPPED),
    "turned away": (history(LOST | {"outcome": Outcome.REJECTED, "contacted": np.nan}), causes.TURNED_AWAY),
    "a rival": (history(LOST | {"outcome": Outcome.RIVAL}), causes.RIVAL),
    "less kept": (history(LOST, HANDOFF | {"kept": 0.4}), causes.CONTEXT),
    "about as much kept": (history(LOST, HANDOFF | {"kept": 0.85}), causes.SKILL),
    "a dispute": (history(LOST, HANDOFF, DISPUTE), causes.DISPUTE),
    "a contradiction": (history(LOST, DISPUTE | {"before": DisputeKind.MESSAGE}), causes.CONTRADICTION),
    "claimed twice": (history(LOST, {"kind": Entry.DUPLICATE, "time": 12.0}), causes.UNCLEAR),
    "what comes first counts": (history(LOST, HANDOFF | {"kept": 0.4}, DISPUTE), causes.CONTEXT),
    "a dispute after its end counts for nothing": (history(LOST, DISPUTE | {"time": 31.0}), causes.SKILL),
    "open at the horizon": (history(LOST | {"outcome": Outcome.OPEN, "closed": np.nan}), causes.OPEN),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_parted_them_first(case):
    lost, cause = CASES[case]
    (found,) = lost_elsewhere(history(WON, HANDOFF), lost)
    assert (found.prospect, found.value, found.cause) == (0, 900.0, cause)


def test_what_both_sides_had_parts_them_not():
    (found,) = lost_elsewhere(history(WON, HANDOFF, DISPUTE), history(LOST, HANDOFF, DISPUTE))
    assert found.cause == causes.SKILL


def test_an_account_won_on_both_sides_is_none():
    assert lost_elsewhere(history(WON), history(WON)) == []


def test_over_pairs_every_account_has_its_cause_and_one_tells_its_story(village):
    found = partings("separated", "integrated", village, pairs=4, days=200)
    table = found.table
    for name, sides in ((found.name_a, found.only_a), (found.name_b, found.only_b)):
        rows = table[table["won_under"] == name]
        assert rows["share"].sum() == pytest.approx(1.0)
        assert rows["accounts"].sum() * 4 == pytest.approx(sum(map(len, sides)))
        assert rows["value"].sum() * 4 == pytest.approx(sum(one.value for side in sides for one in side))
    pair, one = found.telling()
    told = story(diff("separated", "integrated", village, days=200, seed=found.seeds[pair]), one)
    assert told.startswith(f"Account {one.prospect}, worth ")
    assert one.cause in told
    assert "it buys" in told
    assert "never reached" not in one.cause


def test_the_same_design_twice_parts_nothing(village):
    same = partings("pods", "pods", village, pairs=2, days=60)
    assert same.telling() is None
    assert same.summary() == "No account is won under pods only. No account is won under pods only."
