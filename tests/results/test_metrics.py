"""Metrics of a history written by hand, with the numbers in plain sight."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from orgsim.kernel.rows import layout
from orgsim.model.simulation import simulate
from orgsim.results.codes import DisputeKind, LeadSource, Outcome, Role, Stage, Task, Use
from orgsim.results.history import History
from orgsim.results.metrics import BLOCKS, HEADLINES, METRICS
from orgsim.results.tables import Day, JourneyEntry, Lead, Person


@pytest.fixture
def by_hand():
    daily = np.zeros(10, dtype=layout(Day))
    daily["leads_by_source"][:, LeadSource.CAMPAIGN] = 3
    daily["leads_by_source"][:, LeadSource.PROSPECTED] = 1
    daily["entered"][:, Stage.MQL] = 2
    daily["good_mqls"] = 1.5
    daily["handoffs"], daily["judged"], daily["accepted"] = 2.0, 2.0, 0.5
    daily["contacts"], daily["intent"] = 5.0, 3.0
    daily["skill"][-1, Role.REP, Task.SELLING] = 0.25
    daily["deals"][4], daily["losses"][5] = 3.0, 9.0
    daily["disputes"][2, DisputeKind.CREDIT], daily["disputes"][3, DisputeKind.LEAD_QUALITY] = 1.0, 2.0
    daily["hours"][:, Role.REP, Use.SELLING], daily["hours"][:, Role.REP, Use.ADMIN] = 6.0, 2.0
    daily["hours"][:, Role.HEAD, Use.DISPUTE] = 0.5
    daily["new_revenue"][4], daily["renewal_revenue"][9], daily["expansion_revenue"][9] = 1000.0, 300.0, 50.0
    daily["due_revenue"][9], daily["renewals"][9], daily["delivery"][9] = 400.0, 1.0, 350.0
    daily["pay"], daily["commission"][4], daily["media"] = 40.0, 80.0, 2.0
    daily["churned"][9] = 1.0
    daily["stocks"][:, Stage.CUSTOMER] = 20.0
    daily["messages"], daily["distance"], daily["trust"] = 4.0, 1.0, 2.0
    leads = np.zeros(4, dtype=layout(Lead))
    leads["qualified"] = (1.0, 2.0, 3.0, np.nan)
    leads["born"] = (0.5, 1.0, 2.0, 0.0)
    leads["contacted"] = (2.0, np.nan, 9.0, np.nan)
    leads["closed"] = (4.5, 8.0, np.nan, 9.0)
    leads["outcome"] = (Outcome.WON, Outcome.COLD, Outcome.OPEN, Outcome.UNQUALIFIED)
    return History(daily, leads, np.zeros(0, dtype=layout(JourneyEntry)), np.zeros(1, dtype=layout(Person)), {})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("leads", 30.0), ("mqls", 20.0), ("mql_precision", 0.75), ("acceptance", 0.25), ("win_rate", 0.25),
        ("follow_up", 1.0 / 3.0), ("response_hours", 8.0 * (1.5 + 7.0) / 2.0), ("mql_to_won", 0.5), ("gone_cold", 0.5),
        ("cycle_days", 4.0), ("intent_left", 0.6), ("skill_gain", 0.25),
        ("disputes_per_100", 15.0), ("disputes_credit", 5.0), ("disputes_lead_quality", 10.0),
        ("dispute_hours", 5.0), ("inconsistency", 0.25), ("trust", 0.5), ("utilization", 0.75), ("selling_share", 0.75),
        ("revenue", 1350.0), ("cost", 500.0), ("delivery", 350.0), ("profit", 500.0), ("deal_size", 1000.0 / 3.0),
        ("cac", 500.0 / 3.0), ("churn", 252.0 / 200.0),
        ("net_revenue_retention", 0.875), ("return_on_media", 50.0), ("customers", 20.0), ("cost_per_mql", 25.0),
    ],
)  # fmt: skip
def test_a_metric_is_what_its_definition_says(by_hand, name, expected):
    assert by_hand.metric(name) == pytest.approx(expected)


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_has_unit_definition_and_block(name):
    one = METRICS[name]
    assert one.unit
    assert one.block in BLOCKS
    assert one.better in (-1, 0, 1)
    assert re.fullmatch(r"\w.*\.", one.definition)


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_a_number_of_a_long_run_and_survives_a_short_one(name, village, two_years):
    assert isinstance(simulate("separated", village, days=1).metric(name), float)
    assert math.isfinite(two_years.metric(name))


def test_the_headlines_exist():
    assert set(HEADLINES) <= set(METRICS)


@pytest.fixture(scope="module")
def two_years():
    return simulate("integrated", "midmarket_saas", journeys=False)
