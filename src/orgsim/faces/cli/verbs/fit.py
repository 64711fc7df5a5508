"""``orgsim fit``: free numbers fitted to targets, from a study file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns
from orgsim.faces.cli.progress import bar, study_bar


@click.command(epilog="Example: orgsim fit experiments/fits/marketplace.toml")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the study. [default: results/fits/NAME]")
@click.option("--workers", type=options.WHOLE, help="Workers. [default: one per core]")
@options.as_json
@options.quiet
def command(file: Path, out: Path | None, workers: int | None, json_out: bool, quiet: bool) -> None:
    """Fit what [vary] leaves free in FILE to the targets in [fit], by simulated moments; the study is gone on with if begun.

    Prints the numbers, and writes or replaces fit.json and fit.png in the study's folder. Putting the numbers into a company
    is left to you.
    """
    from orgsim.evidence.fitting import check_fit, fit
    from orgsim.faces.plots.comparison import save
    from orgsim.faces.plots.evidence import fitted_figure
    from orgsim.kernel.files import write_text
    from orgsim.studies.study import Study

    options.hush(quiet=quiet)
    study = Study.from_toml(file)
    check_fit(study)
    folder = out or Path("results/fits") / study.name
    with study_bar(study.name, quiet=quiet) as watch:
        done = study.run(folder, workers=workers, progress=watch, notify=lambda line: note(line, quiet=quiet))
    with bar("new runs at the fit", quiet=quiet) as progress:
        found = fit(study, done, progress=progress)
    content = options.clean(found.content())
    write_text(folder / "fit.json", json.dumps(content, indent=2) + "\n")
    save(fitted_figure(content["numbers"], content["moments"], f"{study.name}: {study.about}"), folder / "fit.png")
    if json_out:
        options.print_json("fit", content | {"folder": str(folder)})
        return
    rows = [["number", "searched", "fitted", "error", "unit", ""]]
    for one in found.numbers:
        edge = "at the edge" if one.at_edge else ""
        rows.append([one.name, f"{one.low:g} … {one.high:g}", f"{one.value:.4g}", f"{one.error:.2g}", one.unit, edge])
    say("\n".join(columns(rows)))
    rows = [["target", "metric", "value", "bounds", "simulated", "95 % interval", "surface R²", ""]]
    for moment in found.moments:
        of = moment.target
        rows.append(
            [
                of.name, moment.metric, f"{of.value:.3g}", f"{of.low:.3g} … {of.high:.3g}", f"{moment.mean:.3g}",
                f"{moment.low:.3g} … {moment.high:.3g}", f"{moment.accuracy:.2f}",
                "inside" if of.met(moment.mean) else "outside",
            ]
        )  # fmt: skip
    say("\n" + "\n".join(columns(rows, left=2)))
    note(
        f"Wrote {folder / 'fit.json'} and fit.png\nNext: put them into the company, then: orgsim validate --company NAME",
        quiet=quiet,
    )
