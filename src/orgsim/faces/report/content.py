"""What a report says, section by section: the answer, why, conditions, what to do, method, assumptions, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from orgsim.analysis.comparison import Comparison
from orgsim.evidence.references import codes, in_full
from orgsim.faces.protocol import CONCEPTS, PURPOSE
from orgsim.faces.view.payload import Panel, Payload, payload
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.parameters import Group, parameters, tables
from orgsim.kernel.texts import counted
from orgsim.results.provenance import versions
from orgsim.studies.plausible import UNSOURCED, declared_as
from orgsim.studies.scenario import Settings, mechanism_numbers

ANSWER, WHY, WHEN, TO_DO = "The answer", "Why", "Under which conditions", "What to do, and what it costs to change"
OF_KINDS: Final = {
    ANSWER: ("differences", "revenue", "pipeline", "funnel", "conflicts", "distribution", "ranking", "effects", "targets"),
    WHY: ("bridge", "waterfall", "hours", "flow", "causes", "journey", "credit"),
    WHEN: ("turns", "tornado", "doubts", "points", "map"),
    TO_DO: ("gains", "payback", "dip", "pareto"),
}
"""The section in which each kind of figure stands."""
NOT_ASKED: Final = {
    WHEN: "Not asked here. `orgsim report --with turns --with uncertain` finds what would turn the answer, and how often it "
    "holds over all that nobody knows.",
    TO_DO: "Not asked here. `orgsim report --with advice` searches for the change that gains most, and says what it costs.",
}
LIMITS: Final = (
    "This is a model: it shows what follows from its assumptions, not what will happen. Where two designs are compared, "
    "what is wrong for both of them alike weighs little; what only one of them relies on weighs much.",
    "A company file states what is known; everything else is a prior. A company that was not calibrated to its own "
    "records is an example of its kind, and the differences are those of the example.",
    "Intervals are for luck: other buyers, other deals, other moods in the same market. What is not known about the market "
    "itself is in none of them but those over plausible settings.",
    "Not in the model: product and service quality as they follow from sales' promises, careers and culture beyond trust, "
    "competitors who answer to what is done, and any effect beyond the horizon.",
)


class Text(BaseModel):
    """A table of words: heading, column heads, rows."""

    model_config = ConfigDict(frozen=True)
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]


class Section(BaseModel):
    """One section: paragraphs, then panels, then tables of words."""

    model_config = ConfigDict(frozen=True)
    title: str
    paragraphs: list[str]
    panels: list[Panel]
    tables: list[Text]


class Report(BaseModel):
    """A whole report. ``headline`` is its first sentence, ``command`` what makes it again."""

    model_config = ConfigDict(frozen=True)
    title: str
    headline: str
    facts: list[tuple[str, str]]
    notes: list[str]
    sections: list[Section]
    command: str
    provenance: dict[str, Any]


def report(
    *results: Any, command: str = "", notes: Sequence[str] = (), changes: Mapping[str, object] | None = None
) -> Report:
    """The report of these answers, the main one first; ``changes`` are the numbers that were changed for this question, by
    name. Raises BadValue of what has no picture.
    """
    found = payload(*results, notes=notes)
    main = results[0]
    sections = [*_sections(found), _method(found, command), *_assumptions(main, changes or {}), _limits(main)]
    changed = ", ".join(f"{name} = {value}" for name, value in (changes or {}).items())
    return Report(
        title=found.title, headline=found.answers[0].headline,
        facts=[*found.facts, *([("changed", changed)] if changed else [])], notes=found.notes, sections=sections,
        command=command, provenance=found.provenance,
    )  # fmt: skip


def from_payload(found: Payload, command: str = "") -> Report:
    """The report of a payload that was kept."""
    sections = [*_sections(found), _method(found, command), _limits(None)]
    return Report(
        title=found.title, headline=found.answers[0].headline, facts=found.facts, notes=found.notes, sections=sections,
        command=command, provenance=found.provenance,
    )  # fmt: skip


def _sections(found: Payload) -> list[Section]:
    """The sections that an answer has something to say in."""
    every = [_section(title, found) for title in OF_KINDS]
    return [one for one in every if one.paragraphs or one.panels]


def _section(title: str, found: Payload) -> Section:
    panels, told = [], []
    for place, one in enumerate(found.answers):
        mine = [panel for panel in one.panels if panel.kind in OF_KINDS[title]]
        panels += mine
        if place == 0 and title == ANSWER:
            told += [one.details]
        elif mine and place and one.kind != "comparison":
            told += [one.headline, one.details]
    if not panels and title in NOT_ASKED:
        told = [NOT_ASKED[title]]
    return Section(title=title, paragraphs=[one for one in told if one], panels=panels, tables=[])


def _method(found: Payload, command: str) -> Section:
    pairs = counted(found.pairs_done, "pair") if found.pairs_done else "pairs"
    made = {name: str(value) for name, value in found.provenance.items() if name in versions()}
    rows = [*found.facts, *([("pairs of runs", f"{found.pairs_done:,}")] if found.pairs_done else []), *made.items()]
    if command:
        rows.append(("made again by", command))
    told = [
        PURPOSE.replace("\n", " "),
        f"All designs are run in {pairs}: the same market, the same moods and the same luck on every side, so that what "
        "differs is the design. Differences are means over pairs with Student's 95 % intervals; "
        "the luck that decisions had beyond their chance is taken off sums of money and counts. Where many metrics are "
        "looked at, Holm's (1979) procedure holds the chance of any false alarm at 5 %. Parts of a difference are Shapley "
        "values and add up to it.",
        "`orgsim describe` prints the whole model after the ODD protocol (Grimm, Railsback, Vincenot et al. 2020): every "
        "rule, every number, every source.",
    ]
    concepts = Text(title="Design concepts (ODD)", heads=("concept", "in this model"), rows=[*CONCEPTS])
    made_with = Text(title="How it was made", heads=("what", "value"), rows=rows)
    return Section(title="Method", paragraphs=told, panels=[], tables=[made_with, concepts])


def _assumptions(main: Any, changes: Mapping[str, object]) -> list[Section]:
    if not isinstance(main, Comparison):
        return []
    told = [
        "Equal for both designs: the company, its people, pay and media on day 0. Every number below can be changed, and "
        "the report made again."
    ]
    levers = _levers(main)
    return [
        Section(
            title="Assumptions and their sources",
            paragraphs=told,
            panels=[],
            tables=[levers, *_company(main.company, changes)],
        )
    ]


def _levers(of: Comparison) -> Text:
    first, second = (of.facts.get(name, {}) for name in ("levers", "levers_b"))
    declared = parameters(OrgDesign)
    rows = []
    for name, one in declared.items():
        if isinstance(first.get(name), int | float) and isinstance(second.get(name), int | float):
            rows.append((name, f"{first[name]:g}", f"{second[name]:g}", one.unit, one.about))
    return Text(title="The two designs", heads=("lever", of.name_a, of.name_b, "unit", "meaning"), rows=rows)


def _company(whose: Company, changes: Mapping[str, object]) -> list[Text]:
    found = []
    for table in tables(type(whose)):
        group: Group = getattr(whose, table)
        rows = [
            (
                name,
                _number(getattr(group, name)),
                one.unit,
                one.about,
                _source(whose, group, f"{table}.{name}", one.reference, changes),
            )
            for name, one in parameters(type(group)).items()
        ]
        if rows:
            found.append(
                Text(title=f"{whose.name}: {table}", heads=("number", "value", "unit", "meaning", "source"), rows=rows)
            )
    return found


def _number(value: float) -> str:
    """A number in full."""
    return f"{value:,.10g}"


def _source(whose: Company, group: Group, path: str, reference: str, changes: Mapping[str, object]) -> str:
    if path in changes:
        return "changed for this question"
    if path in whose.references:
        return _told(whose.references[path])
    stated = path.partition(".")[2] in group.model_fields_set
    return "stated by the company" if stated else f"default: {in_full(reference)}"


def _told(reference: str) -> str:
    """A company's own words for where a number is from, with the works that it names by a code."""
    works = [in_full(one) for one in codes(reference) if one not in UNSOURCED and one != "model"]
    return " ".join([reference, *(f"[{one}]" for one in works)])


def _limits(main: Any) -> Section:
    numbers = [name for values in mechanism_numbers(Settings()).values() for name in values]
    unsourced = [name for name in numbers if declared_as(name).reference in UNSOURCED]
    told = list(LIMITS)
    if main is not None:
        told.append(
            f"Of the {len(numbers)} numbers by which the model's mechanisms are switched and set, {len(unsourced)} stand on "
            "no source: they are general knowledge, declared as such; what an answer hangs on is found by varying them."
        )
    return Section(title="Limits", paragraphs=told, panels=[], tables=[])
