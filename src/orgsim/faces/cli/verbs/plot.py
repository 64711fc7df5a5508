"""``orgsim plot``: a picture of an answer, drawn again from its table."""

from __future__ import annotations

from pathlib import Path

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns

ENDINGS = (".png", ".svg", ".pdf")


@click.command(epilog="Example: orgsim plot bridge kept/comparison --figure bridge.svg")
@click.argument("kind", default="list")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--figure", type=click.Path(path_type=Path), help="The picture: png, svg or pdf. [default: KIND.png]")
@options.quiet
def command(kind: str, folder: Path | None, figure: Path | None, quiet: bool) -> None:
    """Draw the picture KIND from an answer's FOLDER (written with --out) again, or `list` the kinds there are."""
    from orgsim.faces.drawing import DRAWINGS, drawn_again
    from orgsim.faces.plots.comparison import save
    from orgsim.kernel.errors import BadValue

    if kind == "list":
        say("\n".join(columns([[name, one.shows] for name, one in DRAWINGS.items() if one.kept], left=2)))
        return
    if folder is None:
        raise BadValue(f"Which folder? Write `orgsim plot {kind} DIR`, with the folder that --out wrote.")
    path = options.new_path(figure or Path(f"{kind}.png"), "The picture", ENDINGS)
    assert path is not None
    note(f"Wrote {save(drawn_again(kind, folder), path)}", quiet=quiet)
