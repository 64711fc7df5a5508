"""``orgsim designs``: presets as a table, or one with its levers."""

from __future__ import annotations

import click

from orgsim.cli import options
from orgsim.cli.layout import columns


@click.command(epilog="Example: orgsim designs show pods")
@click.argument("name", nargs=-1, metavar="[show NAME]")
@options.as_json
def command(name: tuple[str, ...], json_out: bool) -> None:
    """List the designs, or show one: `orgsim designs show NAME`."""
    from orgsim.designs import DESIGNS, ORIGINS, UNREAD, OrgDesign, design
    from orgsim.kernel.fields import numbers

    levers = numbers(OrgDesign)
    named = options.named(name, "design", "designs")
    if named is not None:
        of = design(named)
        if json_out:
            options.print_json("design", {"name": named, "origin": ORIGINS.get(named, ""), "levers": of.model_dump()})
            return
        click.echo(f"{named}: {ORIGINS.get(named.partition(':')[0], '')}\n")
        rows = [["lever", "value", "range", "meaning"]]
        for lever, declared in levers.items():
            waits = f" [no effect yet: {UNREAD[lever]}]" if lever in UNREAD else ""
            rows.append([lever, f"{getattr(of, lever):g}", declared.allowed, declared.about + waits])
        click.echo("\n".join(columns(rows, left=4)))
        return
    if json_out:
        options.print_json("designs", {"designs": {key: of.model_dump() for key, of in DESIGNS.items()}})
        return
    few = ("specialization", "incentive_share", "info_sharing", "handoff_latency", "message_sync", "owner_stays",
           "routing_rule", "contact_hours")  # fmt: skip
    rows = [["design", *few]]
    rows += [[key, *(f"{getattr(of, lever):g}" for lever in few)] for key, of in DESIGNS.items()]
    click.echo("\n".join(columns(rows)))
    click.echo("\nAll levers and the source of one: orgsim designs show NAME", err=True)
