"""Recorded luck: what hangs on a decision, in closed form. That no sum has a mean is tested with sharp differences."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

import orgsim
from helpers import resized
from orgsim.kernel.quantiles import share_below
from orgsim.model.chapters.luck import comes_by, counts_then, hangs_on_customer, hangs_on_deal, hangs_on_more
from orgsim.model.simulation import simulate
from orgsim.results.codes import Luck


def test_luck_of_a_lucky_run_is_seen(village):
    """Runs that won more than others by luck earned more: the slope of profit on the luck of deals is near one."""
    runs = [simulate("separated", village, days=252, seed=seed, journeys=False) for seed in range(300)]
    luck = np.array([run.daily["luck"].sum(axis=0)[Luck.WON] for run in runs])
    profit = np.array([run.metric("profit") for run in runs])
    assert 0.5 < np.polyfit(luck, profit, 1)[0] < 1.5


def test_what_the_past_left_in_the_pipeline_counts_on_day_0_and_its_deals_do_not(village):
    """Customers are stated: nothing hangs on who was won before day 0, and much on whose deals were going on."""
    stated = resized(village, start={"burn_in": 126, "customers": 40})
    dawns = [simulate("separated", stated, days=126, seed=seed, journeys=False).daily[0] for seed in range(40)]
    quiet = np.array([dawn["luck"] for dawn in dawns if dawn["deals"] + dawn["losses"] + dawn["churned"] == 0])
    assert len(quiet) > 10
    assert (quiet[:, Luck.WON] == 0.0).all()
    assert (np.abs(quiet[:, Luck.ADVANCED]) > 1000.0).mean() > 0.8


def test_what_comes_within_the_horizon(village):
    """Log-logistic: half of what takes ten days in the middle has come after ten, nine tenths after thirty."""
    assert comes_by(10.0, 10.0) == 0.5
    assert comes_by(30.0, 10.0) == pytest.approx(0.9)
    assert comes_by(-1.0, 10.0) == comes_by(0.0, 10.0) == 0.0
    world = orgsim.OrgModel("separated", resized(village, start={"burn_in": 30}), seed=1, days=60).world
    assert (world.setup.opening, world.setup.days) == (30, 90)
    assert counts_then(world, 0.0, 20.0) == pytest.approx(90.0**2 / (90.0**2 + 400.0) - 900.0 / 1300.0)
    assert counts_then(world, 90.0, 20.0) == 0.0


def test_what_hangs_on_a_deal(village):
    """Its margin less commission, and the margin of renewals: a quarter, then a quarter of that, of yearly contracts."""
    firm = resized(
        village, market={"gross_margin": 0.8, "contract_months": 12}, staff={"commission": 0.1}, start={"burn_in": 30}
    )
    world = orgsim.OrgModel("separated", firm, seed=1, days=600).world
    world.counts.renewed = 0.25
    assert hangs_on_deal(world, 1000.0, 600.0) == pytest.approx(700.0)
    assert hangs_on_deal(world, 1000.0, 30.0) == pytest.approx(1000.0 * (0.8 * (1.0 + 0.25 + 0.0625) - 0.1))
    world.setup.start.customers = -1
    assert hangs_on_deal(world, 1000.0, 20.0) == pytest.approx(1000.0 * 0.8 * (0.25 + 0.0625))
    world.setup.start.customers = 5
    assert hangs_on_deal(world, 1000.0, 20.0) == 0.0


def test_what_hangs_on_a_customer_and_on_more_of_it(village):
    """Renewals of a three-month contract, in the month it comes up and a month after; no commission is paid on them."""
    firm = resized(
        village, market={"gross_margin": 0.8, "contract_months": 3}, staff={"commission": 0.1}, start={"burn_in": 30}
    )
    world = orgsim.OrgModel("separated", firm, seed=1, days=170).world
    world.counts.renewed = 0.5
    assert hangs_on_customer(world, 1000.0, 6, 50.0) == pytest.approx(800.0 * (1.0 + 0.5 + 0.25))
    assert hangs_on_customer(world, 1000.0, 7, 50.0) == pytest.approx(800.0 * (1.0 + 0.5))
    assert hangs_on_more(world, 1000.0, 7, 50.0) == pytest.approx(800.0 * (1.0 + 1.0 + 0.5))
    assert hangs_on_more(world, 1000.0, 7, 20.0) == hangs_on_customer(world, 1000.0, 7, 20.0) == 0.0
    world.setup.start.customers = -1
    assert hangs_on_customer(world, 1000.0, 6, 20.0) == pytest.approx(800.0 * (0.5 + 0.25))


def test_what_is_certain_is_no_luck(village):
    """Values that are seen, and buyers who all think for equally long: nothing shows."""
    plain = resized(village, market={"pace_sigma": 0.0})
    known = {"information.firmographics": 1.0, "meetings.think_spread": 0.0}
    luck = simulate("separated", plain, days=252, seed=3, changes=known, journeys=False).daily["luck"]
    assert np.abs(luck[:, [Luck.VALUED, Luck.DECIDED]]).max() == pytest.approx(0.0, abs=1e-6)
    assert np.abs(luck[:, Luck.WON]).max() > 0.0


def test_nothing_reads_what_is_recorded(village):
    """The sums are of no account to anybody: a run in which they are wiped every day goes on alike."""

    class Forgetful(orgsim.OrgModel):
        def tally(self):
            super().tally()
            self.world.today.luck[:] = 0.0
            self.world.today.luck_count[:] = 0.0

    plain = orgsim.OrgModel("integrated", village, seed=3, days=40).run().daily
    wiped = Forgetful("integrated", village, seed=3, days=40).run().daily
    for name in plain.dtype.names:
        if not name.startswith("luck"):
            assert np.array_equal(plain[name], wiped[name]), name


def test_the_share_below_is_that_of_scipy():
    x = np.linspace(-12.0, 12.0, 2001)
    assert np.array([share_below(float(one)) for one in x]) == pytest.approx(ndtr(x), abs=1e-15, rel=1e-7)
