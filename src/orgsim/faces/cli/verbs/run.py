"""``orgsim run``: one history, kept."""

from __future__ import annotations

import hashlib
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns

if TYPE_CHECKING:
    from orgsim.results.history import History

LONGEST = 80  # letters of a design in the name of a folder


@click.command(epilog="Example: orgsim run integrated --years 1 --out results/integrated")
@click.argument("design")
@options.simulation
@click.option("--out", type=click.Path(path_type=Path), help="New folder. [default: orgsim-DESIGN-SEED]")
@click.option("--no-journeys", is_flag=True, help="Do not record stage changes, touches, hand-offs and disputes.")
@click.option(
    "--funnel",
    "cut",
    type=click.Choice(["whole", "segment", "channel", "source", "cohort"]),
    help="Show the funnel, whole or cut.",
)
@options.as_json
@options.quiet
def command(
    design: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...], out: Path | None,
    no_journeys: bool, cut: str | None, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Run DESIGN once and write its history: Parquet tables, a manifest with provenance."""
    options.checked_names(design, company=company, today=today)
    folder = options.new_path(out or Path(folder_name(design, seed)), "The folder")
    assert folder is not None
    options.hush(quiet=quiet)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(design, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.funnel import funnel
    from orgsim.analysis.wording import amount
    from orgsim.model.simulation import simulate
    from orgsim.results.metrics import HEADLINES, METRICS

    history = simulate(
        design, company, today=today, settings=settings, changes=named, seed=seed, years=years, journeys=not no_journeys
    )
    history.save(folder)
    if json_out:
        content: dict[str, Any] = {"folder": str(folder), "metrics": history.metrics(), "facts": history.facts,
                                   "notes": remarks}  # fmt: skip
        if cut:
            content["funnel"] = funnel(history, None if cut == "whole" else cut).to_dict("records")
        options.print_json("run", content)
        return
    say(repr(history))
    rows = [
        [METRICS[name].label, METRICS[name].unit, amount(history.metric(name), METRICS[name].unit)] for name in HEADLINES
    ]
    say("\n".join(columns(rows, left=2)))
    if cut:
        say("\n" + "\n".join(_funnel(history, None if cut == "whole" else cut)))
    kept = "daily, leads, people (journeys empty)" if no_journeys else "daily, leads, journeys, people"
    note(f"Wrote {folder}: {kept} as Parquet, manifest.json", quiet=quiet)
    note(f'Next: python -c "import orgsim; print(orgsim.History.load({str(folder)!r}).table({"leads"!r}))"', quiet=quiet)


def folder_name(design: str, seed: int) -> str:
    """A folder's name for a run of this design: short, and without what a file system does not like."""
    plain = re.sub(r"[^\w.+=@~-]+", "-", design)
    if len(plain) > LONGEST:
        plain = f"{plain[:LONGEST]}-{hashlib.sha256(design.encode()).hexdigest()[:8]}"
    return f"orgsim-{plain}-{seed}"


def _funnel(history: History, by: str | None) -> list[str]:
    from orgsim.analysis.funnel import funnel

    table = funnel(history, by)
    rows = [[str(table.columns[0]), "step", "leads", "of the step before", "business days since", "still open"]]
    for group, step, leads, share, days, going_on in table.itertuples(index=False):
        told = [f"{100.0 * share:.1f} %" if math.isfinite(share) else "", f"{days:.1f}" if math.isfinite(days) else ""]
        rows.append([str(group), str(step), f"{leads:,}", *told, f"{going_on:,}" if going_on else ""])
    kept = len(rows[0]) if by == "cohort" else len(rows[0]) - 1
    return columns([row[:kept] for row in rows], left=2)
