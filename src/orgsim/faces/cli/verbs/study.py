"""``orgsim study``: many runs from a file: check, run, resume, look at, verify, take away."""

from __future__ import annotations

import json
import shlex
import time
from pathlib import Path

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns
from orgsim.faces.cli.progress import study_bar
from orgsim.faces.cli.told import FIVE, ahead, ranges

FILE = click.Path(path_type=Path)


@click.group(epilog="Example: orgsim study run experiments/head_to_head.toml")
def command() -> None:
    """Run studies: many points, designs and companies over pairs of runs under the same luck."""


@command.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--out", type=FILE, help="Folder of the study; what is done there is kept. [default: results/NAME]")
@click.option("--scale", help="Another size that the file names, as --scale full.")
@click.option("--workers", type=options.WHOLE, help="Workers. [default: one per core]")
@click.option("--executor", default="threads", show_default=True, metavar="threads|loky|dask|mpi", help="Who does the runs.")
@click.option("--address", metavar="URL", help="Scheduler of a Dask cluster. [default: a local one]")
@click.option("--chunk", type=options.WHOLE, help="Runs per task. [default: by the time they take]")
@click.option("--fail-fast", is_flag=True, help="Stop at the first run that fails.")
@click.option("--retry", is_flag=True, help="Do failed runs again.")
@click.option("--renew", is_flag=True, help="Do again what an older definition of a metric left open.")
@click.option("--dry-run", is_flag=True, help="Say how many runs, how long and how big, and do one of them only.")
@click.option("--page", is_flag=True, help="Write the study's page, table and figures when it is done.")
@options.as_json
@options.quiet
def run(
    files: tuple[Path, ...], out: Path | None, scale: str | None, workers: int | None, executor: str, address: str | None,
    chunk: int | None, fail_fast: bool, retry: bool, renew: bool, dry_run: bool, page: bool, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Run the studies in FILE..., or go on with them: what is finished is kept and never run twice."""
    from orgsim.faces.pages.figure import Shape
    from orgsim.faces.pages.figures import check_figure, lacking
    from orgsim.kernel.errors import BadValue
    from orgsim.studies.forecast import forecast
    from orgsim.studies.remarks import on_study
    from orgsim.studies.study import Study

    if json_out and len(files) > 1:
        raise BadValue("--json goes with one file: one document on stdout.")
    options.hush(quiet=quiet)
    studies = [Study.from_toml(path, scale=scale) for path in files]
    for path, study in zip(files, studies, strict=True):
        check_figure(study)
        if page and (wrong := lacking(study.page.figure, Shape.of(study))):
            raise BadValue(f"No page can be drawn of {path}: {wrong}. Say another figure in [page], or leave --page.")
    said: list[list[str]] = []
    for study in studies:
        said.append(on_study(study))
        for line in said[-1]:
            note(f"Note: {line}", quiet=quiet)
    for path, study, remarks in zip(files, studies, said, strict=True):
        own = study.name if scale is None else f"{study.name}-{scale}"
        folder = (out / own if len(files) > 1 else out) if out else Path("results") / own
        if dry_run:
            expected = forecast(study, workers)
            if json_out:
                options.print_json("forecast", {"name": study.name} | vars(expected))
            else:
                say(ahead(study, expected))
            continue
        again = shlex.join(
            ["orgsim", "study", "run", str(path), *(["--scale", scale] if scale else []), "--out", str(folder)]
        )
        start = time.perf_counter()
        try:
            with study_bar(study.name, quiet=quiet) as progress:
                found = study.run(
                    folder, executor=executor, workers=workers, address=address, chunk=chunk, fail_fast=fail_fast,
                    retry=retry, renew=renew, progress=progress, notify=lambda line: note(line, quiet=quiet),
                )  # fmt: skip
        except KeyboardInterrupt as stop:
            stop.resume = f"Stopped; every finished run is kept. Go on with: {again}"  # type: ignore[attr-defined]  # told last
            raise
        counts = found.counts()
        if json_out:
            options.print_json("study", {"name": study.name, "folder": str(folder), "counts": counts, "notes": remarks})
        else:
            bad = counts["runs"] - counts["ok"]
            say(
                f"{study.name}: {counts['ok']} of {counts['runs']} different runs in {folder}, "
                f"{time.perf_counter() - start:.1f} s"
                + (f"; {bad} failed, see `orgsim study status {folder}`" if bad else "")
            )
        if page:
            from orgsim.faces.pages.page import write_page

            note(f"Wrote {write_page(found)}", quiet=quiet)
        drawn = lacking(study.page.figure, Shape.of(study)) is None
        after = f"orgsim study page {folder}" if drawn else f"orgsim study export {folder} {study.name}.csv"
        note(f"Next: orgsim study verify {folder} · {after}", quiet=quiet)


@command.command()
@click.argument("file", type=FILE)
@click.option("--scale", help="Another size that the file names.")
@options.as_json
def check(file: Path, scale: str | None, json_out: bool) -> None:
    """Check FILE: every mistake with line and key, or what it would run."""
    from orgsim.faces.pages.figures import check_figure
    from orgsim.studies.factors import declared
    from orgsim.studies.remarks import on_study
    from orgsim.studies.study import Study

    study = Study.from_toml(file, scale=scale)
    check_figure(study)
    remarks = on_study(study)
    if json_out:
        options.print_json("study", {"size": study.size, "notes": remarks} | json.loads(study.model_dump_json()))
        return
    for line in remarks:
        note(f"Note: {line}")
    say(f"{study.name}: {study.about}" if study.about else study.name)
    rows = [
        ["companies", ", ".join(study.companies)],
        ["designs", ", ".join(study.designs)],
        ["plan", f"{study.plan.method}, {len(study.points)} point{'s' * (len(study.points) != 1)}"],
        *([f"  {name}", ranges(study, name) + f"  {declared(name).about}"] for name in study.columns),
        ["pairs", f"{study.pairs}, seed {study.seed}"],
        ["horizon", f"{study.length} days"],
        ["metrics", str(len(study.metrics))],
        ["runs", f"{study.size:,}"],
        *([f"--scale {name}", f"{study.scaled(name).size:,} runs"] for name in study.scale),
    ]
    say("\n".join(columns(rows, left=2)))
    note(f"Next: orgsim study run {file} --dry-run", quiet=False)


@command.command()
def schema() -> None:
    """Print the JSON Schema of a study file, for editors."""
    from orgsim.faces.pages.figures import known_figures
    from orgsim.studies.reading import schema as of_study

    document = of_study()
    document["$defs"]["Page"]["properties"]["figure"]["enum"] = known_figures()
    say(json.dumps(document, indent=2))


@command.command()
@click.argument("folder", type=FILE)
@options.as_json
def status(folder: Path, json_out: bool) -> None:
    """Say how far the study in FOLDER has come, and what failed."""
    from orgsim.studies.result import StudyResult

    found = StudyResult(folder)
    counts, failures = found.counts(), found.failures()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if json_out:
        listed = failures[["company", "design", "point", "pair", "status", "error"]].to_dict("records")
        content = {"name": found.name, "counts": counts, "bytes": size, "failures": listed, "outdated": found.outdated()}
        options.print_json("status", content)
        return
    made = found.manifest["made"]
    say(f"{found.name} in {folder}: {counts['done']} of {counts['runs']} runs done, {size / 1e6:.2f} MB")
    say(f"made by orgsim {made['version']}, model {made['model']}, Python {made['python']}, begun "
               f"{found.manifest['begun']}")  # fmt: skip
    for name, why in found.outdated().items():
        say(f"out of date: {name} is {why}; `orgsim study run FILE --renew` does its runs again")
    for row in failures.head(FIVE).itertuples():
        say(f"{row.status}: {row.company}, {row.design}, point {row.point}, pair {row.pair}: {row.error}")
    if len(failures) > FIVE:
        say(f"and {len(failures) - FIVE} more")
    elif counts["done"] < counts["runs"]:
        file, _, scale = (found.manifest["file"] or "FILE").partition(" --scale ")
        words = ["orgsim", "study", "run", file, *(["--scale", scale] if scale else []), "--out", str(folder)]
        again = shlex.join(words)
        note(f"Go on with: {again}", quiet=False)
    else:
        note(f"Next: orgsim study verify {folder} · orgsim study export {folder} table.csv", quiet=False)


@command.command()
@click.argument("folder", type=FILE)
@click.option("--sample", default=10, type=options.WHOLE, show_default=True, help="Runs to do again.")
@options.as_json
def verify(folder: Path, sample: int, json_out: bool) -> None:
    """Do a sample of the runs in FOLDER again, and prove that they reproduce to the byte. Exit code 3 where not."""
    from orgsim.studies.result import StudyResult

    keys = StudyResult(folder).verify(sample)
    if json_out:
        options.print_json("verified", {"folder": str(folder), "same": keys})
        return
    say(f"{folder}: {len(keys)} runs done again, all equal to the byte.")


@command.command()
@click.argument("folder", type=FILE)
@click.option("--beside", type=FILE, help="Where the study's file lies, with the table of a plan. [default: here]")
@options.as_json
def repair(folder: Path, beside: Path | None, json_out: bool) -> None:
    """Get the damaged study in FOLDER back from its parts. What is damaged is set aside, and nothing is removed."""
    from orgsim.studies.repair import repair as repaired

    done = repaired(folder, beside)
    if json_out:
        options.print_json("repaired", {"folder": str(folder), "done": done})
        return
    say("\n".join(done) if done else f"{folder}: nothing is damaged.")
    note(f"Next: orgsim study status {folder}")


@command.command()
@click.argument("folder", type=FILE)
@click.argument("path", type=FILE)
@options.quiet
def export(folder: Path, path: Path, quiet: bool) -> None:
    """Write the table in FOLDER to PATH: .csv, .parquet, or .nc (xarray)."""
    from orgsim.studies.result import EXPORTS, StudyResult

    target = options.new_path(path, "The table", EXPORTS)
    assert target is not None
    note(f"Wrote {StudyResult(folder).export(target)}", quiet=quiet)


@command.command()
@click.argument("folder", type=FILE)
@options.quiet
def page(folder: Path, quiet: bool) -> None:
    """Write the page of the study in FOLDER: README.md, effects.csv, figures."""
    from orgsim.faces.pages.page import write_page
    from orgsim.studies.result import StudyResult

    note(f"Wrote {write_page(StudyResult(folder))}", quiet=quiet)
