"""How many runs a study asks for, how long they take and how big their rows are, from one run of its first cell."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from orgsim.studies.declaration import Declaration
from orgsim.studies.recipe import Recipe
from orgsim.studies.runner import compile_first
from orgsim.studies.runs import digests, run_one
from orgsim.studies.scenario import Scenario
from orgsim.studies.todo import Todo

IDENTITY = 12  # cells of a row beside metrics and series
BYTES = 7  # that a cell takes, compressed


@dataclass(frozen=True)
class Forecast:
    """What a study will take: runs asked for and different ones, seconds on so many workers, and kilobytes."""

    asked: int
    runs: int
    workers: int
    seconds: float
    kilobytes: float


def seconds_a_run(scenario: Scenario) -> float:
    """How long one run takes on one core, from a second one."""
    compile_first()
    scenario.history(1)
    start = time.perf_counter()
    scenario.history(2)
    return time.perf_counter() - start


def forecast(study: Declaration, workers: int | None = None) -> Forecast:
    """Do the study's first run, twice, and reckon from it."""
    recipe = Recipe.of(study)
    known = [digests(recipe, place, point) for place, point in enumerate(study.points)]
    todo = Todo(recipe, study.points, known, study.pairs, {})
    compile_first()
    cell, key, point = next(iter(todo))
    run_one(recipe, cell, key, point)  # the first one is slower
    start = time.perf_counter()
    run_one(recipe, cell, key, point)
    runs, hands = todo.count(), workers or os.cpu_count() or 1
    seconds = (time.perf_counter() - start) * runs / hands
    cells = IDENTITY + len(study.metrics) + len(study.series) * -(-study.length // study.series_days)
    return Forecast(study.size, runs, hands, seconds, runs * cells * BYTES / 1e3)
