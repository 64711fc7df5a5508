"""Paired runs: two scenarios meet the same market, the same moods and the same luck, pair after pair, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.arguments import whole
from orgsim.results.metrics.series import SERIES
from orgsim.studies.scenario import Scenario
from orgsim.studies.seeds import pair_seed

PAIRS = whole(2, 100_000, "pairs of runs; an interval needs two at least")
KEPT = ("revenue", "cost", "disputes")
"""The daily series that are kept of each run."""


@dataclass(frozen=True)
class Outcome:
    """What a comparison keeps of one run: its metrics, and the daily series it draws.

    ``day_0`` holds people, pay and media of the first day. ``funnel`` counts entries into each stage; ``series`` holds daily
    values by the names of ``SERIES``.
    """

    metrics: dict[str, float]
    funnel: NDArray[np.float64]
    series: dict[str, NDArray[np.float64]]
    day_0: tuple[float, float, float]


def outcome_of(scenario: Scenario, seed: int) -> Outcome:
    """Run a scenario once and keep its outcome."""
    history = scenario.history(seed)
    daily = history.daily
    return Outcome(
        history.metrics(),
        daily["entered"].sum(axis=0),
        {name: np.asarray(SERIES[name].daily(daily), dtype=np.float64) for name in KEPT},
        (float(daily["present"][0].sum()), float(daily["pay"][0]), float(daily["media"][0])),
    )


def run_pairs(
    both: tuple[Scenario, Scenario],
    *,
    pairs: int,
    seed: int,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Outcome], list[Outcome]]:
    """Run both scenarios under each pair's seed; returns the outcomes of the first and of the second, in pair order.

    ``workers`` threads (default: one per core) share the work; the compiled walk holds no interpreter lock. ``progress`` is
    called with the runs done and the runs in all. The result does not depend on the number of workers.
    """
    total = 2 * pairs
    found: list[Outcome | None] = [None] * total
    if progress:
        progress(0, total)
    found[0] = outcome_of(both[0], pair_seed(seed, 0))  # compiles where that is still to do
    done = 1
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        waiting: dict[Future[Outcome], int] = {
            pool.submit(outcome_of, both[run % 2], pair_seed(seed, run // 2)): run for run in range(1, total)
        }
        try:
            while waiting:
                finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    found[waiting.pop(future)] = future.result()
                    done += 1
                if progress:
                    progress(done, total)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    outcomes = [one for one in found if one is not None]
    return outcomes[0::2], outcomes[1::2]
