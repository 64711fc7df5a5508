"""What we measure: one function per metric, from what a run leaves to a number; and the table of them."""

from __future__ import annotations

from typing import Final

from orgsim.kernel.errors import UnknownName
from orgsim.results.metrics import conflicts, lead_flow, moments, money, without_luck  # noqa: F401  # the table in its order
from orgsim.results.metrics.metric import BLOCKS, METRICS, Metric

HEADLINES: Final = tuple(name for name, one in METRICS.items() if one.headline)
"""The metrics shown first."""


def _key(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())


def metric_name(text: str) -> str:
    """The name of the metric that a text means: its name, or the label under which it is shown. Raises UnknownName."""
    if text in METRICS:
        return text
    labels = {_key(one.label): name for name, one in METRICS.items()} | {_key(name): name for name in METRICS}
    if _key(text) not in labels:
        raise UnknownName("metric", text, METRICS)
    return labels[_key(text)]


def is_metric(text: str) -> bool:
    """Whether there is a metric of this name or label."""
    try:
        return bool(metric_name(text))
    except UnknownName:
        return False


def metric(name: str) -> Metric:
    """The metric of this name or label. Raises UnknownName."""
    return METRICS[metric_name(name)]


__all__ = ["BLOCKS", "HEADLINES", "METRICS", "Metric", "is_metric", "metric", "metric_name"]
