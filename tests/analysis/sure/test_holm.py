"""Holm's correction and equivalence, against a second implementation (statsmodels)."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.difference import paired
from orgsim.analysis.sure.holm import equivalence, holm, p_value

pytestmark = pytest.mark.filterwarnings("ignore")  # what the library says of its own dependencies


def test_holm_is_that_of_statsmodels():
    from statsmodels.stats.multitest import multipletests

    rng = np.random.default_rng(1)
    for _ in range(20):
        chances = rng.random(12) ** 3
        names = [str(one) for one in range(12)]
        _, adjusted, _, _ = multipletests(chances, method="holm")
        assert list(holm(dict(zip(names, chances, strict=True))).values()) == pytest.approx(adjusted)


def test_what_is_no_number_takes_no_part():
    found = holm({"a": 0.01, "b": float("nan"), "c": 0.04})
    assert (found["a"], found["c"]) == (0.02, 0.04)
    assert np.isnan(found["b"])
    assert holm({}) == {}


def test_both_chances_are_those_of_statsmodels():
    from scipy.stats import ttest_1samp
    from statsmodels.stats.weightstats import DescrStatsW

    steps = np.random.default_rng(2).normal(0.3, 1.0, 25)
    error = steps.std(ddof=1) / 5.0
    assert p_value(steps.mean(), error, 24) == pytest.approx(ttest_1samp(steps, 0.0).pvalue)
    assert equivalence(steps.mean(), error, 24, 0.8) == pytest.approx(DescrStatsW(steps).ttost_mean(-0.8, 0.8)[0])


def test_of_nothing_that_moves_both_are_sure():
    assert p_value(0.0, 0.0, 9) == 1.0
    assert p_value(2.0, 0.0, 9) == 0.0
    assert equivalence(0.0, 0.0, 9, 1.0) == 0.0
    assert equivalence(2.0, 0.0, 9, 1.0) == 1.0


def test_designs_are_equivalent_only_where_that_is_sure():
    rng = np.random.default_rng(3)
    a = rng.normal(100.0, 5.0, 40)
    close = paired("revenue", a, a + rng.normal(0.0, 0.5, 40))
    assert close.is_equivalent
    assert not close.matters
    assert not paired("revenue", a, a + rng.normal(0.0, 30.0, 40)).is_equivalent
    far = paired("revenue", a, a + 10.0 + rng.normal(0.0, 0.5, 40))
    assert far.matters
    assert not far.is_equivalent
