"""Whether what a folder holds is what a study asks for now, by the present model and definitions; and if not, why."""

from __future__ import annotations

from pathlib import Path

from orgsim.kernel.errors import UsageError
from orgsim.kernel.fingerprints import fingerprints
from orgsim.studies.declaration import Declaration
from orgsim.studies.founding import changes, manifest_of
from orgsim.studies.recipe import Recipe
from orgsim.studies.result import StudyResult
from orgsim.studies.runs import OK
from orgsim.studies.store import Store


def stale(study: Declaration, folder: Path) -> list[str]:
    """Why a study's folder is out of date, in words; nothing where it stands. Nothing is run. Raises BrokenFile."""
    if not Store.is_one(folder):
        return ["not there yet"]
    found = StudyResult(folder)
    old, new = found.manifest, manifest_of(study, Recipe.of(study))
    try:
        _, drift = Recipe.from_content(old["recipe"])
    except UsageError as error:
        return [str(error)]
    if differing := changes(old, new, found.store.points, study, drift):
        return differing
    counts, asked = found.counts(), study.pairs * len(study.points) - found.pairs * len(found.store.points)
    why = [f"{name} is {reason}" for name, reason in found.outdated().items()]
    why += [f"{name} is not kept yet" for name in study.metrics if name not in found.metrics]
    if asked > 0 or counts[OK] < counts["runs"]:
        why.append(
            f"{counts[OK]:,} of {counts['runs']:,} runs went well" + (", and more are asked for" if asked > 0 else "")
        )
    if fingerprints().model not in found.store.models:
        why.append("the model has changed since; some of its runs are done again to see whether the rows stand")
    return why
