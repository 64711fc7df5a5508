"""A company twice as large in everything has the same shares and twice the counts."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import resized
from orgsim.inputs.companies import company
from orgsim.model.simulation import simulate
from orgsim.results.metrics import METRICS

SHARES = (
    "win_rate", "mql_to_won", "mql_precision", "acceptance", "follow_up", "churn", "unit_trust", "trust", "inconsistency",
    "fit", "utilization", "switch_share", "coordination_share", "disputes_per_100", "disputes_between", "turnover",
    "response_hours", "cycle_days", "skill_sales", "awareness", "mix_brand", "selling_share", "deal_size",
)  # fmt: skip
COUNTS = ("leads", "mqls", "deals", "customers", "revenue", "cost", "profit", "dispute_hours")
RUNS = 12


def sized(times):
    """A company of so many times six people, four hundred customers, and so on."""
    whose = company("midmarket_saas")
    return resized(
        whose,
        staff={"marketers": 2 * times, "reps": 4 * times, "arbitration_hours": 0.5 * times, "head_pay": 70_000.0 * times},
        market={"prospects": 3_000 * times},
        response={"media_month": 8_000.0 * times, "planned_media": 8_000.0 * times, "planned_brand_hours": 10.0 * times},
        start={"customers": 150 * times, "burn_in": 126},
    )


@pytest.mark.parametrize("design", ["separated", "integrated"])
def test_twice_the_company_has_the_same_shares_and_twice_the_counts(design):
    """Within Monte Carlo error, and 2 %: sharing pay among twice as many moves effort by a few thousandths."""
    settings = {"ambiguity.circle": 5.0, "pay.learning": 0.0}
    found = {
        times: [
            simulate(design, sized(times), changes=settings, seed=seed, days=252, journeys=False).metrics()
            for seed in range(RUNS)
        ]
        for times in (1, 2)
    }
    off = {}
    for name in (*SHARES, *COUNTS):
        one, two = (np.array([run[name] for run in found[times]]) for times in (1, 2))
        factor = 2.0 if name in COUNTS else 1.0
        error = np.sqrt(factor**2 * one.var(ddof=1) / RUNS + two.var(ddof=1) / RUNS)
        apart = two.mean() - factor * one.mean()
        if abs(apart) > max(3.5 * error, 0.02 * abs(two.mean())):
            off[name] = (factor * one.mean(), two.mean(), apart / error)
    assert not off
    assert set(SHARES) | set(COUNTS) <= METRICS.keys()
