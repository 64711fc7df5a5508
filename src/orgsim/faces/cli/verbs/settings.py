"""``orgsim settings``: every parameter of every chapter of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import say
from orgsim.faces.cli.layout import columns

if TYPE_CHECKING:
    from orgsim.kernel.codes import Code


@click.command(epilog="Example: orgsim settings practice")
@click.argument("chapter", required=False)
@options.as_json
def command(chapter: str | None, json_out: bool) -> None:
    """List the settings of all chapters of the model, or of CHAPTER, with default, range, unit and reference."""
    from orgsim.evidence.references import in_full
    from orgsim.kernel.errors import UnknownName
    from orgsim.kernel.parameters import parameters
    from orgsim.model.settings import CHAPTERS

    if chapter is not None and chapter not in CHAPTERS:
        raise UnknownName("chapter", chapter, CHAPTERS)
    chosen = {
        f"{one}.{name}": number
        for one in ([chapter] if chapter else CHAPTERS)
        for name, number in parameters(CHAPTERS[one]).items()
    }
    if json_out:
        found = {path: vars(number) | {"choices": _choices(number.choices)} for path, number in chosen.items()}
        options.print_json("settings", {"settings": found})
        return
    rows = [["setting", "default", "range", "neutral", "meaning", "reference"]]
    rows += [
        [
            path,
            f"{one.default:g}",
            one.allowed,
            "" if one.neutral is None else f"{one.neutral:g}",
            one.about,
            in_full(one.reference),
        ]
        for path, one in chosen.items()
    ]
    say("\n".join(columns(rows, left=6)))


def _choices(kind: type[Code] | None) -> dict[str, int]:
    return {one.word: int(one) for one in kind} if kind else {}
