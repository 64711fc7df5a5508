"""Moments of a funnel, against closed forms and the published numbers of real data."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from orgsim.evidence.targets import target
from orgsim.model.simulation import simulate
from orgsim.results.codes import Outcome
from orgsim.results.metrics import METRICS
from orgsim.results.metrics import moments as m
from orgsim.results.metrics.funnel import CALENDAR, Funnel, funnel_of


def funnel(won, **changed):
    won = np.asarray(won, dtype=bool)
    n = len(won)
    whole = Funnel(
        response=np.zeros(n), won=won, opened=np.ones(n, dtype=bool), decided=np.ones(n, dtype=bool),
        asked=np.ones(n, dtype=bool), to_close=np.where(won, 10.0, np.nan), to_contact=np.full(n, np.nan),
        channel=np.zeros(n, dtype=np.int64), campaign=np.zeros(n, dtype=np.int64), value=np.ones(n),
        contested=np.full(n, -1), seller=np.zeros(n, dtype=np.int64), last=400.0,
    )  # fmt: skip
    return dataclasses.replace(whole, **changed)


def outcomes(*groups):
    """(leads, won) of each group, one after the other, and the group's number of each lead."""
    won = np.concatenate([np.arange(size) < wins for size, wins in groups])
    return won, np.repeat(np.arange(len(groups)), [size for size, _ in groups])


def test_young_leads_do_not_count():
    young = np.array([0.0, 0.0, 390.0, 390.0])
    assert m.conversion(funnel([True, False, True, True], response=young)) == 0.5


def test_the_spread_over_campaigns_is_the_rho_of_a_beta_binomial():
    luck = np.random.default_rng(5)
    for a, b in ((2.17, 18.9), (3.6, 29.9)):  # Olist: landing pages, origins
        chances = luck.beta(a, b, 600)
        won, campaign = outcomes(*((120, luck.binomial(120, p)) for p in chances))
        assert m.campaign_spread(funnel(won, campaign=campaign)) == pytest.approx(1.0 / (a + b + 1.0), abs=0.006)
    won, campaign = outcomes(*((120, luck.binomial(120, 0.1)) for _ in range(600)))
    assert m.campaign_spread(funnel(won, campaign=campaign)) == pytest.approx(0.0, abs=0.003)


def test_channels_of_olist_differ_by_3_7():
    """Paid search 14.8 % of 1,182, e-mail 4.0 % of 347; display is small, and unknown is no channel."""
    won, channel = outcomes((1736, 255), (1182, 175), (347, 14), (75, 1), (813, 168))
    assert m.channel_contrast(funnel(won, channel=np.where(channel == 4, -1, channel))) == pytest.approx(3.67, abs=0.01)


def test_time_to_close_of_a_log_normal():
    luck = np.random.default_rng(6)
    days = 12.9 * np.exp(1.45 * luck.standard_normal(40_000))
    whole = funnel(np.ones(40_000), to_close=days)
    assert m.close_days(whole) == pytest.approx(12.9, rel=0.03)
    assert m.close_spread(whole) == pytest.approx(1.45, abs=0.02)
    assert m.close_quartiles(whole) == pytest.approx(math.exp(2 * 0.674490 * 1.45), rel=0.04)


def test_the_sellers_share_in_the_spread_of_time_to_deal_is_the_intraclass_correlation():
    """Olist: 0.156 of a variance of 1.45^2 lies between 22 sellers."""
    luck = np.random.default_rng(8)
    seller = np.repeat(np.arange(8000), 12)
    between, within = 1.45 * math.sqrt(0.156), 1.45 * math.sqrt(1.0 - 0.156)
    days = np.exp(between * luck.standard_normal(8000)[seller] + within * luck.standard_normal(len(seller)))
    sold = funnel(np.ones(len(seller)), to_close=days, seller=seller)
    assert m.seller_spread(sold) == pytest.approx(0.156, abs=0.01)
    assert m.seller_spread(dataclasses.replace(sold, seller=luck.permutation(seller))) == pytest.approx(0.0, abs=0.003)


def test_arrivals_of_a_poisson_stream_are_neither_bursty_nor_remembered():
    response = np.sort(np.random.default_rng(7).uniform(0.0, 4000.0, 100_000))
    whole = funnel(np.zeros(100_000), response=response, last=4000.0)
    assert m.arrival_dispersion(whole) == pytest.approx(1.0, abs=0.15)
    assert m.arrival_memory(whole) == pytest.approx(0.0, abs=0.1)


def test_a_rival_costs_0_9_in_the_log_odds_among_salvirts_new_clients():
    won, contested = outcomes((120, 16), (41, 11.6))
    assert m.rival_effect(funnel(won, contested=1 - contested)) == pytest.approx(-0.93, abs=0.06)


def test_answers_within_an_hour_never_and_on_average():
    waits = np.array([0.1, 0.2, 1.75, 60.0, np.nan])  # in calendar days; a working hour is 0.175 of them
    whole = funnel(np.zeros(5), to_contact=waits)
    assert m.answered_in_an_hour(whole) == pytest.approx(0.2)
    assert m.never_answered(whole) == pytest.approx(0.2)
    assert m.answer_hours(whole) == pytest.approx(24.0 * (0.1 + 0.2 + 1.75) / 3.0)
    assert m.pursued(whole) == pytest.approx(0.8)


def test_what_cannot_be_told_is_no_number():
    empty = funnel([])
    for name, moment in m.MOMENTS.items():
        assert math.isnan(moment(empty)), name


def test_a_run_is_read_as_a_crm_would_be():
    history = simulate("separated", "marketplace", days=378, seed=3, journeys=False)
    whole = funnel_of(history)
    leads = history.leads[(history.leads["qualified"] >= 0.0) & (history.leads["born"] >= 0.0)]
    assert len(whole.won) == len(leads) > 500
    assert whole.won.sum() == (leads["outcome"] == Outcome.WON).sum()
    assert np.nanmax(whole.to_close) <= CALENDAR * 378
    for name, moment in m.MOMENTS.items():
        assert METRICS[name].value(history) == pytest.approx(moment(whole), nan_ok=True)
    month = leads["born"] // 21
    assert len(np.unique(whole.campaign)) == len(set(zip(month, leads["segment"], leads["channel"], strict=True)))


def test_a_companys_own_records_are_held_against_the_same_targets():
    won, _ = outcomes((100, 13))
    whole = funnel(won)
    assert target("K1").of_records(whole) == 0.13
    assert target("K1").met(target("K1").of_records(whole))
    assert math.isnan(target("K14").of_records(whole))  # takes a trial, not records
