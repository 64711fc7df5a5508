"""``orgsim validate``: the model held against evidence."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns
from orgsim.faces.cli.progress import bar

if TYPE_CHECKING:
    from orgsim.evidence.validation import Validation

MISSED = 3


@click.command(epilog="Example: orgsim validate --company marketplace --figure targets.png")
@click.option(
    "--company", "names", multiple=True, metavar="NAME|FILE", help="Company; may be repeated. [default: all shipped]"
)
@options.changing
@click.option("--seeds", default=20, type=options.WHOLE, show_default=True, help="Runs under different luck, from 2.")
@click.option("--seed", default=7, type=options.WHOLE, show_default=True, help="Seed that these are drawn from.")
@click.option("--workers", type=options.WHOLE, help="Workers. [default: one per core]")
@click.option("--figure", type=click.Path(path_type=Path), help="New picture: .png, .svg or .pdf.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="Write the whole validation page, with the studies and readings in FOLDER; an older page is replaced.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Where the page goes. [default: results/validation]")
@options.as_json
@options.quiet
def command(
    names: tuple[str, ...], changes: tuple[str, ...], seeds: int, seed: int, workers: int | None, figure: Path | None,
    page: Path | None, out: Path | None, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Hold companies against the targets of the evidence. Exit code 3 where one that is to be fitted is missed.

    Each target has a value, bounds and a reference. Free numbers are fitted to some of them; the others are for validation
    only, and are reported as they fall.
    """
    from orgsim.evidence.validation import validate
    from orgsim.faces.plots.comparison import save
    from orgsim.inputs.companies import company, company_names
    from orgsim.kernel.errors import BadValue

    if page and (json_out or names or changes):
        raise BadValue("--page shows all shipped companies as they are, and goes without --company, --set and --json.")
    settings, named = options.settings_from(changes)
    if out and not page:
        raise BadValue("--out goes with --page.")
    picture = options.new_path(figure, "The picture", (".png", ".svg", ".pdf"))
    options.hush(quiet=quiet)
    companies = [company(name) for name in names or company_names()]
    twice = sorted({one.name for one in companies if [other.name for other in companies].count(one.name) > 1})
    if twice:
        raise BadValue(f"Two companies bear one name: {', '.join(twice)}.")
    plan = None
    if page:
        from orgsim.faces.pages.validation_plan import page_plan

        plan = page_plan(page)
    found: list[Validation] = []
    for whose in companies:
        with bar(whose.name, quiet=quiet) as progress:
            given: dict[str, Any] = {
                "settings": settings,
                "changes": named,
                "seeds": seeds,
                "seed": seed,
                "workers": workers,
            }
            found.append(validate(whose, progress=progress, **given))
        if not json_out:
            say("\n".join(shown(found[-1])))
    if json_out:
        rows = [row for one in found for row in one.rows()]
        options.print_json("validation", {"seeds": seeds, "seed": seed, "changes": named, "targets": rows})
    if picture:
        from orgsim.faces.plots.evidence import targets_figure

        note(f"Wrote {save(targets_figure({one.company: one.rows() for one in found}), picture)}", quiet=quiet)
    if plan:
        from orgsim.faces.cli.progress import study_bar
        from orgsim.faces.pages.validation import write_validation

        written = write_validation(
            found, companies, plan, out or Path("results/validation"), seeds=seeds, seed=seed,
            bar=lambda name: study_bar(name, quiet=quiet),
        )  # fmt: skip
        note(f"Wrote {written}", quiet=quiet)
    missed = [
        f"{one.company}: {miss.target.name}{'' if miss.told else ' (nothing to measure)'}"
        for one in found
        for miss in one.missed("fit")
    ]
    if missed:
        note(f"Missed, though to be fitted: {', '.join(missed)}.", quiet=False)
        sys.exit(MISSED)
    note("Every target that is to be fitted is met. Next: orgsim companies show marketplace", quiet=quiet)


def told(value: float) -> str:
    """A number in three figures, or a dash."""
    return f"{value:.3g}" if math.isfinite(value) else "–"


def shown(one: Validation) -> list[str]:
    """A company's findings as lines: target, bounds, what the model gives, inside or outside."""
    from orgsim.evidence.validation import counted

    rows = [["", "target", "value", "bounds", "simulated", "95 % interval", "unit", "role", ""]]
    for finding in one.findings:
        of = finding.target
        bounds = f"{of.low:.3g} … {of.high:.3g}"
        verdict = "inside" if finding.inside else "outside" if finding.told else "nothing to measure"
        verdict += "" if finding.clear or not finding.told else " ?"
        rows.append(
            [
                of.name, of.label, f"{of.value:.3g}", bounds, told(finding.mean),
                f"{told(finding.low)} … {told(finding.high)}" if finding.told else "–", of.unit, of.role, verdict,
            ]
        )  # fmt: skip
    lines = [f"{one.company}: {counted(one)}", *columns(rows, left=9), ""]
    if any(finding.told and not finding.clear for finding in one.findings):
        lines[-1:] = ["? the interval crosses a bound: more --seeds would tell", ""]
    return lines
