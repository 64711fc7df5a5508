"""A Dask client as an executor of ``concurrent.futures``, every task of which comes to an end.

Dask's own loses a task's end where the worker that held its result dies before the result is fetched: whoever waits for it
waits for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import suppress
from typing import Any


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
