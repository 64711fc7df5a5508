"""The words of the model, each with its kind, unit and meaning, gathered from the declarations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orgsim.inputs.companies import company_numbers
from orgsim.inputs.designs import PRESETS, OrgDesign
from orgsim.kernel.codes import Code
from orgsim.kernel.parameters import parameters
from orgsim.kernel.rows import Row, columns
from orgsim.model import state
from orgsim.model.schedule import MOMENTS, ROUND
from orgsim.model.settings import CHAPTERS
from orgsim.results import tables
from orgsim.results.metrics import METRICS
from orgsim.results.metrics.series import SERIES


@dataclass(frozen=True)
class Term:
    """A word as code, files, command line and pages have it. ``kind`` says what sort of thing it names."""

    name: str
    kind: str
    unit: str
    meaning: str


ROWS: Final[tuple[type[Row], ...]] = tuple(
    one
    for module in (state, tables)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, Row) and one is not Row
)
"""Everything that has state: the rows of all tables, as they are declared."""


def codes() -> list[type[Code]]:
    """Every code of the model: stages, outcomes, kinds of dispute, variants of rules."""
    return sorted(
        (one for one in Code.__subclasses__() if one.__module__.startswith("orgsim.")), key=lambda one: one.__name__
    )


def said(name: str) -> str:
    """The name of a class as words: ``JourneyEntry`` is a journey entry."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def first_sentence(thing: object) -> str:
    """What a docstring says first."""
    paragraph = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return re.split(r"(?<=[a-z)][.;:]) ", paragraph)[0].rstrip(".;:")


def terms() -> list[Term]:
    """Every word, kind by kind."""
    return list(_terms())


def _terms() -> Iterator[Term]:
    for name, chapter in CHAPTERS.items():
        yield Term(name, "mechanism" if chapter.effect else "chapter", "", first_sentence(chapter))
    for place, moment in enumerate(MOMENTS, 1):
        often = ", every hour" if moment in ROUND else ""
        yield Term(moment.name, "moment of the day", f"number {place}{often}", f"{moment.actors.value}: {moment.about}")
    for code in codes():
        for member in sorted(code):
            yield Term(member.word, said(code.__name__), "", member.about)
    for name, preset in PRESETS.items():
        yield Term(name, "design", "", preset.origin.rstrip("."))
    for name, one in parameters(OrgDesign).items():
        yield Term(name, "lever", one.unit, one.about)
    for name, one in company_numbers().items():
        yield Term(name, "number of a company", one.unit, one.about)
    for name, chapter in CHAPTERS.items():
        for key, one in parameters(chapter).items():
            yield Term(f"{name}.{key}", "setting", one.unit, one.about)
    for row in ROWS:
        for name, cell in columns(row).items():
            yield Term(name, f"column of a {said(row.__name__)}", cell.unit, cell.about)
    for metric in METRICS.values():
        yield Term(metric.name, "metric", metric.unit, f"{metric.label}: {metric.definition.rstrip('.')}")
    for series in SERIES.values():
        yield Term(series.name, "series", series.unit, first_sentence(series.daily))


def found(text: str) -> list[Term]:
    """The words that are meant by a text: those whose name it is, else whose name has it, else whose meaning has it."""
    wanted, every = _bare(text), terms()
    exact = [one for one in every if wanted in (_bare(one.name), _bare(one.name.rpartition(".")[2]))]
    within = [one for one in every if wanted in _bare(one.name)]
    return exact or within or [one for one in every if text.lower() in one.meaning.lower()]


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]", "", text.lower())


def glossary() -> str:
    """The whole glossary, in Markdown, a table for each kind."""
    kinds: dict[str, list[Term]] = {}
    for one in terms():
        kinds.setdefault(one.kind, []).append(one)
    lines = ["# Glossary", "", "Made from the declarations in the code by `orgsim glossary --page`.", ""]
    for kind, members in kinds.items():
        lines += [f"## {kind[0].upper()}{kind[1:]}", "", "| word | unit | meaning |", "|---|---|---|"]
        lines += [
            "| " + " | ".join(cell.replace("|", "/") for cell in (f"`{one.name}`", one.unit, one.meaning)) + " |"
            for one in members
        ]
        lines.append("")
    return "\n".join(lines)
