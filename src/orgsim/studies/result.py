"""What a study has found so far, with its verbs: prove that it reproduces, take it away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from orgsim.kernel.arguments import checked, function, whole
from orgsim.kernel.arguments import path as a_path
from orgsim.kernel.errors import BadValue, BrokenFile
from orgsim.kernel.files import make_parent, write_whole
from orgsim.kernel.shown import Shown
from orgsim.model.simulation import simulate
from orgsim.studies.factors import Factor, is_factor
from orgsim.studies.factors import bounds as limits
from orgsim.studies.rows import StudyRows
from orgsim.studies.runs import FAILED
from orgsim.studies.verification import verified
from orgsim.studies.walks import Walk

if TYPE_CHECKING:
    import polars as pl
    import xarray as xr

EXPORTS = (".csv", ".parquet", ".nc")
ORIGIN = "orgsim"  # under which a file carries what its runs are made again from


class StudyResult(StudyRows, Shown):
    """A study's folder: its rows, and what can be done with them."""

    @checked(sample=whole(1, 10_000_000, "runs to do again"), walk=function)
    def verify(self, sample: int = 10, *, walk: Walk = simulate) -> list[str]:
        """Do a sample of the stored runs again and return the keys that came out the same; see ``verification``."""
        return verified(self.store, sample, walk)

    def to_polars(self) -> pl.DataFrame:
        """The table as Polars has it."""
        import polars as pl

        return pl.from_pandas(self.table())

    def to_xarray(self) -> xr.Dataset:
        """The metrics over company, design, point and pair, with units; factors lie along the points."""
        table = self.table()
        data: xr.Dataset = table.set_index(["company", "design", "point", "pair"])[self.metrics].to_xarray()
        data = data.reindex(company=self.companies, design=self.designs)
        for name, one in self.manifest["columns"]["metrics"].items():
            data[name].attrs = {"units": one["unit"], "long_name": one["label"]}
        first = table.groupby("point")[self.factors].first()
        made = self.manifest["made"]
        data.attrs = {"title": self.name, "model": made["model"], "version": made["version"], ORIGIN: self.origin()}
        if "seed" in table and len(table):
            seeds = table.groupby("pair")["seed"].first()
            data = data.assign_coords(seed=("pair", [str(seeds[pair]) for pair in data["pair"].to_numpy()]))
        return data.assign_coords(
            {name: ("point", list(first[name].loc[data["point"].to_numpy()])) for name in self.factors}
        )

    @property
    def problem(self) -> dict[str, Any]:
        """The factors as SALib wants them: number, names, bounds, and ``unif`` or ``logunif`` for each. Raises BadValue."""
        declared_as = self.manifest["study"].get("vary", {})
        bounds, scales = [], []
        for name in self.factors:
            values = [point[name] for point in self.store.points if name in point]
            if any(isinstance(value, str) for value in values):
                raise BadValue(f"{name} is varied by words, which SALib has no bounds for.")
            try:
                of = Factor.model_validate({**declared_as.get(name, {}), "values": (), "only": ()})
            except ValidationError as error:
                raise BrokenFile(self.folder / "manifest.json", [f"study.vary.{name}: {error.errors()[0]['msg']}"]) from None
            if not values:
                raise BadValue(f"{name} is varied at no point.")
            known = is_factor(name) and not declared_as.get(name, {}).get("values")
            low, high = limits(name, of) if known else (min(values), max(values))
            bounds.append([float(low), float(high)])
            scales.append("logunif" if of.scale == "log" else "unif")
        return {"num_vars": len(bounds), "names": list(self.factors), "bounds": bounds, "dists": scales}

    @checked(path=a_path)
    def export(self, path: str | Path) -> Path:
        """Write the table as CSV or Parquet, or the metrics as NetCDF; series stay in the parts. Raises BadValue."""
        path = Path(path)
        if path.suffix not in EXPORTS:
            raise BadValue(f"{path} must end in one of {', '.join(EXPORTS)}.")
        content = self._as(path.suffix)
        make_parent(path)
        write_whole(path, lambda sink: sink.write(content))
        return path

    def _as(self, kind: str) -> bytes:
        """The table as a file of this kind holds it; what knows metadata carries all that a run is made again from."""
        if kind == ".csv":
            return self.table().to_csv(index=False).encode()
        if kind == ".nc":
            return bytes(self.to_xarray().to_netcdf(engine="scipy"))
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pandas(self.table(), preserve_index=False)
        units = {
            name: one["unit"] for group in ("factors", "metrics") for name, one in self.manifest["columns"][group].items()
        }
        fields = [one.with_metadata({"unit": units[one.name]}) if one.name in units else one for one in table.schema]
        facts = {**(table.schema.metadata or {}), ORIGIN.encode(): self.origin().encode()}
        sink = pa.BufferOutputStream()
        pq.write_table(table.cast(pa.schema(fields, metadata=facts)), sink, compression="zstd")
        return bytes(sink.getvalue())

    def origin(self) -> str:
        """Where the rows come from, as JSON: model, versions, and the numbers behind every name; see ``again``."""
        return json.dumps({key: self.manifest[key] for key in ("name", "recipe", "columns", "made", "also", "git", "begun")})

    def __repr__(self) -> str:
        counts = self.counts()
        return (
            f"StudyResult({self.name} in {self.folder}: {counts['done']} of {counts['runs']} runs, {counts[FAILED]} failed)"
        )
