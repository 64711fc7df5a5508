"""M15: who uses what, what it costs and what it changes."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import resized
from orgsim.inputs.companies import company
from orgsim.inputs.designs import DESIGNS, DesignPath, Phase
from orgsim.kernel.parameters import record
from orgsim.model.chapters import platforms
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import Platform, Use

STAYING = Settings().without("turnover")
SEEDS = (1, 2)
MANY = resized(company("midmarket_saas"), staff={"marketers": 80, "reps": 120}, market={"prospects": 2000})


def test_on_day_0_the_share_aimed_at_uses_it_and_pays_for_it():
    daily = simulate("separated:crm=0.6,automation=0.2,analytics=0", MANY, settings=STAYING, days=40, journeys=False).daily
    share = daily["users"] / 200.0
    assert share[0] == pytest.approx([0.6, 0.2, 0.0], abs=0.1)
    assert (share == share[0]).all()
    yearly = share[0] * 200.0 @ [900.0, 1200.0, 800.0]
    assert daily["platforms"].sum() == pytest.approx(yearly * 40 / 252)


def test_adoption_spreads_as_the_bass_curve():
    """Bass 1969 in discrete days: x <- x + (1 - x)(p + q x), from nobody to everybody who is willing."""
    base = DESIGNS["separated"].set("crm", 0.0)
    path = DesignPath(phases=(Phase(to=base), Phase(to=base.set("crm", 1.0), day=1)))
    settings = STAYING.set("transition.resistance", 0.0).set("platforms.begin", 0.01).set("platforms.spread", 0.08)
    runs = [simulate(path, MANY, settings=settings, seed=seed, days=160, journeys=False) for seed in SEEDS]
    seen = np.mean([run.daily["users"][:, 0] for run in runs], axis=0) / 200.0
    x, bass = 0.0, []
    for _ in range(158):
        bass.append(x)
        x += (1.0 - x) * (1.0 - np.exp(-(0.01 + 0.08 * x)))
    assert np.abs(seen[1:159] - bass).max() < 0.08
    assert seen[-1] > 0.95


def test_a_crm_keeps_a_share_of_what_would_be_lost():
    p = record(platforms.Platforms())[0]
    assert platforms.kept_with_crm(p, 0.4) == pytest.approx(0.4 + 0.3 * 0.6)
    assert platforms.kept_with_crm(p, 1.0) == 1.0


def metric(design, name, settings=STAYING, **rest):
    return np.mean([simulate(design, settings=settings, seed=seed, days=252, **rest).metric(name) for seed in range(4)])


def test_a_crm_raises_what_is_kept_and_takes_time_to_fill():
    none, all_ = ({seed: simulate(f"separated:crm={share}", seed=seed, days=252) for seed in range(3)} for share in (0, 1))
    for seed in none:
        kept = [one[seed].daily["kept"].sum() / one[seed].daily["handoffs"].sum() for one in (none, all_)]
        assert kept[1] > kept[0] + 0.1
        hours = [one[seed].daily["hours"][:, :2, Use.NOTES].sum() for one in (none, all_)]
        assert hours[1] > hours[0]


def test_automation_revives_more_and_analytics_sharpens_scores():
    revived = [
        np.mean([simulate(f"separated:automation={share}", seed=seed, days=252).daily["leads_by_source"][:, 2].sum()
                 for seed in range(3)])
        for share in (0.0, 1.0)
    ]  # fmt: skip
    assert revived[1] > 1.3 * revived[0]
    assert metric("separated:analytics=1", "mql_precision") > metric("separated:analytics=0", "mql_precision")


def test_a_user_of_analytics_reads_reports_once_a_week():
    """200 users read for half an hour each on the first weekly date, which is day 5."""
    settings = STAYING.without("absence").set_all({"platforms.analytics_sharpens": 0.0, "platforms.analytics_reading": 0.5})
    runs = [simulate(f"separated:analytics={share}", MANY, settings=settings, days=6).daily for share in (0, 1)]
    hours = [daily["hours"][:, :2, Use.COORDINATION].sum(axis=1) for daily in runs]
    assert hours[1] - hours[0] == pytest.approx([0.0, 0.0, 0.0, 0.0, 0.0, 100.0])


def test_what_the_machine_says_strays():
    loud = STAYING.set("platforms.automation_drift", 1.0)
    assert metric("separated:automation=1", "inconsistency", loud) > metric("separated:automation=1", "inconsistency")


def test_leavers_take_their_habits_along():
    """Newcomers start without; with much turnover fewer use it than are willing."""
    daily = simulate("separated:crm=1", settings=Settings().set("turnover.scale", 5.0), days=504).daily
    present = daily["present"][:, :2].sum(axis=1)
    assert (daily["users"][:, Platform.CRM] <= present).all()
    assert daily["users"][300:, Platform.CRM].sum() < present[300:].sum()
