"""Where questions are answered: one for all readers of a page, or of a notebook."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final

from orgsim.faces.view.answers import ANSWERS, LONG, Asked, Message
from orgsim.faces.view.question import Question
from orgsim.kernel.errors import OrgsimError, UnknownName
from orgsim.kernel.wanted import Left
from orgsim.studies.remembered import Remembered

WAITING: Final = 8
"""Long answers that may be worked on or wait: one at a time, since they share folders of runs and all cores."""


class Desk:
    """What all readers share: remembered runs, and how many may ask at once."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers
        self.runs = Remembered(workers)
        self.long = threading.Lock()
        self._lock = threading.Lock()
        self._waiting = 0

    def answer(self, kind: str, question: Question, tell: Callable[[Message], None], left: threading.Event) -> None:
        """Answer in this thread. Raises Left where nobody waits, or OrgsimError."""
        if kind not in ANSWERS:
            raise UnknownName("kind of question", kind, ANSWERS)
        asked = Asked(question, self.runs, tell, left.is_set, self.workers)
        with self._turn(tell, left.is_set) if kind in LONG else nullcontext():
            ANSWERS[kind](asked)

    def found(self, kind: str, question: Question, left: Callable[[], bool]) -> list[Any]:
        """What a long question finds; what was asked before is found in no time. Raises Left, OrgsimError or UnknownName."""
        if kind not in LONG:
            raise UnknownName("long question", kind, LONG)

        def nobody(_message: Message) -> None:
            pass

        with self._turn(nobody, left):
            return LONG[kind](Asked(question, self.runs, nobody, left, self.workers))

    @contextmanager
    def _turn(self, tell: Callable[[Message], None], left: Callable[[], bool]) -> Iterator[None]:
        """The turn of a long question: one after the other."""
        with self._lock:
            if self._waiting >= WAITING:
                raise OrgsimError("Too many long questions wait already; ask again in a minute.")
            self._waiting += 1
        try:
            while not self.long.acquire(timeout=0.2):
                tell({"waiting": True})
                if left():
                    raise Left
            try:
                yield
            finally:
                self.long.release()
        finally:
            with self._lock:
                self._waiting -= 1
