"""Where a study's rows are kept: a folder of immutable Parquet parts, the plan's points, and a manifest.

A part is written under another name, flushed to the disk and then renamed, so that a part that is there is whole. One
driver at a time holds the folder's lock. A row is known by its ``run_key``; where a key comes twice, the row that went well
counts, of two such the newer one. Each part says by which model and by which definitions of its metrics it was made: a cell
that an older definition made is empty once the study has gone over to a newer one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.kernel.errors import BrokenFile, UsageError
from orgsim.kernel.parquet import DAMAGE, read_table
from orgsim.studies.columns import IDENTITY, codes, row_schema
from orgsim.studies.factors import Value
from orgsim.studies.manifest import ADVICE, MOST_RUNS, read_manifest
from orgsim.studies.runs import OK

RACES: Final = 20  # times that a reader starts over while a driver merges
MODEL: Final = b"orgsim_model"
CODES: Final = b"orgsim_codes"
MANIFEST: Final = b"orgsim_manifest"
MOST_ROWS: Final = 1_000_000  # of a part: small ones are merged, larger ones never
DIGEST: Final = 16  # bytes


TORN: Final = "torn: it cannot be read whole; `orgsim study run` sets it aside and does its runs again"


def parts_of(folder: Path) -> list[Path]:
    """The parts in a study's folder, oldest first: regular files of such a name."""
    return sorted(path for path in (folder / "parts").glob("part-*.parquet") if path.is_file())


class TornPart(BrokenFile):
    """A part that was damaged after it was written."""


def points_of(folder: Path, manifest: Mapping[str, Any]) -> tuple[list[dict[str, Value]], list[list[bytes]]]:
    """The plan's points, and the digests of each that were taken when it was founded. Raises BrokenFile."""
    path = folder / "points.parquet"
    count, factors = manifest["points"], manifest["columns"]["factors"]
    each = len(manifest["recipe"]["companies"]) * len(manifest["recipe"]["designs"])
    try:
        table = read_table(path, [*factors, "digests"], rows=MOST_RUNS)
        known = table.slice(0, count).to_pylist()  # more than these came in by a change that was not finished
        digests = [row.pop("digests") for row in known]
        whole = len(known) == count and all(len(one) == each and all(len(two) == DIGEST for two in one) for one in digests)
    except DAMAGE as error:
        raise BrokenFile(path, [f"the plan's points cannot be read: {error}", ADVICE]) from None
    if not whole:
        raise BrokenFile(path, [f"it does not hold the {count} points that manifest.json speaks of", ADVICE])
    return [{name: value for name, value in row.items() if value is not None} for row in known], digests


def _torn(path: Path, error: Exception) -> Exception:
    """A torn part; or the error itself, where the system could not read it, which says nothing of the part."""
    if isinstance(error, FileNotFoundError | MemoryError) or (isinstance(error, OSError) and error.errno):
        return error
    return TornPart(path, [TORN])


class Store:
    """A study's folder, opened for reading."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest = read_manifest(self.folder / "manifest.json")
        self.points, self.digests = points_of(self.folder, self.manifest)

    @staticmethod
    def is_one(folder: Path) -> bool:
        """Whether a folder holds a study."""
        return (folder / "manifest.json").is_file()

    @property
    def parts(self) -> list[Path]:
        """The parts there are, oldest first."""
        return parts_of(self.folder)

    @property
    def models(self) -> set[str]:
        """The models whose rows may stand here: the founder's, and those that were seen to give the same."""
        return {one["model"] for one in (self.manifest["made"], *self.manifest["also"])}

    def part(self, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a part that belongs here, its checksums verified. Raises TornPart, BrokenFile or FileNotFoundError."""
        schema = row_schema(self.manifest["columns"])
        wanted = pa.schema([schema.field(name) for name in columns]) if columns else schema
        facts = self.facts(path)
        self._check_model(path, facts)
        try:
            there = pq.read_schema(path)
            names = [name for name in wanted.names if name in there.names]
            table = read_table(path, names, rows=MOST_ROWS, verify=True)
            if any(table[name].null_count for name in names if name in IDENTITY):
                raise ValueError("a row without its place")
            empty = self.outdated(facts) | (set(wanted.names) - set(names))
            cells = [
                pa.nulls(len(table), one.type) if one.name in empty else table[one.name].cast(one.type) for one in wanted
            ]
            return pa.table(cells, schema=wanted)
        except DAMAGE as error:
            raise _torn(path, error) from None

    def facts(self, path: Path) -> dict[bytes, bytes]:
        """What a part says of itself. Raises TornPart or FileNotFoundError."""
        try:
            found: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
            codes_of = json.loads(found.get(CODES, b"{}"))
        except DAMAGE as error:
            raise _torn(path, error) from None
        if not isinstance(codes_of, dict):
            raise TornPart(path, [TORN])
        return found

    def outdated(self, facts: Mapping[bytes, bytes]) -> set[str]:
        """The columns of a part that other definitions made than those the study has gone over to."""
        of_part = json.loads(facts.get(CODES, b"{}"))
        return {name for name, code in codes(self.manifest["columns"]).items() if of_part.get(name) != code}

    def _check_model(self, path: Path, facts: Mapping[bytes, bytes]) -> None:
        model = facts.get(MODEL, b"").decode(errors="replace")
        if model not in self.models:
            raise BrokenFile(
                path,
                [f"made by another model ({model or 'unknown'}) than this study ({self.manifest['made']['model']}); "
                 "move it away: rows of two models are not mixed"],
            )  # fmt: skip

    def rows(self, columns: Sequence[str] | None = None, *, current: bool = False) -> pa.Table:
        """All rows as they were kept; ``current`` leaves out parts with cells of an older definition.

        Raises TornPart or BrokenFile.
        """
        for _ in range(RACES):
            try:
                kept = [path for path in self.parts if not (current and self.outdated(self.facts(path)))]
                tables = [self.part(path, columns) for path in kept]
                break
            except FileNotFoundError:  # the driver has just merged it into another part
                continue
        else:
            raise UsageError(f"{self.folder} changes faster than it can be read; try again.")
        schema = row_schema(self.manifest["columns"])
        if columns:
            schema = pa.schema([schema.field(name) for name in columns])
        return pa.concat_tables(tables) if tables else schema.empty_table()

    def statuses(self, *, current: bool = False) -> dict[str, str]:
        """Status of every run that is done, by key."""
        found: dict[str, str] = {}
        rows = self.rows(("run_key", "status"), current=current)
        for key, status in zip(rows["run_key"].to_pylist(), rows["status"].to_pylist(), strict=True):
            if found.get(key) != OK:
                found[key] = status
        return found

    def lacking(self) -> dict[str, int]:
        """How many runs have no cell of the present definition in a column, by column; none are left out."""
        current = set(self.statuses(current=True))
        found: dict[str, int] = {}
        for path in self.parts:
            outdated = self.outdated(self.facts(path))
            keys = set(self.part(path, ("run_key",))["run_key"].to_pylist()) if outdated else set()
            for name in outdated if keys - current else ():
                found[name] = found.get(name, 0) + len(keys - current)
        return found
