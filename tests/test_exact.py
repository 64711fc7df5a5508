"""Exact corners: where the model has a closed form, it meets it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import NO_TIME, ONE, SILENT, one_queue, resized
from orgsim.inputs.companies import company
from orgsim.kernel.quantiles import logistic
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import Outcome, Stage


def test_no_interaction_gives_the_geometric_funnel():
    """Each of four meetings is passed with the same chance p, so p^4 of the opportunities are won."""
    whose = resized(company("midmarket_saas"), work=NO_TIME, market={"think_days": 0.5, "meetings": 4})
    settings = Settings.neutral()
    p = logistic(settings.decision.advance)
    meetings, won, decided = [], 0, 0
    for seed in range(4):
        leads = simulate("separated", whose, settings=settings, seed=seed).leads
        old = leads[(leads["opened"] >= 0.0) & (leads["opened"] < 420.0)]
        assert (old["outcome"] != Outcome.OPEN).mean() > 0.99
        won += int((old["outcome"] == Outcome.WON).sum())
        decided += len(old)
        meetings += old["meetings"].tolist()
    error = math.sqrt(p**4 * (1.0 - p**4) / decided)
    assert decided > 3000
    assert won / decided == pytest.approx(p**4, abs=4.0 * error)
    held = np.bincount(meetings, minlength=5)[1:] / decided
    assert held == pytest.approx([1 - p, p * (1 - p), p**2 * (1 - p), p**3], abs=0.025)


@pytest.mark.parametrize("load", [0.5, 0.8])
def test_one_server_without_noise_gives_the_queueing_formula(load):
    """Poisson arrivals, one rep, fixed service time S: M/D/1, mean wait load S / (2 (1 - load))
    (Pollaczek 1930, Khinchine 1932)."""
    settings = Settings.neutral().set("decision.contact", -5.0).set("leads.cold_days", 504.0)
    speed = settings.practice.start / settings.practice.standard
    days_of_service = 5.0
    hours = days_of_service * 8.0 * (1.0 - settings.hours.admin) * speed
    arrivals = load / days_of_service
    whose = one_queue(arrivals, hours, reps=1)
    times = []
    for seed in range(24):
        leads = simulate("separated", whose, settings=settings, seed=seed, days=12_000, journeys=False).leads
        served = leads[(leads["contacted"] >= 0.0) & (leads["born"] > 2000.0)]
        times.append(float((served["contacted"] - served["assigned"]).mean()))
    expected = load * days_of_service / (2.0 * (1.0 - load))
    error = np.std(times, ddof=1) / math.sqrt(len(times))
    assert np.mean(times) == pytest.approx(expected, abs=3.0 * error + 0.5)  # half a day: leads come in once a day


def erlang_wait(servers, load):
    """Mean wait of M/M/c in service times: Erlang 1917, C / (c (1 - load))."""
    a = servers * load
    last = a**servers / math.factorial(servers) / (1.0 - load)
    waits = last / (sum(a**k / math.factorial(k) for k in range(servers)) + last)
    return waits / (servers * (1.0 - load))


def test_pooling_comes_out_of_a_common_inbox():
    """M16: at 80 % load each of two teams of five waits 0.55 service times for its leads, one team of ten 0.20 (Erlang C).
    Nothing in the model knows of pooling: whoever is through with the own leads takes the next from the common inbox."""
    assert erlang_wait(5, 0.8) == pytest.approx(0.554, abs=0.001)
    assert erlang_wait(10, 0.8) == pytest.approx(0.205, abs=0.001)
    settings = (
        Settings.neutral()
        .set_all({"decision.contact": -5.0, "leads.cold_days": 504.0, "handoff.shared": 1.0, "steps.spread": 1.0})
    )  # fmt: skip
    days_of_service, fte = 20.0, 0.25
    hours = days_of_service * 8.0 * fte * (1.0 - settings.hours.admin)
    for team in (5, 10):
        arrivals = 0.8 * team / days_of_service
        whose = one_queue(arrivals, hours, reps=team, rep_fte=fte)
        waits = []
        for seed in range(12):
            leads = simulate("separated", whose, settings=settings, seed=seed, days=12_000, journeys=False).leads
            served = leads[(leads["contacted"] >= 0.0) & (leads["born"] > 1000.0)]
            waits.append(float((served["contacted"] - served["assigned"]).mean()))
        error = np.std(waits, ddof=1) / math.sqrt(len(waits))
        expected = erlang_wait(team, 0.8) * days_of_service
        assert np.mean(waits) == pytest.approx(expected, abs=3.0 * error + 0.5)  # half a day: leads come in once a day
        assert error < 0.15 * expected + 0.5


def test_word_of_mouth_alone_gives_the_bass_curve():
    """Bass 1969: F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t), with p the hazard of a need and q what customers tell."""
    p, q, years = 0.03, 0.38, 14
    settings = (
        Settings.neutral()
        .set("customers.word", q)
        .set("decision.contact", 5.0)
        .set("decision.discovery", 5.0)
        .set("decision.advance", 5.0)
        .set("customers.churn_month", 0.0)
        .set("information.tolerance", 5.0)
    )
    whose = resized(
        company("midmarket_saas"),
        staff={"marketers": 10, "reps": 20},
        market={"prospects": 12_000, "needs_per_year": p, "need_days": 1.0, "think_days": 0.0, "meetings": 1,
                "ready_spread": 0.0, "contract_months": 0, "bar": -3.0},
        work=NO_TIME,
        response=SILENT | {"raise_base": 1.0},
    ).model_copy(update=ONE)  # fmt: skip
    shares = np.mean(
        [
            simulate("separated", whose, settings=settings, seed=seed, years=years, journeys=False)
            .daily["stocks"][:, Stage.CUSTOMER] / 12_000
            for seed in range(3)
        ],
        axis=0,
    )  # fmt: skip
    t = np.arange(1, 252 * years + 1) / 252.0
    bought = logistic(5.0) ** 3  # three decisions at the largest log-odds still lose 2 %
    rate = (p + q) * bought
    bass = (1.0 - np.exp(-rate * t)) / (1.0 + q / p * np.exp(-rate * t))
    assert shares[-1] > 0.85
    assert np.abs(shares - bass).max() < 0.02  # customers tell at the end of their months, so the curve comes a little late


def test_practice_alone_gives_the_learning_curve():
    """A rep who only practices selling: skill 1 - (1 - s0) (1 + E/E0)^-b with E the hours so far."""
    settings = Settings.neutral(but="practice")
    for name, value in (("forgetting", 0.0), ("spillover", 0.0), ("shared", 0.0), ("talent", 0.0)):
        settings = settings.set(f"practice.{name}", value)
    practice = settings.practice
    whose = resized(company("midmarket_saas"), staff={"seniority_days": 0.0})
    history = simulate("separated", whose, settings=settings, days=252)
    b = -math.log2(practice.progress_ratio)
    for person in history.people[history.people["role"] == 1]:
        assert person["experience"] == pytest.approx(person["total_hours"][:4])
    experience = history.people[history.people["role"] == 1]["experience"][:, 1]
    expected = np.mean(1.0 - (1.0 - practice.start) * (1.0 + experience / practice.scale) ** -b)
    assert history.daily["skill"][-1, 1, 1] == pytest.approx(expected)
    assert expected > practice.start + 0.05
