"""Numbers in words."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.difference import paired
from orgsim.analysis.verdict import amount, sentences
from orgsim.results.metrics import METRICS


@pytest.mark.parametrize(
    ("value", "unit", "sign", "shown"),
    [
        (3_300_000.0, "EUR", False, "3.30 M"), (-9_750.0, "EUR", True, "-9.75 k"), (689.0, "EUR", True, "+689"),
        (0.61, "share", False, "61.0 %"), (0.17, "share", True, "+17.0 pts"), (12_345.0, "lead", False, "12,345"),
        (0.0453, "need units", False, "0.0453"), (float("nan"), "EUR", False, "–"),
    ],
)  # fmt: skip
def test_amounts_are_shown_for_people(value, unit, sign, shown):
    assert amount(value, unit, sign=sign) == shown


def said(profit_a, profit_b):
    wobble = np.linspace(-1.0, 1.0, 10) * 1000.0
    flat = {name: paired(name, np.full(10, 0.5), np.full(10, 0.5)) for name in METRICS}
    return sentences("x", "y", flat | {"profit": paired("profit", profit_a + wobble, profit_b - wobble)})


def test_a_clear_winner_a_small_one_and_none():
    assert said(1e6, 2e6).startswith("y earns 1.00 M EUR more profit than x here")
    assert said(1.0e6, 1.005e6).startswith("y probably earns, by less than clearly matters, 5.00 k EUR more")
    assert said(1e6, 1e6 + 10).startswith("Profit does not tell x and y apart here")
    assert "no clear difference" in said(1e6, 2e6)
