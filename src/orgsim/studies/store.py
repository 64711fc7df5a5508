"""Where a study's rows are kept: a folder of immutable Parquet parts, the plan's points, and a manifest.

A part is written under another name, flushed to the disk and then renamed, so that a part that is there is whole. One
driver at a time holds the folder's lock. A row is known by its ``run_key``; where a key comes twice, the row that went well
counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.kernel.errors import BrokenFile, UsageError
from orgsim.results.metrics import METRICS
from orgsim.results.metrics.series import SERIES
from orgsim.studies.factors import IN_WORDS, Value, declared
from orgsim.studies.runs import OK, SERIES_PREFIX, Recipe

FORMAT: Final = 1
IDENTITY: Final = ("run_key", "company", "design", "point", "pair", "seed")
RACES: Final = 20  # times that a reader starts over while a driver merges
OUTCOME: Final = ("status", "error", "traceback")


def row_schema(recipe: Recipe, factors: Sequence[str], source: str) -> pa.Schema:
    """Columns of a part, with units."""
    text, whole, real = pa.string(), pa.int64(), pa.float64()
    kinds = {"run_key": text, "company": text, "design": text, "point": whole, "pair": whole, "seed": whole}
    fields = [pa.field(name, kinds[name]) for name in IDENTITY]
    fields += [
        pa.field(name, text if name in IN_WORDS else real, metadata={"unit": declared(name).unit, "role": "factor"})
        for name in factors
    ]
    fields += [pa.field(name, text) for name in OUTCOME]
    fields += [pa.field(name, real, metadata={"unit": METRICS[name].unit, "role": "metric"}) for name in recipe.metrics]
    fields += [
        pa.field(f"{SERIES_PREFIX}{name}", pa.list_(real), metadata={"unit": SERIES[name].unit, "role": "series"})
        for name in recipe.series
    ]
    return pa.schema(fields, metadata={"orgsim_source": source, "orgsim_format": str(FORMAT)})


class TornPart(BrokenFile):
    """A part that was damaged after it was written."""


class Store:
    """A study's folder, opened for reading."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest = self._manifest()
        self.points = self._points()

    @staticmethod
    def is_one(folder: Path) -> bool:
        """Whether a folder holds a study."""
        return (folder / "manifest.json").is_file()

    def _manifest(self) -> dict[str, Any]:
        path = self.folder / "manifest.json"
        if not path.is_file():
            raise UsageError(f"{self.folder} holds no study: manifest.json is missing.")
        try:
            manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BrokenFile(path, [str(error)]) from None
        if manifest.get("format") != FORMAT or "recipe" not in manifest:
            raise BrokenFile(path, [f"format {manifest.get('format')!r} is not the format {FORMAT} of a study's manifest"])
        return manifest

    def _points(self) -> list[dict[str, Value]]:
        try:
            rows = pq.read_table(self.folder / "points.parquet").to_pylist()
        except (OSError, pa.ArrowException) as error:
            raise BrokenFile(self.folder / "points.parquet", [f"the plan's points cannot be read: {error}"]) from None
        known = rows[: self.manifest["points"]]  # more than these came in by a change that was not finished
        return [{name: value for name, value in row.items() if value is not None and name != "point"} for row in known]

    @property
    def parts(self) -> list[Path]:
        """The parts there are, oldest first."""
        return sorted((self.folder / "parts").glob("part-*.parquet"))

    @property
    def schema(self) -> pa.Schema:
        """Columns of this store's rows."""
        recipe = Recipe.from_content(self.manifest["recipe"])
        return row_schema(recipe, self.manifest["factors"], self.manifest["made"]["source"])

    def part(self, path: Path, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of a part that belongs here, its checksums verified. Raises TornPart, BrokenFile or FileNotFoundError."""
        try:
            schema = pq.read_schema(path)
            self._check_source(path, schema)
            return pq.read_table(path, columns=list(columns) if columns else None, page_checksum_verification=True)
        except (OSError, pa.ArrowException) as error:
            if isinstance(error, FileNotFoundError) or (
                isinstance(error, OSError) and error.errno
            ):  # the system could not read it, which says nothing of the part
                raise
            raise TornPart(
                path, ["torn: it cannot be read whole; `orgsim study run` sets it aside and does its runs again"]
            ) from None

    def _check_source(self, path: Path, schema: pa.Schema) -> None:
        source = (schema.metadata or {}).get(b"orgsim_source", b"").decode()
        if source != self.manifest["made"]["source"]:
            raise BrokenFile(
                path,
                [f"made by other sources ({source or 'unknown'}) than this study ({self.manifest['made']['source']}); "
                 "move it away: rows of two versions are not mixed"],
            )  # fmt: skip

    def rows(self, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows as they were kept. Raises TornPart or BrokenFile."""
        for _ in range(RACES):
            try:
                tables = [self.part(path, columns) for path in self.parts]
                break
            except FileNotFoundError:  # the driver has just merged it into another part
                continue
        else:
            raise UsageError(f"{self.folder} changes faster than it can be read; try again.")
        schema = self.schema
        if columns:
            schema = pa.schema([schema.field(name) for name in columns])
        if not tables:
            return schema.empty_table()
        return pa.concat_tables([table.cast(schema) for table in tables])

    def statuses(self) -> dict[str, str]:
        """Status of every run that is done, by key."""
        found: dict[str, str] = {}
        rows = self.rows(("run_key", "status"))
        for key, status in zip(rows["run_key"].to_pylist(), rows["status"].to_pylist(), strict=True):
            if found.get(key) != OK:
                found[key] = status
        return found
