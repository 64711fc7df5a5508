"""M17: local search on a rugged landscape, off by default."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate

ON = Settings().set("strategy.strength", 0.5)


def payoffs(design, settings, village, seeds=range(30), days=504):
    return np.array([
        simulate(design, village, settings=settings, seed=seed, days=days, journeys=False).daily["payoff"][-1]
        for seed in seeds
    ])  # fmt: skip


def test_without_interactions_every_policy_ends_at_the_better_of_its_two_values(village):
    """The maximum of two uniform numbers is 2/3 in the mean, and so is the mean of six such maxima, with spread
    sqrt(1/18/6)."""
    smooth = ON.set("strategy.within", 0).set("strategy.between", 0).set("strategy.try_every", 5)
    ended = payoffs("separated", smooth, village)
    assert ended.mean() == pytest.approx(2.0 / 3.0, abs=3.0 * np.sqrt(1.0 / 18.0 / 6.0 / ended.size))


def test_interactions_across_the_boundary_keep_selfish_search_from_settling_as_high(village):
    """Siggelkow and Levinthal 2003: where units interact, each unit's improvement moves the other's ground."""
    tied = ON.set("strategy.within", 0).set("strategy.between", 5).set("strategy.try_every", 5)
    free = ON.set("strategy.within", 5).set("strategy.between", 0).set("strategy.try_every", 5)
    alone = "separated:incentive_share=0,info_sharing=0"
    assert payoffs(alone, free, village).mean() > payoffs(alone, tied, village).mean()


def test_common_criterion_and_information_help_where_units_interact(village):
    tied = ON.set("strategy.within", 0).set("strategy.between", 5).set("strategy.try_every", 5)
    own, joint = (
        payoffs(f"separated:incentive_share={w},info_sharing={w}", tied, village, seeds=range(60)).mean(axis=1)
        for w in (0, 1)
    )
    step = joint - own
    assert step.mean() > 2.0 * step.std(ddof=1) / np.sqrt(len(step))


def test_off_by_default(village):
    history = simulate("separated", village, days=100)
    assert history.metric("strategy_payoff") == 0.0
    still = Settings().set("strategy.policies", 3)
    for table in ("daily", "leads"):
        assert (
            getattr(simulate("separated", village, settings=still, days=100), table).tobytes()
            == getattr(history, table).tobytes()
        )
