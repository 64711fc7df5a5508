"""Holding a company against the evidence: enough seeds, every target with its Monte Carlo interval, inside or outside."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.analysis.difference import mean_interval
from orgsim.evidence.references import in_full
from orgsim.evidence.target import Target
from orgsim.evidence.targets import targets_for
from orgsim.evidence.trial import Trial
from orgsim.inputs.companies import Company
from orgsim.inputs.companies import company as company_of
from orgsim.kernel.arguments import SEED as SEED_CHECK
from orgsim.kernel.arguments import WORKERS, callback, checked, whole
from orgsim.kernel.shown import Shown
from orgsim.studies.scenario import GIVEN, Settings, Value
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    import pandas as pd

SEEDS = 20
SEED = 7


@dataclass(frozen=True)
class Finding:
    """What the model says of one target: mean over seeds with its 95 % Monte Carlo interval."""

    target: Target
    mean: float
    low: float
    high: float
    seeds: int

    @property
    def inside(self) -> bool:
        """Whether the mean lies within the target's bounds; False where there is no number."""
        return self.target.met(self.mean)

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on the same side as the mean."""
        if self.inside:
            return self.target.met(self.low) and self.target.met(self.high)
        return self.low > self.target.high or self.high < self.target.low

    @property
    def told(self) -> bool:
        """Whether there is a number at all."""
        return math.isfinite(self.mean)


@dataclass(frozen=True)
class Validation(Shown):
    """All findings of one company."""

    company: str
    findings: tuple[Finding, ...]

    def summary(self) -> str:
        """How many targets are met, and which are not, in words."""
        kinds = {
            "Outside": [one.target for one in self.findings if one.told and not one.inside],
            "Nothing to measure": [one.target for one in self.findings if not one.told],
        }
        told = [f"{kind}: {', '.join(f'{of.label} ({of.name})' for of in which)}." for kind, which in kinds.items() if which]
        return " ".join([f"{self.company}: {counted(self)}.", *told])

    def missed(self, role: str) -> list[Finding]:
        """Findings outside their bounds, of targets with this role; one without a number is not met, either."""
        return [one for one in self.findings if one.target.role == role and not one.inside]

    def rows(self) -> list[dict[str, Any]]:
        """One plain row per target."""
        return [
            {
                "company": self.company, "target": one.target.name, "label": one.target.label, "role": one.target.role,
                "value": one.target.value, "bound_low": one.target.low, "bound_high": one.target.high,
                "simulated": one.mean, "low": one.low, "high": one.high, "seeds": one.seeds,
                "inside": one.inside, "clear": one.clear, "unit": one.target.unit,
                "reference": in_full(one.target.reference), "note": one.target.note,
            }
            for one in self.findings
        ]  # fmt: skip

    def table(self) -> pd.DataFrame:
        """One row per target: value, bounds, simulated mean and interval, inside, reference."""
        import pandas as pd

        return pd.DataFrame(self.rows())


@checked(
    **{name: GIVEN[name] for name in ("settings", "changes")},
    seeds=whole(2, 100_000, "seeds; an interval needs two at least"),
    seed=SEED_CHECK,
    workers=WORKERS,
    progress=callback,
)
def validate(
    company: str | Path | Company,
    *,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seeds: int = SEEDS,
    seed: int = SEED,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Validation:
    """Hold a company against every target that speaks of it, over so many seeds; ``settings`` and ``changes`` are as in
    ``simulate``. Raises BadValue or UnknownName.

    Targets go by the company's name: one's own company meets those that speak of all, unless it bears a shipped one's name.
    """
    whose = company_of(company)
    targets = targets_for(whose.name)
    values = np.full((seeds, len(targets)), math.nan)
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as hands:
        trials = [Trial(whose, pair_seed(seed, place), settings=settings, changes=changes) for place in range(seeds)]
        tasks = {hands.submit(_one, targets, trial): place for place, trial in enumerate(trials)}
        try:
            for done, task in enumerate(as_completed(tasks), 1):
                values[tasks[task]] = task.result()
                if progress:
                    progress(done, seeds)
        except BaseException:
            hands.shutdown(wait=False, cancel_futures=True)
            raise
    findings = []
    for one, column in zip(targets, values.T, strict=True):
        kept = column[np.isfinite(column)]
        middle, low, high = mean_interval(kept) if len(kept) >= 2 else (math.nan, math.nan, math.nan)
        findings.append(Finding(one, middle, low, high, len(kept)))
    return Validation(whose.name, tuple(findings))


def _one(targets: Sequence[Target], trial: Trial) -> list[float]:
    return [target.of(trial) for target in targets]


def counted(one: Validation) -> str:
    """How many targets are met, in words."""
    parts = []
    for role, label in (("fit", "to be fitted"), ("validate", "for validation")):
        all_of_them = [finding for finding in one.findings if finding.target.role == role]
        met = sum(finding.inside for finding in all_of_them)
        parts.append(f"{met} of {len(all_of_them)} {label} inside")
    return ", ".join(parts)
