"""``orgsim metrics``: what is measured, with definitions."""

from __future__ import annotations

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import say
from orgsim.faces.cli.layout import columns


@click.command(epilog="Example: orgsim metrics --json")
@options.as_json
def command(json_out: bool) -> None:
    """List the metrics with label, unit and definition; they answer to name and label."""
    from orgsim.results.metrics import METRICS

    if json_out:
        found = {
            name: {
                "label": one.label,
                "unit": one.unit,
                "block": one.block,
                "better": one.better,
                "definition": one.definition,
            }
            for name, one in METRICS.items()
        }
        options.print_json("metrics", {"metrics": found})
        return
    rows = [["metric", "label", "block", "unit", "definition"]]
    rows += [[name, one.label, one.block, one.unit, one.definition] for name, one in METRICS.items()]
    say("\n".join(columns(rows, left=5)))
