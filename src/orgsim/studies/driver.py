"""Running a study: what is not done yet is handed out in chunks, pair by pair, and every finished run is kept.

At most a few chunks per worker are under way at a time, however large the study. A run that raises becomes a row that says
so. A worker that dies takes its chunks with it: their runs are done again singly, and one that kills two workers
of its own is named: one may have died by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Protocol

from orgsim.kernel.errors import CannotWrite, RunFailed
from orgsim.kernel.fingerprints import fingerprints
from orgsim.studies.executors import Crew
from orgsim.studies.recipe import Recipe
from orgsim.studies.runs import FAILED, KILLED, Job, Row, blank, run_chunk

FLUSH_SECONDS: Final = 2.0
FLUSH_ROWS: Final = 2_000
LONGEST_CHUNK: Final = 1_000
AHEAD: Final = 3  # chunks under way per worker
MOST_DEATHS: Final = 50  # runs that may kill their worker before the study stops


@dataclass
class Progress:
    """How far a study has come. ``fresh`` counts the runs done by this driver, for the rate."""

    total: int
    done: int = 0
    failed: int = 0
    fresh: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Runs a second, by this driver."""
        return self.fresh / max(1e-9, time.monotonic() - self.started)

    @property
    def seconds_left(self) -> float:
        """Time left at this rate."""
        return (self.total - self.done) / self.rate if self.fresh else float("inf")


Chunk = Future[tuple[list[Row], float]]


class Keeping(Protocol):
    """Where finished runs go."""

    def append(self, rows: Iterable[Row]) -> None:
        """Keep rows."""

    def merge(self) -> None:
        """Put small parts together where there are many."""


class Driver:
    """Hands out chunks and keeps what comes back."""

    def __init__(
        self,
        recipe: Recipe,
        store: Keeping,
        hands: Crew,
        progress: Progress,
        *,
        tell: Callable[[Progress], None] | None,
        chunk: int | None,
        fail_fast: bool,
    ) -> None:
        self.recipe, self.store, self.hands, self.progress = recipe, store, hands, progress
        self._tell, self._chunk, self._fail_fast = tell, chunk, fail_fast
        self._rows: list[Row] = []
        self._flushed = time.monotonic()
        self._mean = 0.0  # seconds a run
        self._alive = 0  # runs that came back
        self._deaths = 0  # runs that killed their worker

    def drive(self, todo: Iterator[Job]) -> None:
        """Do all runs; on the way out, whatever the way, keep what is finished."""
        try:
            while (suspects := self._work(todo)) is not None:
                again = iter(suspects)
                while (few := self._work(again, size=1)) is not None:
                    self._alone(few)
        finally:
            try:
                self._flush()
            except KeyboardInterrupt:  # the first wish to stop; a second one does not disturb
                self._flush()
                raise

    def _size(self) -> int:
        if self._chunk is not None:
            return self._chunk
        if self._mean <= 0.0:
            return 1
        return max(1, min(LONGEST_CHUNK, round(self.hands.seconds / self._mean)))

    def _work(self, todo: Iterator[Job], size: int | None = None) -> list[Job] | None:
        """Do runs until none is left (None), or until a worker dies; returns the runs that may have killed it."""
        with ExitStack() as stack:
            executor = stack.enter_context(self.hands.opened())
            under_way: dict[Chunk, list[Job]] = {}
            suspects: list[Job] = []
            try:
                while True:
                    while not suspects and len(under_way) < AHEAD * self.hands.workers:
                        if not (jobs := list(islice(todo, size or self._size()))):
                            break
                        under_way[self._handed_out(executor, jobs)] = jobs
                    if not under_way:
                        return suspects or None
                    for future in self._finished(under_way):
                        jobs = under_way.pop(future)
                        if (done := self._outcome(future)) is None:
                            suspects += jobs  # the others under way come to their end, or end with the pool
                        else:
                            self._keep(*done, len(jobs))
            except BaseException:
                self._keep_finished(under_way)
                if not self.hands.shared:
                    executor.shutdown(wait=False)  # what is under way was canceled one by one; Dask's takes no more words
                raise

    def _finished(self, under_way: Iterable[Chunk]) -> set[Chunk]:
        """Wait until a chunk is finished, keeping rows in time and looking after the crew meanwhile."""
        while True:
            finished, _ = wait(under_way, timeout=FLUSH_SECONDS, return_when=FIRST_COMPLETED)
            self._flush_in_time()
            if finished:
                return finished
            if not self.hands.alive():
                raise RunFailed(
                    "The workers are gone, and do not come back. Every finished run is kept; run again to go on."
                )

    def _outcome(self, future: Chunk) -> tuple[list[Row], float] | None:
        """What a chunk brought; None where its worker died. Raises RunFailed where it is something else that went wrong."""
        if future.cancelled():
            raise RunFailed("The executor gave up its tasks. Every finished run is kept; run again to go on.")
        error = future.exception()
        if error is None:
            return future.result()
        if not (isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"):
            raise RunFailed(f"A task failed outside of its run: {type(error).__name__}: {error}") from error
        if self.hands.shared:
            raise RunFailed(
                f"The executor broke ({type(error).__name__}). Every finished run is kept; run again to go on. Give a "
                "factory of executors, and one that breaks is replaced."
            ) from error
        return None

    def _keep_finished(self, under_way: Mapping[Chunk, list[Job]]) -> None:
        for future, jobs in under_way.items():
            if not future.cancel() and future.done() and not future.cancelled() and future.exception() is None:
                rows, seconds = future.result()
                self._count(rows, seconds, len(jobs))

    def _alone(self, suspects: list[Job]) -> None:
        """Do runs one at a time, each in a pool that lives; one that kills its worker even so, twice, is marked."""
        once: set[str] = set()
        while suspects:
            with self.hands.opened() as executor:
                while suspects:
                    job = suspects.pop(0)
                    future = self._handed_out(executor, [job])
                    self._finished([future])
                    if (done := self._outcome(future)) is None:
                        _, key, _ = job
                        if key in once:
                            self._keep([self._killed(job, future)], 0.0, 1)
                            self._bury()
                        else:
                            once.add(key)
                            suspects.insert(0, job)
                        break
                    self._keep(*done, 1)

    def _bury(self) -> None:
        """Count a run that killed its worker; its row is kept. Raises RunFailed for too many."""
        self._deaths += 1
        if self._deaths > MOST_DEATHS:
            raise RunFailed(
                f"{self._deaths} runs have killed their worker, which takes seconds to replace. Every finished run is kept; "
                "run again to go on with the others."
            )

    def _killed(self, job: Job, future: Chunk) -> Row:
        """The row of a run that kills its worker. Raises RunFailed where workers die doing nothing."""
        if self._alive == 0:
            with self.hands.opened() as executor:
                probe = self._handed_out(executor, [])
                self._finished([probe])
                if self._outcome(probe) is None:
                    raise RunFailed("Workers die before they do anything. Every finished run is kept.")
        cell, key, point = job
        why = f"two workers died of this run, which did nothing else ({type(future.exception()).__name__})"
        return blank(self.recipe, cell, key, point) | {"status": KILLED, "error": why}

    def _handed_out(self, executor: Executor, jobs: list[Job]) -> Chunk:
        try:
            return executor.submit(run_chunk, self.recipe, jobs, fingerprints().model)
        except BrokenExecutor as error:  # it broke between two chunks
            broken: Chunk = Future()
            broken.set_exception(error)
            return broken

    def _keep(self, rows: list[Row], seconds: float, runs: int) -> None:
        self._count(rows, seconds, runs)
        if self._tell:
            self._tell(self.progress)
        if self._fail_fast and (bad := next((row for row in rows if row["status"] == FAILED), None)):
            raise RunFailed(
                f"{bad['company']}, {bad['design']}, point {bad['point']}, pair {bad['pair']} failed: {bad['error']}\n"
                f"{bad['traceback']}"
            )

    def _count(self, rows: list[Row], seconds: float, runs: int) -> None:
        self._rows += rows
        self._alive += sum(row["status"] != KILLED for row in rows)
        self._mean = 0.8 * self._mean + 0.2 * seconds / runs if self._mean else seconds / runs
        self.progress.done += runs
        self.progress.fresh += runs
        self.progress.failed += sum(row["status"] != "ok" for row in rows)

    def _flush_in_time(self) -> None:
        if len(self._rows) >= FLUSH_ROWS or time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._flush()
            with suppress(CannotWrite, OSError):  # every row is kept; it is tried again at the end, and told there
                self.store.merge()

    def _flush(self) -> None:
        self.store.append(self._rows)
        self._rows = []  # not before they are written: a row that is there twice does no harm, one that is lost does
        self._flushed = time.monotonic()
