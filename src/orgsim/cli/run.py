"""``orgsim run``: one history, kept."""

from __future__ import annotations

from pathlib import Path

import click

from orgsim.cli import options
from orgsim.cli.layout import columns


@click.command(epilog="Example: orgsim run integrated --years 1 --out results/integrated")
@click.argument("design")
@options.simulation
@click.option("--out", type=click.Path(path_type=Path), help="New folder. [default: orgsim-DESIGN-SEED]")
@click.option("--no-journeys", is_flag=True, help="Do not record stage changes, touches, hand-offs and disputes.")
@options.as_json
@options.quiet
def command(
    design: str, company: str, years: float, seed: int, changes: tuple[str, ...], out: Path | None, no_journeys: bool,
    json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Run DESIGN once and write its history: Parquet tables, a manifest with provenance."""
    folder = options.new_path(out or Path(f"orgsim-{design.replace(':', '-')}-{seed}"), "The folder")
    assert folder is not None
    options.hush(quiet=quiet)
    from orgsim.analysis.verdict import amount
    from orgsim.metrics import HEADLINES, METRICS
    from orgsim.simulation import simulate

    history = simulate(
        design, company, settings=options.settings_from(changes), seed=seed, years=years, journeys=not no_journeys
    )
    history.save(folder)
    if json_out:
        options.print_json("run", {"folder": str(folder), "metrics": history.metrics(), "facts": history.facts})
        return
    click.echo(repr(history))
    rows = [
        [METRICS[name].label, METRICS[name].unit, amount(history.metric(name), METRICS[name].unit)] for name in HEADLINES
    ]
    click.echo("\n".join(columns(rows, left=2)))
    kept = "daily, leads, people (journeys empty)" if no_journeys else "daily, leads, journeys, people"
    options.talk(f"Wrote {folder}: {kept} as Parquet, manifest.json", quiet=quiet)
    options.talk(
        f'Next: python -c "import orgsim; print(orgsim.History.load({str(folder)!r}).table({"leads"!r}))"', quiet=quiet
    )
