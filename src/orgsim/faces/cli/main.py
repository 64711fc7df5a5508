"""``orgsim``: the group of verbs, loaded one by one when called, and the one place where errors become exit codes."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

VERBS = {
    "compare": "Compare two designs over pairs of runs under the same luck.",
    "run": "Run one design once and keep its history in a folder.",
    "diff": "Show the prospects won under one design and lost under the other.",
    "study": "Run studies from a file: many points, pairs and designs; resume, verify, export.",
    "validate": "Hold companies against the targets of the evidence.",
    "fit": "Fit a company's free numbers to targets, from a study file.",
    "designs": "List the organization designs, or show one.",
    "companies": "List the companies, or show one with its sources.",
    "settings": "List the settings of the mechanisms.",
    "metrics": "List the metrics with their definitions.",
    "describe": "Print the model's description (ODD protocol).",
}


class Verbs(click.Group):
    """Imports a verb's file only when it is called, so that help costs no import of the model."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"orgsim.faces.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The verb to call; an unknown one is answered with the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from orgsim.kernel.errors import UnknownName

            raise UnknownName("command", args[0], VERBS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their sentences, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: orgsim compare separated integrated --pairs 40 --figure comparison.png",
)
@click.version_option(package_name="orgsim", prog_name="orgsim")
def cli() -> None:
    """Try an organization of sales and marketing before you live in it."""


def main() -> NoReturn:
    """Run the command line. Exit codes: 0 done, 1 failed, 2 bad usage, 3 a check did not hold, 4 output
    exists, 130 interrupted.
    """
    from orgsim.kernel.errors import OrgsimError

    try:
        cli.main(standalone_mode=False)
    except OrgsimError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            sys.exit(0)
        click.echo(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}.", err=True)
        sys.exit(1)
    sys.exit(0)
