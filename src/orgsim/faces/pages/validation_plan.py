"""What a validation page is made of: studies and readings in a folder, checked before anything is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orgsim.evidence.presets import STATEMENTS
from orgsim.kernel.errors import UsageError
from orgsim.kernel.parameters import Group
from orgsim.kernel.toml import Document
from orgsim.model.settings import MECHANISMS
from orgsim.studies.study import Study

STUDIES: Final = ("presets", "mechanisms", "levers", "turning")
READINGS: Final = "readings.toml"
BOTH: Final = ("separated", "integrated")


class Readings(Group):
    """What is seen where the page shows no study, in words."""

    targets: str
    series: str


@dataclass(frozen=True)
class Plan:
    """What a page is made of: four studies, and what is seen in targets and series, in words."""

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
    for name, (designs, metrics) in needed.items():
        if lacking := sorted(designs - set(studies[name].designs)):
            raise UsageError(f"{folder / name}.toml lacks designs that the page shows: {', '.join(lacking)}.")
        kept = studies[name].metrics
        studies[name] = studies[name].changed(metrics=(*kept, *sorted(metrics - set(kept))))
    return Plan(folder, studies, readings)
