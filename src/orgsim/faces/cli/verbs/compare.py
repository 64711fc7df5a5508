"""``orgsim compare``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.asking import answer, asked, in_money, named_interval, told
from orgsim.faces.cli.comparison import content, report, write
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import filled
from orgsim.kernel.errors import BadValue

FIGURES = (".png", ".svg", ".pdf")
MOST_PAIRS = 400  # with --until, where nobody says how many


@click.command(epilog="Example: orgsim compare separated integrated:info_sharing=0.6 --company marketplace --pairs 100")
@click.argument("designs", nargs=-1)
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
@click.option("--turns", is_flag=True, help="Also find what would turn the sign: levers, settings, numbers of the company.")
@click.option("--number", "numbers", multiple=True, help="With --turns: only this number; may be repeated.")
@click.option("--uncertain", "in_doubt", is_flag=True, help="Also say how often it holds over all that nobody knows.")
@click.option("--dry-run", is_flag=True, help="Say how many runs it takes at most, and how long; do none of them.")
@click.option("--all", "show_all", is_flag=True, help="Show every metric, not only the first ones.")
@options.as_json
@click.option("--csv", type=click.Path(path_type=Path), help="Write the table of all metrics.")
@click.option("--figure", type=click.Path(path_type=Path), help="Write the picture (png, svg or pdf).")
@options.workbook
@click.option("--out", type=click.Path(path_type=Path), help="New folder for table, picture and provenance.")
@options.quiet
def command(
    designs: tuple[str, ...], company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...],
    pairs: int | None, until: float | None, workers: int | None, turns: bool, numbers: tuple[str, ...], in_doubt: bool,
    dry_run: bool, show_all: bool, json_out: bool, csv: Path | None, figure: Path | None, out: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Compare two designs, or more: same company, same market, same luck.

    A design is a preset (`orgsim designs`), or a preset with levers changed: `separated:info_sharing=0.9,contact_hours=2`.
    Differences are to the first of DESIGNS (default: separated integrated).
    """
    csv = options.new_path(csv, "The table", (".csv",))
    figure = options.new_path(figure, "The picture", FIGURES)
    out = options.new_path(out, "The folder")
    options.hush(quiet=quiet)
    names = (*designs, *("separated", "integrated")[len(designs) :])
    options.checked_names(*names, company=company, today=today)
    settings, named = options.settings_from(changes)
    if numbers and not turns:
        raise BadValue("--number goes with --turns.")
    if len(names) > 2 and (turns or in_doubt or until is not None or figure or csv or options.wanted_workbook() or show_all):
        raise BadValue(
            "--turns, --uncertain, --until, --figure, --csv, --xlsx and --all are for two designs, not for several."
        )
    remarks = options.remarked(*names, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.comparing import compare
    from orgsim.studies.scenario import Scenario

    world: dict[str, Any] = {"today": today, "settings": settings, "changes": named, "years": years}
    given: dict[str, Any] = world | {"seed": seed, "workers": workers}
    if len(names) > 2:
        several(names, company, pairs or 40, world, given, remarks, out=out, dry_run=dry_run, json_out=json_out, quiet=quiet)
        return
    design_a, design_b = names
    most = pairs if pairs is not None else 40 if until is None else MOST_PAIRS
    label = f"{design_a} vs {design_b}"
    done = asked(
        lambda progress: compare(design_a, design_b, company, until=until, pairs=most, progress=progress, **given),
        label, dry_run=dry_run, quiet=quiet, json_out=json_out, kept=False,
        scenario=lambda: Scenario.of(design_b, company, **world),
    )  # fmt: skip
    more = _more(names, company, given, numbers if turns else None, in_doubt=in_doubt, dry_run=dry_run, json_out=json_out,
                 quiet=quiet)  # fmt: skip
    if done is None:
        return
    found, took = done
    document = content(found, remarks) | {key: _in_numbers(one) for key, one in more.items()}
    written = write(found, document, csv, figure, out, more.values())
    written += options.write_workbook(found, *more.values())
    if json_out:
        options.print_json("comparison", document)
    else:
        say(report(found, took, show_all=show_all))
        for one in more.values():
            say("\n" + "\n".join(filled(line) for line in one.summary().splitlines()))
    for path in written:
        note(f"Wrote {path}", quiet=quiet)
    if not json_out:
        again = options.again(design_a, design_b, company, today, years, seed, changes)
        single = not any(word in name for name in names for word in (" then ", " vs "))
        note(f"Next: orgsim {'why' if single else 'diff'} {again}", quiet=quiet)
        if single:
            note(f"To send round: orgsim report {again}", quiet=quiet)


def _more(
    names: tuple[str, ...], company: str, given: dict[str, Any], numbers: tuple[str, ...] | None, *, in_doubt: bool,
    dry_run: bool, json_out: bool, quiet: bool,
) -> dict[str, Any]:  # fmt: skip
    """What would turn the sign, and how often it holds, where that was asked."""
    from orgsim.studies.scenario import Scenario

    found: dict[str, Any] = {}
    world = {key: one for key, one in given.items() if key not in ("seed", "workers")}

    def of() -> Scenario:
        return Scenario.of(names[1], company, **world)

    if numbers is not None:
        from orgsim.analysis.when.turning import turning

        done = asked(
            lambda progress: turning(names[0], names[1], company, numbers=list(numbers) or None, progress=progress, **given),
            "what turns it", dry_run=dry_run, quiet=quiet, json_out=json_out, scenario=of,
        )  # fmt: skip
        found |= {"turns": done[0]} if done else {}
    if in_doubt:
        from orgsim.analysis.when.uncertain import uncertain

        held = asked(
            lambda progress: uncertain(names[0], names[1], company, progress=progress, **given),
            "plausible settings", dry_run=dry_run, quiet=quiet, json_out=json_out, scenario=of,
        )  # fmt: skip
        found |= {"uncertain": held[0]} if held else {}
    return found


def _in_numbers(one: Any) -> dict[str, Any]:
    """What would turn the sign, or how often it holds, as a document has it."""
    if hasattr(one, "turns"):
        rows = [vars(turn) | {"label": turn.label, "share": turn.share} for turn in one.turns]
        numbers: dict[str, Any] = {"turns": rows, "moves": [vars(move) for move in one.moves], "never": list(one.never)}
        return numbers | {"summary": one.summary(), "base": named_interval(one.base), "pairs": one.pairs}
    told = {"summary": one.summary(), "mean": named_interval(one.mean), "ahead": named_interval(one.ahead)}
    return told | {"worth": one.worth, "settings": len(one.steps), "numbers": len(one.numbers)}


def several(
    names: tuple[str, ...], company: str, pairs: int, world: dict[str, Any], given: dict[str, Any], remarks: list[str], *,
    out: Path | None, dry_run: bool, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """More than two designs: profit of each against the first, and against the best of the others."""
    from orgsim.analysis.comparing import compare_several
    from orgsim.analysis.wording import amount
    from orgsim.studies.scenario import Scenario

    done = asked(
        lambda progress: compare_several(names, company, pairs=pairs, progress=progress, **given),
        f"{len(names)} designs", dry_run=dry_run, quiet=quiet, json_out=json_out, kept=False,
        scenario=lambda: Scenario.of(names[0], company, **world),
    )  # fmt: skip
    if done is None:
        return
    found, took = done
    best = found.with_best
    rows = [["design", "profit, EUR", f"less {names[0]}", "95 % interval", "may be best", "loss of choosing it"]]
    for name, one in best.items():
        against = found[name]["profit"] if name != names[0] else None
        mean = found.comparisons[0]["profit"].mean_a if against is None else against.mean_b
        apart = in_money((against.difference, against.low, against.high)) if against else ("", "")
        may = "yes" if one.may_be_best else ""
        rows.append([name, amount(mean, "EUR"), *apart, may, amount(one.loss, "EUR")])
    document = {
        "designs": list(names), "company": found.company.name, "pairs": pairs, "summary": found.summary(), "notes": remarks,
        "with_best": {name: vars(one) for name, one in best.items()},
        "comparisons": {
            one.name_b: {key: vars(each) for key, each in one.differences.items()} for one in found.comparisons
        },
    }  # fmt: skip
    first = found.comparisons[0]
    head = f"{found.company.name}, {first.question} · {first.length} · {pairs} pairs · {took:.1f} s"
    surer = "To be surer: --pairs 200. Next: orgsim rank, which spends its runs where they tell."
    text = f"{head}\n\n{told(rows)}\n\n{found.summary()}"
    answer("several", found, document, text, out=out, json_out=json_out, quiet=quiet, surer=surer)
