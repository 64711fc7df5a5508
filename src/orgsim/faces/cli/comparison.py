"""A comparison of two designs on the command line: as one document, as text, as a picture, as a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.faces.cli import options
from orgsim.faces.cli.asking import in_money, named_interval
from orgsim.faces.cli.layout import columns, filled, row_by_row, too_wide, window
from orgsim.kernel.files import make_parent, new_folder, write_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from orgsim.analysis.comparison import Comparison
    from orgsim.analysis.difference import Difference

WIDE = 27  # longest name that heads a column


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
            name: vars(one)
            | {"excludes_zero": one.excludes_zero, "matters": one.matters, "equivalent": one.is_equivalent}
            | {"chance_in_table": found.chances[name]}
            for name, one in found.differences.items()
        },
        "funnel": {
            branch: {name: [float(a), float(b)] for name, a, b in zip(steps, a_side, b_side, strict=True)}
            for branch, steps, a_side, b_side in (
                ("marketing", STEPS, funnel_a[: len(STEPS)], funnel_b[: len(STEPS)]),
                ("own_prospecting", OWN_STEPS, funnel_a[len(STEPS) :], funnel_b[len(STEPS) :]),
            )
        },
        "bridge": {one.name: named_interval((one.mean, one.low, one.high)) for one in found.bridge},
        "hours": {one.name: vars(one) for one in found.hours},
        "sold_an_hour": [named_interval(one) for one in found.sold_an_hour],
        "downside": {
            "behind": named_interval(found.downside.behind),
            "worst_tenth": found.downside.worst,
            "tenths": found.downside.tenths.tolist(),
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
        block: [
            _row(found, found[name]) for name in METRICS if METRICS[name].block == block and (show_all or name in HEADLINES)
        ]
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
        filled(
            "● the whole interval lies beyond the smallest difference that matters (2 % of the second mean), ○ so it does "
            "alone, not surely among so many metrics (Holm); = surely smaller than that. Differences of money and counts "
            "are without the luck of the decisions in these runs: not quite the second mean less the first."
        ),
        "",
    ]
    lines += _funnel(found)
    lines += ["", *_why(found), "", filled(found.summary())]
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


def _row(found: Comparison, one: Difference) -> list[str]:
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
        _mark(one, found.chances[one.name]),
    ]


def _mark(one: Difference, chance: float) -> str:
    """Whether a difference matters, also where all metrics of the table are looked at, or two designs are alike."""
    from orgsim.faces.telling import SURE

    if one.matters:
        return "●" if chance < SURE else "○"
    return "=" if one.is_equivalent else ""


def _why(found: Comparison) -> list[str]:
    """What the difference in profit is made of, where hours went, and the risk."""
    from orgsim.faces import telling

    a, b = short_names(found)
    most_money = max((abs(end) for one in found.bridge for end in (one.low, one.high)), default=0.0)
    rows = [["WHY, EUR of profit", f"{b} less {a}", "95 % interval"]]
    rows += [[one.name, *in_money((one.mean, one.low, one.high), most_money)] for one in found.bridge]
    lines = [*columns(rows)]
    said = f"{telling.hours(found)} {telling.distribution(found)}"
    return [*lines, filled(said)]


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
    found: Comparison, document: dict[str, Any], csv: Path | None, figure: Path | None, out: Path | None,
    more: Iterable[Any] = (),
) -> list[str]:  # fmt: skip
    """Write what was asked for, each whole or not at all; returns what was written."""
    from orgsim.faces.drawing import write_figures
    from orgsim.faces.plots.comparison import save
    from orgsim.faces.view.payload import write_payload

    written: list[str] = []
    if out is not None:
        with new_folder(out) as unfinished:
            whole = {"schema_version": options.SCHEMA} | options.clean(document)
            write_text(unfinished / "comparison.json", json.dumps(whole, indent=2) + "\n")
            write_text(unfinished / "table.csv", found.table.to_csv())
            save(picture(found), unfinished / "comparison.png")
            all_of_them = [found, *more]
            names = [name for one in all_of_them for name in write_figures(one, unfinished)]
            names.append(write_payload(all_of_them, unfinished, document["notes"]))
        written.append(f"{out}: {', '.join(('comparison.json', 'table.csv', 'comparison.png', *names))}")
    if csv is not None:
        make_parent(csv)
        write_text(csv, found.table.to_csv())
        written.append(str(csv))
    if figure is not None:
        written.append(str(save(picture(found), figure)))
    return written


def picture(found: Comparison) -> Figure:
    """Funnel, revenue and disputes of both sides."""
    from orgsim.faces.drawing import overview

    return overview(found, short_names(found), named_apart(found))
