"""``orgsim rank``: which of several designs is the best."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.asking import answer, asked, asking, in_money, told


@click.command(epilog="Example: orgsim rank separated integrated pods --company enterprise --runs 600")
@click.argument("designs", nargs=-1)
@options.simulation
@click.option(
    "--runs", type=options.WHOLE, default=400, show_default=True, help="Runs in all; they go where they tell most."
)
@asking
def command(
    designs: tuple[str, ...], company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    runs: int, workers: int | None, runs_in: Path | None, out: Path | None, dry_run: bool, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Rank DESIGNS (default: every preset) by profit, with those that may be the best and what choosing each may cost."""
    out = options.new_path(out, "The folder")
    options.hush(quiet=quiet)
    options.checked_names(*designs, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(*designs, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.ranking import rank
    from orgsim.analysis.wording import amount
    from orgsim.studies.scenario import Scenario

    world: dict[str, Any] = {"today": today, "settings": settings, "changes": named, "years": years}
    found = asked(
        lambda progress: rank(list(designs) or None, company, runs=runs, seed=seed, workers=workers, folder=runs_in,
                              progress=progress, **world),
        "rank", dry_run=dry_run, quiet=quiet, json_out=json_out, scenario=lambda: Scenario.of("separated", company, **world),
    )  # fmt: skip
    if found is None:
        return
    result, took = found
    ordered, pairs = result.with_best, result.pairs
    rows = [["design", "against the best of the others", "limits (95 %, all at once)", "may be best", "loss of choosing it",
             "pairs"]]  # fmt: skip
    for name, one in ordered.items():
        rows.append([name, *in_money((one.difference, one.low, one.high)), "yes" if one.may_be_best else "",
                     amount(one.loss, "EUR"), str(pairs[name])])  # fmt: skip
    document = {
        "company": result.company, "question": result.question, "summary": result.summary(), "notes": remarks,
        "may_be_best": list(result.may_be_best),
        "designs": {name: vars(one) | {"pairs": pairs[name]} for name, one in ordered.items()},
    }  # fmt: skip
    head = f"{result.company}, {result.question} · {sum(pairs.values())} runs · seed {seed} · {took:.1f} s"
    answer("rank", result, document, f"{head}\n\n{told(rows)}\n\n{result.summary()}", out=out, json_out=json_out,
           quiet=quiet, surer="To be surer: --runs 2000.")  # fmt: skip
