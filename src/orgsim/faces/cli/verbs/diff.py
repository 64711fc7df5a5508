"""``orgsim diff``: the difference, followed to single accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns, filled
from orgsim.faces.cli.progress import bar
from orgsim.kernel.arguments import optional, whole

if TYPE_CHECKING:
    from orgsim.analysis.parting import Parting, Step

MOST = 10
STEPS = 60
SAME = "Both designs won the same prospects under this seed: nothing to follow. Try another seed, or a longer horizon."


@click.command(epilog="Example: orgsim diff separated integrated --pair 3 --prospect 4711")
@click.argument("design_a", default="separated")
@click.argument("design_b", default="integrated")
@options.simulation
@click.option("--pairs", type=options.WHOLE, default=10, show_default=True, help="Pairs among which the account is chosen.")
@click.option("--pair", type=options.WHOLE, help="Look at this pair only. [default: that of the account that tells most]")
@click.option("--prospect", type=options.WHOLE, help="Follow this one. [default: the one that tells most]")
@options.as_json
@options.quiet
def command(
    design_a: str, design_b: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    pairs: int, pair: int | None, prospect: int | None, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Show what parts the accounts that only one of two designs wins, and one account's two journeys.

    The account is a middling one of the costliest cause, over so many pairs; `orgsim why --by accounts` has the causes.
    """
    pair = optional(whole(0, 1_000_000, "number of a pair"))("pair", pair)
    options.hush(quiet=quiet)
    options.checked_names(design_a, design_b, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(design_a, design_b, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.parting import diff
    from orgsim.analysis.why.partings import partings, story
    from orgsim.analysis.wording import versus
    from orgsim.studies.seeds import pair_seed

    world: dict[str, Any] = {"today": today, "settings": settings, "changes": named, "years": years}
    overall, one = "", None
    if pair is None and prospect is None:
        with bar("accounts", quiet=quiet) as progress:
            every = partings(design_a, design_b, company, pairs=pairs, seed=seed, progress=progress, **world)
        overall = every.summary()
        telling = every.telling()
        pair, one = telling if telling is not None else (0, None)
    chosen = pair or 0
    found = diff(design_a, design_b, company, seed=pair_seed(seed, chosen), **world)
    followed = prospect if prospect is not None else one.prospect if one is not None else found.most_telling()
    mine, theirs = ([], []) if followed is None else found.journeys(followed)
    parted = SAME if followed is None else found.parted(followed)
    told = story(found, one) if one is not None else ""
    if json_out:
        options.print_json(
            "diff",
            {
                "designs": [design_a, design_b], "seed": seed, "pair": chosen, "notes": remarks, "causes": overall,
                "won_by_both": len(found.both), "won_by_one": found.table.to_dict("records"), "prospect": followed,
                "journeys": [[vars(step) for step in mine], [vars(step) for step in theirs]],
                "parted": parted, "story": told,
            },
        )  # fmt: skip
        return
    say(f"{versus(design_a, design_b)} · {company}, {found.question} · {years:g} years · seed {seed}, pair {chosen}")
    if overall:
        say(f"\n{filled(overall)}")
    else:
        _won_only(found)
    if followed is not None:
        say(f"\nProspect {followed}, in pair {chosen} (a run's seed {pair_seed(seed, chosen)}):")
        say("\n".join(_side_by_side(design_a, design_b, mine, theirs)))
    say(f"\n{filled(told or parted)}")
    again = options.again(design_a, design_b, company, today, years, seed, changes)
    note(f"Next: orgsim diff {again} --pair {chosen} --prospect N", quiet=quiet)


def _won_only(found: Parting) -> None:
    """The most valuable accounts of a pair that only one design wins."""
    say(
        f"Won under both: {len(found.both)} · only under {found.name_a}: {len(found.only_a)} · only under {found.name_b}: "
        f"{len(found.only_b)}"
    )
    table = found.table
    for name in (found.name_a, found.name_b):
        rows = table[table["won_under"] == name].head(MOST)
        if len(rows):
            say(f"\nWon only under {name}, the most valuable of {int((table['won_under'] == name).sum())}:")
            cells = [["prospect", "value, EUR", "under the other design"]]
            cells += [[str(row.prospect), f"{row.value:,.0f}", str(row.elsewhere)] for row in rows.itertuples()]
            say("\n".join(columns(cells, left=0)))


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
