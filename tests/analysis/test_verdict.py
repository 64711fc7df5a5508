"""Numbers in words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from orgsim.analysis.difference import paired
from orgsim.analysis.verdict import money, sentences
from orgsim.analysis.why.bridge import Part
from orgsim.analysis.wording import amount, estimate
from orgsim.results.codes import Luck
from orgsim.results.metrics import METRICS


@pytest.mark.parametrize(
    ("value", "unit", "sign", "shown"),
    [
        (3_300_000.0, "EUR", False, "3.30 M"), (-9_750.0, "EUR", True, "-9.75 k"), (689.0, "EUR", True, "+689"),
        (0.61, "share", False, "61.0 %"), (0.17, "share", True, "+17.0 pts"), (12_345.0, "lead", False, "12,345"),
        (-400.0, "EUR", True, "-400"), (0.0453, "need units", False, "0.0453"), (float("nan"), "EUR", False, "–"),
    ],
)  # fmt: skip
def test_amounts_are_shown_for_people(value, unit, sign, shown):
    assert amount(value, unit, sign=sign) == shown


def said(profit_a, profit_b):
    wobble = np.linspace(-1.0, 1.0, 10) * 1000.0
    flat = {name: paired(name, np.full(10, 0.5), np.full(10, 0.5)) for name in METRICS}
    return sentences("x", "y", flat | {"profit": paired("profit", profit_a + wobble, profit_b - wobble)})


def test_an_amount_fits_its_interval_but_never_becomes_nothing():
    assert estimate(5_000.0, -2e6, 1.5e6, "EUR") == "+0.01 M"
    assert estimate(-400.0, -1.5e5, 1.49e5, "EUR") == "-0.40 k"
    assert estimate(5_000.0, -np.inf, np.inf, "EUR") == "+5.00 k"  # of one pair
    one = paired("profit", np.zeros(10), np.linspace(-3.0e6, 4.0e6, 10))
    assert re.search(r"between [\d.]+ M EUR less and [\d.]+ M EUR more", money("x", "y", one))


def test_a_clear_winner_a_small_one_and_none():
    assert said(1e6, 2e6).startswith("y earns 1.00 M EUR more profit than x here")
    small = said(1.0e6, 1.005e6)
    assert small.startswith("y earns 5.00 k EUR more profit than x here")
    assert "Whether that is more than the 20.10 k EUR that clearly matter is undecided." in small
    none = said(1e6, 1e6 + 10)
    between = r"Undecided: y earns between [\d.]+ EUR less and [\d.]+ EUR more profit than x here \(95 % interval"
    assert re.match(between, none)
    assert "pairs would tell" in none
    assert "probably" not in small + none


def test_what_works_against_a_difference_is_told_where_it_is_as_large_as_what_carries_it():
    """Ahead by 1 M: leads bring 3 M, deals take 2 M. Told from the side of whoever is ahead, in one unit."""
    wobble = np.linspace(-1.0, 1.0, 10) * 1000.0
    one = paired("profit", 1e6 + wobble, 2e6 - wobble)

    def told(difference, **means):
        return money("x", "y", difference, [Part(name, mean, mean - 1.0, mean + 1.0, 1e-9) for name, mean in means.items()])

    assert told(one, leads=3e6, deals=-2e6).endswith(", carried by leads (+3.00 M).")
    assert told(one, leads=1e6, size=2e6, deals=-2.5e6).endswith("carried by size (+2.00 M) and leads (+1.00 M), "
                                                                 "against deals (-2.50 M).")  # fmt: skip
    other = paired("profit", 2e6 - wobble, 1e6 + wobble)
    assert told(other, leads=-1.5e6, pay=4e3, deals=2e6).endswith("carried by leads (+1.50 M), against deals (-2.00 M).")


def test_a_middle_pair_that_says_otherwise_is_told():
    """Nine pairs lose a little, one wins a lot."""
    a, b = np.full(30, 1e6), np.r_[np.full(27, 0.999e6), np.full(3, 2.5e6)]
    draw = np.random.default_rng(1).normal(0.0, 10.0, 30)
    flat = {name: paired(name, np.full(30, 0.5), np.full(30, 0.5)) for name in METRICS}
    told = sentences("x", "y", flat | {"profit": paired("profit", a + draw, b)})
    assert ("The middle pair says otherwise" in told) == (paired("profit", a + draw, b).low > 0.0)


def test_luck_is_told_to_people():
    luck = np.zeros((40, len(Luck)))
    luck[:, Luck.WON] = 1e5 * (np.linspace(-3.0, 3.0, 40) + 1.0)
    steps = 2.0e5 + luck[:, Luck.WON] + np.random.default_rng(2).normal(0.0, 1e4, 40)
    one = paired("profit", np.full(40, 1e6), 1e6 + steps, luck)
    assert one.difference == pytest.approx(2e5, rel=0.05)
    flat = {name: paired(name, np.full(40, 0.5), np.full(40, 0.5)) for name in METRICS}
    assert "Seen in these pairs: y ahead by 0.30 M EUR; luck had helped it by 0.10 M, which is taken off." in sentences(
        "x", "y", flat | {"profit": one}
    )


def test_what_does_not_differ_is_said():
    assert "no clear difference" in said(1e6, 2e6)
