"""Options that several verbs share, and how they are read."""

from __future__ import annotations

import json
import math
import shlex
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgsim.kernel.errors import BadValue, CannotWrite, OutputExists

if TYPE_CHECKING:
    from orgsim.model.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
SCHEMA = 1


def simulation(function: F) -> F:
    """--company, --years, --seed and --set."""
    for option in (
        click.option(
            "--set", "changes", multiple=True, metavar="CHAPTER.SETTING=VALUE|FILE.toml",
            help="Change a setting, or all that a file states; may be repeated. `orgsim settings` lists them.",
        ),
        click.option("--seed", default=7, show_default=True, help="Seed of all draws."),
        click.option(
            "--years", default=2.0, show_default=True, help="Horizon in years of 252 business days.",
        ),
        click.option(
            "--company", default="midmarket_saas", show_default=True, metavar="NAME|FILE.toml",
            help="A shipped company, or your own numbers in a TOML file.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def as_json(function: F) -> F:
    """--json."""
    return click.option("--json", "json_out", is_flag=True, help="One JSON document on stdout.")(function)


def quiet(function: F) -> F:
    """--quiet."""
    return click.option("--quiet", "-q", is_flag=True, help="No progress and no notes on stderr.")(function)


def named(words: tuple[str, ...], kind: str, verb: str) -> str | None:
    """The name in ``NAME`` or ``show NAME``; None for ``list`` or nothing. Raises BadValue."""
    if words in ((), ("list",)):
        return None
    rest = words[1:] if words[0] == "show" else words
    if len(rest) != 1:
        raise BadValue(f"Which {kind}? Write `orgsim {verb} show NAME`, with one name.")
    return rest[0]


def settings_from(changes: tuple[str, ...]) -> Settings:
    """The settings of the file among these changes, or the defaults, with the other changes. Raises UsageError."""
    from orgsim.inputs.designs import assignments
    from orgsim.model.settings import Settings

    files = [one for one in changes if one.endswith(".toml") and "=" not in one]
    if len(files) > 1:
        raise BadValue(f"--set takes one file of settings, not {' and '.join(files)}.")
    settings = Settings.from_toml(files[0]) if files else Settings()
    return settings.set_all(assignments(one for one in changes if one not in files))


def again(a: str, b: str, company: str, years: float, seed: int, changes: tuple[str, ...]) -> str:
    """The same world on another command line, quoted for the shell."""
    words = [a, b, "--company", company, "--years", f"{years:g}", "--seed", str(seed)]
    for change in changes:
        words += ["--set", change]
    return shlex.join(words)


def print_json(kind: str, content: dict[str, Any]) -> None:
    """One document with its schema version; numbers that are none become null."""
    click.echo(json.dumps({"schema_version": SCHEMA, "kind": kind} | clean(content), indent=2))


def clean(value: Any) -> Any:
    """The value with numbers that are none, or infinite, as null."""
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def new_path(path: Path | None, what: str, endings: tuple[str, ...] = ()) -> Path | None:
    """A path that may be written to. Raises OutputExists or BadValue."""
    if path is None:
        return None
    if endings and path.suffix.lower() not in endings:
        raise BadValue(f"{what} {path} must end in one of {', '.join(endings)}.")
    if path.exists():
        raise OutputExists(f"{what} {path} exists; nothing was overwritten. Choose another name or remove it.")
    above = next(parent for parent in path.absolute().parents if parent.exists())
    if not above.is_dir():
        raise BadValue(f"{what} {path}: {above} is a file, not a folder.")
    try:
        with tempfile.TemporaryFile(dir=above):
            pass
    except OSError as error:
        raise CannotWrite(f"{what} {path} cannot be written: {error.strerror}.") from None
    return path


def warn_late(*designs: str, years: float, quiet: bool) -> None:
    """Say where a change of design lies beyond the horizon, so that the run never sees it."""
    from orgsim.inputs.designs import DesignPath, Rivalry, design
    from orgsim.model.simulation import horizon

    for name in designs:
        of = design(name)
        for side in (of.own, of.other) if isinstance(of, Rivalry) else (of,):
            late = side.phases[-1].day if isinstance(side, DesignPath) else 0
            if late >= horizon(years, None):
                note(f"Note: the change on day {late} of '{name}' lies beyond the {horizon(years, None)} days.", quiet=quiet)


def hush(*, quiet: bool) -> None:
    """Let the model, too, be silent."""
    from orgsim.kernel import rules

    rules.SILENT = quiet


def note(text: str, *, quiet: bool) -> None:
    """Say something on stderr."""
    if not quiet:
        click.echo(text, err=True)
