"""Shocks, campaigns of uneven quality, deals that lapse, people of different pace, and the common inbox."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import resized
from orgsim.inputs.companies import company
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import LeadSource, Outcome, Stage


def run(settings=None, design="separated", **options):
    options = {"days": 252, "seed": 4, "journeys": False} | options
    return simulate(design, options.pop("whose", "smb_startup"), settings=settings or Settings(), **options)


def test_before_the_shock_nothing_differs_and_in_the_slump_needs_are_fewer():
    slump = Settings().set_all({"demand.shock_day": 100.0, "demand.shock_days": 60.0, "demand.slump": 0.6})
    calm, hit = run(), run(slump)
    assert calm.daily[:100].tobytes() == hit.daily[:100].tobytes()
    arisen = [one.daily["entered"][100:160, Stage.IN_MARKET].sum() for one in (calm, hit)]
    assert arisen[1] / arisen[0] == pytest.approx(0.4, abs=0.08)
    after = [one.daily["entered"][200:, Stage.IN_MARKET].sum() for one in (calm, hit)]
    assert after[1] / after[0] == pytest.approx(1.0, abs=0.15)


def test_when_needs_shift_messages_are_out_of_date_until_they_are_learned_anew():
    settings = Settings().without("turnover")
    shifted = settings.set_all({"demand.shock_day": 126.0, "demand.shift": 2.0})
    lost = []
    for seed in range(6):
        calm, hit = run(settings, seed=seed, days=504), run(shifted, seed=seed, days=504)
        assert calm.daily[:126].tobytes() == hit.daily[:126].tobytes()
        leads = [one.daily["leads_by_source"][:, LeadSource.CAMPAIGN] for one in (calm, hit)]
        lost.append([1.0 - leads[1][days].sum() / leads[0][days].sum() for days in (slice(126, 189), slice(441, 504))])
    soon, late = np.mean(lost, axis=0)
    assert soon > 0.25
    assert late < 0.7 * soon


def test_leads_of_one_campaign_share_its_quality():
    """Without a spread of readiness among prospects all that is left of it is channel, need and campaign."""
    whose = resized(company("smb_startup"), market={"ready_spread": 0.0})
    leads = run(whose=whose).leads
    leads = leads[(leads["source"] != LeadSource.PROSPECTED) & (leads["source"] != LeadSource.NURTURED)]
    keys = list(zip(leads["born"] // 21, leads["segment"], leads["channel"], leads["in_need"], strict=True))
    quality: dict[tuple[float, ...], set[float]] = {}
    for key, readiness in zip(keys, leads["readiness"], strict=True):
        quality.setdefault(key, set()).add(round(float(readiness), 9))
    assert all(len(values) == 1 for values in quality.values())
    assert len({value for values in quality.values() for value in values}) > 50


def test_a_deal_that_nobody_decides_is_given_up_and_counts_as_lost():
    whose = resized(company("smb_startup"), market={"think_days": 30.0})
    history = run(Settings().set("meetings.lapse_days", 20.0), whose=whose)
    daily, leads = history.daily, history.leads
    lapsed = leads[leads["outcome"] == Outcome.UNDECIDED]
    assert len(lapsed) > 20
    assert (lapsed["closed"] - lapsed["opened"] >= 20.0).all()
    lost = (leads["outcome"] == Outcome.LOST) & (leads["opened"] >= 0.0)
    assert daily["losses"].sum() == len(lapsed) + lost.sum()
    assert not (run(Settings().set("meetings.lapse_days", 2520.0), whose=whose).leads["outcome"] == Outcome.UNDECIDED).any()


def test_pace_of_learning_is_log_normal_over_people():
    whose = resized(company("midmarket_saas"), staff={"marketers": 200, "reps": 300})
    pace = np.log(run(Settings().without("turnover"), whose=whose, days=2).people["pace"])
    assert np.median(pace) == pytest.approx(0.0, abs=0.08)
    assert pace.std() == pytest.approx(0.6, abs=0.06)
    level = run(Settings().set("practice.talent", 0.0), whose=whose, days=2).people["pace"]
    assert (level == 1.0).all()


def test_from_the_common_inbox_whoever_is_free_takes_the_next(village):
    busy = resized(village, work={"contact_hours": 8.0})
    waits = []
    for shared in (0.0, 1.0):
        leads = run(Settings().without("turnover").set("handoff.shared", shared), whose=busy, days=252).leads
        taken = leads[(leads["qualified"] >= 0.0) & (leads["contacted"] >= 0.0) & (leads["crossed"] == 1)]
        assert len(taken) > 50
        assert (taken["owner"] >= 0).all()
        waits.append((taken["contacted"] - taken["assigned"]).mean())
    assert waits[1] < waits[0]


@pytest.mark.parametrize("design", ["separated", "integrated", "undefined"])
def test_both_walks_agree_with_inbox_lengths_and_shocks(village, design):
    settings = Settings().set_all(
        {"handoff.shared": 0.5, "steps.spread": 0.7, "demand.shock_day": 20.0, "demand.slump": 0.5, "demand.shift": 1.0,
         "meetings.lapse_days": 6.0}
    )  # fmt: skip
    compiled = simulate(design, village, settings=settings, seed=9, days=63)
    model = OrgModel(design, village, settings=settings, seed=9, days=63)
    model.run()
    assert model.history == compiled
