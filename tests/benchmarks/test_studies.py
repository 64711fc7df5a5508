"""What a study costs beyond its runs: ``pytest tests/benchmarks/test_studies.py -s``.

Not run by default: machines differ. Reported are runs per second against a bare loop over the compiled walk, one and two
workers, Mesa's ``batch_run``, and the memory that a study of many runs takes to plan and start.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orgsim.inputs.designs import DESIGNS
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate
from orgsim.studies.runs import Recipe
from orgsim.studies.seeds import pair_seed
from orgsim.studies.study import Study

ROUNDS = 5
PAIRS = 60


def study(**changes):
    return Study.model_validate({"name": "bench", "designs": ("separated",), "metrics": ("profit", "leads")} | changes)


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(pairs, days):
    whose = Recipe.of(study()).companies["midmarket_saas"]
    for pair in range(pairs):
        history = simulate(DESIGNS["separated"], whose, seed=pair_seed(7, pair), days=days, journeys=False)
        history.metric("profit")
        history.metric("leads")


def test_overhead_of_runner_and_store_over_a_bare_loop(tmp_path):
    """At most 3 % at runs of about 50 ms, on one worker; rounds of both in turn."""
    days = 252
    bare(3, days)
    ratios, single = [], []
    for round_ in range(ROUNDS):
        loop = seconds(lambda: bare(PAIRS, days))
        run = seconds(lambda to=tmp_path / str(round_): study(pairs=PAIRS, days=days).run(to, workers=1))
        ratios.append(run / loop)
        single.append(loop / PAIRS)
    print(
        f"\none run {1e3 * statistics.median(single):.0f} ms; study / bare loop: {sorted(round(one, 3) for one in ratios)}"
    )
    assert statistics.median(ratios) < 1.03


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_two_workers_against_one(tmp_path):
    """At least 1.85 times."""
    bare(3, 504)
    gains = []
    for round_ in range(ROUNDS):
        times = [
            seconds(lambda to=tmp_path / f"{round_}-{n}", n=n: study(pairs=PAIRS, days=504).run(to, workers=n))
            for n in (1, 2)
        ]
        gains.append(times[0] / times[1])
    print(f"\ntwo workers against one: {sorted(round(one, 2) for one in gains)}")
    assert statistics.median(gains) >= 1.85


@pytest.mark.filterwarnings("ignore")
def test_against_batch_run_of_mesa(tmp_path):
    """The same model under Mesa's runner, agent by agent, in one process."""
    import mesa

    runs, days = 6, 252
    seeds = [pair_seed(7, pair) for pair in range(runs)]
    mesa_time = seconds(
        lambda: mesa.batch_run(
            OrgModel, {"design": "separated", "seed": seeds, "days": days, "journeys": False}, iterations=1, max_steps=days,
            number_processes=1, display_progress=False,
        )
    )  # fmt: skip
    own = seconds(lambda: study(pairs=runs, days=days).run(tmp_path / "own", workers=1))
    print(f"\nruns a second: study {runs / own:.1f}, batch_run {runs / mesa_time:.2f}; ratio {mesa_time / own:.1f}")
    assert mesa_time > own


@pytest.mark.parametrize("runs", [2_000, 200_000])
def test_memory_of_planning_and_starting(tmp_path, runs):
    """Memory held above the loaded program, while a study of so many runs is planned and begun (Linux)."""
    code = f"""
import gc, sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from orgsim.studies.study import Study

def resident():
    with open("/proc/self/statm") as file:
        return 4096 * int(file.read().split()[1])

most = 0
def watch(state):
    global most
    most = max(most, resident())
    if state.fresh >= 40:
        raise KeyboardInterrupt

def go(name, pairs):
    plan = {{"method": "sobol", "points": 128}}
    study = Study(name=name, designs=("separated",), vary={{"info_sharing": {{}}}}, plan=plan, pairs=pairs, days=1,
                  metrics=("profit",))
    try:
        study.run({str(tmp_path)!r} + "/" + name, workers=1, progress=watch, chunk=10)
    except KeyboardInterrupt:
        pass

go("first", 1)
gc.collect()
before, most = resident(), 0
go("many", {runs} // 128)
print(most - before)
"""
    start = time.perf_counter()
    used = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    print(f"\n{runs:,} runs: {used / 1e6:.1f} MB above the loaded program, {time.perf_counter() - start:.1f} s in all")
    assert used < 100e6
