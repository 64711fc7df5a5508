"""What a validation page is made of: studies and readings in a folder, checked before anything is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orgsim.evidence.presets import STATEMENTS
from orgsim.kernel.documents import opened
from orgsim.kernel.errors import BrokenFile, UsageError
from orgsim.model.mechanisms import MECHANISMS
from orgsim.studies.study import Study

STUDIES: Final = ("presets", "mechanisms", "levers", "turning")
READINGS: Final = "readings.toml"
BOTH: Final = ("separated", "integrated")


@dataclass(frozen=True)
class Plan:
    """What a page is made of: four studies, and what is seen in targets and series, in words."""

    folder: Path
    studies: dict[str, Study]
    targets: str
    series: str


def page_plan(folder: Path) -> Plan:
    """The studies and readings in a folder, all checked before anything is run. Raises BrokenFile or UsageError."""
    _, readings = opened(folder / READINGS, "readings")
    wrong = [f"{key}: a text is expected" for key in ("targets", "series") if not isinstance(readings.get(key), str)]
    if wrong:
        raise BrokenFile(folder / READINGS, wrong)
    studies = {name: Study.from_toml(folder / f"{name}.toml") for name in STUDIES}
    needed = {
        "presets": ({name for one in STATEMENTS for name in (one.preset, *one.against)}, {one.metric for one in STATEMENTS}),
        "mechanisms": (set(BOTH), {"profit", *(kind.effect.metric for kind in MECHANISMS.values())}),
        "levers": (set(), {"profit"}),
        "turning": (set(BOTH), {"profit"}),
    }
    for name, (designs, metrics) in needed.items():
        lacking = sorted((designs - set(studies[name].designs)) | (metrics - set(studies[name].metrics)))
        if lacking:
            raise UsageError(f"{folder / name}.toml lacks what the page shows: {', '.join(lacking)}.")
    return Plan(folder, studies, readings["targets"], readings["series"])
