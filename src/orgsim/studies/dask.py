"""A Dask client as an executor of ``concurrent.futures``, every task of which comes to an end.

Dask's own loses a task's end where the worker that held its result dies before the result is fetched: whoever waits for it
waits for ever.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import suppress
from typing import Any, Final

PATIENCE: Final = 10.0  # seconds without any worker after which a cluster of ours gets new ones
LOST: Final = 120.0  # seconds without any after which they count as lost


class Watch:
    """Looks after the workers of a client; those of a cluster of our own are replaced when all are gone: whoever restarts
    them for Dask gives up where one dies while it starts.
    """

    def __init__(self, client: Any, cluster: Any, workers: int) -> None:
        self._client, self._cluster, self._workers = client, cluster, workers
        self._gone: float | None = None  # since when there are none; nobody looks while runs come in
        self._replaced = 0.0

    def alive(self) -> bool:
        """Whether there are workers, or will be."""
        if self._client.status == "closed":
            return False
        if self._client.scheduler_info().get("workers") if self._cluster is None else self._cluster.scheduler.workers:
            self._gone = None
            return True
        now = time.monotonic()
        self._gone = now if self._gone is None else self._gone
        if self._cluster is not None and now - max(self._gone, self._replaced) > PATIENCE:
            self._cluster.scale(0)
            self._cluster.scale(self._workers)
            self._replaced = now
        return now - self._gone < LOST

    def close(self) -> None:
        """End what was begun. A worker that is slow to go is killed by its nanny; the runs are all in by then."""
        with suppress(TimeoutError, asyncio.TimeoutError):
            self._client.close()
        if self._cluster is not None:
            with suppress(TimeoutError, asyncio.TimeoutError):
                self._cluster.close()


class DaskExecutor(Executor):
    """Tasks go to a client's scheduler; its ``Future`` ends with result, error or cancellation."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a task to the scheduler."""
        there = self._client.submit(fn, *args, pure=False, **kwargs)
        here: Future[Any] = Future()

        def settle(done: Any) -> None:
            with suppress(InvalidStateError):  # canceled here meanwhile
                try:
                    here.set_result(done.result())
                except (CancelledError, asyncio.CancelledError):
                    here.cancel()
                    here.set_running_or_notify_cancel()
                except Exception as error:  # noqa: BLE001  # whatever it is, it is the task's end
                    here.set_exception(error)

        def forget(one: Future[Any]) -> None:
            if one.cancelled():
                there.cancel()

        there.add_done_callback(settle)
        here.add_done_callback(forget)
        return here
