"""A real Dask cluster and real MPI ranks on this machine: the same table, and a worker that dies costs nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest

import walks
from orgsim.studies import dask, load
from orgsim.studies.study import Study

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning")


@pytest.fixture(scope="module")
def cluster():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as one:
            yield one


def test_dask_changes_nothing(small, tmp_path, cluster):
    here = small.run(tmp_path / "here")
    there = small.run(tmp_path / "there", executor="dask", address=cluster.scheduler_address, chunk=5)
    assert there.table().to_parquet() == here.table().to_parquet()


def test_a_dask_worker_killed_in_mid_study_costs_no_row(small, tmp_path, cluster):
    workers = [worker.process.process.pid for worker in cluster.workers.values()]
    killed = []

    def kill_one(state):
        if state.fresh >= 4 and not killed:
            os.kill(workers[0], signal.SIGKILL)
            killed.append(workers[0])

    found = small.run(
        tmp_path / "out", executor="dask", address=cluster.scheduler_address, chunk=1, progress=kill_one, walk=walks.slow
    )
    assert killed
    assert found.counts()["ok"] == 24


def test_ctrl_c_on_a_cluster_keeps_what_is_finished(small, tmp_path, cluster):
    def interrupt(state):
        if state.fresh >= 5:
            raise KeyboardInterrupt

    address = cluster.scheduler_address
    with pytest.raises(KeyboardInterrupt):
        small.run(tmp_path / "out", executor="dask", address=address, chunk=1, progress=interrupt, walk=walks.slow)
    assert 5 <= load(tmp_path / "out").counts()["done"] < 24
    assert small.run(tmp_path / "out", executor="dask", address=address, walk=walks.slow).counts()["ok"] == 24


def test_no_scheduler_is_named(small, tmp_path, monkeypatch):
    monkeypatch.setattr("orgsim.studies.executors.ANSWER", "1s")
    from orgsim.kernel.errors import UsageError

    with pytest.raises(UsageError, match="No Dask scheduler answers at tcp://127.0.0.1:1"):
        small.run(tmp_path / "out", executor="dask", address="tcp://127.0.0.1:1")


MPIEXEC = shutil.which("mpiexec", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))


@pytest.mark.skipif(MPIEXEC is None, reason="no MPI on this machine")
def test_mpi_ranks_change_nothing(folder):
    (folder / "s.toml").write_text("companies = ['village.toml']\npairs = 4\ndays = 21\nmetrics = ['profit', 'leads']\n")
    command = [MPIEXEC, "-n", "3", sys.executable, "-m", "mpi4py.futures", "-m", "orgsim", "study", "run", "s.toml"]
    subprocess.run(
        [*command, "--executor", "mpi", "--out", "there"], cwd=folder, check=True, capture_output=True, timeout=400
    )
    here = Study.from_toml(folder / "s.toml").run(folder / "here")
    assert load(folder / "there").table().to_parquet() == here.table().to_parquet()


def test_a_cluster_of_ours_whose_workers_are_all_gone_gets_new_ones(monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(dask, "PATIENCE", 0.5)
    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0")
    watch = dask.Watch(distributed.Client(cluster), cluster, 1)
    cluster.scale(0)
    until = time.monotonic() + 60.0
    while cluster.scheduler.workers and time.monotonic() < until:
        time.sleep(0.05)
    waiting = dask.DaskExecutor(watch._client).submit(int, "7")
    while not waiting.done() and time.monotonic() < until:
        assert watch.alive()
        time.sleep(0.2)
    assert waiting.result(timeout=1) == 7
    watch.close()
    assert not watch.alive()


def test_workers_are_lost_only_after_they_have_been_missed_for_long(monkeypatch):
    """Nobody looks while runs come in: a first look that finds none says nothing of the time before."""
    now = [0.0]
    monkeypatch.setattr(dask.time, "monotonic", lambda: now[0])
    there = {"workers": {"one": 1}}
    watch = dask.Watch(SimpleNamespace(status="running", scheduler_info=lambda: there), None, 1)
    assert watch.alive()
    now[0], there["workers"] = 10_000.0, {}
    assert watch.alive()
    now[0] += dask.LOST + 1.0
    assert not watch.alive()
    there["workers"] = {"one": 1}
    assert watch.alive()


def test_a_worker_that_is_slow_to_go_fails_nothing():
    """The runs are in; that Dask gives up waiting for a worker's end is no failure of the study."""

    class Slow:
        status = "closed"

        def close(self):
            raise TimeoutError

    dask.Watch(Slow(), Slow(), 1).close()
