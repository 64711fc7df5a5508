"""``orgsim glossary``: what a word means."""

from __future__ import annotations

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import say
from orgsim.faces.cli.layout import columns


@click.command(epilog="Example: orgsim glossary mql")
@click.argument("word", required=False)
@click.option("--page", is_flag=True, help="The whole glossary as a Markdown page.")
@options.as_json
def command(word: str | None, page: bool, json_out: bool) -> None:
    """Say what WORD means, or list every word: chapters, moments, codes, designs, numbers, columns, metrics, series."""
    from orgsim.faces.glossary import found, glossary, terms
    from orgsim.kernel.errors import UnknownName

    if page:
        say(glossary())
        return
    shown = terms() if word is None else found(word)
    if not shown:
        raise UnknownName("word", str(word), {one.name for one in terms()})
    if json_out:
        options.print_json("glossary", {"terms": [vars(one) for one in shown]})
        return
    rows = [["word", "kind", "unit", "meaning"], *([one.name, one.kind, one.unit, one.meaning] for one in shown)]
    say("\n".join(columns(rows, left=4)))
