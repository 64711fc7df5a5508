"""Where two histories under one seed part: the prospects won under one design and lost under the other, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.arguments import checked
from orgsim.kernel.codes import words
from orgsim.kernel.errors import BadValue
from orgsim.kernel.shown import Shown
from orgsim.results.codes import DisputeKind, Entry, Outcome, Role, Stage
from orgsim.results.history import History
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Step:
    """One entry of a journey, in words."""

    day: float
    text: str
    heard: bool


@dataclass(frozen=True)
class Parting(Shown):
    """Two histories of one market under one seed.

    ``only_a`` and ``only_b`` are the prospects won under one design only, by falling value; ``both`` those won under both.
    """

    name_a: str
    name_b: str
    a: History = field(repr=False)
    b: History = field(repr=False)
    only_a: list[int]
    only_b: list[int]
    both: list[int]
    question: str = "at home"

    def __repr__(self) -> str:
        return (
            f"Parting({self.name_a} vs {self.name_b}, seed {self.a.facts['seed']}: {len(self.both)} accounts won under both,"
            f" {len(self.only_a)} and {len(self.only_b)} under one only)"
        )

    @property
    def table(self) -> pd.DataFrame:
        """The prospects won under one design only, with value and how the other design's last lead ended."""
        import pandas as pd

        rows = []
        for prospects, won, lost, name in (
            (self.only_a, self.a, self.b, self.name_a),
            (self.only_b, self.b, self.a, self.name_b),
        ):
            values, ends = _won(won), _last_ends(lost)
            rows += [
                {"prospect": one, "won_under": name, "value": values[one], "elsewhere": ends.get(one, "never a lead")}
                for one in prospects
            ]
        return pd.DataFrame(rows, columns=["prospect", "won_under", "value", "elsewhere"])

    def most_telling(self) -> int | None:
        """The prospect of the highest value that was won under one design only; None where there is none."""
        values = _won(self.a) | _won(self.b)
        found = sorted(self.only_a + self.only_b, key=lambda one: (-values[one], one))
        return found[0] if found else None

    def journeys(self, prospect: int) -> tuple[list[Step], list[Step]]:
        """Both journeys of one prospect. Raises BadValue where there is no such prospect."""
        count = self.a.facts["company_numbers"]["market"]["prospects"]
        if not 0 <= prospect < count:
            raise BadValue(f"prospect = {prospect} lies outside 0..{count - 1}.")
        return journey(self.a, prospect), journey(self.b, prospect)

    def parted(self, prospect: int) -> str:
        """Where the two journeys of a prospect parted, in one sentence; what it merely heard does not count."""
        mine, theirs = ([step for step in steps if not step.heard] for steps in self.journeys(prospect))
        for first, second in zip(mine, theirs, strict=False):
            if first.text != second.text:
                return (
                    f"They parted on day {min(first.day, second.day):.1f}: {first.text} (day {first.day:.1f}) under "
                    f"{self.name_a}, {second.text} (day {second.day:.1f}) under {self.name_b}."
                )
            if abs(first.day - second.day) > 0.5:
                return (
                    f"They parted on day {min(first.day, second.day):.1f}: {first.text} came on day {first.day:.1f} under "
                    f"{self.name_a} and on day {second.day:.1f} under {self.name_b}."
                )
        longer, name = (mine, self.name_a) if len(mine) > len(theirs) else (theirs, self.name_b)
        if len(mine) == len(theirs):
            return "The two journeys did not part: same stages, hand-offs and disputes at the same times."
        step = longer[min(len(mine), len(theirs))]
        return f"They parted on day {step.day:.1f}: only under {name} followed: {step.text}."


def _won(history: History) -> dict[int, float]:
    rows = history.leads[history.leads["outcome"] == Outcome.WON]
    return {int(row["prospect"]): float(row["value"]) for row in rows}


def _last_ends(history: History) -> dict[int, str]:
    return {int(row["prospect"]): words(Outcome)[row["outcome"]] for row in history.leads}


def _text(row: Any, names: list[str]) -> str:
    kind = int(row["kind"])
    who = names[row["person"]] if row["person"] >= 0 else ""
    other = names[row["other"]] if row["other"] >= 0 else ""
    if kind == Entry.STAGE:
        return f"{words(Stage)[row['before']]} → {words(Stage)[row['after']]}" + (f", {who}" if who else "")
    if kind == Entry.TOUCH:
        return f"hears {who}"
    if kind == Entry.HANDOFF:
        return f"handed from {who or 'nobody'} to {other}, {100.0 * row['kept']:.0f} % of context kept"
    if kind in (Entry.DISPUTE, Entry.ARBITRATION):
        verb = "dispute" if kind == Entry.DISPUTE else "settled: dispute"
        between = f", {who} and {other}" if other else f", by {who}"
        return f"{verb} about {words(DisputeKind)[row['before']].replace('_', '-')}{between}"
    if kind == Entry.DUPLICATE:
        return f"claimed by {who} and {other}"
    return "left without an owner"


def journey(history: History, prospect: int) -> list[Step]:
    """The journey of one prospect in words, oldest first."""
    rows = history.journeys[history.journeys["prospect"] == prospect]
    rows = rows[np.argsort(rows["time"], kind="stable")]
    names = _people(history)
    return [Step(float(row["time"]), _text(row, names), int(row["kind"]) == Entry.TOUCH) for row in rows]


def _people(history: History) -> list[str]:
    seen: dict[int, int] = {}
    names = []
    for code in history.people["role"].tolist():
        seen[code] = seen.get(code, 0) + 1
        names.append(f"{words(Role)[code]} {seen[code]}")
    return names


@checked(**GIVEN)
def diff(
    a: str | OrgDesign = "separated",
    b: str | OrgDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
) -> Parting:
    """Run both designs once under one seed and set the prospects won under each against each other.

    Parameters as in ``simulate``.
    """
    sides = [
        Scenario.of(of, company, today=today, settings=settings, changes=changes, years=years, days=days) for of in (a, b)
    ]
    one, two = (side.history(seed, journeys=True) for side in sides)
    won_a, won_b = _won(one), _won(two)

    def by_value(found: set[int], values: dict[int, float]) -> list[int]:
        return sorted(found, key=lambda prospect: (-values[prospect], prospect))

    return Parting(
        a if isinstance(a, str) else str(one.facts["design"]),
        b if isinstance(b, str) else str(two.facts["design"]),
        one,
        two,
        by_value(won_a.keys() - won_b.keys(), won_a),
        by_value(won_b.keys() - won_a.keys(), won_b),
        by_value(won_a.keys() & won_b.keys(), won_a),
        sides[0].question,
    )
