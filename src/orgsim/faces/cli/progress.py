"""A progress bar on stderr: rich on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from orgsim.faces.cli.console import visible

if TYPE_CHECKING:
    from orgsim.studies.driver import Progress


@contextmanager
def bar(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with (done, total); None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    shown = Progress(
        TextColumn("{task.description}", markup=False),  # it may hold what a stranger called a company
        BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with shown:
        task = shown.add_task(visible(label), total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


@contextmanager
def study_bar(label: str, *, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A function to call with a study's Progress: a bar with rate, failures and time left; a line a minute elsewhere."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield _line_a_minute(label)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    shown = Bar(
        TextColumn("{task.description}", markup=False),  # it may hold what a stranger called a company
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]:.1f} runs/s"),
        TextColumn("{task.fields[failed]} failed"), TimeElapsedColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with shown:
        task = shown.add_task(visible(label), total=None, rate=0.0, failed=0)
        yield lambda one: shown.update(task, completed=one.done, total=one.total, rate=one.rate, failed=one.failed)


def _line_a_minute(label: str) -> Callable[[Progress], None]:
    last = time.monotonic()

    def tell(one: Progress) -> None:
        nonlocal last
        if time.monotonic() - last > 60.0:
            last = time.monotonic()
            left = f", {one.seconds_left / 60.0:.0f} min left" if one.fresh else ""
            sys.stderr.write(
                f"{label}: {one.done} of {one.total} runs, {one.rate:.1f} a second, {one.failed} failed{left}\n"
            )
            sys.stderr.flush()

    return tell
