"""Files that a reader keeps of an answer: nothing stays on the server's disk. They are made in memory, but for a PDF, which
Typst sets in a temporary folder.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from orgsim.analysis.comparison import Comparison
from orgsim.faces.drawing import overview
from orgsim.faces.plots.comparison import figure_bytes
from orgsim.faces.report.content import Report, report
from orgsim.faces.report.page import as_html
from orgsim.faces.report.paper import as_pdf, check_typst
from orgsim.faces.view.question import Question
from orgsim.faces.workbook import workbook

DRAWING: Final = threading.Lock()  # Matplotlib's settings belong to the whole process


@dataclass(frozen=True)
class Kept:
    """A kind of file: its media type, how it is made of a comparison and of what else was asked, and what is looked at
    before anything is run for it.
    """

    media: str
    write: Callable[[Comparison, Question, Sequence[Any]], bytes]
    check: Callable[[], None] = lambda: None


def _csv(found: Comparison, _question: Question, _more: Sequence[Any]) -> bytes:
    return found.table.to_csv().encode("utf-8-sig")  # the mark by which spreadsheets know UTF-8


def _xlsx(found: Comparison, question: Question, more: Sequence[Any]) -> bytes:
    return workbook(found, *more, notes=question.notes())


def _picture(kind: str) -> Callable[[Comparison, Question, Sequence[Any]], bytes]:
    def drawn(found: Comparison, question: Question, _more: Sequence[Any]) -> bytes:
        changed = ", ".join(f"{name} = {value}" for name, value in question.set.items())
        with DRAWING:
            return figure_bytes(overview(found, apart=[f"changed: {changed}"] if changed else []), kind)

    return drawn


def _report(found: Comparison, question: Question, more: Sequence[Any], form: str = "") -> Report:
    command = f"{question.command()}{form}"
    return report(found, *more, command=command, notes=question.notes(), changes=question.set)


def _html(found: Comparison, question: Question, more: Sequence[Any]) -> bytes:
    return as_html(_report(found, question, more)).encode()


def _board(found: Comparison, question: Question, more: Sequence[Any]) -> bytes:
    return as_html(_report(found, question, more, " --board"), board=True).encode()


def _pdf(found: Comparison, question: Question, more: Sequence[Any]) -> bytes:
    with DRAWING:
        return as_pdf(_report(found, question, more))


FILES: Final[dict[str, Kept]] = {
    "html": Kept("text/html; charset=utf-8", _html),
    "board.html": Kept("text/html; charset=utf-8", _board),
    "pdf": Kept("application/pdf", _pdf, check_typst),
    "csv": Kept("text/csv; charset=utf-8", _csv),
    "xlsx": Kept("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "png": Kept("image/png", _picture("png")),
    "svg": Kept("image/svg+xml", _picture("svg")),
}
"""The files that can be kept, by ending."""
