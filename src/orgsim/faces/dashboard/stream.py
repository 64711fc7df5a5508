"""A stream of messages, a JSON document a line, from work in a thread that ends soon after its reader has left."""

from __future__ import annotations

import asyncio
import json
import threading
import traceback
from collections.abc import AsyncIterator
from typing import Any, Final

import anyio
import anyio.to_thread

from orgsim.faces.view.answers import Message
from orgsim.faces.view.desk import Desk
from orgsim.faces.view.question import Question
from orgsim.kernel.errors import OrgsimError
from orgsim.studies.remembered import Left

PAUSE: Final = 0.03  # seconds after a first picture in which a reader may ask for the next one instead
READERS: Final = 40  # streams at once


class Counter(Desk):
    """The desk of a server: also, how many streams there may be at once."""

    def __init__(self, workers: int | None = None) -> None:
        super().__init__(workers)
        self.threads = anyio.CapacityLimiter(READERS)


async def lines(desk: Counter, kind: str, question: Question) -> AsyncIterator[str]:
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
        del working  # it ends by itself, soon after it sees that its reader has left


def line(message: dict[str, Any]) -> str:
    """One message as a line."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False) + "\n"
