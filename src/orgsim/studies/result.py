"""What a study has found so far, with its verbs: prove that it reproduces, take it away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from orgsim.kernel.errors import BadValue
from orgsim.kernel.files import write_whole
from orgsim.model.simulation import simulate
from orgsim.studies.rows import StudyRows
from orgsim.studies.runs import FAILED
from orgsim.studies.verification import verified
from orgsim.studies.walks import Walk

if TYPE_CHECKING:
    import polars as pl
    import xarray as xr

EXPORTS = (".csv", ".parquet", ".nc")


class StudyResult(StudyRows):
    """A study's folder: its rows, and what can be done with them."""

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
        return data.assign_coords(
            {name: ("point", list(first[name].loc[data["point"].to_numpy()])) for name in self.factors}
        )

    def export(self, path: str | Path) -> Path:
        """Write the table as CSV or Parquet, or the metrics as NetCDF; series stay in the parts. Raises BadValue."""
        path = Path(path)
        if path.suffix not in EXPORTS:
            raise BadValue(f"{path} must end in one of {', '.join(EXPORTS)}.")
        content = self._as(path.suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda sink: sink.write(content))
        return path

    def _as(self, kind: str) -> bytes:
        """The table as a file of this kind holds it."""
        if kind == ".csv":
            return self.table().to_csv(index=False).encode()
        if kind == ".parquet":
            return self.table().to_parquet(index=False)
        return bytes(self.to_xarray().to_netcdf(engine="scipy"))

    def __repr__(self) -> str:
        counts = self.counts()
        return (
            f"StudyResult({self.name} in {self.folder}: {counts['done']} of {counts['runs']} runs, {counts[FAILED]} failed)"
        )

    def _repr_html_(self) -> str:
        shown: str = self.table().head(20).to_html(float_format=lambda value: f"{value:,.4g}")
        return f"<p>{self!r}</p>{shown}"
