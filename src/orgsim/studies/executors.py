"""Who does the runs: threads, processes, a Dask cluster, MPI, or any executor of ``concurrent.futures``."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from orgsim.kernel.errors import BadValue, UnknownName, UsageError, shown
from orgsim.studies.dask import DaskExecutor, Watch

ANSWER: Final = "10s"  # how long a Dask scheduler may take to answer


@dataclass(frozen=True)
class Crew:
    """A way to make executors; a broken one is replaced by a new one.

    ``seconds`` is how long a task should last at least, so that handing it out costs little. ``shared`` says that the
    executor belongs to the caller and is not shut down. ``close`` ends what stands behind the executors;
    ``alive`` says whether that is still there.
    """

    make: Callable[[], Executor]
    workers: int
    seconds: float
    shared: bool = False
    close: Callable[[], None] = lambda: None
    alive: Callable[[], bool] = lambda: True

    def opened(self) -> AbstractContextManager[Executor]:
        """A new executor; one that belongs to somebody else is not closed."""
        return nullcontext(self.make()) if self.shared else self.make()


def _threads(workers: int, _address: str | None) -> Crew:
    return Crew(lambda: ThreadPoolExecutor(workers, "orgsim"), workers, 0.02)


def _loky(workers: int, _address: str | None) -> Crew:
    from loky import ProcessPoolExecutor

    return Crew(lambda: ProcessPoolExecutor(workers, timeout=60), workers, 0.1)


def _dask(workers: int, address: str | None) -> Crew:
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError("Dask is not installed. Install it with: pip install 'orgsim[cluster]'.") from None

    if address is None:
        once = {"allowed_failures": 0}  # a run that kills its worker is tried again by us, alone; Dask would 3 times more
        cluster: Any = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", scheduler_kwargs=once)
        client: Any = Client(cluster)
    else:
        try:
            cluster, client = None, Client(address, timeout=ANSWER)
        except (OSError, ValueError) as error:
            raise UsageError(f"No Dask scheduler answers at {address}: {error}") from None
        workers = max(1, sum(client.nthreads().values()))
    watch = Watch(client, cluster, workers)
    return Crew(lambda: DaskExecutor(client), workers, 0.5, close=watch.close, alive=watch.alive)


def _mpi(workers: int, _address: str | None) -> Crew:
    try:
        from mpi4py import MPI
        from mpi4py.futures import MPIPoolExecutor
    except (ImportError, RuntimeError) as error:
        raise UsageError(f"MPI is not to be had here ({error}). Install an MPI and: pip install 'orgsim[mpi]'.") from None
    ranks = MPI.COMM_WORLD.Get_size() - 1
    return Crew(lambda: MPIPoolExecutor(ranks or workers), ranks or workers, 0.1)


EXECUTORS: Final[dict[str, Callable[[int, str | None], Crew]]] = {
    "threads": _threads,
    "loky": _loky,
    "dask": _dask,
    "mpi": _mpi,
}
"""Executors by name: functions of the number of workers and of a scheduler's address."""


def crew(
    executor: str | Executor | Callable[[], Executor] = "threads", workers: int | None = None, address: str | None = None
) -> Crew:
    """The crew for a name in EXECUTORS, for an executor of one's own, or for a factory of one. Raises UsageError."""
    if address is not None and executor != "dask":
        raise BadValue("An address goes with the executor 'dask' only.")
    count = workers or os.cpu_count() or 1
    if isinstance(executor, str):
        if executor not in EXECUTORS:
            raise UnknownName("executor", executor, EXECUTORS)
        return EXECUTORS[executor](count, address)
    if isinstance(executor, Executor):
        own = int(getattr(executor, "_max_workers", count))
        return Crew(lambda: executor, own, 0.1, shared=True)
    if callable(executor):
        return Crew(executor, count, 0.1)
    raise BadValue(f"executor = {shown(executor)} must be one of {', '.join(EXECUTORS)}, an Executor, or a factory of one.")
