"""Quantiles against SciPy's."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from orgsim.kernel.quantiles import exponential, log_normal, logistic, normal

SHARES = st.floats(1e-12, 1.0 - 1e-12)


@given(SHARES)
def test_normal_agrees_with_scipy(u):
    assert normal(u) == pytest.approx(stats.norm.ppf(u), rel=1e-13, abs=1e-13)


def test_normal_in_the_far_tail():
    assert normal(2.0**-53) == pytest.approx(stats.norm.ppf(2.0**-53), rel=1e-12)


@given(SHARES, st.floats(0.01, 100.0))
def test_exponential_agrees_with_scipy(u, mean):
    assert exponential(u, mean) == pytest.approx(stats.expon.ppf(u, scale=mean), rel=1e-9, abs=1e-12)


@given(SHARES, st.floats(0.1, 10.0), st.floats(0.01, 2.0))
def test_log_normal_agrees_with_scipy(u, median, sigma):
    assert log_normal(u, median, sigma) == pytest.approx(stats.lognorm.ppf(u, sigma, scale=median), rel=1e-9)


@given(st.floats(0.001, 0.999))
def test_logistic_inverts_the_log_odds(p):
    assert logistic(math.log(p / (1.0 - p))) == pytest.approx(p)
