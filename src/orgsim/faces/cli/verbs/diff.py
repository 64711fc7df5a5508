"""``orgsim diff``: the difference, followed to single prospects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns, filled

if TYPE_CHECKING:
    from orgsim.analysis.parting import Step

MOST = 10
STEPS = 60
SAME = "Both designs won the same prospects under this seed: nothing to follow. Try another seed, or a longer horizon."


@click.command(epilog="Example: orgsim diff separated integrated --seed 7 --prospect 4711")
@click.argument("design_a", default="separated")
@click.argument("design_b", default="integrated")
@options.simulation
@click.option(
    "--prospect", type=options.WHOLE, help="Follow this one. [default: the most valuable won under one design only]"
)
@options.as_json
@options.quiet
def command(
    design_a: str, design_b: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    prospect: int | None, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Show the prospects won under one design and lost under the other, and where one prospect's two journeys part."""
    options.checked_names(design_a, design_b, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(design_a, design_b, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.parting import diff
    from orgsim.analysis.wording import versus

    found = diff(design_a, design_b, company, today=today, settings=settings, changes=named, seed=seed, years=years)
    followed = prospect if prospect is not None else found.most_telling()
    mine, theirs = ([], []) if followed is None else found.journeys(followed)
    parted = SAME if followed is None else found.parted(followed)
    if json_out:
        options.print_json(
            "diff",
            {
                "designs": [design_a, design_b], "seed": seed, "notes": remarks, "won_by_both": len(found.both),
                "won_by_one": found.table.to_dict("records"), "prospect": followed,
                "journeys": [[vars(step) for step in mine], [vars(step) for step in theirs]],
                "parted": parted,
            },
        )  # fmt: skip
        return
    say(
        f"{versus(design_a, design_b)} · {company}, {found.question} · {years:g} years · seed {seed}\n"
        f"Won under both: {len(found.both)} · only under {design_a}: {len(found.only_a)} · only under {design_b}: "
        f"{len(found.only_b)}"
    )
    table = found.table
    for name in (design_a, design_b):
        rows = table[table["won_under"] == name].head(MOST)
        if len(rows):
            say(f"\nWon only under {name}, the most valuable of {int((table['won_under'] == name).sum())}:")
            cells = [["prospect", "value, EUR", "under the other design"]]
            cells += [[str(row.prospect), f"{row.value:,.0f}", str(row.elsewhere)] for row in rows.itertuples()]
            say("\n".join(columns(cells, left=0)))
    if followed is not None:
        say(f"\nProspect {followed}:")
        say("\n".join(_side_by_side(design_a, design_b, mine, theirs)))
    say(f"\n{filled(parted)}")
    again = options.again(design_a, design_b, company, today, years, seed, changes)
    note(f"Next: orgsim diff {again} --prospect N", quiet=quiet)


def _side_by_side(name_a: str, name_b: str, mine: list[Step], theirs: list[Step]) -> list[str]:
    rows = [["day", name_a, "day", name_b]]
    longest = max(len(mine), len(theirs))
    for place in range(min(longest, STEPS)):
        row: list[str] = []
        for steps in (mine, theirs):
            row += [f"{steps[place].day:.1f}", steps[place].text] if place < len(steps) else ["", ""]
        rows.append(row)
    if longest > STEPS:
        rows.append(["", f"... {max(0, len(mine) - STEPS)} more", "", f"... {max(0, len(theirs) - STEPS)} more"])
    return columns(rows, left=4)
