"""A stream of messages, a JSON document a line, from work in a thread that ends soon after its reader has left."""

from __future__ import annotations

import asyncio
import json
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import anyio
import anyio.to_thread

from orgsim.faces.view.answers import ANSWERS, LONG, Asked, Message
from orgsim.faces.view.question import Question
from orgsim.kernel.errors import OrgsimError
from orgsim.studies.remembered import Left, Remembered

PAUSE: Final = 0.03  # seconds after a first picture in which a reader may ask for the next one instead
AT_ONCE: Final = 2  # long answers that are worked on at once
WAITING: Final = 8  # long answers that may wait for that
READERS: Final = 40  # streams at once


class Desk:
    """What all readers share: remembered runs, and how many may ask at once."""

    def __init__(self, workers: int | None = None) -> None:
        self.runs = Remembered(workers)
        self.long = threading.BoundedSemaphore(AT_ONCE)
        self.threads = anyio.CapacityLimiter(READERS)
        self._lock = threading.Lock()
        self._waiting = 0

    def answer(self, kind: str, question: Question, tell: Callable[[Message], None], left: threading.Event) -> None:
        """Answer in this thread. Raises Left where nobody waits, or OrgsimError."""
        asked = Asked(question, self.runs, tell, left.is_set)
        if kind not in LONG:
            ANSWERS[kind](asked)
            return
        with self._lock:
            if self._waiting >= WAITING:
                raise OrgsimError("Too many long questions wait already; ask again in a minute.")
            self._waiting += 1
        try:
            while not self.long.acquire(timeout=0.2):
                tell({"progress": [0, 0]})
                if left.is_set():
                    raise Left
            try:
                ANSWERS[kind](asked)
            finally:
                self.long.release()
        finally:
            with self._lock:
                self._waiting -= 1


async def lines(desk: Desk, kind: str, question: Question) -> AsyncIterator[str]:
    """The messages of an answer as lines of JSON; the last one says that it is done or what went wrong."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Message | None] = asyncio.Queue()
    left = threading.Event()
    first = True

    def tell(message: Message) -> None:
        nonlocal first
        if left.is_set():
            raise Left
        loop.call_soon_threadsafe(queue.put_nowait, message)
        if first and "payload" in message:
            first = False
            left.wait(PAUSE)

    def work() -> None:
        try:
            desk.answer(kind, question, tell, left)
        except Left:
            pass
        except OrgsimError as error:
            loop.call_soon_threadsafe(queue.put_nowait, {"error": str(error)})
        except Exception:  # noqa: BLE001  # a reader is told of whatever it was; the terminal has the rest
            traceback.print_exc()
            loop.call_soon_threadsafe(queue.put_nowait, {"error": "The server failed at this; its terminal says where."})
        finally:
            loop.call_soon_threadsafe(queue.put_nowait, None)

    working = asyncio.ensure_future(anyio.to_thread.run_sync(work, limiter=desk.threads))
    try:
        while (message := await queue.get()) is not None:
            yield line(message)
    finally:
        left.set()
        working.cancel() if not working.done() and working.cancelled() else None


def line(message: dict[str, Any]) -> str:
    """One message as a line."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False) + "\n"
