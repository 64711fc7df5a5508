"""What we measure: one function per metric, from a history to a number, with unit and definition; and the table of them."""

from __future__ import annotations

from typing import Final

from orgsim.kernel.errors import UnknownName
from orgsim.results.metrics import conflicts, lead_flow, moments, revenue
from orgsim.results.metrics.metric import CONFLICTS, LEAD_FLOW, REVENUE, Metric

_ALL = (*lead_flow.METRICS, *moments.METRICS, *conflicts.METRICS, *revenue.METRICS)
METRICS: Final[dict[str, Metric]] = {one.name: one for one in _ALL}
BLOCKS: Final = (LEAD_FLOW, CONFLICTS, REVENUE)
HEADLINES: Final = (
    "leads", "mqls", "mql_precision", "acceptance", "follow_up", "response_hours", "mql_to_won", "win_rate", "cycle_days",
    "fit", "utilization", "disputes_per_100", "disputes_between",
    "dispute_hours", "coordination_share", "unit_trust", "inconsistency", "trust",
    "revenue", "profit", "wins", "cac", "churn", "net_revenue_retention",
)  # fmt: skip
"""The metrics shown first."""


def metric(name: str) -> Metric:
    """The metric of this name. Raises UnknownName."""
    if name not in METRICS:
        raise UnknownName("metric", name, METRICS)
    return METRICS[name]


__all__ = ["BLOCKS", "HEADLINES", "METRICS", "Metric", "metric"]
