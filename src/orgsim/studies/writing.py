"""Writing to a study's folder: parts that are there whole or not at all, by one driver at a time."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from orgsim.kernel.errors import CannotRead, CannotWrite, OutputExists
from orgsim.kernel.files import is_left_over, is_there, refuse_link, write_text, write_whole
from orgsim.kernel.fingerprints import fingerprints
from orgsim.studies.columns import codes, row_schema
from orgsim.studies.factors import Value
from orgsim.studies.manifest import packed
from orgsim.studies.runs import Row
from orgsim.studies.store import CODES, MANIFEST, MODEL, Store, TornPart

SMALL: Final = 5_000  # rows; smaller parts are merged
MANY: Final = 40  # small parts that are too many
NUMBERED: Final = re.compile(r"part-(\d{1,9})-")
OURS: Final = ("manifest.json", "points.parquet", "parts", ".lock")


class Writer(Store):
    """A study's folder, held by the one driver that writes to it; made where it is not there yet. A context manager."""

    def __init__(
        self, folder: str | Path, manifest: Mapping[str, Any], points: list[dict[str, Value]], digests: list[list[bytes]]
    ) -> None:
        self.folder = Path(folder)
        self.notices: list[str] = []
        check_free(self.folder)
        try:
            (self.folder / "parts").mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self.folder / ".lock")
            self._lock.acquire(timeout=0)
        except Timeout:
            raise OutputExists(
                f"Another run is writing to {self.folder}. Wait for it, or stop it; nothing was changed."
            ) from None
        except OSError as error:
            raise CannotWrite(f"{self.folder} cannot be written: {error.strerror or error}.") from None
        try:
            if not self.is_one(self.folder):
                write_manifest(self.folder, manifest, points, digests)
            super().__init__(self.folder)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def tidy(self) -> None:
        """Remove what an interrupted write left, and set torn parts aside. Raises BrokenFile for a part of another model."""
        for left in (*self.folder.iterdir(), *(self.folder / "parts").iterdir()):
            if is_left_over(left):
                left.unlink()
        for path in self.parts:
            try:
                self.part(path)
            except TornPart:
                aside = set_aside(path)
                self.notices.append(f"{path} was torn; it is set aside as {aside.name}, and its runs are done again.")
            except OSError as error:
                raise CannotRead(f"{path} cannot be read: {error.strerror or error}. Nothing was changed.") from None

    def extend(self, manifest: Mapping[str, Any], points: list[dict[str, Value]], digests: list[list[bytes]]) -> None:
        """Let the study grow, or go over to newer definitions."""
        write_manifest(self.folder, manifest, points, digests)
        self.manifest, self.points, self.digests = dict(manifest), points, digests

    def append(self, rows: Iterable[Row]) -> None:
        """Keep rows, as one part. Raises CannotWrite."""
        rows = list(rows)
        if rows:
            facts = {MODEL: fingerprints().model.encode(), CODES: json.dumps(codes(self.manifest["columns"])).encode()}
            self._write(pa.Table.from_pylist(rows, schema=row_schema(self.manifest["columns"])), facts)

    def _write(self, table: pa.Table, facts: dict[bytes, bytes]) -> Path:
        """Write a part, which carries the manifest, too."""
        table = table.replace_schema_metadata({**facts, MANIFEST: packed(self.manifest)})
        numbers = [int(found[1]) for path in self.parts if (found := NUMBERED.match(path.name))]
        number = 1 + max(numbers, default=0)
        path = self.folder / "parts" / f"part-{number:06d}-{uuid.uuid4().hex[:8]}.parquet"
        write_whole(path, lambda sink: pq.write_table(table, sink, compression="zstd", write_page_checksum=True))
        return path

    def merge(self, most: int | None = None) -> None:
        """Put small parts together where there are more than so many; those of one model and of one set of definitions."""
        alike: dict[tuple[bytes, bytes], list[Path]] = {}
        for path in self.parts:
            if pq.read_metadata(path).num_rows < SMALL:
                facts = self.facts(path)
                alike.setdefault((facts.get(MODEL, b""), facts.get(CODES, b"")), []).append(path)
        for (model, made), small in alike.items():
            if len(small) > (MANY if most is None else most):
                whole = pa.concat_tables(
                    [pq.read_table(path, page_checksum_verification=True) for path in small], promote_options="default"
                )  # an inquiry's later parts may vary more
                self._write(whole, {MODEL: model, CODES: made})
                for path in small:
                    path.unlink()

    def settle(self) -> None:
        """Tidy up after all runs. A disk that is full now costs no row: it is said, and done next time."""
        try:
            self.retire()
            self.merge(most=1)
        except (CannotWrite, OSError) as error:
            self.notices.append(f"Every row is kept, but the parts could not be put together: {error}")

    def retire(self) -> None:
        """Remove parts of older definitions whose runs have all been done again."""
        current = set(self.statuses(current=True))
        for path in self.parts:
            if self.outdated(self.facts(path)):
                keys = set(self.part(path, ("run_key",))["run_key"].to_pylist())
                if keys <= current:
                    path.unlink()


def write_manifest(
    folder: Path, manifest: Mapping[str, Any], points: list[dict[str, Value]], digests: list[list[bytes]]
) -> None:
    """Write the manifest, the plan's points and their digests."""
    columns: dict[str, Any] = {"point": pa.array(range(len(points)), pa.int64())}
    columns |= {
        name: pa.array([point.get(name) for point in points], pa.string() if one["words"] else pa.float64())
        for name, one in manifest["columns"]["factors"].items()
    }
    columns["digests"] = pa.array(digests, pa.list_(pa.binary(16)))
    # The manifest comes last, and says how many of the points count: a change that stops half way has not happened.
    write_whole(folder / "points.parquet", lambda sink: pq.write_table(pa.table(columns), sink, compression="zstd"))
    write_manifest_alone(folder, manifest)


def write_manifest_alone(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest."""
    write_text(folder / "manifest.json", json.dumps(manifest, indent=2) + "\n")


def set_aside(path: Path) -> Path:
    """Give what is damaged another name; returns it."""
    aside = path.with_suffix(".torn" if path.suffix == ".parquet" and path.parent.name == "parts" else ".damaged")
    number = 1
    while is_there(aside):
        number += 1
        aside = aside.with_name(f"{path.stem}-{number}{aside.suffix}")
    path.rename(aside)
    return aside


def refuse_links(folder: Path) -> None:
    """Raise CannotWrite where something of ours is a link."""
    for name in OURS:
        refuse_link(folder / name)


def check_free(folder: Path) -> None:
    """Raise OutputExists where a folder holds something that is no study, nor the beginning of one; CannotWrite where
    something of ours is a link.
    """
    refuse_links(folder)
    if Store.is_one(folder) or not folder.is_dir():
        return
    begun = (folder / ".lock").exists() and (folder / "parts").is_dir()  # both come before anything else
    ours = (".lock", "points.parquet") if begun else (".lock",)
    others = [path for path in folder.iterdir() if path.name not in ours and not is_left_over(path)]
    if any(path.name != "parts" or any(path.iterdir()) for path in others):
        raise OutputExists(f"{folder} exists and holds no study; nothing was written. Choose another folder.")
