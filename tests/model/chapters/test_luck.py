"""Recorded luck: no sum of (outcome - chance) has a mean, whatever the design."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from orgsim.kernel.quantiles import share_below
from orgsim.model.simulation import simulate
from orgsim.results.codes import Luck

RUNS = 2000


@pytest.mark.parametrize("design", ["separated", "integrated"])
def test_every_sum_has_mean_zero(village, design):
    """Within three standard errors over 2,000 runs, in EUR and in events."""
    runs = [simulate(design, village, days=126, seed=seed, journeys=False).daily for seed in range(RUNS)]
    for column in ("luck", "luck_count"):
        sums = np.array([daily[column].sum(axis=0) for daily in runs])
        error = sums.std(axis=0, ddof=1) / RUNS**0.5
        moved = error > 0.0
        assert moved[[Luck.RAISED, Luck.REACHED, Luck.QUALIFIED, Luck.CONNECTED, Luck.WON]].all()
        off = np.abs(sums.mean(axis=0)[moved]) / error[moved]
        assert off.max() < 3.5, dict(zip(np.flatnonzero(moved).tolist(), off.round(1).tolist(), strict=True))
        assert (off < 3.0).mean() > 0.9


def test_luck_of_a_lucky_run_is_seen(village):
    """Runs that won more than others by luck earned more: the slope of profit on the luck of deals is near one."""
    runs = [simulate("separated", village, days=252, seed=seed, journeys=False) for seed in range(300)]
    luck = np.array([run.daily["luck"].sum(axis=0)[Luck.WON] for run in runs])
    profit = np.array([run.metric("profit") for run in runs])
    assert 0.7 < np.polyfit(luck, profit, 1)[0] < 1.5


def test_nothing_reads_what_is_recorded(village):
    """The sums are of no account to anybody: a run in which they are wiped every day goes on alike."""
    import orgsim

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
