"""``orgsim settings``: every number of every mechanism."""

from __future__ import annotations

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.layout import columns


@click.command(epilog="Example: orgsim settings practice")
@click.argument("mechanism", required=False)
@options.as_json
def command(mechanism: str | None, json_out: bool) -> None:
    """List the settings of all mechanisms, or of MECHANISM, with default, range, unit and source."""
    from orgsim.evidence.sources import in_full
    from orgsim.kernel.errors import UnknownName
    from orgsim.kernel.fields import numbers
    from orgsim.model.mechanisms import MECHANISMS

    if mechanism is not None and mechanism not in MECHANISMS:
        raise UnknownName("mechanism", mechanism, MECHANISMS)
    chosen = [mechanism] if mechanism else list(MECHANISMS)
    if json_out:
        found = {f"{one}.{name}": vars(number) for one in chosen for name, number in numbers(MECHANISMS[one]).items()}
        options.print_json("settings", {"settings": found})
        return
    rows = [["setting", "default", "range", "meaning", "source"]]
    rows += [
        [f"{one}.{name}", f"{number.default:g}", number.allowed, number.about, in_full(number.source)]
        for one in chosen
        for name, number in numbers(MECHANISMS[one]).items()
    ]
    click.echo("\n".join(columns(rows, left=5)))
