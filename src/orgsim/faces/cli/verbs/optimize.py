"""``orgsim optimize``: designs that serve one aim or several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.asking import answer, asked, asking, told
from orgsim.kernel.files import make_parent, write_text


@click.command(epilog='Example: orgsim optimize separated --aim profit --aim conflict --limit "trust >= 0.5" --trials 200')
@click.argument("design", default="separated")
@options.simulation
@click.option(
    "--aim", "aims", multiple=True, help="profit, conflict, trust, leads or deals; may be repeated. [default: profit]"
)
@click.option("--limit", "limits", multiple=True, metavar='"METRIC <= NUMBER"', help="A limit to keep to; may be repeated.")
@click.option("--lever", "levers", multiple=True, help="A lever that may change; may be repeated. [default: all]")
@click.option("--trials", type=options.WHOLE, default=96, show_default=True, help="Designs to try.")
@click.option("--pairs", type=options.WHOLE, default=2, show_default=True, help="Pairs of runs of a trial.")
@click.option("--fresh", type=options.WHOLE, default=10, show_default=True, help="Pairs of the test of what was found.")
@click.option("--robust", is_flag=True, help="Weigh what was found over plausible settings: regret, how often it suffices.")
@click.option("--csv", type=click.Path(path_type=Path), help="Write the table of what was tested again.")
@asking
def command(
    design: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    aims: tuple[str, ...], limits: tuple[str, ...], levers: tuple[str, ...], trials: int, pairs: int, fresh: int,
    robust: bool, csv: Path | None, workers: int | None, runs_in: Path | None, out: Path | None, dry_run: bool,
    json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Search the levers from DESIGN on for what serves one aim, or for the Pareto front of several, within limits."""
    out = options.new_path(out, "The folder")
    csv = options.new_path(csv, "The table", (".csv",))
    options.hush(quiet=quiet)
    options.checked_names(design, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(design, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.advice.optimizing import optimize
    from orgsim.analysis.wording import amount, interval
    from orgsim.results.metrics import METRICS
    from orgsim.studies.scenario import Scenario

    world: dict[str, Any] = {"today": today, "settings": settings, "changes": named, "years": years}
    found = asked(
        lambda progress: optimize(
            design, company, aims=list(aims) or ["profit"], limits=list(limits), levers=list(levers) or None, trials=trials,
            pairs=pairs, fresh=fresh, robust=robust, seed=seed, workers=workers, folder=runs_in, progress=progress, **world,
        ),
        "optimize", dry_run=dry_run, quiet=quiet, json_out=json_out, scenario=lambda: Scenario.of(design, company, **world),
    )  # fmt: skip
    if found is None:
        return
    result, took = found
    gained = [text for aim in result.aims for text in (f"{aim.name}, difference", "95 % interval")]
    rows = [["design", *gained, "keeps", "changes"]]
    for place, one in enumerate(result.candidates, 1):
        row = [f"{place} ←" if one.design == result.best.design else str(place)]
        for aim in result.aims:
            unit, (gain, low, high) = METRICS[aim.metric].unit, one.gains[aim.name]
            row += [amount(gain, unit, sign=True), interval(low, high, unit)]
        what = " ".join(f"{name}={to:g}" for name, (_, to) in one.changed.items())
        rows.append([*row, "yes" if one.keeps else "no", what])
    table = result.table
    document = {
        "company": result.company, "from": result.name, "aims": [one.name for one in result.aims],
        "limits": [str(one) for one in result.limits], "trials": result.trials, "pairs": result.pairs,
        "base": dict(result.base), "candidates": table.to_dict("records"), "summary": result.summary(), "notes": remarks,
    }  # fmt: skip
    head = f"{result.company} · from {result.name} · {result.trials} designs tried · seed {seed} · {took:.0f} s"
    head += " · ← is measured below"
    first = told([row[:-1] for row in rows])
    changed = "\n".join(f"{row[0]}: {row[-1]}" for row in rows[1:])
    answer("optimum", result, document, f"{head}\n\n{first}\n\n{changed}\n\n{result.summary()}", out=out,
           json_out=json_out, quiet=quiet, surer="To be surer: --trials 400 --pairs 4 --fresh 40.")  # fmt: skip
    if csv is not None:
        make_parent(csv)
        write_text(csv, table.to_csv(index=False))
