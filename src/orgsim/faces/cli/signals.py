"""Ctrl-C and a scheduler's polite kill: both end what is under way in order, say how to go on, and give the exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from types import FrameType

TIMES = 3  # after so many, no more patience
AGAIN = 0.05  # seconds until a wish that was lost is heard once more


class Stopped(KeyboardInterrupt):
    """A signal that asks to stop."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


_heard: list[int] = []
_raised: list[Stopped] = []


def _hear(number: int, frame: FrameType | None) -> None:
    _heard.append(number)
    if len(_heard) >= TIMES:
        os._exit(128 + number)
    if len(_heard) == 1:
        if _importing(frame):
            _hear_again(number)
        else:
            _raised[:] = [Stopped(number)]
            raise _raised[0]  # what is being kept meanwhile is not disturbed by a second one


def _importing(frame: FrameType | None) -> bool:
    """Whether a module is half made: compiled parts of libraries take what is raised there for a fault of their own."""
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None


def _hear_again(number: int) -> None:
    _heard.clear()
    again = threading.Timer(AGAIN, os.kill, (os.getpid(), number))
    again.daemon = True
    again.start()


def _lost(unraisable: Any) -> None:
    """A wish to stop that came while something was cleared away, where nothing can be raised, is heard once more."""
    if isinstance(unraisable.exc_value, Stopped):
        _hear_again(unraisable.exc_value.number)
    else:
        sys.__unraisablehook__(unraisable)


def listen() -> None:
    """Take SIGINT, where the shell has not turned it off, and SIGTERM for a wish to stop."""
    _heard.clear()
    _raised.clear()
    sys.unraisablehook = _lost
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _hear)


def heard(error: BaseException | None) -> KeyboardInterrupt | None:
    """The wish to stop behind what others made of it, if there was one."""
    if _raised:
        return _raised[0]
    return error if isinstance(error, KeyboardInterrupt) else None


def told(stop: KeyboardInterrupt, words: list[str] | None = None) -> int:
    """Say that it was stopped and how to go on; returns the exit code."""
    import shlex

    from orgsim.faces.cli.console import note

    again = shlex.join(["orgsim", *(sys.argv[1:] if words is None else words)])
    note(getattr(stop, "resume", f"Interrupted; nothing half done was kept. Again with: {again}"))
    return 128 + int(getattr(stop, "number", signal.SIGINT))


def finish(code: int) -> NoReturn:
    """Leave with this code; signals that come now change nothing."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # also while the interpreter ends
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # nobody reads it any more
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)
