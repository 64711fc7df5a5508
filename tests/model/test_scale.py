"""A company twice as large in everything has the same shares and twice the counts."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import resized
from orgsim.inputs.companies import company
from orgsim.model.simulation import simulate
from orgsim.results.metrics import METRICS

COUNTS = (
    "leads", "mqls", "deals", "customers", "revenue", "new_revenue", "delivery", "cost", "profit", "platform_cost",
    "dispute_hours", "transition_hours", "profit_without_luck",
)  # fmt: skip
"""Everything else is a share, a mean or a rate."""
OTHERWISE = {
    "disputes_overlap": 7.0 / 6.0,  # seven eighths of the accounts under work are a colleague's, where it was three quarters
    "revenue_per_hour": 8.0 / 7.0,  # 14 people and not 16: the heads are one a unit whatever the size
}
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
    off, held = {}, 0
    for name in METRICS:
        one, two = (np.array([run[name] for run in found[times]]) for times in (1, 2))
        one, two = one[np.isfinite(one)], two[np.isfinite(two)]
        if min(len(one), len(two)) < RUNS / 2:
            continue
        factor = 2.0 if name in COUNTS else OTHERWISE.get(name, 1.0)
        error = np.sqrt(factor**2 * one.var(ddof=1) / len(one) + two.var(ddof=1) / len(two))
        apart = two.mean() - factor * one.mean()
        held += bool(3.5 * error < abs(two.mean()) / 2.0)  # told apart from half and from twice
        if abs(apart) > max(3.5 * error, 0.02 * abs(two.mean())):
            off[name] = (factor * one.mean(), two.mean(), apart / error)
    assert not off
    assert held > 0.6 * len(METRICS)
    assert {*COUNTS, *OTHERWISE} <= METRICS.keys()
