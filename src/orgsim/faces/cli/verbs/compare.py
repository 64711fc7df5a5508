"""``orgsim compare``: the main job."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns, filled, row_by_row, too_wide, window
from orgsim.faces.cli.progress import bar
from orgsim.kernel.files import make_parent, new_folder, write_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from orgsim.analysis.comparison import Comparison
    from orgsim.analysis.difference import Difference

FIGURES = (".png", ".svg", ".pdf")
MOST_PAIRS = 400  # with --until, where nobody says how many
WIDE = 27  # longest name that heads a column


@click.command(epilog="Example: orgsim compare separated integrated:info_sharing=0.6 --company marketplace --pairs 100")
@click.argument("design_a", default="separated")
@click.argument("design_b", default="integrated")
@options.simulation
@click.option("--pairs", type=options.WHOLE, help="Pairs of runs under the same luck. [default: 40]")
@click.option(
    "--until",
    type=options.SHARE,
    metavar="PERCENT",
    help="Add pairs until half the interval of profit's difference is no wider than this share of profit, as in 2%; --pairs "
    "is then the most. [--pairs is 400 with it]",
)
@click.option("--workers", type=options.WHOLE, help="Threads. [default: one per core]")
@click.option("--all", "show_all", is_flag=True, help="Show every metric, not only the first ones.")
@options.as_json
@click.option("--csv", type=click.Path(path_type=Path), help="Write the table of all metrics.")
@click.option("--figure", type=click.Path(path_type=Path), help="Write the picture (png, svg or pdf).")
@click.option("--out", type=click.Path(path_type=Path), help="New folder for table, picture and provenance.")
@options.quiet
def command(
    design_a: str, design_b: str, company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    pairs: int | None, until: float | None, workers: int | None, show_all: bool, json_out: bool, csv: Path | None,
    figure: Path | None, out: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Compare two designs: same company, same market, same luck.

    A design is a preset (`orgsim designs`), or a preset with levers changed: `separated:info_sharing=0.9,contact_hours=2`.
    Differences are DESIGN_B less DESIGN_A.
    """
    csv = options.new_path(csv, "The table", (".csv",))
    figure = options.new_path(figure, "The picture", FIGURES)
    out = options.new_path(out, "The folder")
    options.hush(quiet=quiet)
    options.checked_names(design_a, design_b, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(design_a, design_b, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.comparing import compare

    start = time.perf_counter()
    with bar(f"{design_a} vs {design_b}", quiet=quiet) as progress:
        found = compare(
            design_a, design_b, company, today=today, settings=settings, changes=named, until=until, seed=seed, years=years,
            pairs=pairs if pairs is not None else 40 if until is None else MOST_PAIRS, workers=workers, progress=progress,
        )  # fmt: skip
    took = time.perf_counter() - start
    document = content(found, remarks)
    written = write(found, document, csv, figure, out)
    if json_out:
        options.print_json("comparison", document)
    else:
        say(report(found, took, show_all=show_all))
    for path in written:
        note(f"Wrote {path}", quiet=quiet)
    if not json_out:
        again = options.again(design_a, design_b, company, today, years, seed, changes)
        note(f"Next: orgsim diff {again}", quiet=quiet)


def content(found: Comparison, remarks: list[str]) -> dict[str, Any]:
    """The comparison as one document."""
    from orgsim.results.metrics.funnel import OWN_STEPS, STEPS

    funnel_a, funnel_b = found.funnel
    return {
        "designs": [found.name_a, found.name_b],
        "company": found.company.name,
        "question": found.question,
        "years": found.years,
        "pairs": found.pairs,
        "seed": found.seed,
        "resources": found.company.resources(),
        "summary": found.summary(),
        "notes": remarks,
        "metrics": {
            name: vars(one) | {"excludes_zero": one.excludes_zero, "matters": one.matters}
            for name, one in found.differences.items()
        },
        "funnel": {
            branch: {name: [float(a), float(b)] for name, a, b in zip(steps, a_side, b_side, strict=True)}
            for branch, steps, a_side, b_side in (
                ("marketing", STEPS, funnel_a[: len(STEPS)], funnel_b[: len(STEPS)]),
                ("own_prospecting", OWN_STEPS, funnel_a[len(STEPS) :], funnel_b[len(STEPS) :]),
            )
        },
        "provenance": dict(found.facts),
    }


def report(found: Comparison, took: float, *, show_all: bool) -> str:
    """The whole answer as text."""
    from orgsim.analysis.wording import versus
    from orgsim.results.metrics import BLOCKS, HEADLINES, METRICS

    lines = [
        filled(
            f"{versus(found.name_a, found.name_b)} · {found.company.name}, {found.question} · {found.length} · "
            f"{found.pairs} pairs · seed {found.seed} · {took:.1f} s"
        ),
        filled(found.resources()),
    ]
    a, b = short_names(found)
    lines += named_apart(found)
    head = ["metric", "unit", a, b, "difference", "95 % interval", f"{a} ahead", ""]
    blocks = {
        block: [_row(found[name]) for name in METRICS if METRICS[name].block == block and (show_all or name in HEADLINES)]
        for block in BLOCKS
    }
    rows = [head, *(row for some in blocks.values() for row in some)]
    if too_wide(rows):  # the unit goes to the label, what tells least goes
        rows = [[f"{label}, {unit}" if unit else label, *told, mark] for label, unit, *told, _, mark in rows]
    first, *aligned = row_by_row(rows, left=1 if len(rows[0]) < len(head) else 2)
    lines += ["", *first]
    for block, some in blocks.items():
        lines += ["", block.upper(), *(line for one in aligned[: len(some)] for line in one)]
        aligned = aligned[len(some) :]
    lines += [
        "",
        filled("● the whole interval lies beyond the smallest difference that matters (2 % of the second mean)"),
        "",
    ]
    lines += _funnel(found)
    lines += ["", filled(found.summary())]
    return "\n".join(lines)


def short_names(found: Comparison) -> tuple[str, str]:
    """The designs' names where a table has room for them, else A and B."""
    most = WIDE if (across := window()) is None else min(WIDE, across // 8)
    if found.name_a == found.name_b or max(len(found.name_a), len(found.name_b)) > most:
        return "A", "B"
    return found.name_a, found.name_b


def named_apart(found: Comparison) -> list[str]:
    """What A and B stand for, where they stand for something."""
    if short_names(found) == (found.name_a, found.name_b):
        return []
    return [f"A = {found.name_a}", f"B = {found.name_b}"]


def _row(one: Difference) -> list[str]:
    from orgsim.analysis.wording import amount, interval
    from orgsim.results.metrics import METRICS

    unit = METRICS[one.name].unit
    if one.pairs == 0:
        return [METRICS[one.name].label, unit, "–", "–", "–", "–", "–", ""]
    return [
        METRICS[one.name].label,
        unit,
        amount(one.mean_a, unit),
        amount(one.mean_b, unit),
        amount(one.difference, unit, sign=True),
        interval(one.low, one.high, unit),
        f"{one.a_won} of {one.pairs}" if METRICS[one.name].better else "",
        "●" if one.matters else "",
    ]


def _funnel(found: Comparison) -> list[str]:
    from orgsim.results.metrics.funnel import OWN_STEPS, STEPS

    funnel_a, funnel_b = found.funnel
    a, b = short_names(found)
    rows = [["FUNNEL, leads that ended", a, "of step before", b, "of step before"]]
    own = [f"own: {step}" for step in OWN_STEPS]
    for place, label in enumerate([*STEPS, *own]):
        row = [label]
        for funnel in (funnel_a, funnel_b):
            before = funnel[place - 1] if place not in (0, len(STEPS)) else 0.0
            row += [f"{funnel[place]:,.0f}", f"{100.0 * funnel[place] / before:.0f} %" if before else ""]
        rows.append(row)
    return columns(rows)


def write(
    found: Comparison, document: dict[str, Any], csv: Path | None, figure: Path | None, out: Path | None
) -> list[Path]:
    """Write what was asked for, each whole or not at all; returns the paths."""
    from orgsim.faces.plots.comparison import save

    written = []
    if out is not None:
        with new_folder(out) as unfinished:
            whole = {"schema_version": options.SCHEMA} | options.clean(document)
            write_text(unfinished / "comparison.json", json.dumps(whole, indent=2) + "\n")
            write_text(unfinished / "table.csv", found.table.to_csv())
            save(picture(found), unfinished / "comparison.png")
        written += [out / name for name in ("comparison.json", "table.csv", "comparison.png")]
    if csv is not None:
        make_parent(csv)
        write_text(csv, found.table.to_csv())
        written.append(csv)
    if figure is not None:
        written.append(save(picture(found), figure))
    return written


def picture(found: Comparison) -> Figure:
    """Funnel, revenue and disputes of both sides."""
    from orgsim.analysis.wording import versus
    from orgsim.faces.plots.comparison import Sides, comparison_figure
    from orgsim.results.metrics.funnel import OWN_STEPS, STEPS

    a, b = found.funnel
    names = [*STEPS, *(f"own: {step}" for step in OWN_STEPS)]
    series = {name: found.series(name) for name in found.kept_series}
    sides = Sides(short_names(found), names, (a, b), series)
    title = f"{versus(*sides.names)} · {found.company.name}, {found.question} · {found.length} · {found.pairs} pairs"
    return comparison_figure("\n".join([f"{title} · seed {found.seed}", *named_apart(found)]), sides)
