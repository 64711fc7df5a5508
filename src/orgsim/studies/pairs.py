"""Paired runs: scenarios meet the same market, the same moods and the same luck, pair after pair, on all cores."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.arguments import whole
from orgsim.results.history import History
from orgsim.results.ledger import Ledger, ledger_of
from orgsim.results.metrics.funnel import steps_of
from orgsim.results.metrics.series import SERIES
from orgsim.studies.scenario import Scenario
from orgsim.studies.seeds import pair_seed

T = TypeVar("T")
PAIRS = whole(2, 100_000, "pairs of runs; an interval needs two at least")
KEPT = ("revenue", "cost", "disputes", "opportunities")
"""The daily series that are kept of each run."""


@dataclass(frozen=True)
class Outcome:
    """What a comparison keeps of one run: its metrics, and the daily series it draws.

    ``day_0`` holds full-time posts, their yearly pay, and the media of a month. ``funnel`` counts the leads that
    ended by the steps they came to: marketing's, then sellers' own finds; ``series`` holds daily values by the names of
    ``SERIES``. ``ledger`` says what the profit is made of. ``luck`` is what decisions brought beyond their chance, in EUR
    and in events, shape (2, decisions).
    """

    metrics: dict[str, float]
    funnel: NDArray[np.float64]
    series: dict[str, NDArray[np.float64]]
    day_0: tuple[float, float, float]
    luck: NDArray[np.float64]
    ledger: Ledger


def outcome_of(scenario: Scenario, seed: int) -> Outcome:
    """Run a scenario once and keep its outcome."""
    history = scenario.history(seed)
    daily = history.daily
    return Outcome(
        history.metrics(),
        np.concatenate(steps_of(history)),
        {name: np.array(SERIES[name].daily(daily), dtype=np.float64) for name in KEPT},  # a view would keep the whole table
        _resources(history),
        np.array([[math.fsum(column) for column in daily[name].T.tolist()] for name in ("luck", "luck_count")]),
        ledger_of(history),
    )


def _resources(history: History) -> tuple[float, float, float]:
    """Full-time posts, filled or not, what they cost a year, and the media of a month."""
    staff, people = history.facts["company_numbers"]["staff"], history.people
    rates = np.array([staff[f"{role}_pay"] for role in ("marketer", "rep", "head")])
    pay = math.fsum((people["fte"] * rates[people["role"]]).tolist())
    return math.fsum(people["fte"].tolist()), pay, float(history.facts["company_numbers"]["response"]["media_month"])


def run_pairs(
    scenarios: Sequence[Scenario],
    *,
    pairs: int,
    seed: int,
    first: int = 0,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[list[Outcome]]:
    """Run all scenarios under the seeds of the pairs from ``first`` to ``pairs`` - 1; returns the outcomes of each, in pair
    order.

    ``workers`` threads (default: one per core) share the work; the compiled walk holds no interpreter lock. ``progress`` is
    called with the runs done and the runs in all. The result does not depend on the number of workers.
    """
    by_pair = on_all_cores(
        lambda pair: [outcome_of(one, pair_seed(seed, pair)) for one in scenarios],
        range(first, pairs),
        workers=workers,
        progress=progress,
        each=len(scenarios),
    )
    return [[outcomes[place] for outcomes in by_pair] for place in range(len(scenarios))]


def on_all_cores(
    work: Callable[[int], T],
    pairs: Sequence[int],
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    each: int = 1,
) -> list[T]:
    """What ``work`` makes of each pair, in order, on as many threads as there are cores. The runs of a pair, ``each`` of
    them, are done one after the other in one thread: where they share a past, it is lived through once.
    """
    total = each * len(pairs)
    if progress:
        progress(0, total)
    found = {pairs[0]: work(pairs[0])}  # compiles where that is still to do
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        waiting = {pool.submit(work, pair): pair for pair in pairs[1:]}
        try:
            for future in as_completed(waiting):
                found[waiting.pop(future)] = future.result()
                if progress:
                    progress(each * len(found), total)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if progress:
        progress(total, total)
    return [found[pair] for pair in pairs]
