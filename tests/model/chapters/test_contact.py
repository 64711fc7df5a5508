"""What crosses between the two functions: meetings, notes, batches, duty, people who serve both."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import resized
from orgsim.kernel.parameters import record
from orgsim.model.chapters.handoff import next_crossing
from orgsim.model.chapters.information import Information, kept
from orgsim.model.chapters.joint_meetings import JointMeetings, share_told
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.codes import LeadSource, Task, Use


def test_what_is_told_grows_less_and_less_with_hours_and_shrinks_with_the_crowd():
    """Two people alone: half of it at ``half`` hours; with as many others as ``crowd``, at twice as many."""
    meetings = record(JointMeetings(half=0.5, crowd=8.0))[0]
    assert share_told(meetings, 0.5, 1.0) == pytest.approx(0.8 / 1.7, abs=0.04)
    assert share_told(meetings, 1.0, 9.0) == pytest.approx(0.5)
    told = [share_told(meetings, hours, 18.0) for hours in (0.0, 1.0, 2.0, 3.0, 4.0)]
    steps = np.diff(told)
    assert told[0] == 0.0
    assert (steps > 0.0).all()
    assert (np.diff(steps) < 0.0).all()
    assert share_told(meetings, 2.0, 5.0) > share_told(meetings, 2.0, 15.0)


def test_meetings_take_hours_and_settle_what_would_be_disputes(village):
    """Three hours a week of each, and fewer disputes for as many hand-offs."""
    loud = Settings().set("disputes.scale", 5.0)
    silent, met = (
        [simulate(f"separated:contact_hours={hours}", village, settings=loud, days=250, seed=seed) for seed in range(6)]
        for hours in (0, 3)
    )
    hours = [np.mean([run.daily["hours"][:, :2, Use.MEETINGS].sum() for run in runs]) for runs in (silent, met)]
    posts = np.mean([run.daily["present"][:, :2].sum() - run.daily["hours"][:, :2, Use.AWAY].sum() / 8.0 for run in met])
    assert hours[1] - hours[0] == pytest.approx(3.0 / 5.0 * posts, rel=0.1)
    disputes = [np.mean([run.metric("disputed_handoffs") for run in runs]) for runs in (silent, met)]
    assert disputes[1] < 0.8 * disputes[0]


def test_too_much_is_not_read():
    """An inverted U, as Maltz and Kohli 1996 found: with overload 0.4 the most gets across at 1 / sqrt(1.2)."""
    information = record(Information(overload=0.4, trust_weight=0.0))[0]
    across = {sharing: kept(information, sharing, 1.0) for sharing in (0.5, 0.91, 1.0)}
    assert across[0.91] > across[1.0] > across[0.5]
    assert across[0.5] == pytest.approx(0.5 * (1.0 - 0.4 * 0.25))
    plain = record(Information(overload=0.0, trust_weight=0.0))[0]
    assert kept(plain, 0.7, 1.0) == pytest.approx(0.7)


def test_notes_are_as_long_as_much_is_shared_and_spare_the_buyer(village):
    short, long = (
        [simulate(f"separated:info_sharing={share},contact_hours=0", village, days=250, seed=seed) for seed in range(8)]
        for share in (0.1, 0.8)
    )
    hours = [np.mean([run.metric("coordination_share") for run in runs]) for runs in (short, long)]
    assert hours[1] > hours[0]
    leads = [np.concatenate([run.leads for run in runs]) for runs in (short, long)]
    kept = [some["kept"][some["crossed"] == 1].mean() for some in leads]
    talks = [some["discoveries"][np.isfinite(some["opened"]) & (some["crossed"] == 1)].mean() for some in leads]
    assert kept[1] > kept[0] + 0.3
    assert talks[1] < talks[0]


@given(st.floats(0.1, 40.0), st.floats(0.0, 0.999), st.floats(0.0, 500.0))
def test_a_batch_crosses_at_its_next_date(cadence, phase, now):
    crosses = next_crossing(cadence, phase, now)
    assert now <= crosses <= now + cadence * (1.0 + 1e-9)


def test_the_lever_is_the_mean_wait_and_few_batches_take_few_hours(village):
    """Every 2 x 3 days: leads wait 3 in the mean, and whoever qualifies makes up a batch each time."""
    settings = Settings().set_all({"platforms.crm_speeds": 0.0, "handoff.batch": 0.25})
    waits, batches = [], []
    for seed in range(8):
        model = OrgModel("separated:handoff_latency=3,contact_hours=0", village, settings=settings, seed=seed, days=250)
        seen: set[tuple[int, float]] = set()
        for _ in range(250):
            model.step()
            people = np.asarray(model.world.people)[:2]
            seen |= {(who, float(when)) for who, when in enumerate(people["crosses"]) if when > 0.0}
        leads = model.history.leads
        crossed = leads[(leads["crossed"] == 1) & (leads["assigned"] >= 0.0)]
        waits.append((crossed["assigned"] - crossed["qualified"]).mean())
        batches.append(len(seen))
    assert np.mean(waits) == pytest.approx(3.0, abs=0.35)
    assert np.mean(batches) <= 2 * 250 / 6.0 + 2


def test_hands_meet_somebody_on_duty_as_often_as_the_lever_says_and_are_answered_within_the_hour(village):
    runs = [simulate("separated:on_duty=0.4", village, days=250, seed=seed, journeys=False) for seed in range(8)]
    leads = np.concatenate([run.leads for run in runs])
    asked = leads[leads["source"] == LeadSource.INBOUND]
    share = (asked["hot"] == 1).mean()
    assert share == pytest.approx(0.4, abs=3.0 * (0.24 / len(asked)) ** 0.5)
    assert not (leads["hot"][leads["source"] != LeadSource.INBOUND] == 1).any()
    answered = asked[np.isfinite(asked["contacted"])]
    quick = 8.0 * (answered["contacted"] - answered["born"]) <= 1.0
    assert quick[answered["hot"] == 1].mean() > 0.5
    assert quick[answered["hot"] == 0].mean() < 0.1


def test_whoever_serves_both_functions_is_on_duty_as_well(village):
    """Marketing work is dropped for a raised hand, too, and whoever's home unit it is qualifies it at once."""
    runs = [simulate("integrated:on_duty=1,specialization=0.6", village, days=250, seed=seed) for seed in range(8)]
    leads = np.concatenate([run.leads for run in runs])
    hot = leads[(leads["hot"] == 1) & np.isfinite(leads["contacted"])]
    quick = 8.0 * (hot["contacted"] - hot["born"]) <= 1.0
    marketers = hot["owner"] < village.staff.marketers
    assert marketers.sum() > 50
    assert quick[marketers].mean() > 0.6


def test_whose_lead_it_stays_reports_on_a_tracked_promise_like_anybody(village):
    """An hour for each lead taken up, where the promise is tracked, and none where it is not."""
    hours = []
    for tracked in (0, 1):
        of = f"separated:owner_stays=1,contact_hours=0,sla_enforced={tracked}"
        changes = {"queue.report": 1.0, "queue.tracking": 0.0}
        runs = [simulate(of, village, days=200, seed=seed, changes=changes, journeys=False) for seed in range(4)]
        hours.append(np.mean([run.daily["hours"][:, 1, Use.NOTES].sum() for run in runs]))
        taken = np.mean([run.daily["accepted"].sum() for run in runs])
    assert hours[1] - hours[0] == pytest.approx(taken, rel=0.1)


def test_duty_costs_the_hours_of_the_seat(village):
    """One seat for eight sellers, 1.5 hours a day, under full duty: of three sellers 0.56 hours a day."""
    off, on = (simulate(f"separated:on_duty={duty},contact_hours=0", village, days=250, seed=2) for duty in (0, 1))
    extra = on.daily["hours"][:, 1, Use.COORDINATION].sum() - off.daily["hours"][:, 1, Use.COORDINATION].sum()
    days = on.daily["present"][:, 1].sum() - on.daily["hours"][:, 1, Use.AWAY].sum() / 8.0
    assert extra == pytest.approx(1.5 / 8.0 * days, rel=0.3)


def test_slack_moves_the_hours_of_a_day_and_not_their_share(village):
    """Whoever serves both does more marketing on days with little to sell; over a year the shares stay near the design's."""
    bigger = resized(village, staff={"marketers": 3, "reps": 3})
    shares, spread = [], []
    for slack in (0.0, 1.0):
        settings = Settings().set("hours.slack", slack).without("turnover")
        runs = [
            simulate("separated:specialization=0.6", bigger, settings=settings, days=400, seed=seed, journeys=False)
            for seed in range(4)
        ]
        hours = np.array([run.daily["hours"][:, 1, Use.MARKETING] for run in runs])
        shares.append(hours.sum() / sum(run.daily["hours"][:, 1, : len(Task)].sum() for run in runs))
        spread.append(hours.std())
    assert shares[1] == pytest.approx(shares[0], abs=0.1)
    assert spread[1] != spread[0]


def test_scores_of_those_who_also_sell_are_better(village):
    """The noise left falls with the share of hours in sales; where the lead will be the scorer's own, all the way."""
    runs = {
        insight: [
            simulate("separated:owner_stays=1", village, days=250, seed=seed, journeys=False,
                     changes={"thought_worlds.insight": insight, "handoff.bound": 0.0})
            for seed in range(6)
        ]
        for insight in (0.0, 0.9)
    }  # fmt: skip
    off = {
        insight: np.concatenate(
            [(run.leads["score"] - run.leads["readiness"])[np.isfinite(run.leads["qualified"])] for run in some]
        )
        for insight, some in runs.items()
    }
    assert np.abs(off[0.9]).mean() < 0.3 * np.abs(off[0.0]).mean()
