"""What a run leaves: the daily table, the leads, the journeys, the people at the end, and where all of it came from."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.arguments import checked, path, text
from orgsim.kernel.codes import words
from orgsim.kernel.errors import BrokenFile, UnknownName, UsageError
from orgsim.kernel.files import is_there, new_folder, write_text
from orgsim.kernel.rows import Row, columns, layout
from orgsim.kernel.shown import Shown
from orgsim.kernel.texts import counted, read_text
from orgsim.results.codes import DisputeKind, Entry, Stage
from orgsim.results.metrics import METRICS, metric
from orgsim.results.tables import Day, JourneyEntry, Lead, Person

if TYPE_CHECKING:
    import pandas as pd

Records = NDArray[Any]
TABLES: Final[dict[str, type[Row]]] = {"daily": Day, "leads": Lead, "journeys": JourneyEntry, "people": Person}
"""The tables of a history, and the rows of which they are made."""
FORMAT: Final = 2
MOST_ROWS: Final = 100_000_000


@dataclass(frozen=True, eq=False)
class History(Shown):
    """One run, whole. Equal histories hold equal bytes in every table.

    Attributes are structured arrays: ``daily`` one row a day, ``leads`` one row per episode of interest, ``journeys`` one
    row per stage change, touch, hand-off and dispute (empty where journeys were off), ``people`` one row per post at the
    end. Times are in business days, money in EUR. ``facts`` holds design, company, settings, seed and provenance.
    """

    daily: Records
    leads: Records
    journeys: Records
    people: Records
    facts: dict[str, Any] = field(repr=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return all(getattr(self, name).tobytes() == getattr(other, name).tobytes() for name in TABLES)

    __hash__ = None  # type: ignore[assignment]  # holds arrays

    def __repr__(self) -> str:
        facts = self.facts
        return (
            f"History({facts['design']} at {facts['company']}, {counted(len(self.daily), 'day')}, seed {facts['seed']}: "
            f"{counted(int((self.leads['born'] >= 0.0).sum()), 'lead')}, {counted(int(self.daily['deals'].sum()), 'deal')})"
        )

    def copied(self) -> History:
        """The same with tables of its own, which no later day of a run changes."""
        return History(**{name: np.array(getattr(self, name)) for name in TABLES}, facts=self.facts)

    @checked(name=text)
    def metric(self, name: str) -> float:
        """The value of a metric by its name or label; see ``orgsim.METRICS``."""
        return metric(name).value(self)

    def metrics(self) -> dict[str, float]:
        """Every metric of this run."""
        return {name: one.value(self) for name, one in METRICS.items()}

    @checked(name=text)
    def table(self, name: str) -> pd.DataFrame:
        """``daily``, ``leads``, ``journeys`` or ``people`` as a pandas table, nested columns spread and codes in words."""
        import pandas as pd

        if name not in TABLES:
            raise UnknownName("table of a history", name, TABLES)
        frame = pd.DataFrame(spread(name, getattr(self, name)))
        if name == "daily":
            frame.insert(0, "day", np.arange(len(frame)))
        return in_words(name, frame, self.facts["company_numbers"])

    @checked(folder=path)
    def save(self, folder: str | Path) -> Path:
        """Write Parquet tables and a manifest to a new folder. Raises OutputExists where it exists."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        folder = Path(folder)
        with new_folder(folder) as whole:
            for name in TABLES:
                cells, units = spread(name, getattr(self, name)), _units(name)
                fields = [
                    pa.field(key, pa.from_numpy_dtype(values.dtype), metadata={"unit": units[key]})
                    for key, values in cells.items()
                ]
                pq.write_table(pa.table(dict(cells), schema=pa.schema(fields)), whole / f"{name}.parquet")
            manifest = {"format": FORMAT, "facts": self.facts, "metrics": _finite(self.metrics())}
            write_text(whole / "manifest.json", json.dumps(manifest, indent=2, sort_keys=True) + "\n")
        return folder

    @classmethod
    @checked(folder=path)
    def load(cls, folder: str | Path) -> History:
        """Read a history back, equal to the one saved. Raises UsageError or BrokenFile."""
        from orgsim.kernel.parquet import DAMAGE, read_table

        folder = Path(folder)
        if not is_there(folder / "manifest.json"):
            raise UsageError(f"{folder} holds no history: manifest.json is missing.")
        try:
            manifest = json.loads(read_text(folder / "manifest.json", "manifest"))
            _check_format(manifest)
            tables = {name: _gathered(name, read_table(folder / f"{name}.parquet", rows=MOST_ROWS)) for name in TABLES}
            return cls(**tables, facts={**manifest["facts"]})
        except DAMAGE as error:
            raise BrokenFile(folder, [f"damaged: {error}"]) from None


def _check_format(manifest: Mapping[str, Any]) -> None:
    if manifest["format"] != FORMAT:
        raise ValueError(f"format {manifest['format']} of another version of orgsim; this one reads {FORMAT}")


def _finite(values: dict[str, float]) -> dict[str, float | None]:
    return {name: value if np.isfinite(value) else None for name, value in values.items()}


def spread(name: str, records: Records) -> dict[str, NDArray[Any]]:
    """The columns of a history's table, nested ones as one column per cell."""
    found: dict[str, NDArray[Any]] = {}
    for key, one in columns(TABLES[name]).items():
        flat = records[key].reshape(len(records), math.prod(one.shape))
        found |= {label: np.ascontiguousarray(flat[:, place]) for place, label in enumerate(one.labels(key))}
    return found


def _gathered(name: str, table: Any) -> Records:
    """The structured array whose columns a Parquet table holds spread."""
    records = np.zeros(table.num_rows, dtype=layout(TABLES[name]))
    for key, one in columns(TABLES[name]).items():
        cells = [table.column(label).to_numpy() for label in one.labels(key)]
        records[key] = np.stack(cells, axis=1).reshape(-1, *one.shape)
    return records


def _units(name: str) -> dict[str, str]:
    return {label: one.unit for key, one in columns(TABLES[name]).items() for label in one.labels(key)}


def in_words(name: str, frame: pd.DataFrame, company: Mapping[str, Any]) -> pd.DataFrame:
    """The table with codes replaced by words."""
    if name == "leads":
        for column, plans in (("segment", "segments"), ("channel", "channels")):
            called = [str(one["name"]) for one in company[plans]]
            frame[column] = [called[code] if code >= 0 else "" for code in frame[column]]
    if name == "journeys" and len(frame):
        kinds = frame["kind"].to_numpy()
        moved, argued = np.isin(kinds, (Entry.STAGE, Entry.TOUCH)), np.isin(kinds, (Entry.DISPUTE, Entry.ARBITRATION))
        stages, disputes = words(Stage), words(DisputeKind)
        frame["before"] = [
            stages[code] if move else disputes[code] if argue else ""
            for code, move, argue in zip(frame["before"], moved, argued, strict=True)
        ]
        frame["after"] = [stages[code] if move else "" for code, move in zip(frame["after"], moved, strict=True)]
    for column, one in columns(TABLES[name]).items():
        if one.code is not None:
            known = words(one.code)
            frame[column] = [known[code] if code >= 0 else "" for code in frame[column]]
    return frame
