"""A study's page: what was asked, what is seen, the tables, the figures and the provenance, beside the rows."""

from __future__ import annotations

from pathlib import Path

from orgsim.analysis.readings import numbers_of, rendered
from orgsim.faces.pages.figure import as_text
from orgsim.faces.pages.figures import figure_of
from orgsim.faces.plots.comparison import save
from orgsim.faces.plots.style import without_markup
from orgsim.kernel.files import write_text
from orgsim.kernel.texts import counted
from orgsim.results.metrics import metric
from orgsim.studies.result import StudyResult


def write_page(found: StudyResult) -> Path:
    """Write ``README.md``, ``effects.csv`` and the figures into the study's folder, and return the page's path.

    Raises CheckFailed where runs are missing or failed, and BadValue where the study does not suit its figure.
    """
    import pandas as pd

    figure, table = figure_of(found), found.complete()
    page = found.manifest["study"]["page"]
    lines = [f"# {as_text(found.name)}", "", found.manifest["study"]["about"], "", _design(found), ""]
    if page["reading"]:
        lines += ["## What is seen", "", rendered(page["reading"], numbers_of(found, table)), ""]
    everything = []
    for name in page["metrics"] or found.metrics[:1]:
        lines += [f"## {metric(name).label}", "", metric(name).definition, ""]
        effects = figure.known(found, table, name)
        if effects.empty:
            lines += [f"Nothing was there to measure: {figure.nothing}.", ""]
            continue
        everything.append(effects.assign(metric=name, unit=metric(name).unit))
        picture = found.folder / f"{name}.png"
        with without_markup():
            drawn = figure.draw(found, effects, name)
        save(drawn, picture)
        alt = f"{metric(name).label}: {figure.shows} in {', '.join(map(as_text, found.companies))}"
        lines += [f"![{alt}]({picture.name})", "", *figure.table(found, effects, metric(name).unit), ""]
    if everything:
        write_text(found.folder / "effects.csv", pd.concat(everything, ignore_index=True).to_csv(index=False))
    lines += ["## Provenance", "", *provenance(found), ""]
    path = found.folder / "README.md"
    write_text(path, "\n".join(lines))
    return path


def _design(found: StudyResult) -> str:
    parts = {
        "company": len(found.companies), "design": len(found.designs), "point": len(found.store.points),
        "pair": found.pairs, "day": found.manifest["recipe"]["days"],
    }  # fmt: skip
    told = [counted(count, noun) for noun, count in parts.items()]
    told[0] += f" ({', '.join(map(as_text, found.companies))})"
    return (
        f"{', '.join(told)}: {found.counts()['runs']:,} different runs. "
        "Runs of a pair share market, moods and luck; every difference is taken within a pair, and intervals are 95 %."
    )


def provenance(found: StudyResult) -> list[str]:
    """What a study was made with and by, as list items."""
    made, git = found.manifest["made"], found.manifest["git"]
    lines = [
        f"- orgsim {as_text(made['version'])}, model {as_text(made['model'])}, Python {as_text(made['python'])}, "
        f"NumPy {as_text(made['numpy'])}, {as_text(made['platform'])}",
        f"- seed {found.manifest['recipe']['seed']}; rows in `parts/`, plan in `points.parquet`, numbers in `manifest.json`",
    ]
    if git:
        state = {True: "", False: " with uncommitted changes", None: ", its state unknown"}[git["clean"]]
        lines.append(f"- commit {as_text(git['commit'][:12])}{state}")
    if found.manifest["file"]:
        lines.append(f"- made by `orgsim study run {found.manifest['file'].replace('`', '')} --page`")
    return lines
