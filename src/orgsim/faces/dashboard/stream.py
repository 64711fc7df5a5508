"""A stream of messages, a JSON document a line, from work in a thread that ends soon after its reader has left."""

from __future__ import annotations

import asyncio
import json
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import cached_property
from typing import Any, Final

import anyio
import anyio.to_thread
from starlette.requests import Request

from orgsim.faces.view.answers import Message
from orgsim.faces.view.desk import Desk
from orgsim.faces.view.question import Question
from orgsim.kernel.errors import OrgsimError
from orgsim.kernel.wanted import Left

PAUSE: Final = 0.03  # seconds after a first picture in which a reader may ask for the next one instead
READERS: Final = 40  # streams at once


class Readers(Desk):
    """The desk of a server: also, how many streams there may be at once."""

    @cached_property
    def threads(self) -> anyio.CapacityLimiter:
        """The threads in which they are answered; made when first used, since older versions of anyio make none before
        anything is served.
        """
        return anyio.CapacityLimiter(READERS)


async def lines(desk: Readers, kind: str, question: Question) -> AsyncIterator[str]:
    """The messages of an answer as lines of JSON; what went wrong is the last one. The stream ends with the answer."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Message | None] = asyncio.Queue()
    left = threading.Event()
    first = True

    def put(message: Message | None) -> None:
        with suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(queue.put_nowait, message)

    def tell(message: Message) -> None:
        nonlocal first
        if left.is_set():
            raise Left
        put(message)
        if first and "payload" in message:
            first = False
            left.wait(PAUSE)

    def work() -> None:
        try:
            desk.answer(kind, question, tell, left)
        except Left:
            pass
        except OrgsimError as error:
            put({"error": str(error)})
        except Exception:  # noqa: BLE001  # a reader is told of whatever it was; the terminal has the rest
            traceback.print_exc()
            put({"error": "The server failed at this; its terminal says where."})
        finally:
            put(None)

    working = asyncio.ensure_future(anyio.to_thread.run_sync(work, limiter=desk.threads))
    try:
        while (message := await queue.get()) is not None:
            yield line(message)
    finally:
        left.set()
        del working  # it ends by itself, soon after it sees that its reader has left


async def while_asked(request: Request, desk: Readers, work: Callable[[Callable[[], bool]], bytes]) -> bytes:
    """What some work makes, in a thread; it is told when its reader has left. Raises Left then."""
    left = threading.Event()
    working = asyncio.ensure_future(anyio.to_thread.run_sync(work, left.is_set, limiter=desk.threads))
    while not working.done():
        await asyncio.wait({working}, timeout=0.5)
        if not left.is_set() and await request.is_disconnected():
            left.set()
    return working.result()


def line(message: dict[str, Any]) -> str:
    """One message as a line."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False) + "\n"
