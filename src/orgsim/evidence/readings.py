"""What readings of a validation page may ask beside the numbers of its studies: targets, judgments, winners and drivers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from orgsim.analysis.told import Several, Told
from orgsim.evidence.presets import FOUND, OPEN, OPPOSITE
from orgsim.evidence.targets import TARGETS
from orgsim.evidence.validation import Finding, Validation

if TYPE_CHECKING:
    import pandas as pd


ADDED: Final = {
    "targets": ("fit", "validate", "goal", *(name.replace(".", "_") for name in TARGETS)),
    "presets": ("judged",),
    "turning": ("first", "ahead", "turns", "moves"),
}
"""By section of the page, the numbers that its reading may ask for beside those of its study."""


def listed(names: Iterable[str]) -> str:
    """Names as a text has them."""
    return ", ".join(names) or "none"


def of_targets(found: Sequence[Validation]) -> dict[str, Any]:
    """Every target over the companies, under its name with ``_`` for dots; ``goal`` what it should be; what is met where."""
    by_target: dict[str, dict[str, Finding]] = {}
    for one in found:
        for finding in one.findings:
            by_target.setdefault(finding.target.name, {})[one.company] = finding
    numbers: dict[str, Any] = {}
    goal = {}
    for name, each in by_target.items():
        target = next(iter(each.values())).target
        key = name.replace(".", "_")
        numbers[key] = Several({company: _told(finding) for company, finding in each.items() if finding.told})
        goal[key] = Told(target.value, (target.low, target.high), target.unit, signed=False)
    everywhere = {one: sum(two.inside for two in each.values()) / len(each) for one, each in by_target.items()}
    for role in ("fit", "validate"):
        own = {one: everywhere[one] for one, each in by_target.items() if next(iter(each.values())).target.role == role}
        numbers[role] = SimpleNamespace(
            count=len(own),
            met=listed(one for one, share in own.items() if share == 1.0),
            partly=listed(one for one, share in own.items() if 0.0 < share < 1.0),
            missed=listed(one for one, share in own.items() if share == 0.0),
            met_count=sum(share == 1.0 for share in own.values()),
        )
    return numbers | {"goal": goal}


def _told(finding: Finding) -> Told:
    return Told(finding.mean, (finding.low, finding.high), finding.target.unit, signed=False)


def of_judgments(judged: pd.DataFrame) -> dict[str, Any]:
    """``judged``: how many statements were judged in how many companies, how many of these judgments were found, open and
    opposite, and how many statements come out the other way in more than half of the companies (``against``).
    """
    counts = judged["found"].value_counts()
    opposite = (judged["found"] == OPPOSITE).groupby(judged["says"]).mean()
    facts = {name: int(counts.get(name, 0)) for name in (FOUND, OPEN, OPPOSITE)}
    return {
        "judged": SimpleNamespace(
            count=len(judged),
            statements=judged["says"].nunique(),
            companies=judged["company"].nunique(),
            against=int((opposite > 1.0 / 2.0).sum()),
            **facts,
        )
    }


def of_turning(best: pd.DataFrame, moved: pd.DataFrame, ahead: dict[str, float]) -> dict[str, Any]:
    """``first``: by design, the share of points at which it earns most, over companies; ``ahead``: by company, that at which
    the second design is ahead of the first; ``turns``: by company, the factors that turn the sign; ``moves``: the strongest.
    """

    def shares(values: dict[str, float]) -> Several:
        return Several({name: Told(value, (value, value), "share", signed=False) for name, value in values.items()})

    by_company = dict(iter(moved.groupby("company", sort=False)))
    return {
        "first": {
            design: shares(dict(zip(rows["company"], rows["share"], strict=True))) for design, rows in best.groupby("design")
        },
        "ahead": shares(ahead),
        "turns": {name: listed(rows[rows["turns"]]["factor"]) for name, rows in by_company.items()},
        "moves": {name: listed(rows["factor"].head(3)) for name, rows in by_company.items()},
    }
