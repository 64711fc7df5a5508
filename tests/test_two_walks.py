"""Compiled, agent by agent, and as plain Python: equal histories to the byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort

from orgsim.inputs.designs import DESIGNS as PRESETS
from orgsim.inputs.designs import Rivalry
from orgsim.model.duopoly import Duopoly
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate, simulate_both
from test_laws import DESIGNS, PATHS, SEEDS, SETTINGS

SMALL = """
import hashlib, json, sys
{before}
from orgsim.inputs.companies import company
from orgsim.inputs.designs import Rivalry
from orgsim.model.duopoly import Duopoly
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate, simulate_both
from orgsim.kernel.rules import COMPILED
c = company("midmarket_saas")
c = c.model_copy(update={{
    "market": c.market.model_copy(update={{"prospects": 160, "needs_per_year": 6.0, "think_days": 1.0}}),
    "start": c.start.model_copy(update={{"customers": 9, "burn_in": 10}}),
    "staff": c.staff.model_copy(update={{"marketers": 1, "reps": 2}}),
}})
found = {{}}
for name in ("separated", "integrated"):
    h = simulate(name, c, days=32, seed=11)
    found[name] = [hashlib.sha256(getattr(h, t).tobytes()).hexdigest() for t in ("daily", "leads", "journeys", "people")]
    if not COMPILED:
        assert OrgModel(name, c, days=32, seed=11).run() == h
print(json.dumps([COMPILED, found]))
"""


def digests(before: str = "", **environment: str):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SMALL.format(before=before)],
        capture_output=True, text=True, env=os.environ | environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@effort(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATHS, SETTINGS, SEEDS)
def test_both_walks_agree_on_designs_that_change(village, path, settings, seed):
    whole = simulate(path, village, settings=settings, seed=seed, days=90)
    assert OrgModel(path, village, settings=settings, seed=seed, days=90).run() == whole


@effort(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DESIGNS, DESIGNS, SETTINGS, SEEDS)
def test_both_walks_agree_on_two_organizations_in_one_market(village, own, other, settings, seed):
    rivalry = Rivalry(own=own, other=other)
    duopoly = Duopoly(rivalry, village, settings=settings, seed=seed, days=60)
    histories = simulate_both(rivalry, village, settings=settings, seed=seed, seat=seed & 1, days=60)
    assert duopoly.run() == histories


@effort(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DESIGNS, SETTINGS, SEEDS)
def test_both_walks_give_the_same_history(village, design, settings, seed):
    whole = simulate(design, village, settings=settings, seed=seed, days=90)
    assert OrgModel(design, village, settings=settings, seed=seed, days=90).run() == whole


@pytest.mark.parametrize("name", PRESETS)
def test_both_walks_agree_on_every_preset(name, village):
    assert OrgModel(name, village, days=60, seed=5).run() == simulate(name, village, days=60, seed=5)


def test_plain_python_gives_the_same_bytes_with_the_compiler_off_and_with_numba_hidden():
    compiled = digests()
    off = digests(NUMBA_DISABLE_JIT="1")
    hidden = digests("sys.modules['numba'] = None")
    assert compiled[0] is True
    assert off == hidden
    assert off[0] is False
    assert off[1] == compiled[1]


def test_journeys_change_nothing_but_the_log(village):
    loud, silent = (simulate("integrated", village, days=120, journeys=on) for on in (True, False))
    for name in ("daily", "leads", "people"):
        assert getattr(loud, name).tobytes() == getattr(silent, name).tobytes()
    assert len(loud.journeys) > 0
    assert len(silent.journeys) == 0
