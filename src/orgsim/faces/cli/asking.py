"""What the verbs that search for an answer share: options, progress, the forecast of a dry run, and what is written."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns, filled
from orgsim.faces.cli.progress import bar
from orgsim.kernel.files import new_folder, write_text

if TYPE_CHECKING:
    from orgsim.analysis.why.sharing import Interval

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")
Progress = Callable[[int, int], None]


def asking(function: F) -> F:
    """--workers, --runs-in, --out, --dry-run, --xlsx, --json and --quiet."""
    for option in (
        options.quiet,
        options.as_json,
        options.workbook,
        click.option("--dry-run", is_flag=True, help="Say how many runs it takes at most, and how long; do none of them."),
        click.option(
            "--out", type=click.Path(path_type=Path), help="New folder for the answer: tables, pictures, provenance."
        ),
        click.option(
            "--runs-in", "runs_in", type=click.Path(path_type=Path),
            help="Folder for the runs, gone on with where it was begun. [default: one of this user's own]",
        ),
        click.option("--workers", type=options.WHOLE, help="Threads. [default: one per core]"),
    ):  # fmt: skip
        function = option(function)
    return function


class _ForeseenError(Exception):
    """Raised instead of doing any run, with how many it would be."""

    def __init__(self, runs: int) -> None:
        self.runs = runs


def asked(
    call: Callable[[Progress | None], R], label: str, *, dry_run: bool, quiet: bool, scenario: Callable[[], Any],
    kept: bool = True, json_out: bool = False,
) -> tuple[R, float] | None:  # fmt: skip
    """The answer and the seconds it took; of a dry run None, after its forecast was said. ``kept``: its runs are kept."""
    if dry_run:
        _forecast(call, scenario, label, json_out=json_out)
        return None
    start, done = time.perf_counter(), 0

    def heard(so_far: int, total: int) -> None:
        nonlocal done
        done = so_far
        if progress:
            progress(so_far, total)

    try:
        with bar(label, quiet=quiet) as progress:
            found = call(heard)
    except KeyboardInterrupt:
        if kept and done:
            note(f"{done} runs are kept; the same command goes on from there.", quiet=quiet)
        raise
    return found, time.perf_counter() - start


def _forecast(call: Callable[[Progress | None], R], scenario: Callable[[], Any], label: str, *, json_out: bool) -> None:
    import os

    from orgsim.studies.forecast import seconds_a_run

    def stop(_done: int, total: int) -> None:
        raise _ForeseenError(total)

    try:
        call(stop)
    except _ForeseenError as found:
        workers = os.cpu_count() or 1
        seconds = found.runs * seconds_a_run(scenario()) / workers
        if json_out:
            options.print_json("forecast", {"name": label, "runs": found.runs, "seconds": seconds})
            return
        say(f"{label}: at most {found.runs:,} runs, about {_told(seconds)} on {workers} cores.")


def _told(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 90.0 else f"{seconds / 60.0:.0f} minutes"


def told(cells: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """A table as text."""
    return "\n".join(columns([list(row) for row in cells], left=left))


def in_money(one: Interval, beside: float = 0.0) -> tuple[str, str]:
    """A mean and its interval in EUR, for two cells of a table, as it fits the largest number ``beside``."""
    most = max(beside, *(abs(value) for value in one if math.isfinite(value)), 0.0)
    size, letter = (1e6, " M") if most >= 1e6 else (1e3, " k") if most >= 1e3 else (1.0, "")
    mean, low, high = (f"{value / size:+,.2f}{letter}" if math.isfinite(value) else "–" for value in one)
    return mean, f"{low} … {high}"


def answer(
    kind: str, result: Any, document: dict[str, Any], text: str, *, out: Path | None, json_out: bool, quiet: bool,
    surer: str = "",
) -> None:  # fmt: skip
    """Print an answer as text or JSON; write it, with its figures and their tables, where that was asked."""
    if out is not None:
        from orgsim.faces.drawing import write_figures
        from orgsim.faces.view.payload import write_payload

        with new_folder(out) as unfinished:
            whole = {"schema_version": options.SCHEMA, "kind": kind} | options.clean(document)
            write_text(unfinished / "answer.json", json.dumps(whole, indent=2) + "\n")
            names = [*write_figures(result, unfinished), write_payload([result], unfinished, facts=_facts())]
    if json_out:
        options.print_json(kind, document)
    else:
        say("\n".join(filled(line) if "  " not in line else line for line in text.splitlines()))
    for path in options.write_workbook(result):
        note(f"Wrote {path}", quiet=quiet)
    if out is not None:
        note(f"Wrote {out}: answer.json, {', '.join(names)}", quiet=quiet)
    if surer and not json_out:
        note(surer, quiet=quiet)


def _facts() -> list[tuple[str, str]]:
    """What was asked on this command line, that an answer need not say itself."""
    given = click.get_current_context().params
    years = given.get("years")
    horizon = [("horizon", f"{years:g} year{'' if years == 1.0 else 's'}")] if years is not None else []
    return [*horizon, *([("seed", str(given["seed"]))] if "seed" in given else [])]


def named_interval(one: Interval) -> dict[str, float]:
    """A mean and its interval as a document has it."""
    return dict(zip(("mean", "low", "high"), one, strict=True))
