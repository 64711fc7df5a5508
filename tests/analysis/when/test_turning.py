"""Tipping points of the model itself, where they are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.when.turning import turning
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.model.simulation import simulate
from orgsim.studies.seeds import pair_seed

PAIRS = 6


def margin_that_turns(a, b, whose, days, changes):
    """Profit without luck is a straight line over the margin: what b sells more, less what it costs more."""
    apart = {}
    for margin in (0.5, 0.9):
        at = whose.set("market.gross_margin", margin)
        runs = [
            [simulate(of, at, seed=pair_seed(7, pair), days=days, changes=changes).metric("profit_without_luck")
             for pair in range(PAIRS)] for of in (a, b)
        ]  # fmt: skip
        apart[margin] = np.mean(runs[1]) - np.mean(runs[0])
    slope = (apart[0.9] - apart[0.5]) / 0.4
    return 0.5 - apart[0.5] / slope


def test_the_margin_at_which_a_dear_design_pays_is_that_of_its_closed_form(village, tmp_path):
    """Duty and instant hand-offs sell more; a dear CRM makes them cost more: it pays from some margin on."""
    a, b = "separated:crm=0", "separated:crm=1,handoff_latency=0,on_duty=1"
    whose = village.set("market.gross_margin", 0.6)
    changes = {"platforms.crm_license": 9000.0}
    truth = margin_that_turns(a, b, whose, 150, changes)
    found = turning(a, b, whose, numbers=["market.gross_margin"], pairs=PAIRS, days=150, folder=tmp_path / "kept",
                    changes=changes)  # fmt: skip
    assert 0.43 < truth < 0.6  # half the odds of 0.6, and today
    (one,) = found.turns
    assert one.value == pytest.approx(truth, abs=0.01)
    assert one.low <= truth <= one.high
    assert "It turns if market.gross_margin is" in one.in_words()


def test_a_lever_at_which_both_designs_are_alike_turns_nothing_there(village, tmp_path):
    """joint_head 0 and 1: at the other one's value the two are the same, and neither is ahead."""
    found = turning("separated:joint_head=0", "separated:joint_head=1", village, numbers=["joint_head"], pairs=PAIRS,
                    days=100, folder=tmp_path / "kept")  # fmt: skip
    assert found.turns == ()
    assert {one.label for one in found.moves} == {
        "separated:joint_head=1's joint_head",
        "separated:joint_head=0's joint_head",
    }
    assert set(found.never) == {"joint_head"}


def test_what_was_not_followed_is_said(village, tmp_path):
    found = turning(company=village, days=60, pairs=2, folder=tmp_path / "kept")
    assert found.followed == min(8, found.may)
    assert len(found.turns) + len(set(found.never)) <= found.followed
    if found.may > found.followed:
        assert f"{found.may} of these ends might turn it. The 8 that move it most were followed" in found.summary()


def test_everything_in_doubt_is_looked_at_and_a_word_is_refused(village, tmp_path):
    with pytest.raises(UnknownName):
        turning(company=village, numbers=["hours.switchin"], days=20, pairs=2, folder=tmp_path / "x")
    with pytest.raises(BadValue, match="has no value of today"):
        turning(company=village, numbers=["without"], days=20, pairs=2, folder=tmp_path / "x")
    path = "separated then pods@5"
    with pytest.raises(BadValue, match="no single value in a design that changes"):
        turning(path, path, village, numbers=["contact_hours"], days=20, pairs=2, folder=tmp_path / "x")
    with pytest.raises(BadValue, match="has no value of today"):
        turning(company=village, numbers=["segments"], days=20, pairs=2, folder=tmp_path / "x")
    found = turning(company=village, days=20, pairs=2, folder=tmp_path / "y")
    assert found.looked == len(found.moves) > 150
    assert len(found.turns) <= 8
    assert "numbers" in found.summary().splitlines()[-1]
