"""What a study has found so far: one tidy table, its series, its failures; and the proof that rows reproduce."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.kernel.errors import BadValue, CheckFailed, UsageError
from orgsim.model.simulation import simulate
from orgsim.studies.runs import FAILED, KILLED, OK, SERIES_PREFIX, Recipe, Walk, cells, point_digest, run_key
from orgsim.studies.seeds import pair_seed
from orgsim.studies.store import Store

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import xarray as xr

EXPORTS = (".csv", ".parquet", ".nc")


class StudyResult:
    """A study's folder, read. Rows come in the order of the study, whatever the order in which they were done."""

    def __init__(self, folder: str | Path) -> None:
        self.store = Store(folder)
        self.recipe = Recipe.from_content(self.store.manifest["recipe"])

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self.store.folder

    @property
    def manifest(self) -> dict[str, Any]:
        """Study, numbers behind its names, and what it was made with."""
        return self.store.manifest

    @property
    def name(self) -> str:
        """Name of the study."""
        return str(self.manifest["name"])

    @property
    def pairs(self) -> int:
        """Pairs that were asked for."""
        return int(self.manifest["pairs"])

    @property
    def factors(self) -> list[str]:
        """Columns that the plan varies."""
        return list(self.manifest["factors"])

    @property
    def metrics(self) -> list[str]:
        """Metrics that were kept."""
        return list(self.recipe.metrics)

    @cached_property
    def asked(self) -> pd.DataFrame:
        """One row per run asked for, in order: company, design, point, pair, run_key."""
        import pandas as pd

        digests: dict[tuple[str, str, int], bytes] = {}
        rows = []
        for cell in cells(self.recipe, len(self.store.points), self.pairs):
            place = (cell.company, cell.design, cell.point)
            if place not in digests:
                digests[place] = self._digest(cell, self.store.points[cell.point])
            rows.append((*place, cell.pair, run_key(digests[place], pair_seed(self.recipe.seed, cell.pair))))
        return pd.DataFrame(rows, columns=["company", "design", "point", "pair", "run_key"])

    def _digest(self, cell: Any, point: Any) -> bytes:
        return point_digest(self.recipe, cell, point, self.manifest["recipe"]["walk"], self.manifest["made"]["source"])

    def _done(self, columns: Sequence[str]) -> pd.DataFrame:
        frame = self.store.rows(["run_key", "status", *columns]).to_pandas()
        frame["status_order"] = (frame["status"] != OK).astype(int)
        frame["age"] = -np.arange(len(frame))
        frame = frame.sort_values(["run_key", "status_order", "age"], kind="stable").drop_duplicates("run_key")
        found: pd.DataFrame = frame.drop(columns=["status_order", "age"])
        return found

    def table(self) -> pd.DataFrame:
        """One row per finished run: company, design, point, pair, factors, status, metrics.

        A factor that a run does not vary stays as design and company have it, and is NaN here.
        """
        import pandas as pd

        points = pd.DataFrame({name: [one.get(name) for one in self.store.points] for name in self.factors})
        points["point"] = range(len(self.store.points))
        done = self._done(["seed", "error", *self.metrics])
        frame = self.asked.merge(points, on="point", how="left").merge(done, on="run_key", how="inner")
        for name, designs in self.recipe.limits.items():
            frame[name] = frame[name].where(frame["design"].isin(designs))
        return frame[
            ["company", "design", "point", "pair", "seed", *self.factors, "status", "error", *self.metrics, "run_key"]
        ]

    def series(self, name: str) -> pd.DataFrame:
        """A series in long form: company, design, point, pair, day (end of the window), value. Raises UsageError."""
        import pandas as pd

        if name not in self.recipe.series:
            known = ", ".join(self.recipe.series) or "none"
            raise UsageError(f"{self.folder} keeps no series '{name}'. Kept: {known}.")
        done = self._done([f"{SERIES_PREFIX}{name}"])
        frame = self.asked.merge(done[done["status"] == OK], on="run_key", how="inner")
        values = frame[f"{SERIES_PREFIX}{name}"]
        days = np.minimum(np.arange(1, math.ceil(self.recipe.days / self.recipe.series_days) + 1) * self.recipe.series_days,
                          self.recipe.days)  # fmt: skip
        repeated = frame.loc[frame.index.repeat(len(days)), ["company", "design", "point", "pair"]].reset_index(drop=True)
        found = np.concatenate([np.asarray(one) for one in values]) if len(values) else np.empty(0)
        return pd.concat([repeated, pd.DataFrame({"day": np.tile(days, len(frame)), "value": found})], axis=1)

    def failures(self) -> pd.DataFrame:
        """The runs that failed or killed their worker, with error and traceback."""
        frame = self.asked.merge(self._done(["error", "traceback"]), on="run_key", how="inner")
        return frame[frame["status"] != OK].reset_index(drop=True)

    def counts(self) -> dict[str, int]:
        """Different runs asked for, and how many are done, failed and killed."""
        asked = set(self.asked["run_key"])
        statuses = [status for key, status in self.store.statuses().items() if key in asked]
        return {"runs": len(asked), "done": len(statuses)} | {one: statuses.count(one) for one in (OK, FAILED, KILLED)}

    def complete(self) -> pd.DataFrame:
        """The table, where every run went well. Raises CheckFailed naming the runs that are missing or failed."""
        counts, table = self.counts(), self.table()
        if counts[OK] == counts["runs"]:
            return table
        bad = [
            f"{row.company}, {row.design}, point {row.point}, pair {row.pair}: {row.error}"
            for row in self.failures().itertuples()
        ]
        more = [*bad[:5], *([f"and {len(bad) - 5} more"] if len(bad) > 5 else [])]
        raise CheckFailed(
            "\n  ".join([f"{self.folder}: {counts[OK]} of {counts['runs']} runs went well; "
                         f"{counts['runs'] - counts['done']} are not done.", *more])
        )  # fmt: skip

    def verify(self, sample: int = 10, *, walk: Walk = simulate) -> list[str]:
        """Do a sample of the stored runs again and return the keys that came out the same; see ``verification``."""
        from orgsim.studies.verification import verified

        return verified(self, sample, walk)

    def to_polars(self) -> pl.DataFrame:
        """The table as Polars has it."""
        import polars as pl

        return pl.from_pandas(self.table())

    def to_xarray(self) -> xr.Dataset:
        """The metrics over company, design, point and pair, with units; factors lie along the points."""
        from orgsim.results.metrics import METRICS

        table = self.table()
        data: xr.Dataset = table.set_index(["company", "design", "point", "pair"])[self.metrics].to_xarray()
        data = data.reindex(company=list(self.recipe.companies), design=list(self.recipe.designs))
        for name in self.metrics:
            data[name].attrs = {"units": METRICS[name].unit, "long_name": METRICS[name].label}
        first = table.groupby("point")[self.factors].first()
        return data.assign_coords(
            {name: ("point", list(first[name].loc[data["point"].to_numpy()])) for name in self.factors}
        )

    def export(self, path: str | Path) -> Path:
        """Write the table as CSV or Parquet, or the metrics as NetCDF; series stay in the parts. Raises BadValue."""
        path = Path(path)
        if path.suffix not in EXPORTS:
            raise BadValue(f"{path} must end in one of {', '.join(EXPORTS)}.")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".csv":
            self.table().to_csv(path, index=False)
        elif path.suffix == ".parquet":
            self.table().to_parquet(path, index=False)
        else:
            self.to_xarray().to_netcdf(path, engine="scipy")
        return path

    def __repr__(self) -> str:
        counts = self.counts()
        return (
            f"StudyResult({self.name} in {self.folder}: {counts['done']} of {counts['runs']} runs, {counts[FAILED]} failed)"
        )

    def _repr_html_(self) -> str:
        shown: str = self.table().head(20).to_html(float_format=lambda value: f"{value:,.4g}")
        return f"<p>{self!r}</p>{shown}"
