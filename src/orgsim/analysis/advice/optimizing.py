"""`orgsim optimize`: designs that serve one aim or several, within limits, and robustly where that is asked.

The search is noisy; what it finds best is tested again on pairs that it never saw, and only those figures are given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.advice.optimum import SETTINGS, Candidate, Optimum
from orgsim.analysis.advice.robust import Robustness, robustness
from orgsim.analysis.advice.search import Trial, allowed, pareto, search
from orgsim.analysis.advice.space import Aim, Limit, aims_of, changed_levers, levers_to_search, limit_of
from orgsim.analysis.difference import mean_interval
from orgsim.analysis.when.uncertain import drawn_shares
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DESIGNS, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, flag, optional, path, texts, whole
from orgsim.kernel.errors import BadValue
from orgsim.studies.inquiry import Inquiry, Point
from orgsim.studies.plausible import in_doubt, point_at
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

Floats = NDArray[np.float64]
BASE: Final = "base"
FRESH: Final = 1_000  # the first pair that no search sees
MOST: Final = 6  # of a front that are tested again
LUCKS: Final = (FRESH, FRESH + 1)  # pairs under which each is walked


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
        asked.expect(trials * pairs + (MOST + 3) * fresh)
        tried = search(free, evaluator(asked, range(pairs)), wanted, bounds, trials=trials, seed=seed,
                       start=starts(base, free))  # fmt: skip
        front = shortlist(tried, wanted, bounds)
        points = [one.point for one in front]
        weighed = _weighed(asked, scenario, front, seed) if robust else [None] * len(front)
        first = wanted[0]

        def tested(some: Sequence[Point], pairs: range) -> list[Candidate]:
            return _tested(asked, base, some, pairs, wanted, bounds)

        found = [
            replace(one, robust=robustly)
            for one, robustly in zip(tested(points, range(FRESH, FRESH + fresh)), weighed, strict=True)
        ]
        best = _chosen(found, first)
        shown = [one for place, one in enumerate(found) if place == best or not _is_beaten(one, found, wanted)]
        (measured,) = tested([points[best]], range(FRESH + fresh, FRESH + 2 * fresh))
        before = {one.name: found[best].aims[one.name] - found[best].gains[one.name][0] for one in wanted}
    return Optimum(
        name, scenario.company.name, tuple(wanted), tuple(bounds), before,
        tuple(sorted(shown, key=lambda one: -first.sign * one.aims[first.name])), len(tried), fresh,
        replace(measured, robust=found[best].robust),
    )  # fmt: skip


def _tested(
    asked: Inquiry, base: OrgDesign, points: Sequence[Point], pairs: range, aims: Sequence[Aim], limits: Sequence[Limit]
) -> list[Candidate]:
    """The designs at points as they are under these pairs, against the first design there; profit without luck."""
    seen = asked.ask([{}, *points], pairs)[0]
    each = {one.name: seen[:, :, asked.metrics.index(_told(one.metric))] for one in aims}
    means = {one.metric: seen[:, :, asked.metrics.index(_told(one.metric))].mean(axis=1) for one in limits}
    return [
        Candidate(
            base.set_all(point), changed_levers(base, point),
            {name: float(values[place].mean()) for name, values in each.items()},
            {name: mean_interval(values[place] - values[0]) for name, values in each.items()},
            all(limit.excess(float(means[limit.metric][place])) <= 0.0 for limit in limits), None,
        )
        for place, point in enumerate(points, 1)
    ]  # fmt: skip


def _is_beaten(one: Candidate, among: Sequence[Candidate], aims: Sequence[Aim]) -> bool:
    """Whether another candidate is better in every aim on the fresh pairs; with one aim nobody is left out."""
    return len(aims) > 1 and any(
        all(aim.sign * (other.aims[aim.name] - one.aims[aim.name]) > 0.0 for aim in aims) for other in among
    )


def _chosen(found: Sequence[Candidate], first: Aim) -> int:
    """The candidate to measure: of those that keep to the limits, if any, of least regret, else best in the first aim."""
    keeping = [place for place, one in enumerate(found) if one.keeps] or list(range(len(found)))
    regrets = [found[place].robust for place in keeping]
    if all(regrets):
        return min(keeping, key=lambda place: found[place].robust.regret)  # type: ignore[union-attr]  # all have it
    return max(keeping, key=lambda place: first.sign * found[place].aims[first.name])


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
    """How robust each is: every candidate, and the first design, at plausible settings under two pairs each."""
    ranges = in_doubt(scenario)
    shares = drawn_shares(len(ranges), SETTINGS, seed)
    drawn = [point_at(ranges, dict(zip(ranges, row.tolist(), strict=True))) for row in shares]
    asked.expect(SETTINGS * len(LUCKS) * (len(front) + 1))
    points: list[Point] = [{}, *(trial.point for trial in front)]
    seen = [asked.values([{**one, **point} for one in drawn], LUCKS)[0].mean(axis=1) for point in points]
    return [*robustness(np.array(seen[1:]), seen[0])]
