"""`orgsim optimize`: designs that serve one aim or several, within limits, and robustly where that is asked.

The search is noisy; what it finds best is tested again on pairs that it never saw, and only those figures are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.advice.robust import Robustness, robustness
from orgsim.analysis.advice.search import Trial, allowed, pareto, search
from orgsim.analysis.advice.space import Aim, Limit, aims_of, changed_levers, levers_to_search, limit_of
from orgsim.analysis.difference import mean_interval
from orgsim.analysis.wording import amount, interval
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DESIGNS, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, flag, optional, path, texts, whole
from orgsim.kernel.errors import BadValue
from orgsim.results.metrics import METRICS
from orgsim.studies.inquiry import Inquiry, Point
from orgsim.studies.plans import sobol_shares
from orgsim.studies.plausible import in_doubt, point_at
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Interval = tuple[float, float, float]
BASE: Final = "base"
FRESH: Final = 1_000  # the first pair that no search sees
MOST: Final = 6  # of a front that are tested again
SETTINGS: Final = 16  # plausible settings of a robust choice


@dataclass(frozen=True)
class Candidate:
    """A design of the front: what it changes of the first design, its aims on fresh pairs, means and what they gain on the
    first design's there (paired, with 95 % intervals), whether it keeps to the limits, and how robust it is, where asked.
    """

    design: OrgDesign
    changed: Mapping[str, tuple[float, float]]
    aims: Mapping[str, float]
    gains: Mapping[str, Interval]
    keeps: bool
    robust: Robustness | None


@dataclass(frozen=True)
class Optimum:
    """Candidates, best in the first aim first; ``base`` are the first design's aims on the same fresh pairs."""

    name: str
    company: str
    aims: tuple[Aim, ...]
    limits: tuple[Limit, ...]
    base: Mapping[str, float]
    candidates: tuple[Candidate, ...]
    trials: int
    pairs: int

    @property
    def best(self) -> Candidate:
        """The first that keeps to all limits: of least regret where that was asked, else best in the first aim."""
        keeping = [one for one in self.candidates if one.keeps] or list(self.candidates)
        if keeping[0].robust is not None:
            return min(keeping, key=lambda one: one.robust.regret if one.robust else 0.0)
        return keeping[0]

    @property
    def table(self) -> pd.DataFrame:
        """One row per candidate: aims, gains with intervals, whether it keeps to the limits, regret, levers it changes."""
        import pandas as pd

        rows = []
        for one in self.candidates:
            row: dict[str, object] = {}
            for name, (gain, low, high) in one.gains.items():
                row |= {name: one.aims[name], f"{name}_gain": gain, f"{name}_low": low, f"{name}_high": high}
            row["keeps"] = one.keeps
            if one.robust is not None:
                row |= {"regret": one.robust.regret, "suffices": one.robust.suffices[0]}
            row["changes"] = ", ".join(f"{lever}={to:g}" for lever, (_, to) in one.changed.items())
            rows.append(row)
        return pd.DataFrame(rows)

    def summary(self) -> str:
        """What the best candidate comes to, against the first design."""
        one = self.best
        told = []
        for aim in self.aims:
            unit, (gain, low, high) = METRICS[aim.metric].unit, one.gains[aim.name]
            before, after = (amount(side[aim.name], unit) for side in (self.base, one.aims))
            more = amount(gain, unit, sign=True)
            told.append(f"{aim.name} {more} ({interval(low, high, unit)}), {after} against {before} of {self.name}")
        what = ", ".join(f"{lever} {was:g} → {to:g}" for lever, (was, to) in one.changed.items()) or "no lever"
        limits = f" within {', '.join(map(str, self.limits))}" if self.limits else ""
        kept = "" if one.keeps else " No design that was tested again keeps to all limits."
        robust = ""
        if one.robust is not None:
            share, least, most = one.robust.suffices
            robust = (
                f" Over plausible settings it earns no less than {self.name} in {100 * share:.0f} % "
                f"({100 * least:.0f} to {100 * most:.0f} %), and its regret is at most {amount(one.robust.regret, 'EUR')} "
                "EUR in nine of ten."
            )
        return (
            f"Of {self.trials} designs tried{limits}, tested again on {self.pairs} fresh pairs: {'; '.join(told)}. "
            f"It changes {what}.{kept}{robust}"
        )

    def __repr__(self) -> str:
        return f"Optimum({self.name} at {self.company})\n{self.summary()}"


@checked(
    **GIVEN, aims=texts, limits=texts, levers=optional(texts), trials=whole(8, 100_000, "designs"),
    pairs=whole(2, 1_000, "pairs of a trial"), fresh=whole(2, 10_000, "pairs of the test"), robust=flag,
    folder=optional(path), workers=WORKERS, progress=callback,
)  # fmt: skip
def optimize(
    design: str | OrgDesign = "separated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    aims: Sequence[str] = ("profit",),
    limits: Sequence[str] = (),
    levers: Sequence[str] | None = None,
    trials: int = 96,
    pairs: int = 2,
    fresh: int = 10,
    robust: bool = False,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    folder: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Optimum:
    """Search the levers, from a design on, for what serves the aims, and test what is found on fresh pairs.

    ``aims`` are of ``profit``, ``conflict`` and ``trust``; ``limits`` texts as ``disputes_between <= 12``; ``levers`` those
    that may change. Of several aims the whole Pareto front is given. ``robust`` weighs the candidates over plausible
    settings. Other parameters as in ``why``. Raises UnknownName, BadValue or BrokenFile.
    """
    scenario = Scenario.of(design, company, today=today, settings=settings, changes=changes, years=years, days=days)
    base = scenario.design
    if not isinstance(base, OrgDesign):
        raise BadValue("What is optimized is a design that does not change on the way.")
    wanted, bounds = aims_of(aims), [limit_of(one) for one in limits]
    free = levers_to_search(levers)
    name = design if isinstance(design, str) else "the design"
    with Inquiry({BASE: scenario}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        asked.expect(trials * pairs + (MOST + 1) * fresh)
        tried = search(free, evaluator(asked, range(pairs)), wanted, bounds, trials=trials, seed=seed,
                       start=starts(base, free))  # fmt: skip
        front = shortlist(tried, wanted, bounds)
        points: list[Point] = [{}, *(one.point for one in front)]
        seen = asked.ask(points, range(FRESH, FRESH + fresh))[0]
        weighed = _weighed(asked, scenario, front, seed) if robust else [None] * len(front)
    kept = list(asked.metrics)
    each = {one.name: seen[:, :, kept.index(_told(one.metric))] for one in wanted}
    found = [
        Candidate(
            base.set_all(one.point), changed_levers(base, one.point),
            {name: float(values[place].mean()) for name, values in each.items()},
            {name: mean_interval(values[place] - values[0]) for name, values in each.items()},
            all(limit.excess(float(seen[place, :, kept.index(limit.metric)].mean())) <= 0.0 for limit in bounds),
            weighed[place - 1],
        )
        for place, one in enumerate(front, 1)
    ]  # fmt: skip
    first = wanted[0]
    found.sort(key=lambda one: -first.sign * one.aims[first.name])
    before = {name: float(values[0].mean()) for name, values in each.items()}
    return Optimum(name, scenario.company.name, tuple(wanted), tuple(bounds), before, tuple(found), len(tried), fresh)


def _told(metric: str) -> str:
    return "profit_without_luck" if metric == "profit" else metric


def evaluator(asked: Inquiry, pairs: range) -> Callable[[Sequence[Point]], dict[str, Floats]]:
    """Means over these pairs of every metric at points; profit without luck."""

    def evaluate(points: Sequence[Point]) -> dict[str, Floats]:
        means = asked.ask(points, pairs)[0].mean(axis=1)
        found = {name: means[:, place] for place, name in enumerate(asked.metrics)}
        return found | {"profit": found["profit_without_luck"]}

    return evaluate


def starts(base: OrgDesign, levers: Sequence[str]) -> list[dict[str, Value]]:
    """The points that a search begins with: the design itself, and what each preset would make of these levers."""
    found = [{name: getattr(one, name) for name in levers} for one in (base, *DESIGNS.values())]
    return [one for place, one in enumerate(found) if one not in found[:place]]


def shortlist(tried: Sequence[Trial], aims: Sequence[Aim], limits: Sequence[Limit]) -> list[Trial]:
    """What is tested again: of one aim the best trials, of several the front, spread over it."""
    good = allowed(tried, limits) or list(tried)
    if len(aims) == 1:
        aim = aims[0]
        ordered = sorted(good, key=lambda one: -aim.sign * one.metrics[aim.metric])
        different = [one for place, one in enumerate(ordered) if one.point not in [other.point for other in ordered[:place]]]
        return different[:MOST]
    front = pareto(good, aims)
    places = np.unique(np.linspace(0, len(front) - 1, min(MOST, len(front))).round().astype(int))
    return [front[int(place)] for place in places]


def _weighed(asked: Inquiry, scenario: Scenario, front: Sequence[Trial], seed: int) -> list[Robustness | None]:
    """How robust each is: every candidate, and the first design, at plausible settings under one pair each."""
    ranges = in_doubt(scenario)
    shares = sobol_shares(len(ranges), SETTINGS, seed)
    drawn = [point_at(ranges, dict(zip(ranges, row.tolist(), strict=True))) for row in shares]
    asked.expect(SETTINGS * (len(front) + 1))
    points: list[Point] = [{}, *(trial.point for trial in front)]
    seen = [asked.values([{**one, **point} for one in drawn], [FRESH])[0, :, 0] for point in points]
    return [*robustness(np.array(seen[1:]), seen[0])]
