"""What controls are made of: companies, presets, levers, numbers, each with its unit, range and sentence."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Final

from orgsim.analysis.why.groups import GROUPS
from orgsim.inputs.companies import Company, company, company_names, company_numbers
from orgsim.inputs.companies.market import Channel, SegmentPlan
from orgsim.inputs.designs import PRESETS, OrgDesign
from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel.parameters import Group, Parameter, parameters, paths
from orgsim.studies.scenario import Settings

FIRST: Final = (
    "staff.marketers", "staff.reps", "staff.marketer_pay", "staff.rep_pay", "market.prospects", "market.deal_value",
    "market.contract_months", "market.gross_margin", "response.media_month", "start.customers", "start.opportunities",
)  # fmt: skip
"""The numbers of a company that people state first."""


@cache
def declarations() -> dict[str, Any]:
    """All that a reader can choose or change, as JSON has it."""
    return {
        "companies": [{"name": one.name, "about": one.about} for one in map(company, company_names())],
        "presets": [
            {"name": name, "about": one.origin, "levers": one.design.model_dump()}
            for name, one in PRESETS.items() if isinstance(one.design, OrgDesign)
        ],
        "groups": [{"name": name, "levers": list(levers)} for name, levers in GROUPS.items()],
        "levers": _all(parameters(OrgDesign)),
        "numbers": _all(company_numbers()),
        "settings": _all({name: one for name, one in paths(Settings).items() if one.choices is None}),
        "first": list(FIRST),
        "lists": {
            "segments": {"most": MAX_SEGMENTS, "columns": _all(parameters(SegmentPlan))},
            "channels": {"most": MAX_CHANNELS, "columns": _all(parameters(Channel))},
        },
    }  # fmt: skip


def _all(declared: dict[str, Parameter]) -> dict[str, Any]:
    return {name: _one(one) for name, one in declared.items()}


def _one(of: Parameter) -> dict[str, Any]:
    low, high, default = _finite(of.low), _finite(of.high), _finite(of.default)
    return {"low": low, "high": high, "unit": of.unit, "about": of.about, "whole": of.whole, "default": default}


def _finite(value: float) -> float | None:
    """The number; None of one without end, which JSON does not have."""
    return value if math.isfinite(value) else None


def values(group: Group) -> dict[str, float | None]:
    """Every number of a group that can be set by itself, by path; None of one without end."""
    found: dict[str, float | None] = {}
    for path in paths(type(group)):
        value: Any = group
        for part in path.split("."):
            value = getattr(value, part)
        found[path] = _finite(value)
    return found


def told_of(base: Company, now: Company, settings: Settings) -> dict[str, Any]:
    """What a reader is shown of a company: its numbers as its file has them, and as they were changed."""
    return {
        "name": now.name, "about": now.about, "base": values(base) | values(Settings()),
        "numbers": values(now) | values(settings),
        "lists": {name: [one.model_dump() for one in getattr(now, name)] for name in ("segments", "channels")},
    }  # fmt: skip
