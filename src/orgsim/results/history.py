"""What a run leaves: the daily table, the leads, the journeys, the people at the end, and where all of it came from."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.errors import BrokenFile, OutputExists, UsageError
from orgsim.kernel.fields import Row, columns, layout
from orgsim.results.records import Day, Entry, Lead, Person
from orgsim.results.words import action, dispute, entry, outcome, platform, role, source, stage, use

if TYPE_CHECKING:
    import pandas as pd

Records = NDArray[Any]
TABLES: Final = ("daily", "leads", "journeys", "people")
FORMAT: Final = 1
_ROWS: dict[str, type[Row]] = {"daily": Day, "leads": Lead, "journeys": Entry, "people": Person}

CREDIT_NAMES: Final = ("last_touch", "first_touch", "linear", "shapley")
_SIDES = ("marketing", "sales")
_ACTIONS = (*action.MARKETING_NAMES, *action.SALES_NAMES)
_LABELS: dict[str, tuple[tuple[str, ...], ...]] = {
    "stocks": (stage.NAMES,),
    "entered": (stage.NAMES,),
    "leads_by_source": (source.NAMES,),
    "disputes": (dispute.NAMES,),
    "present": (role.NAMES,),
    "flips": (role.NAMES,),
    "unit_trust": (_SIDES,),
    "payoff": (_SIDES,),
    "users": (platform.NAMES,),
    "uses": (platform.NAMES,),
    "exposure": (platform.NAMES,),
    "experience": (use.NAMES[: use.CLASSES],),
    "hours": (use.NAMES,),
    "total_hours": (use.NAMES,),
}
_DATES: Final = ("qualified", "assigned", "contacted", "opened", "closed")
_WORDS: dict[str, tuple[str, ...]] = {"role": role.NAMES, "source": source.NAMES, "outcome": outcome.NAMES}


@dataclass(frozen=True, eq=False)
class History:
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
            f"History({facts['design']} at {facts['company']}, {len(self.daily)} days, seed {facts['seed']}: "
            f"{len(self.leads)} leads, {int(self.daily['wins'].sum())} deals)"
        )

    def metric(self, name: str) -> float:
        """The value of a metric by name; see ``orgsim.METRICS``."""
        from orgsim.results.metrics import metric

        return metric(name).value(self)

    def metrics(self) -> dict[str, float]:
        """Every metric of this run."""
        from orgsim.results.metrics import METRICS

        return {name: one.value(self) for name, one in METRICS.items()}

    def table(self, name: str) -> pd.DataFrame:
        """``daily``, ``leads``, ``journeys`` or ``people`` as a pandas table, nested columns spread and codes in words."""
        import pandas as pd

        if name not in TABLES:
            raise UsageError(f"A history has no table '{name}'. Known: {', '.join(TABLES)}.")
        frame = pd.DataFrame(spread(getattr(self, name)))
        if name == "daily":
            frame.insert(0, "day", np.arange(len(frame)))
        return in_words(name, frame, self.facts["company_numbers"])

    def save(self, folder: str | Path) -> Path:
        """Write Parquet tables and a manifest to a new folder. Raises OutputExists where it exists."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        folder = Path(folder)
        if folder.exists():
            raise OutputExists(f"{folder} exists; nothing was written. Choose another folder or remove it.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as beside:
            whole = Path(beside) / folder.name
            whole.mkdir()
            for name in TABLES:
                cells = spread(getattr(self, name))
                fields = [
                    pa.field(key, pa.from_numpy_dtype(values.dtype), metadata={"unit": _unit(name, key)})
                    for key, values in cells.items()
                ]
                pq.write_table(pa.table(dict(cells), schema=pa.schema(fields)), whole / f"{name}.parquet")
            manifest = {"format": FORMAT, "facts": self.facts, "metrics": _finite(self.metrics())}
            text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
            (whole / "manifest.json").write_text(text, encoding="utf-8")
            whole.rename(folder)
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> History:
        """Read a history back, equal to the one saved. Raises UsageError or BrokenFile."""
        import pyarrow.parquet as pq

        folder = Path(folder)
        if not (folder / "manifest.json").exists():
            raise UsageError(f"{folder} holds no history: manifest.json is missing.")
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            tables = {name: _gathered(name, pq.read_table(folder / f"{name}.parquet")) for name in TABLES}
        except (OSError, ValueError, KeyError) as error:
            raise BrokenFile(folder, [str(error)]) from None
        return cls(**tables, facts=manifest["facts"])


def _finite(values: dict[str, float]) -> dict[str, float | None]:
    return {name: value if np.isfinite(value) else None for name, value in values.items()}


def _names(column: str, shape: tuple[int, ...]) -> list[str]:
    if column in ("hours", "skill") and len(shape) == 2:
        uses = use.NAMES[: shape[1]]
        return [f"{column}_{job}_{what}" for job in role.NAMES for what in uses]
    if column == "credited":
        return [f"credited_{rule}_{channel}" for rule in CREDIT_NAMES for channel in range(shape[1])]
    if column == "mix":
        return [f"mix_{what}" for what in _ACTIONS]
    if column in _LABELS:
        return [f"{column}_{label}" for label in _LABELS[column][0]]
    return [f"{column}_{place}" for place in range(int(np.prod(shape)))]


def spread(records: Records) -> dict[str, NDArray[Any]]:
    """The columns of a structured array, nested ones as one column per cell."""
    found: dict[str, NDArray[Any]] = {}
    for name in records.dtype.names or ():
        values = records[name]
        if values.ndim == 1:
            found[name] = np.ascontiguousarray(values)
        else:
            flat = values.reshape(len(values), -1)
            for place, label in enumerate(_names(name, values.shape[1:])):
                found[label] = np.ascontiguousarray(flat[:, place])
    return found


def _gathered(name: str, table: Any) -> Records:
    """The structured array whose columns a Parquet table holds spread."""
    records = np.zeros(table.num_rows, dtype=layout(_ROWS[name]))
    for column, kind in columns(_ROWS[name]).items():
        if not kind.shape:
            records[column] = table.column(column).to_numpy()
        else:
            cells = [table.column(label).to_numpy() for label in _names(column, kind.shape)]
            records[column] = np.stack(cells, axis=1).reshape(-1, *kind.shape)
    return records


def _unit(name: str, key: str) -> str:
    declared = columns(_ROWS[name])
    return next((one.unit for column, one in declared.items() if key == column or key.startswith(f"{column}_")), "")


def in_words(name: str, frame: pd.DataFrame, company: Mapping[str, Any]) -> pd.DataFrame:
    """The table with codes replaced by words, and dates of what never happened by NaN."""
    if name == "leads":
        for date in _DATES:
            frame[date] = frame[date].where(frame[date] >= 0.0)
        for column, plans in (("segment", "segments"), ("channel", "channels")):
            called = [str(one["name"]) for one in company[plans]]
            frame[column] = [called[code] if code >= 0 else "" for code in frame[column]]
        frame["action"] = [action.MARKETING_NAMES[code] if code >= 0 else "" for code in frame["action"]]
    for column, words in _WORDS.items():
        if column in frame and name != "journeys":
            frame[column] = [words[code] for code in frame[column]]
    if name == "journeys" and len(frame):
        kinds = frame["kind"].to_numpy()
        moved = np.isin(kinds, (entry.STAGE, entry.TOUCH))
        argued = np.isin(kinds, (entry.DISPUTE, entry.ARBITRATION))
        before, after = frame["before"].to_numpy(), frame["after"].to_numpy()
        frame["before"] = [
            stage.NAMES[code] if move else dispute.NAMES[code] if argue else ""
            for code, move, argue in zip(before, moved, argued, strict=True)
        ]
        frame["after"] = [stage.NAMES[code] if move else "" for code, move in zip(after, moved, strict=True)]
        frame["kind"] = [entry.NAMES[code] for code in kinds]
    return frame
