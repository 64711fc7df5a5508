"""``orgsim describe``: the model in words."""

from __future__ import annotations

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import say


@click.command(epilog="Example: orgsim describe > ODD.md")
@options.as_json
def command(json_out: bool) -> None:
    """Print the model's description after the ODD protocol (2020 update), made from the code's own declarations."""
    from orgsim.faces.protocol import protocol

    text = protocol()
    if json_out:
        options.print_json("protocol", {"markdown": text})
    else:
        say(text)
