"""Opening a study's folder for a run: a new one, one to go on with, or one that must not be mixed with this study."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orgsim.kernel.errors import UsageError
from orgsim.results.provenance import versions
from orgsim.studies.plans import EXTENDABLE
from orgsim.studies.runs import Recipe
from orgsim.studies.store import FORMAT
from orgsim.studies.study import Study
from orgsim.studies.writing import Writer

MAY_CHANGE = ("about", "answers", "fit", "page", "scale", "pairs")


def git_state(folder: Path) -> dict[str, Any] | None:
    """Commit and cleanliness of the repository around a folder, if there is one."""
    try:
        head, changed = (
            subprocess.run(
                ["git", *words], cwd=folder, capture_output=True, text=True, check=True, timeout=10
            ).stdout.strip()
            for words in (
                ["rev-parse", "HEAD"],
                ["status", "--porcelain", "--untracked-files=no", "--", ":(top)", ":(top,exclude)results"],
            )
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": head, "clean": not changed}


def manifest_of(study: Study, recipe: Recipe) -> dict[str, Any]:
    """What a study's folder says of itself."""
    return {
        "format": FORMAT,
        "name": study.name,
        "study": json.loads(study.model_dump_json()),
        "recipe": recipe.content(),
        "file": study.file,
        "pairs": study.pairs,
        "points": len(study.points),
        "factors": study.columns,
        "made": versions(),
        "git": git_state(Path(study.folder)),
        "begun": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def open_store(folder: Path, study: Study, recipe: Recipe) -> Writer:
    """Open a folder for this study, or make it. Raises UsageError where it holds another study, or other sources' rows."""
    manifest = manifest_of(study, recipe)
    writer = Writer(folder, manifest, study.points)
    try:
        old = writer.manifest
        check_same(folder, old, manifest, writer.points, study)
        writer.tidy()
        if study.pairs > old["pairs"] or len(study.points) > len(writer.points) or _told(old) != _told(manifest):
            grown = {key: manifest[key] for key in ("study", "pairs", "points", "factors", "file")}
            writer.extend(old | grown, study.points)
    except BaseException:
        writer.__exit__()
        raise
    return writer


def _told(manifest: dict[str, Any]) -> list[Any]:
    return [manifest["study"].get(key) for key in ("about", "answers", "fit", "page")]


def check_same(folder: Path, old: dict[str, Any], new: dict[str, Any], points: list[dict[str, Any]], study: Study) -> None:
    """Raise UsageError where rows of this study may not join those in a folder."""
    made, makes = old["made"], new["made"]
    if made["source"] != makes["source"]:
        raise UsageError(
            f"{folder} was made by orgsim {made['version']}, sources {made['source']}; this is {makes['version']}, sources "
            f"{makes['source']}. Rows of two versions are not mixed: choose another folder with --out, or remove this one."
        )
    if differences := changes(old, new, points, study):
        listed = "\n".join(f"  {one}" for one in differences)
        raise UsageError(
            f"{folder} holds another study than this one:\n{listed}\nIts rows are not mixed with these: choose another "
            "folder with --out, or undo the change. Only pairs, and the points of a Sobol' plan, may grow."
        )


def _whole(study: dict[str, Any]) -> dict[str, Any]:
    """A study as a manifest has it, with the defaults of what was not yet known when it was written."""
    defaults = json.loads(Study(name="x").model_dump_json())
    whole: dict[str, Any] = defaults | study | {"plan": defaults["plan"] | study["plan"]}
    return whole


def changes(old: dict[str, Any], new: dict[str, Any], points: list[dict[str, Any]], study: Study) -> list[str]:
    """What keeps a study from going on in a folder, in words."""
    found = []
    was, now = _whole(old["study"]), _whole(new["study"])
    if study.plan.method in EXTENDABLE and study.plan.method == was["plan"]["method"]:
        was, now = ({**one, "plan": {**one["plan"], "points": 0}} for one in (was, now))
    for key in sorted(was.keys() | now.keys()):
        if key not in MAY_CHANGE and was.get(key) != now.get(key):
            found.append(f"{key}: {json.dumps(was.get(key))} there, {json.dumps(now.get(key))} here")
    if not found and len(study.points) < len(points):
        found.append(f"plan: {len(points)} points there, only {len(study.points)} here")
    if new["pairs"] < old["pairs"]:
        found.append(f"pairs: {old['pairs']} there, only {new['pairs']} here")
    if not found and old["recipe"] != new["recipe"]:
        where = [key for key in new["recipe"] if old["recipe"].get(key) != new["recipe"][key]]
        found.append(f"{', '.join(where)}: the numbers behind the names have changed")
    if not found and study.points[: len(points)] != points:
        found.append(f"plan: its first {len(points)} points are others")
    return found
