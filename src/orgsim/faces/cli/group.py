"""``orgsim``: the group of verbs, loaded one by one when called, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module
from typing import Any

import click

FIRST = ("compare", "why", "rank", "advise", "run", "diff", "study")


@cache
def verbs() -> dict[str, str]:
    """The verbs there are, a file each, with the first sentence of each; those that most people want come first."""
    folder = os.path.join(os.path.dirname(__file__), "verbs")  # pathlib would be a tenth of the time that help takes
    files = sorted(name.removesuffix(".py") for name in os.listdir(folder) if re.fullmatch(r"[a-z]\w*\.py", name))
    return {name: _sentence(f"{folder}/{name}.py") for name in (*FIRST, *(one for one in files if one not in FIRST))}


def _sentence(path: str) -> str:
    """What the docstring of ``command`` says first, read without importing anything."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    told = re.search(r'^def command\(.*?"""(.+?)(?:[.:;](?=\s|""")|""")', text, re.DOTALL | re.MULTILINE)
    return " ".join(told[1].split()) + "." if told else ""


class Verbs(click.Group):
    """Imports a verb's file only when it is called, so that help costs no import of the model."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, those wanted most first."""
        return list(verbs())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name."""
        if cmd_name not in verbs():
            return None
        command: click.Command = import_module(f"orgsim.faces.cli.verbs.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The verb to call; an unknown one is answered with the nearest."""
        if args and args[0] not in verbs() and not args[0].startswith("-"):
            from orgsim.kernel.errors import UnknownName

            raise UnknownName("command", args[0], verbs())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their sentences, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(verbs().items()))


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: orgsim compare separated integrated --pairs 40 --figure comparison.png",
)
@click.version_option(package_name="orgsim", prog_name="orgsim")
def cli() -> None:
    """Try an organization of sales and marketing before you live in it."""


def run() -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 bad usage, 3 a check did not hold, 4 output
    exists. A wish to stop is left to the caller, with what was asked, from 130 on.
    """
    from orgsim.faces.cli.console import note, prepare
    from orgsim.faces.cli.signals import heard
    from orgsim.kernel.errors import OrgsimError

    prepare()
    try:
        cli.main(standalone_mode=False)
    except OrgsimError as error:
        note(f"Error: {error}")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:  # click's word for an interrupt
        raise heard(error.__cause__) or KeyboardInterrupt from None
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            return 0
        note(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
        return 1
    return 0
