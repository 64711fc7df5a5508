"""What a validation page is made of: studies and readings in a folder, checked before anything is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orgsim.evidence.presets import STATEMENTS
from orgsim.evidence.readings import ADDED
from orgsim.kernel.errors import UnknownName, UsageError
from orgsim.kernel.parameters import Group
from orgsim.kernel.toml import Document
from orgsim.model.settings import MECHANISMS
from orgsim.studies.page import STUDY, asked
from orgsim.studies.study import Study

STUDIES: Final = ("presets", "mechanisms", "levers", "turning")
READINGS: Final = "readings.toml"
BOTH: Final = ("separated", "integrated")


class Readings(Group):
    """What is seen in each section of the page, in words; numbers stand in it by name."""

    targets: str
    presets: str
    mechanisms: str
    levers: str
    turning: str
    series: str


@dataclass(frozen=True)
class Plan:
    """What a page is made of: four studies, and what is seen in them, in targets and in series, in words."""

    folder: Path
    studies: dict[str, Study]
    readings: Readings


def page_plan(folder: Path) -> Plan:
    """The studies and readings in a folder, all checked before anything is run. Raises BrokenFile or UsageError."""
    readings = Document.opened(folder / READINGS, "readings").read(Readings)
    studies = {name: Study.from_toml(folder / f"{name}.toml") for name in STUDIES}
    needed = {
        "presets": ({name for one in STATEMENTS for name in (one.preset, *one.against)}, {one.metric for one in STATEMENTS}),
        "mechanisms": (set(BOTH), {"profit", *(kind.effect.metric for kind in MECHANISMS.values() if kind.effect)}),
        "levers": (set(), {"profit"}),
        "turning": (set(BOTH), {"profit"}),
    }
    wrong = [told for name in Readings.model_fields for told in _unknown(name, readings, studies.get(name))]
    if wrong:
        raise Document.opened(folder / READINGS, "readings").refused(wrong)
    for name, (designs, metrics) in needed.items():
        if lacking := sorted(designs - set(studies[name].designs)):
            raise UsageError(f"{folder / name}.toml lacks designs that the page shows: {', '.join(lacking)}.")
        kept = studies[name].metrics
        studies[name] = studies[name].changed(metrics=(*kept, *sorted(metrics - set(kept))))
    return Plan(folder, studies, readings)


def _unknown(section: str, readings: Readings, study: Study | None) -> list[tuple[tuple[str], str]]:
    """Numbers that a section's reading asks for and that nobody tells."""
    known = (*ADDED.get(section, ()), *((STUDY, *study.page.numbers) if study else ()))
    try:
        unknown = [one for one in asked(getattr(readings, section)) if one not in known]
    except ValueError as error:
        return [((section,), f"{error}; braces of the text itself are doubled.")]
    return [((section,), str(UnknownName("number of this section", one, known))) for one in unknown]
