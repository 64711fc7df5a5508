"""Searching the space of levers by Optuna (Akiba and others 2019): every trial is a run in the store, under the same pairs.

One aim: tree-structured Parzen estimator (Bergstra and others 2011). Several: NSGA-II (Deb and others 2002). What a search
finds best among noisy trials looks better than it is; whoever shows a result tests it again on other pairs.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.advice.space import Aim, Limit
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.parameters import parameters
from orgsim.studies.inquiry import Point
from orgsim.studies.scenario import Value

Floats = NDArray[np.float64]
Evaluate = Callable[[Sequence[Point]], Mapping[str, Floats]]
"""The mean of each metric at points, shape (points,)."""
TOGETHER: Final = 8  # trials that are asked for at a time
STEPS: Final = 20  # values of a lever that are told apart


@dataclass(frozen=True)
class Trial:
    """A point that was tried, and what its metrics came to in the search."""

    point: Mapping[str, Value]
    metrics: Mapping[str, float]


def search(
    levers: Sequence[str], evaluate: Evaluate, aims: Sequence[Aim], limits: Sequence[Limit] = (), *, trials: int, seed: int,
    start: Sequence[Point] = (), values: Mapping[str, Sequence[Value]] | None = None,
) -> list[Trial]:  # fmt: skip
    """Try so many points, the first ones given, each next batch where the earlier ones promise most; returns all of them.

    ``values`` are those that a lever may have; by default all of its range.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own experimental parts
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        sampler: Any = (
            optuna.samplers.TPESampler(seed=seed % 2**32, multivariate=True, constant_liar=True, n_startup_trials=16,
                                       constraints_func=_constraints if limits else None)
            if len(aims) == 1
            else optuna.samplers.NSGAIISampler(seed=seed % 2**32, population_size=max(8, trials // 6),
                                               constraints_func=_constraints if limits else None)
        )  # fmt: skip
        directions: list[Any] = ["maximize" if one.sign > 0.0 else "minimize" for one in aims]
        study = optuna.create_study(directions=directions, sampler=sampler)
        for given in start:
            study.enqueue_trial({name: given[name] for name in levers})
        found: list[Trial] = []
        while len(found) < trials:
            asked = [study.ask() for _ in range(min(TOGETHER, trials - len(found)))]
            points = [{name: _suggested(one, name, values) for name in levers} for one in asked]
            seen = evaluate(points)
            for place, (one, point) in enumerate(zip(asked, points, strict=True)):
                told = {name: float(each[place]) for name, each in seen.items()}
                one.set_user_attr("excess", [limit.excess(told[limit.metric]) for limit in limits])
                study.tell(one, [told[aim.metric] for aim in aims])
                found.append(Trial(point, told))
    return found


def _constraints(trial: Any) -> list[float]:
    return list(trial.user_attrs["excess"])


def _suggested(trial: Any, lever: str, values: Mapping[str, Sequence[Value]] | None) -> Value:
    of = parameters(OrgDesign)[lever]
    if values is not None:
        chosen: Value = trial.suggest_categorical(lever, list(values[lever]))
        return chosen
    if of.whole:
        return int(trial.suggest_int(lever, int(of.low), int(of.high)))
    return round(float(trial.suggest_float(lever, of.low, of.high, step=(of.high - of.low) / STEPS)), 6)


def allowed(trials: Sequence[Trial], limits: Sequence[Limit]) -> list[Trial]:
    """The trials that keep to all limits."""
    return [one for one in trials if all(limit.excess(one.metrics[limit.metric]) <= 0.0 for limit in limits)]


def pareto(trials: Sequence[Trial], aims: Sequence[Aim]) -> list[Trial]:
    """The trials that no other one beats in all aims at once, best in the first aim first."""
    if not trials:
        return []
    scores = np.array([[aim.sign * one.metrics[aim.metric] for aim in aims] for one in trials])
    kept = []
    for place, mine in enumerate(scores):
        better = (scores >= mine).all(axis=1) & (scores > mine).any(axis=1)
        twin = (scores[:place] == mine).all(axis=1).any() if place else False
        if not better.any() and not twin:
            kept.append(place)
    return [trials[place] for place in sorted(kept, key=lambda place: -scores[place, 0])]
