"""Small tools of the tests."""

from __future__ import annotations

from typing import Any

from orgsim.inputs.companies import Company, SegmentPlan, company
from orgsim.inputs.designs import DESIGNS
from orgsim.model.settings import Settings

VILLAGE = """
name = "village"

[staff]
marketers = 2
reps = 3

[market]
prospects = 300
needs_per_year = 2.0
think_days = 3.0

[start]
burn_in = 0
customers = 0
"""
"""A company file that runs in milliseconds."""
HAMLET = """
[staff]
marketers = 1
reps = 1
[market]
prospects = 60
needs_per_year = 9.0
[work]
touches_per_hour = 2.0
researched_per_hour = 2.0
attempts_per_hour = 1.0
[start]
burn_in = 0
customers = 0
"""
"""One that does so as plain Python, too."""

NO_TIME = {
    "qualify_hours": 0.0, "handoff_hours": 0.0, "contact_hours": 0.0, "discovery_hours": 0.0, "meeting_hours": 0.0,
    "care_hours": 0.0,
}  # fmt: skip
SILENT = {"respond": 0.0, "respond_curious": 0.0, "prospecting": 0.0, "prospecting_idle": 0.0, "revive": 0.0}
ONE = {"segments": (SegmentPlan(name="all"),)}

BUSY = Settings().set_all(
    {
        "strategy.strength": 0.5, "demand.shock_day": 60.0, "demand.shock_days": 60.0, "demand.slump": 0.4,
        "demand.shift": 1.0, "disputes.scale": 4.0, "turnover.scale": 4.0, "handoff.shared": 0.3, "steps.spread": 0.5,
        "customers.word": 0.5, "rivals.discount": 0.1,
    }
)  # fmt: skip
"""Everything that the defaults leave off is on, and rare things are frequent."""
MIXED = DESIGNS["separated"].set_all(
    {
        "routing_rule": 0.5, "owner_stays": 0.3, "message_sync": 0.3, "sync_every": 21, "joint_budget": 0.5,
        "specialization": 0.8, "incentive_share": 0.4, "sla_enforced": 0.5, "automation": 1.0,
    }
)  # fmt: skip


def resized(whose: Company, **tables: dict[str, Any]) -> Company:
    """The company with numbers changed, table by table; a start-up, where nothing is said of its start."""
    tables = {"start": {"burn_in": 0, "customers": 0}} | tables
    changed = {name: getattr(whose, name).model_copy(update=values) for name, values in tables.items()}
    return whose.model_copy(update=changed)


def one_queue(arrivals: float, hours: float, **staff: Any) -> Company:
    """A company that is a queue: so many leads a day arrive, and a seller's only work is a contact of so many hours."""
    return resized(
        company("midmarket_saas"),
        staff={"marketers": 1, **staff},
        market={"prospects": 4000, "needs_per_year": arrivals * 252.0 / 4000, "need_days": 1.0, "deal_sigma": 0.0,
                "ready_spread": 0.0},
        work=NO_TIME | {"contact_hours": hours, "attempts_per_hour": 0.0},
        response=SILENT | {"raise_base": 1.0},
    ).model_copy(update=ONE)  # fmt: skip
