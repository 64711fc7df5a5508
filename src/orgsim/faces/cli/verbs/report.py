"""``orgsim report``: an answer as one file to send round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.kernel.errors import BadValue, UsageError
from orgsim.kernel.files import is_there, make_parent, write_text, write_whole

if TYPE_CHECKING:
    from orgsim.faces.report.content import Report

MORE = ("why", "accounts", "turns", "uncertain", "advice", "ranking")


@click.command(epilog="Example: orgsim report separated integrated --company marketplace --with why --html report.html")
@click.argument("what", nargs=-1, metavar="[DESIGNS...|FOLDER]")
@options.simulation
@click.option("--pairs", type=options.WHOLE, default=40, show_default=True, help="Pairs of runs under the same luck.")
@click.option(
    "--with",
    "more",
    multiple=True,
    type=click.Choice(MORE),
    help="Ask this, too; may be repeated. Minutes each. [default: why]",
)
@click.option("--html", type=click.Path(path_type=Path), help="Write one HTML file. [default: orgsim-report.html]")
@click.option("--pdf", type=click.Path(path_type=Path), help='Write a PDF (needs pip install "orgsim[pdf]").')
@click.option("--board", is_flag=True, help="One page for a board.")
@click.option("--workers", type=options.WHOLE, help="Threads. [default: one per core]")
@options.as_json
@options.quiet
def command(
    what: tuple[str, ...], company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...], pairs: int,
    more: tuple[str, ...], html: Path | None, pdf: Path | None, board: bool, workers: int | None, json_out: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Write a report: the answer, why, under which conditions, what to do, what it costs; method, assumptions, limits.

    Of two designs (default: separated integrated), or of the folder that --out of another verb, or a study, has written.
    """
    html = Path("orgsim-report.html") if html is None and pdf is None and not json_out else html
    html = options.new_path(html, "The report", (".html", ".htm"))
    pdf = options.new_path(pdf, "The PDF", (".pdf",))
    options.hush(quiet=quiet)
    if pdf is not None:
        from orgsim.faces.report.paper import check_typst

        check_typst()
    if len(what) == 1 and is_there(Path(what[0])) and Path(what[0]).is_dir():
        found = _of_folder(Path(what[0]), board=board)
    else:
        found = _asked(what, company, today, years, seed, changes, pairs, more, workers, board=board, quiet=quiet)
    _write(found, html, pdf, board=board)
    if json_out:
        options.print_json("report", found.model_dump(mode="json"))
    else:
        say(found.headline)
    for path in (html, pdf):
        if path is not None:
            note(f"Wrote {path}", quiet=quiet)


def _write(found: Report, html: Path | None, pdf: Path | None, *, board: bool) -> None:
    if html is not None:
        from orgsim.faces.report.page import as_html

        make_parent(html)
        write_text(html, as_html(found, board=board))
    if pdf is not None:
        from orgsim.faces.report.paper import as_pdf

        content = as_pdf(found, board=board)
        make_parent(pdf)
        write_whole(pdf, lambda sink: sink.write(content))


def _of_folder(folder: Path, *, board: bool) -> Report:
    """The report of an answer that was kept. Raises UsageError where there is none."""
    made = f"orgsim report {folder}{' --board' if board else ''}"
    from pydantic import ValidationError

    from orgsim.faces.report.content import from_payload
    from orgsim.faces.view.payload import KEPT_AS, Payload
    from orgsim.kernel.texts import read_text

    kept = folder / KEPT_AS
    if is_there(kept):
        try:
            return from_payload(Payload.model_validate_json(read_text(kept, "payload")), made)
        except ValidationError as error:
            raise BadValue(f"{kept} is no payload: {error.errors()[0]['msg']}.") from None
    from orgsim.faces.view.studies import study_payload
    from orgsim.studies import load

    try:
        return from_payload(study_payload(load(folder)), made)
    except UsageError as error:
        raise UsageError(f"{folder} holds neither a study nor an answer that --out has written: {error}") from None


def _asked(
    what: tuple[str, ...], company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...], pairs: int,
    more: tuple[str, ...], workers: int | None, *, board: bool, quiet: bool,
) -> Report:  # fmt: skip
    """The answers to the question, and what is told of them."""
    if len(what) > 2:
        raise BadValue("A report is of two designs; `orgsim rank` sets more of them against each other.")
    names = (*what, *("separated", "integrated")[len(what) :])
    options.checked_names(*names, company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(*names, company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.comparing import compare
    from orgsim.faces.cli.progress import bar
    from orgsim.faces.report.content import report

    given: dict[str, Any] = {
        "company": company, "today": today, "settings": settings, "changes": named, "years": years, "seed": seed,
        "workers": workers,
    }  # fmt: skip
    with bar("compare", quiet=quiet) as progress:
        results: list[Any] = [compare(*names, pairs=pairs, progress=progress, **given)]
    wanted = dict.fromkeys(more or ("why",))
    for one in wanted:
        with bar(one, quiet=quiet) as progress:
            results += _further(one, names, given | {"progress": progress})
    design_a, design_b = names
    again = ["orgsim report", options.again(design_a, design_b, company, today, years, seed, changes), f"--pairs {pairs}"]
    form = ["--board"] if board else []
    made = " ".join([*again, *(f"--with {one}" for one in wanted), *form])
    return report(*results, command=made, notes=remarks, changes=named)


def _further(kind: str, names: tuple[str, ...], given: dict[str, Any]) -> list[Any]:
    """What else was asked, by kind."""
    from orgsim.analysis.advice.advising import advise
    from orgsim.analysis.ranking import rank
    from orgsim.analysis.when.turning import turning
    from orgsim.analysis.when.uncertain import uncertain
    from orgsim.analysis.why.levers import why
    from orgsim.analysis.why.partings import partings

    both: dict[str, Callable[..., Any]] = {"why": why, "accounts": partings, "turns": turning, "uncertain": uncertain}
    if kind in both:
        return [both[kind](*names, **given)]
    if kind == "ranking":
        return [rank(**given)]
    from orgsim.inputs.companies import company

    said = given["today"] not in (None, "home") or (given["today"] is None and company(given["company"]).today.design)
    return [advise(**given | {"today": given["today"] if said else names[0]})]
