"""``orgsim why``: what carries the difference between two designs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.asking import answer, asked, asking, in_money, named_interval, told

if TYPE_CHECKING:
    from orgsim.analysis.why.levers import Why
    from orgsim.analysis.why.partings import Partings


@click.command(epilog="Example: orgsim why separated integrated --by levers --company marketplace")
@click.argument("design_a", default="separated")
@click.argument("design_b", default="integrated")
@options.simulation
@click.option(
    "--by", type=click.Choice(["groups", "levers", "mechanisms", "accounts"]), default="groups", show_default=True,
    help="Divide it among groups of levers, single levers or mechanisms of the model; or follow the accounts that only one "
    "design wins.",
)  # fmt: skip
@click.option("--pairs", type=options.WHOLE, help="Pairs of runs under the same luck, at most. [default: 8; 10 by accounts]")
@click.option("--until", type=options.NUMBER, metavar="EUR", help="Stop where half of every interval is no wider.")
@asking
def command(
    design_a: str, design_b: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    by: str, pairs: int | None, until: float | None, workers: int | None, runs_in: Path | None, out: Path | None,
    dry_run: bool, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Say what carries the difference in profit between two designs: which levers, mechanisms or accounts.

    The parts are Shapley values and add up to the difference.
    """
    out = options.new_path(out, "The folder")
    options.hush(quiet=quiet)
    options.checked_names(design_a, design_b, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(design_a, design_b, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.why.levers import why
    from orgsim.analysis.why.partings import partings
    from orgsim.studies.scenario import Scenario

    world: dict[str, Any] = {"today": today, "settings": settings, "changes": named, "years": years}
    given: dict[str, Any] = world | {"seed": seed, "workers": workers}

    def call(progress: Any) -> Why | Partings:
        if by == "accounts":
            return partings(design_a, design_b, company, pairs=pairs or 10, progress=progress, **given)
        return why(design_a, design_b, company, by=by, pairs=pairs or 8, until=until, folder=runs_in, progress=progress,
                   **given)  # fmt: skip

    found = asked(call, f"why {design_a} vs {design_b}", dry_run=dry_run, quiet=quiet, json_out=json_out,
                  kept=by != "accounts",
                  scenario=lambda: Scenario.of(design_b, company, **world))  # fmt: skip
    if found is None:
        return
    result, took = found
    text, document = _accounts(result) if by == "accounts" else _parts(result)
    answer("why", result, document | {"notes": remarks}, f"{_head(result, took)}\n\n{text}\n\n{result.summary()}",
           out=out, json_out=json_out, quiet=quiet,
           surer="To be surer: --pairs 40. Next: --by levers, mechanisms or accounts.")  # fmt: skip


def _head(result: Any, took: float) -> str:
    pairs = result.pairs if hasattr(result, "only_a") else result.shared.pairs
    return f"{result.name_a} vs {result.name_b} · {result.company}, {result.question} · {pairs} pairs · {took:.1f} s"


def _parts(result: Any) -> tuple[str, dict[str, Any]]:
    rows = [["carried by", "EUR", "95 % interval", "levers" if result.by == "groups" else ""]]
    most = max((abs(end) for _, one in [*result.parts, ("", result.shared.total)] for end in one), default=0.0)
    for name, one in result.parts:
        members = ", ".join(result.members[name]) if result.by == "groups" else ""
        rows.append([name, *in_money(one, most), members])
    rows.append(["together", *in_money(result.shared.total, most), ""])
    together = [{"between": [one, other]} | named_interval(seen) for one, other, seen in result.shared.large_interactions()]
    document = {
        "designs": [result.name_a, result.name_b], "company": result.company, "by": result.by,
        "pairs": result.shared.pairs, "summary": result.summary(),
        "parts": {name: named_interval(one) for name, one in result.parts},
        "together": named_interval(result.shared.total), "interactions": together,
    }  # fmt: skip
    return told(rows), document


def _accounts(result: Any) -> tuple[str, dict[str, Any]]:
    from orgsim.analysis.wording import amount

    rows = [["won only under", "lost elsewhere since", "accounts a pair", "share", "EUR a pair"]]
    for row in result.table.to_dict("records"):
        rows.append([row["won_under"], f"{row['cause']} ({row['about']})", f"{row['accounts']:.1f}",
                     f"{100 * row['share']:.0f} %", amount(row["value"], "EUR")])  # fmt: skip
    document = {
        "designs": [result.name_a, result.name_b], "company": result.company, "pairs": result.pairs,
        "summary": result.summary(), "causes": result.table.to_dict("records"),
    }  # fmt: skip
    return told(rows, left=2), document
