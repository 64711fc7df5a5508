"""Options that several verbs share, and how they are read."""

from __future__ import annotations

import json
import math
import shlex
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from orgsim.faces.cli.console import note, say
from orgsim.kernel.errors import BadValue, CannotWrite, OutputExists, shown
from orgsim.kernel.files import is_there

if TYPE_CHECKING:
    from orgsim.model.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
SCHEMA = 1


class _Number(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # newer ones of click's are generic
    """A number on the command line; for one that is none, what to write instead."""

    def __init__(self, kind: type[int | float], name: str) -> None:
        self.kind, self.name = kind, name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Fails with advice."""
        try:
            return self.kind(value)
        except (ValueError, OverflowError):
            from orgsim.kernel.texts import hint

            advice = hint(str(value))
            self.fail(f"{shown(value)} is no {self.name}{advice and f': {advice}'}.", param, ctx)


class _Share(_Number):
    """A share on the command line, as 2% or 0.02."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The share. Fails with advice."""
        text = str(value).strip()
        number = super().convert(text.removesuffix("%").strip(), param, ctx)
        return number / 100.0 if text.endswith("%") else number


NUMBER, WHOLE, SHARE = _Number(float, "number"), _Number(int, "whole number"), _Share(float, "share, as 2% or 0.02")


def changing(function: F) -> F:
    """--set."""
    return click.option(
        "--set", "changes", multiple=True, metavar="NAME=VALUE|FILE.toml",
        help="Change a setting, a number of the company or a lever, or all settings of a file; may be repeated.",
    )(function)  # fmt: skip


def simulation(function: F) -> F:
    """--company, --today, --years, --seed and --set."""
    for option in (
        changing,
        click.option("--seed", default=7, type=WHOLE, show_default=True, help="Seed of all draws."),
        click.option(
            "--years", default=2.0, type=NUMBER, show_default=True, help="Horizon in years of 252 business days.",
        ),
        click.option(
            "--today", metavar="DESIGN",
            help="The design of today, from which the company changes over on day 0; `home`: each has long been lived in. "
            "[default: what the company's file says, or home]",
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


WORKBOOK: Final = "orgsim.workbook"  # where the context of a command keeps what --xlsx asked for


def workbook(function: F) -> F:
    """--xlsx; what was asked for is kept aside, see ``write_workbook``."""

    def keep(context: click.Context, _param: click.Parameter, path: Path | None) -> None:
        context.meta[WORKBOOK] = new_path(path, "The workbook", (".xlsx",))

    return click.option(
        "--xlsx", type=click.Path(path_type=Path), expose_value=False, callback=keep,
        help="Write an Excel workbook: the answer and every table.",
    )(function)  # fmt: skip


def wanted_workbook() -> Path | None:
    """The workbook that --xlsx asked for."""
    path: Path | None = click.get_current_context().meta.get(WORKBOOK)
    return path


def write_workbook(*results: Any) -> list[str]:
    """Write the workbook where one was asked for; returns what was written."""
    path = wanted_workbook()
    if path is None:
        return []
    from orgsim.faces.workbook import workbook as made
    from orgsim.kernel.files import make_parent, write_whole

    content = made(*results)
    make_parent(path)
    write_whole(path, lambda sink: sink.write(content))
    return [str(path)]


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


def checked_names(*designs: str, company: str, today: str | None) -> None:
    """Refuse a name that there is none of before anything heavy is imported. Raises UsageError."""
    from orgsim.inputs.companies import company as company_of
    from orgsim.inputs.designs import design as design_of
    from orgsim.inputs.designs import point

    if today and today != "home":
        point(today)

    for one in designs:
        design_of(one)
    company_of(company)


def settings_from(changes: tuple[str, ...]) -> tuple[Settings, dict[str, float | str]]:
    """The settings of the file among these changes, or the defaults; and the other changes, by name. Raises UsageError."""
    from orgsim.inputs.designs import assignments
    from orgsim.model.changes import declared
    from orgsim.model.settings import Settings

    files = [one for one in changes if one.endswith(".toml") and "=" not in one]
    if len(files) > 1:
        raise BadValue(f"--set takes one file of settings, not {' and '.join(files)}.")
    named = assignments(one for one in changes if one not in files)
    for name in named:
        declared(name)
    return (Settings.from_toml(files[0]) if files else Settings()), named


def remarked(*designs: str, company: str, years: float, changes: tuple[str, ...] = (), quiet: bool = False) -> list[str]:
    """What is accepted but hardly meant, said on stderr; returned for the JSON document."""
    from orgsim.model.simulation import horizon
    from orgsim.studies.remarks import on_runs

    said = on_runs(designs, [company], horizon(years, None), [one for one in changes if "=" in one])
    for line in said:
        note(f"Note: {line}", quiet=quiet)
    return said


def again(a: str, b: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...]) -> str:
    """The same world on another command line, quoted for the shell."""
    words = [
        a,
        b,
        "--company",
        company,
        *(("--today", today) if today else ()),
        "--years",
        f"{years:g}",
        "--seed",
        str(seed),
    ]
    for change in changes:
        words += ["--set", change]
    return shlex.join(words)


def print_json(kind: str, content: dict[str, Any]) -> None:
    """One document with its schema version; numbers that are none become null."""
    say(json.dumps({"schema_version": SCHEMA, "kind": kind} | clean(content), indent=2))


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
    if is_there(path):
        raise OutputExists(f"{what} {path} exists; nothing was overwritten. Choose another name or remove it.")
    above = next(parent for parent in path.absolute().parents if is_there(parent))
    if not above.is_dir():
        raise BadValue(f"{what} {path}: {above} is a file, not a folder.")
    try:
        with tempfile.TemporaryFile(dir=above):
            pass
    except OSError as error:
        raise CannotWrite(f"{what} {path} cannot be written: {error.strerror}.") from None
    return path


def hush(*, quiet: bool) -> None:
    """Let the model, too, be silent."""
    from orgsim.kernel import rules

    rules.SILENT = quiet
