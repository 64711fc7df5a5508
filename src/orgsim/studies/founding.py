"""Opening a study's folder for a run: a new one, one to go on with, or one that must not be mixed with this study.

A folder may be older than the program. Its rows were made by the model of then, its columns by the definitions of then. It
is gone on with where the model of now gives the same: some of its runs are done again and must be equal to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from orgsim.kernel.errors import OtherStudy
from orgsim.results.provenance import versions
from orgsim.studies.columns import codes, described
from orgsim.studies.declaration import Declaration
from orgsim.studies.manifest import FORMAT
from orgsim.studies.recipe import Drift, Recipe
from orgsim.studies.repository import git_state
from orgsim.studies.runs import digests
from orgsim.studies.verification import done_again, well_spread
from orgsim.studies.writing import Writer

MAY_CHANGE: Final = ("about", "answers", "fit", "page", "scale", "pairs", "metrics", "series")
TRIED: Final = 20  # runs done again before a study goes over to another model


def manifest_of(study: Declaration, recipe: Recipe, columns: Sequence[str] | None = None) -> dict[str, Any]:
    """What a study's folder says of itself; ``columns`` are its factors, where they are not those of its plan."""
    return {
        "format": FORMAT,
        "name": study.name,
        "study": json.loads(study.model_dump_json()),
        "recipe": recipe.content(),
        "columns": described(recipe, study.columns if columns is None else columns),
        "file": study.again,
        "pairs": study.pairs,
        "points": len(study.points),
        "made": versions(),
        "also": [],
        "git": git_state(Path(study.folder)),
        "begun": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def open_store(folder: Path, study: Declaration, recipe: Recipe) -> tuple[Writer, Recipe]:
    """Open a folder for this study, or make it; returns it, and the recipe by which its runs are done.

    Raises OtherStudy where it holds another study, or rows that the present model does not give.
    """
    manifest = manifest_of(study, recipe)
    writer = Writer(folder, manifest, study.points, [digests(recipe, *one) for one in enumerate(study.points)])
    try:
        kept, drift = Recipe.from_content(writer.manifest["recipe"], recipe.walk)
        check_same(folder, writer.manifest, manifest, writer.points, study, drift)
        writer.tidy()
        prove_model(writer, kept, drift)
        return writer, _grown(writer, kept, drift, manifest, study)
    except BaseException:
        writer.__exit__()
        raise


def _grown(writer: Writer, kept: Recipe, drift: Drift, new: dict[str, Any], study: Declaration) -> Recipe:
    """Let the folder grow to what is asked for now, and go over to the present definitions of its metrics."""
    old = writer.manifest
    recipe = replace(
        kept,
        metrics=tuple(dict.fromkeys((*kept.metrics, *new["recipe"]["metrics"]))),
        series=tuple(dict.fromkeys((*kept.series, *new["recipe"]["series"]))),
    )
    columns = described(recipe, list(old["columns"]["factors"]))
    for kind, kept_names in (("metrics", recipe.metrics), ("series", recipe.series)):  # what has gone stays described
        columns[kind] = {name: columns[kind].get(name, old["columns"][kind].get(name)) for name in kept_names}
    if moved := [name for name, code in codes(columns).items() if codes(old["columns"]).get(name, code) != code]:
        writer.notices.append(
            f"{', '.join(moved)}: defined otherwise since; what older rows say of it is left out. --renew does them again."
        )
    if come := [name for name in codes(columns) if name not in codes(old["columns"])]:
        writer.notices.append(f"{', '.join(come)}: kept from now on; older rows lack it. --renew does them again.")
    told = ("about", "answers", "fit", "page", "metrics", "series")
    grown = {
        "study": old["study"] | {key: new["study"][key] for key in (*told, "pairs", "plan")},
        "recipe": old["recipe"]
        | {"metrics": list(recipe.metrics), "series": list(recipe.series)}
        | ({"assumed": drift.come} if drift.come else {}),
        "columns": columns,
        **{key: new[key] for key in ("pairs", "points", "file")},
    }
    if any(old[key] != value for key, value in grown.items()):
        more = [digests(recipe, place, point) for place, point in enumerate(study.points) if place >= len(writer.points)]
        writer.extend(old | grown, study.points, [*writer.digests, *more])
    return recipe


def prove_model(writer: Writer, recipe: Recipe, drift: Drift) -> None:
    """Where the model has changed since, a number has come, or what the numbers amount to is another, do some of the runs
    again; they must come out the same. Raises OtherStudy.
    """
    old, now = writer.manifest, versions()
    writer.notices += drift.told()
    known = now["model"] in writer.models and not drift.is_new
    if known and (
        drift or now["model"] != old["made"]["model"] or digests(recipe, 0, writer.points[0]) == writer.digests[0]
    ):
        return
    rows = well_spread(writer, TRIED)
    wrong = done_again(writer, recipe, rows)
    if wrong:
        raise OtherStudy(
            f"{writer.folder} was made by orgsim {old['made']['version']}, model {old['made']['model']}; this is "
            f"{now['version']}, model {now['model']}, which gives other rows:\n  "
            + "\n  ".join([*wrong[:3], *drift.told()])
            + "\nRows of two models are not mixed: choose another folder with --out, or remove this one."
        )
    proof = now | {"same": len(rows), "seen": datetime.now(UTC).isoformat(timespec="seconds")}
    writer.extend(old | {"also": [*old["also"], proof]}, writer.points, writer.digests)
    if rows:
        writer.notices.append(
            f"{writer.folder} was made by another model; this one gave {len(rows)} of its runs again, equal to the byte."
        )


def check_same(
    folder: Path, old: dict[str, Any], new: dict[str, Any], points: list[dict[str, Any]], study: Declaration, drift: Drift
) -> None:
    """Raise OtherStudy where rows of this study may not join those in a folder."""
    if differences := changes(old, new, points, study, drift):
        listed = "\n".join(f"  {one}" for one in differences)
        raise OtherStudy(
            f"{folder} holds another study than this one:\n{listed}\nIts rows are not mixed with these: choose another "
            "folder with --out, or undo the change. Only pairs, metrics, and the points of a Sobol' plan, may grow."
        )


def _whole(study: dict[str, Any]) -> dict[str, Any]:
    """A study as a manifest has it, with the defaults of what was not yet known when it was written."""
    defaults = json.loads(Declaration(name="x").model_dump_json())
    whole: dict[str, Any] = defaults | study | {"plan": defaults["plan"] | study["plan"]}
    return whole


def changes(
    old: dict[str, Any], new: dict[str, Any], points: list[dict[str, Any]], study: Declaration, drift: Drift
) -> list[str]:
    """What keeps a study from going on in a folder, in words."""
    found = []
    was, now = _whole(old["study"]), _whole(new["study"])
    if study.plan.extendable and study.plan.method == was["plan"]["method"]:
        was, now = ({**one, "plan": {**one["plan"], "points": 0}} for one in (was, now))
    for key in sorted(was.keys() | now.keys()):
        if key not in MAY_CHANGE and was.get(key) != now.get(key):
            found += _told_apart(key, was.get(key), now.get(key))
    if not found and len(study.points) < len(points):
        found.append(f"plan: {len(points)} points there, only {len(study.points)} here")
    if new["pairs"] < old["pairs"]:
        found.append(f"pairs: {old['pairs']} there, only {new['pairs']} here")
    if not found:
        found += _other_numbers(old["recipe"], new["recipe"], drift)
    if not found and study.points[: len(points)] != points:
        found.append(f"plan: its first {len(points)} points are others")
    return found


def _told_apart(key: str, there: Any, here: Any) -> list[str]:
    """Where two declarations differ, in words: of tables only the entries that do."""
    if isinstance(there, dict) and isinstance(here, dict):
        gone = [f"{key}.{one} is there, but not here" for one in there if one not in here]
        come = [f"{key}.{one} is here, but not there" for one in here if one not in there]
        both = [one for one in there if one in here and there[one] != here[one]]
        return [*gone, *come, *(text for one in both for text in _told_apart(f"{key}.{one}", there[one], here[one]))]
    return [f"{key}: {json.dumps(there)} there, {json.dumps(here)} here"]


def _other_numbers(old: dict[str, Any], new: dict[str, Any], drift: Drift) -> list[str]:
    """Numbers that both know and that differ; those that have come or gone since are the drift's business."""
    parts = [key for key in new if key not in ("metrics", "series")]
    paths = [path for key in parts for path in differing(old.get(key), new[key], key)]
    found = [path for path in paths if not any(_within(path, one) for one in (*drift.come, *drift.gone))]
    return [f"{', '.join(found[:5])}: the numbers behind the names have changed"] if found else []


def _within(path: str, other: str) -> bool:
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")


def differing(old: Any, new: Any, path: str) -> list[str]:
    """Paths at which two nested sets of numbers differ; words about them do not count."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in (old | new) if key not in ("references", "about", "assumed")]
        return [one for key in keys for one in differing(old.get(key), new.get(key), f"{path}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [one for place, pair in enumerate(zip(old, new, strict=True)) for one in differing(*pair, f"{path}.{place}")]
    return [] if old == new else [path]
