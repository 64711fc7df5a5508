"""Speed and memory of the reference company: ``pytest tests/benchmarks --benchmark-columns=median,iqr``.

20,000 prospects, 6 marketers, 12 reps, 2 heads, 504 days. Not run by default: machines differ, ratios travel.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from orgsim.analysis.comparing import compare
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate


def test_compiled_walk(benchmark):
    benchmark.pedantic(simulate, kwargs={"journeys": False}, rounds=20, warmup_rounds=2)


def test_compiled_walk_with_journeys(benchmark):
    benchmark.pedantic(simulate, rounds=20, warmup_rounds=2)


def test_agent_by_agent_walk(benchmark):
    benchmark.pedantic(lambda: OrgModel(journeys=False).run(), rounds=5, warmup_rounds=1)


def test_compare_with_40_pairs(benchmark):
    benchmark.pedantic(compare, kwargs={"pairs": 40}, rounds=3, warmup_rounds=0)


@pytest.mark.parametrize("prospects", [20_000, 200_000])
def test_memory_of_a_run(prospects):
    """At most 50 MB and 200 bytes per prospect above what the loaded program takes."""
    code = f"""
import resource, sys
sys.path.insert(0, {os.path.dirname(os.path.dirname(__file__))!r})
from helpers import resized
from orgsim.inputs.companies import company
from orgsim.model.simulation import simulate
small = resized(company("midmarket_saas"), market={{"prospects": 100}})
simulate("separated", small, days=5, journeys=False)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
simulate("separated", resized(small, market={{"prospects": {prospects}}}), journeys=False)
print(1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""
    used = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert used <= 50e6 + 200 * prospects
