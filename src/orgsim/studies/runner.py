"""Running a study, or going on with it: the one call behind ``Study.run`` and ``orgsim study run``."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from pathlib import Path

from orgsim.kernel.arguments import WORKERS, callback, checked, flag, function, optional, path, text, whole
from orgsim.kernel.rules import is_cold
from orgsim.model.simulation import simulate
from orgsim.studies.declaration import Declaration
from orgsim.studies.driver import Driver, Progress
from orgsim.studies.executors import crew
from orgsim.studies.founding import open_store
from orgsim.studies.recipe import Recipe
from orgsim.studies.result import StudyResult
from orgsim.studies.todo import Todo
from orgsim.studies.walks import Walk


def compile_first() -> None:
    """Compile the model where that is still to do, once and for all workers of this machine."""
    if is_cold():
        simulate(days=1, journeys=False)


@checked(
    out=optional(path), workers=WORKERS, address=optional(text), walk=function, progress=callback, notify=callback,
    fail_fast=flag, retry=flag, renew=flag, chunk=optional(whole(1, 1_000_000, "runs per task")),
)  # fmt: skip
def run_study(
    study: Declaration,
    out: str | Path | None = None,
    *,
    executor: str | Executor | Callable[[], Executor] = "threads",
    workers: int | None = None,
    address: str | None = None,
    walk: Walk = simulate,
    progress: Callable[[Progress], None] | None = None,
    notify: Callable[[str], None] | None = None,
    fail_fast: bool = False,
    retry: bool = False,
    renew: bool = False,
    chunk: int | None = None,
) -> StudyResult:
    """Run what is not done yet of a study, and return its result.

    Parameters: the folder (default ``results/NAME``; what is done there is kept); the executor's name, an executor of
    ``concurrent.futures`` or a factory of one; workers; a Dask scheduler's address; a walk of one's own in place of
    ``orgsim.simulate``; a function that is told the ``Progress``, and one that is told in words what was set aside; whether
    to stop at the first failure; whether to try again what failed; whether to do again what an older definition of a metric
    left open; and runs per task (default: by the time they take).
    Raises UsageError, OutputExists, CannotWrite or RunFailed; what was finished is kept in any case.
    """
    hands = crew(executor, workers, address)
    folder = Path(out) if out is not None else Path("results") / study.name
    with closing(hands), ExitStack() as held:
        compile_first()
        store, recipe = open_store(folder, study, Recipe.of(study, walk))
        held.enter_context(store)
        for notice in store.notices:
            if notify:
                notify(notice)
        statuses = store.statuses(current=renew)
        done = {key: status for key, status in statuses.items() if status == "ok" or not retry}
        todo = Todo(recipe, store.points, store.digests, study.pairs, done)
        state = Progress(todo.count())
        state.done = len({key for key, _ in todo.keyed()} & done.keys())
        state.failed = sum(status != "ok" for status in done.values())
        if progress:
            progress(state)
        driver = Driver(recipe, store, hands, state, tell=progress, chunk=chunk, fail_fast=fail_fast)
        driver.drive(iter(todo))
        told = len(store.notices)
        store.settle()
        for notice in store.notices[told:]:
            if notify:
                notify(notice)
    return StudyResult(folder)
