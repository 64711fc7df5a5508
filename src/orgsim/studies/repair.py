"""Getting a damaged study back: what can be read stays, what cannot is set aside, what parts carry is taken from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from filelock import FileLock, Timeout
from pydantic import ValidationError

from orgsim.kernel.arguments import checked, optional
from orgsim.kernel.arguments import path as a_path
from orgsim.kernel.errors import BrokenFile, CannotRead, CannotWrite, OrgsimError, OutputExists, UsageError
from orgsim.kernel.parquet import DAMAGE, read_table
from orgsim.studies.declaration import Declaration
from orgsim.studies.factors import Value
from orgsim.studies.manifest import read_manifest, unpacked
from orgsim.studies.recipe import Recipe
from orgsim.studies.runs import digests, run_key
from orgsim.studies.seeds import pair_seed
from orgsim.studies.store import MANIFEST, MOST_ROWS, Store, TornPart, parts_of, points_of
from orgsim.studies.writing import refuse_links, set_aside, write_manifest, write_manifest_alone


@checked(folder=a_path, beside=optional(a_path))
def repair(folder: str | Path, beside: str | Path | None = None) -> list[str]:
    """Repair the study in a folder; returns what was done, in words. Nothing is removed.

    The manifest comes back from the newest part that carries one. The plan's points are made again from it, and must give
    the keys of the rows that are there. Torn parts are set aside; their runs are done again by the next `study run`.
    ``beside`` is where the study's file lay, for a plan whose points stand in a table there.
    Raises UsageError where nothing of a study is left, BrokenFile where the points cannot be had again.
    """
    folder = Path(folder)
    if not (folder / "parts").is_dir():
        raise UsageError(f"{folder} holds no parts of a study; there is nothing to repair it from.")
    refuse_links(folder)
    try:
        with FileLock(folder / ".lock", timeout=0):
            return _repaired(folder, Path(beside or "."))
    except Timeout:
        raise OutputExists(f"A run is writing to {folder}. Wait for it, or stop it; nothing was changed.") from None
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be read or written: {error.strerror or error}.") from None


def _repaired(folder: Path, beside: Path) -> list[str]:
    done: list[str] = []
    manifest = _manifest(folder, done)
    try:
        points_of(folder, manifest)
    except BrokenFile:
        points, known = _points_again(folder, manifest, beside)
        if (folder / "points.parquet").exists():
            done.append(f"points.parquet was damaged; it is set aside as {set_aside(folder / 'points.parquet').name}.")
        write_manifest(folder, manifest, points, known)
        done.append(f"points.parquet is made again: {len(points)} points, which give the keys of the rows that are there.")
    store = Store(folder)
    for path in store.parts:
        try:
            store.part(path)
        except TornPart:
            done.append(f"{path.name} was torn; it is set aside as {set_aside(path).name}, `study run` does its runs again.")
    return done


def _manifest(folder: Path, done: list[str]) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        return read_manifest(path)
    except (UsageError, BrokenFile) as error:
        reason = "missing" if not path.exists() else "damaged"
        _check_readable(path)
        for part in reversed(parts_of(folder)):
            try:
                found = unpacked((pq.read_schema(part).metadata or {}).get(MANIFEST, b""))
            except DAMAGE:
                continue
            kept = f"; what was there is set aside as {set_aside(path).name}" if path.exists() else ""
            write_manifest_alone(folder, found)
            done.append(f"manifest.json was {reason}{kept}; it comes back from {part.name}.")
            return found
        raise BrokenFile(path, [f"{reason}, and no part carries it: run the study's file into a new folder"]) from error


def _check_readable(path: Path) -> None:
    """Raise CannotRead where the system cannot read a file now, which says nothing of the file."""
    try:
        if path.exists():
            path.open("rb").close()
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror or error}. Nothing was changed.") from None


def _points_again(
    folder: Path, manifest: Mapping[str, Any], beside: Path
) -> tuple[list[dict[str, Value]], list[list[bytes]]]:
    """The plan's points made again, proved by the keys of the rows that are there."""
    broken = folder / "points.parquet"
    try:
        study = Declaration.model_validate(_as_declared(manifest["study"]) | {"folder": str(beside)})
        points = study.points[: manifest["points"]]
        recipe, _ = Recipe.from_content(manifest["recipe"])
        known = [digests(recipe, place, point) for place, point in enumerate(points)]
    except (OrgsimError, ValidationError) as error:
        raise BrokenFile(broken, ["damaged, and its points cannot be made again:", *str(error).splitlines()[:5]]) from None
    if len(points) != manifest["points"] or not _fit(folder, manifest, known):
        raise BrokenFile(
            broken,
            [f"damaged, and the points that this version makes are not those of the rows: orgsim "
             f"{manifest['made']['version']}, model {manifest['made']['model']} made them"],
        )  # fmt: skip
    return points, known


def _as_declared(study: Mapping[str, Any]) -> dict[str, Any]:
    """A study as its file would have it, without what only a file has."""
    given = {name: value for name, value in study.items() if name in Declaration.model_fields and value is not None}
    vary = {name: {key: value for key, value in one.items() if value != []} for name, one in study.get("vary", {}).items()}
    return given | {"vary": vary}


def _fit(folder: Path, manifest: Mapping[str, Any], known: list[list[bytes]]) -> bool:
    """Whether the keys of all rows that can be read are those of these digests."""
    recipe = manifest["recipe"]
    places = {pair: n for n, pair in enumerate((a, b) for a in recipe["companies"] for b in recipe["designs"])}
    for part in parts_of(folder):
        try:
            rows = read_table(part, ["run_key", "company", "design", "point", "pair"], rows=MOST_ROWS).to_pylist()
        except DAMAGE:
            continue
        for row in rows:
            place = places.get((row["company"], row["design"]))
            whole = isinstance(row["point"], int) and isinstance(row["pair"], int)
            if place is None or not whole or not 0 <= row["point"] < len(known):
                return False
            if row["run_key"] != run_key(known[row["point"]][place], pair_seed(recipe["seed"], row["pair"])):
                return False
    return True
