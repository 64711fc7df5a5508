"""Copies of models, agents and sets of agents, however they are made, go on exactly like the original, wherever they are."""

from __future__ import annotations

import copy
import gc
import os
import pickle
import subprocess
import sys
from pathlib import Path

import cloudpickle
import numpy as np
import pytest

import orgsim
from orgsim.kernel.rules import COMPILED
from orgsim.model.duopoly import Duopoly
from orgsim.model.org_model import OrgModel

DAYS, TAKEN = 12, 5
NUMBERS = {
    "market.prospects": 120, "staff.marketers": 2, "staff.reps": 2, "market.needs_per_year": 4.0, "start.customers": 0,
    "start.burn_in": 0,
}  # fmt: skip


def as_dask_sends_it(one):
    """Arrays go beside the pickle, and are read-only at the other end."""
    buffers = []
    text = pickle.dumps(one, protocol=5, buffer_callback=buffers.append)
    return pickle.loads(text, buffers=[memoryview(bytes(buffer.raw())).toreadonly() for buffer in buffers])


WAYS = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda one: pickle.loads(pickle.dumps(one)),
    "cloudpickle": lambda one: cloudpickle.loads(cloudpickle.dumps(one)),
    "pickle, read-only": as_dask_sends_it,
}


def begun(design="integrated"):
    model = OrgModel(design, seed=3, days=DAYS, changes=NUMBERS)
    for _ in range(TAKEN):
        model.step()
    return model


def rest(model):
    """Walk to the end; what the run and the collector leave, as bytes and lists."""
    model.run()
    tables = model.history
    return (
        b"".join(getattr(tables, name).tobytes() for name in ("daily", "leads", "journeys", "people")),
        model.datacollector.get_model_vars_dataframe().to_dict("list"),
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_copied_model_goes_on_like_the_original_and_leaves_it_alone(way):
    model = begun()
    twin = WAYS[way](model)
    before = model.world.people.tobytes(), model.world.prospects.tobytes()
    found = rest(twin)
    assert (model.day, twin.day) == (TAKEN, DAYS)
    assert (model.world.people.tobytes(), model.world.prospects.tobytes()) == before
    assert rest(model) == found
    assert all(agent.model is twin for agent in twin.agents)


@pytest.mark.parametrize("way", [way for way in WAYS if way != "copy"])
def test_a_copied_agent_or_set_brings_its_model(way):
    model = begun()
    rep = model.agents_by_type[orgsim.Rep][0]
    agents = WAYS[way](model.agents)
    gc.collect()  # a set holds its agents weakly
    twins = [WAYS[way](rep).model, agents[0].model]
    found = rest(model)
    for twin in twins:
        assert twin is not model
        assert rest(twin) == found


def test_a_shallow_copy_of_a_set_holds_the_same_agents():
    model = begun()
    assert list(copy.copy(model.agents)) == list(model.agents)


@pytest.mark.parametrize("way", WAYS)
def test_two_organizations_still_share_their_market(way):
    market = Duopoly("separated vs integrated", seed=3, days=DAYS, changes=NUMBERS)
    for _ in range(TAKEN):
        market.step()
    twin = WAYS[way](market)
    one, two = twin.organizations
    assert one.world.accounts is two.world.accounts
    assert one.world.accounts is not market.organizations[0].world.accounts
    assert twin.run() == market.run()


AFTER = """
import pickle, sys
sys.path.insert(0, {tests!r})
import test_copies as own
model = pickle.load(open({file!r}, "rb"))
bytes_left, collected = own.rest(model)
print(hash_of := own.digest(bytes_left, collected))
"""


def digest(left, collected):
    import hashlib

    return hashlib.sha256(left + repr(sorted(collected.items())).encode()).hexdigest()


@pytest.mark.parametrize("plain", [False, True])
def test_a_pickled_model_goes_on_in_another_process_compiled_or_not(tmp_path, plain):
    model = begun()
    (tmp_path / "model").write_bytes(pickle.dumps(model))
    code = AFTER.format(tests=str(Path(__file__).parent), file=str(tmp_path / "model"))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | ({"NUMBA_DISABLE_JIT": "1"} if plain else {}),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == digest(*rest(model))


def test_under_loky_and_dask():
    distributed = pytest.importorskip("distributed")
    from loky import ProcessPoolExecutor

    model = begun()
    with ProcessPoolExecutor(1) as pool:
        by_loky = pool.submit(rest, model).result()
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
    ):
        by_dask = client.submit(rest, model).result()
    assert by_loky == by_dask == rest(model)


def test_tables_know_the_memory_of_their_own_arrays():
    world = begun().world
    twin = pickle.loads(pickle.dumps(world))
    for name in type(world).names():
        assert not np.shares_memory(world.array(name), twin.array(name))
    if COMPILED:
        addresses = twin._handle.reshape(-1, 2)[:, 0].tolist()
        assert addresses == [twin.array(name).ctypes.data for name in type(world).names()]
