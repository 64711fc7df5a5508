"""What a study has found so far, read from its folder: one tidy table, its series, its failures, and what is out of date."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.kernel.arguments import checked, names, optional, path, text
from orgsim.kernel.errors import BrokenFile, CheckFailed, UnknownName, UsageError
from orgsim.studies.columns import codes, present_codes
from orgsim.studies.recipe import Recipe
from orgsim.studies.runs import FAILED, KILLED, OK, SERIES_PREFIX, keyed_cells
from orgsim.studies.store import Store

if TYPE_CHECKING:
    import pandas as pd


class StudyRows:
    """A study's folder, read. Rows come in the order of the study, whatever the order in which they were done.

    All that is read stands in the folder: a study stays readable when levers, settings, numbers of a company or metrics come
    into the model or go.
    """

    @checked(folder=path)
    def __init__(self, folder: str | Path) -> None:
        self.store = Store(folder)

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self.store.folder

    @property
    def manifest(self) -> dict[str, Any]:
        """Study, numbers behind its names, and what it was made with."""
        return self.store.manifest

    @cached_property
    def recipe(self) -> Recipe:
        """The numbers behind the study's names, as this program has them. Raises UsageError where it cannot."""
        return Recipe.from_content(self.manifest["recipe"])[0]

    @property
    def name(self) -> str:
        """Name of the study."""
        return str(self.manifest["name"])

    @property
    def companies(self) -> list[str]:
        """Names of the companies."""
        return list(self.manifest["recipe"]["companies"])

    @property
    def designs(self) -> list[str]:
        """Names of the designs."""
        return list(self.manifest["recipe"]["designs"])

    @property
    def pairs(self) -> int:
        """Pairs that were asked for."""
        return int(self.manifest["pairs"])

    @property
    def factors(self) -> list[str]:
        """Columns that the plan varies."""
        return list(self.manifest["columns"]["factors"])

    @property
    def metrics(self) -> list[str]:
        """Metrics that were kept."""
        return list(self.manifest["columns"]["metrics"])

    @checked(name=text)
    def unit(self, name: str) -> str:
        """Unit of a factor or metric, as it was when the study was founded. Raises UnknownName."""
        columns = self.manifest["columns"]["factors"] | self.manifest["columns"]["metrics"]
        if name not in columns:
            raise UnknownName("factor or metric of this study", name, columns)
        return str(columns[name]["unit"])

    @cached_property
    def asked(self) -> pd.DataFrame:
        """One row per run asked for, in order: company, design, point, pair, run_key."""
        import pandas as pd

        recipe = self.manifest["recipe"]
        keyed = keyed_cells(recipe["companies"], recipe["designs"], self.store.digests, self.pairs, recipe["seed"])
        rows = [(cell.company, cell.design, cell.point, cell.pair, key) for cell, key in keyed]
        return pd.DataFrame(rows, columns=["company", "design", "point", "pair", "run_key"])

    def _done(self, columns: Sequence[str]) -> pd.DataFrame:
        """The newest row of each key that went well, or else failed. Raises BrokenFile for rows that nothing asks for."""
        frame = self.store.rows(["run_key", "status", *columns]).to_pandas()
        strange = frame.loc[~frame["run_key"].isin(self.asked["run_key"]), "run_key"]
        if len(strange):
            raise BrokenFile(
                self.folder / "parts",
                [
                    f"{len(strange)} rows match no run that this study asks for (the first: {strange.iloc[0]}): "
                    "points.parquet or manifest.json was changed, or a part belongs to another study. Put the files "
                    "back, or move the part away."
                ],
            )
        frame["status_order"] = (frame["status"] != OK).astype(int)
        frame["age"] = -np.arange(len(frame))
        frame = frame.sort_values(["run_key", "status_order", "age"], kind="stable").drop_duplicates("run_key")
        found: pd.DataFrame = frame.drop(columns=["status_order", "age"])
        return found

    def table(self) -> pd.DataFrame:
        """One row per finished run: company, design, point, pair, factors, status, metrics.

        A factor that a run does not vary stays as design and company have it, and is NaN here. Raises BrokenFile for rows
        that match nothing asked.
        """
        import pandas as pd

        points = pd.DataFrame({name: [one.get(name) for one in self.store.points] for name in self.factors})
        points["point"] = range(len(self.store.points))
        done = self._done(["seed", "error", *self.metrics])
        frame = self.asked.merge(points, on="point", how="left").merge(done, on="run_key", how="inner")
        for name, designs in self.manifest["recipe"]["limits"].items():
            frame[name] = frame[name].where(frame["design"].isin(designs))
        return frame[
            ["company", "design", "point", "pair", "seed", *self.factors, "status", "error", *self.metrics, "run_key"]
        ]

    @checked(name=text)
    def series(self, name: str) -> pd.DataFrame:
        """A series in long form: company, design, point, pair, day (end of the window), value. Raises UsageError."""
        import pandas as pd

        recipe = self.manifest["recipe"]
        if name not in recipe["series"]:
            known = ", ".join(recipe["series"]) or "none"
            raise UsageError(f"{self.folder} keeps no series '{name}'. Kept: {known}.")
        done = self._done([f"{SERIES_PREFIX}{name}"])
        frame = self.asked.merge(done[done["status"] == OK], on="run_key", how="inner")
        values = frame[f"{SERIES_PREFIX}{name}"]
        steps = np.arange(1, math.ceil(recipe["days"] / recipe["series_days"]) + 1) * recipe["series_days"]
        days = np.minimum(steps, recipe["days"])
        repeated = frame.loc[frame.index.repeat(len(days)), ["company", "design", "point", "pair"]].reset_index(drop=True)
        lacking = np.full(len(days), np.nan)  # left out since its definition changed
        found = np.concatenate([lacking, *(lacking if one is None else np.asarray(one) for one in values)])[len(days) :]
        return pd.concat([repeated, pd.DataFrame({"day": np.tile(days, len(frame)), "value": found})], axis=1)

    def failures(self) -> pd.DataFrame:
        """The runs that failed or killed their worker, with error and traceback."""
        frame = self.asked.merge(self._done(["error", "traceback"]), on="run_key", how="inner")
        return frame[frame["status"] != OK].reset_index(drop=True)

    def counts(self) -> dict[str, int]:
        """Different runs asked for, and how many are done, failed and killed."""
        statuses = self._done([])["status"].tolist()
        asked = self.asked["run_key"].nunique()
        return {"runs": asked, "done": len(statuses)} | {one: statuses.count(one) for one in (OK, FAILED, KILLED)}

    def outdated(self) -> dict[str, str]:
        """Metrics and series whose column is out of date, and why, in words; all other columns stand."""
        told = {}
        kept = codes(self.manifest["columns"])
        now = present_codes()
        for name, code in kept.items():
            if name not in now:
                told[name] = "not known any more"
            elif now[name] != code:
                told[name] = "defined otherwise since"
        lacking = {name: count for name, count in self.store.lacking().items() if name in kept and name not in told}
        return told | {name: f"missing from {count} older rows" for name, count in lacking.items()}

    @checked(metrics=optional(names))
    def complete(self, metrics: Sequence[str] | None = None) -> pd.DataFrame:
        """The table, where every run went well and the metrics (all that are kept) are up to date.

        Raises CheckFailed naming what is missing, failed or out of date.
        """
        counts, table = self.counts(), self.table()
        old = {name: why for name, why in self.outdated().items() if name in (metrics or self.metrics)}
        if old:
            raise CheckFailed(
                f"{self.folder}: " + "; ".join(f"{name} is {why}" for name, why in old.items()) +
                ". `orgsim study run FILE --renew` does the runs again."
            )  # fmt: skip
        if counts[OK] == counts["runs"]:
            return table
        bad = [
            f"{row.company}, {row.design}, point {row.point}, pair {row.pair}: {row.error}"
            for row in self.failures().itertuples()
        ]
        more = [f"and {len(bad) - 5} more"] if len(bad) > 5 else []
        raise CheckFailed(
            "\n  ".join([f"{self.folder}: {counts[OK]} of {counts['runs']} runs went well, {len(bad)} failed, "
                         f"{counts['runs'] - counts['done']} are not done.", *bad[:5], *more])
        )  # fmt: skip
