"""A study's page: what was asked, what is seen, the tables, the figures and the provenance, beside the rows."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.analysis.verdict import amount, interval
from orgsim.faces.pages.figures import effects_of, figure_of
from orgsim.faces.plots.comparison import save
from orgsim.results.metrics import metric
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    import pandas as pd


def write_page(found: StudyResult) -> Path:
    """Write ``README.md``, ``effects.csv`` and the figures into the study's folder, and return the page's path.

    Raises CheckFailed where runs are missing or failed, and BadValue where the study does not suit its figure.
    """
    import pandas as pd

    table = found.complete()
    page = found.manifest["study"]["page"]
    lines = [f"# {found.name}", "", found.manifest["study"]["about"], "", _design(found), ""]
    if page["reading"]:
        lines += ["## What is seen", "", page["reading"].strip(), ""]
    everything = []
    for name in page["metrics"] or found.metrics[:1]:
        effects = effects_of(found, table, page["figure"], name)
        everything.append(effects.assign(metric=name, unit=metric(name).unit))
        picture = found.folder / f"{name}.png"
        save(figure_of(found, effects, page["figure"], name), picture)
        lines += [f"## {metric(name).label}", "", metric(name).definition, "", f"![{_alt(found, page['figure'], name)}]"
                  f"({picture.name})", "", *_table(found, effects, page["figure"], metric(name).unit), ""]  # fmt: skip
    pd.concat(everything, ignore_index=True).to_csv(found.folder / "effects.csv", index=False)
    lines += ["## Provenance", "", *provenance(found), ""]
    path = found.folder / "README.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _design(found: StudyResult) -> str:
    counts, days = found.counts(), found.manifest["recipe"]["days"]
    return (
        f"{len(found.companies)} companies ({', '.join(found.companies)}), {len(found.designs)} designs, "
        f"{len(found.store.points)} points, {found.pairs} pairs, {days} days: {counts['runs']:,} different runs. "
        "Runs of a pair share market, moods and luck; every difference is taken within a pair, and intervals are 95 %."
    )


def _alt(found: StudyResult, figure: str, name: str) -> str:
    kinds = {"dots": "differences by design", "responses": "response curves", "map": "map of the difference"}
    return f"{metric(name).label}: {kinds[figure]} in {', '.join(found.companies)}"


def _cells(row: dict[Hashable, Any], keys: list[str], unit: str) -> list[str]:
    """One row of a page's table."""
    named = [f"{row[key]:.4g}" if isinstance(row[key], float) else str(row[key]) for key in keys]
    return [*named, amount(row["mean"], unit, sign=True), interval(row["low"], row["high"], unit), str(row["pairs"])]


def markdown(rows: list[list[str]]) -> list[str]:
    """A table, its head in the first row."""
    return [f"| {' | '.join(cells)} |" for cells in [rows[0], ["---"] * len(rows[0]), *rows[1:]]]


def _table(found: StudyResult, effects: pd.DataFrame, figure: str, unit: str) -> list[str]:
    """The effects as Markdown: all dots, the far end of each curve, or a map as a grid."""
    if figure == "map":
        return [line for whose in found.companies for line in _grid(found, effects, whose, unit)]
    keys = [name for name in effects.columns if name not in ("mean", "low", "high", "pairs", "point")]
    shown, note = effects, []
    if figure == "responses":
        curve = effects.groupby(["company", "design", "factor"])["value"]
        ends = effects[(effects["value"] == curve.transform("min")) | (effects["value"] == curve.transform("max"))]
        far = ends["mean"].abs().groupby([ends["company"], ends["design"], ends["factor"]]).idxmax()
        shown, note = effects.loc[sorted(far)], ["", "The far end of each curve; all values are in effects.csv."]
    rows = [_cells(row, keys, unit) for row in shown.to_dict("records")]
    return [*markdown([[*keys, f"difference, {unit}", "95 % interval", "pairs"], *rows]), *note]


def _grid(found: StudyResult, effects: pd.DataFrame, whose: str, unit: str) -> list[str]:
    x, y = found.factors
    chosen = effects[effects["company"] == whose]
    across = sorted(chosen[x].unique())
    rows = [[f"{y} \\ {x}", *(f"{value:.3g}" for value in across)]]
    for value in sorted(chosen[y].unique(), reverse=True):
        line = chosen[chosen[y] == value].set_index(x)
        cells = [
            amount(line["mean"][place], unit, sign=True) + ("" if line["low"][place] * line["high"][place] > 0 else " ?")
            for place in across
        ]
        rows.append([f"{value:.3g}", *cells])
    return [f"{whose}, {unit}; ? where the interval includes 0:", "", *markdown(rows), ""]


def provenance(found: StudyResult) -> list[str]:
    """What a study was made with and by, as list items."""
    made, git = found.manifest["made"], found.manifest["git"]
    lines = [
        f"- orgsim {made['version']}, model {made['model']}, Python {made['python']}, NumPy {made['numpy']}, "
        f"{made['platform']}",
        f"- seed {found.manifest['recipe']['seed']}; rows in `parts/`, plan in `points.parquet`, numbers in `manifest.json`",
    ]
    if git:
        lines.append(f"- commit {git['commit'][:12]}{'' if git['clean'] else ' with uncommitted changes'}")
    if found.manifest["file"]:
        lines.append(f"- made by `orgsim study run {found.manifest['file']} --page`")
    return lines
