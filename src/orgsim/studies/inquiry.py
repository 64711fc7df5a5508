"""An inquiry: a study whose points are not planned but asked for as the answers come in, and kept like any study's.

Whatever searches (levers' shares, tipping points, the best design) asks for the runs that it needs next. What was asked
before, in this process or an earlier one that was stopped, is answered from the folder. The folder's default name is made
from all that decides a run, the model among it, so that what is found there is always what would be run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.definitions import definition
from orgsim.kernel.errors import BadValue, OtherStudy, RunFailed
from orgsim.kernel.fingerprints import fingerprints
from orgsim.kernel.folders import kept_folder
from orgsim.results.metrics import METRICS
from orgsim.studies.columns import codes
from orgsim.studies.declaration import Declaration
from orgsim.studies.driver import Driver, Progress
from orgsim.studies.executors import crew
from orgsim.studies.factors import Value, declared
from orgsim.studies.founding import differing, manifest_of
from orgsim.studies.plans import ASKED, Plan
from orgsim.studies.recipe import Cell, Recipe
from orgsim.studies.runner import compile_first
from orgsim.studies.runs import FAILED, KILLED, Job, digests, run_key
from orgsim.studies.scenario import AT_HOME, Scenario
from orgsim.studies.seeds import pair_seed
from orgsim.studies.writing import Writer

Point = Mapping[str, Value]
KEPT: Final = ("profit_without_luck", "profit", "disputes_between", "unit_trust", "leads", "deals")
"""What is kept of each run."""


class Inquiry:
    """Runs asked for one question at a time. A context manager: the folder is held while it is open.

    ``scenarios`` are the designs by name, alike in all else; points change numbers of all of them by name.
    """

    def __init__(
        self,
        scenarios: Mapping[str, Scenario],
        *,
        seed: int = 7,
        folder: str | Path | None = None,
        workers: int | None = None,
        metrics: Sequence[str] = KEPT,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        first = next(iter(scenarios.values()))
        whose = first.company.name
        self.recipe = Recipe(
            {whose: first.company}, {name: one.design for name, one in scenarios.items()}, first.settings, seed, first.days,
            tuple(metrics), (), 21, {}, AT_HOME if first.today is None else first.today,
        )  # fmt: skip
        self.metrics = tuple(metrics)
        self._progress, self._workers = progress, workers
        self._foreseen = self._done = 0
        self._declared = Declaration(
            name="asked", seed=seed, days=first.days, companies=(whose,), designs=tuple(scenarios), pairs=1,
            metrics=tuple(metrics), plan=Plan(method=ASKED),
        )  # fmt: skip
        self._folder = Path(folder) if folder is not None else kept_folder("answers", self._name())

    def _name(self) -> str:
        definitions = [definition(METRICS[name].value) for name in self.metrics]
        told = json.dumps([self.recipe.content(), fingerprints().model, definitions], sort_keys=True, default=str)
        return hashlib.blake2b(told.encode(), digest_size=10).hexdigest()

    @property
    def folder(self) -> Path:
        """Where the answers are kept."""
        return self._folder

    def __enter__(self) -> Self:
        compile_first()
        manifest = manifest_of(self._declared, self.recipe)
        with ExitStack() as undone:
            self._store = undone.enter_context(Writer(self._folder, manifest, [{}], [digests(self.recipe, 0, {})]))
            self._check(manifest)
            self._store.tidy()
            self._places = {_key(one): place for place, one in enumerate(self._store.points)}
            self._rows = {
                row["run_key"]: np.array([np.nan if row[name] is None else row[name] for name in self.metrics])
                for row in self._store.rows(["run_key", "status", *self.metrics]).to_pylist()
                if row["status"] == "ok"
            }
            self._crew = undone.enter_context(closing(crew("threads", self._workers)))
            self._held = undone.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self._store.settle()
        finally:
            self._held.close()

    def _check(self, manifest: dict[str, Any]) -> None:
        old = self._store.manifest
        other = [
            path for key in manifest["recipe"] for path in differing(old["recipe"].get(key), manifest["recipe"][key], key)
        ]
        other += [name for name, code in codes(old["columns"]).items() if codes(manifest["columns"]).get(name) != code]
        if old["study"]["plan"]["method"] != ASKED or other or old["made"]["model"] != fingerprints().model:
            why = f" ({', '.join(other[:3])})" if other else ""
            raise OtherStudy(f"{self._folder} holds the runs of another question{why}. Choose another folder.")

    def expect(self, runs: int) -> None:
        """Tell the progress that so many runs are foreseen from now on, those among them that are kept already."""
        self._foreseen = self._done + runs
        self._tell(self._done)

    def ask(
        self, points: Sequence[Point], pairs: Iterable[int], designs: Sequence[str] | None = None
    ) -> NDArray[np.float64]:
        """The metrics at these points under these pairs and designs (default: all), shape (designs, points, pairs, metrics).

        Runs that were not done yet are done now, on all cores, pair by pair. Raises UnknownName or BadValue for points that
        cannot be, RunFailed where a run went wrong; what was finished is kept.
        """
        pairs, names = list(pairs), list(designs or self.recipe.designs)
        places = self._placed(points)
        keys = {
            (name, point, pair): run_key(self._digest(place, name), pair_seed(self.recipe.seed, pair))
            for name in names
            for point, place in enumerate(places)
            for pair in pairs
        }
        jobs: dict[str, Job] = {}
        whose = self._declared.companies[0]
        for pair in pairs:
            for point, place in enumerate(places):
                for name in names:
                    if (key := keys[name, point, pair]) in self._rows:
                        self._done += 1
                    else:
                        jobs[key] = (Cell(whose, name, place, pair), key, self._store.points[place])
        if jobs:
            self._run(list(jobs.values()), 1 + max(pairs))
        return np.array(
            [[[self._rows[keys[name, one, pair]] for pair in pairs] for one in range(len(places))] for name in names]
        ).reshape(len(names), len(places), len(pairs), len(self.metrics))

    def values(
        self, points: Sequence[Point], pairs: Iterable[int], designs: Sequence[str] | None = None, metric: str = "profit"
    ) -> NDArray[np.float64]:
        """One metric as ``ask`` gives it, shape (designs, points, pairs); profit comes without the luck of its decisions."""
        name = "profit_without_luck" if metric == "profit" else metric
        if name not in self.metrics:
            raise BadValue(f"{metric} is not kept here; kept are {', '.join(self.metrics)}.")
        return np.asarray(self.ask(points, pairs, designs)[..., self.metrics.index(name)])

    def _digest(self, place: int, name: str) -> bytes:
        return self._store.digests[place][list(self.recipe.designs).index(name)]

    def _placed(self, points: Sequence[Point]) -> list[int]:
        """Where the points stand in the study; those that are new join it."""
        fresh = [dict(one) for one in points if _key(one) not in self._places]
        for name in {name for one in fresh for name in one}:
            declared(name)
        fresh = list({_key(one): one for one in fresh}.values())
        if fresh:
            known = self._store.points
            more = [digests(self.recipe, len(known) + place, one) for place, one in enumerate(fresh)]
            self._grow([*known, *fresh], [*self._store.digests, *more])
            self._places |= {_key(one): len(known) + place for place, one in enumerate(fresh)}
        return [self._places[_key(one)] for one in points]

    def _grow(self, points: list[dict[str, Value]], known: list[list[bytes]], pairs: int = 1) -> None:
        old = self._store.manifest
        columns = list(dict.fromkeys(name for point in points for name in point))
        declared = manifest_of(self._declared, self.recipe, columns)["columns"]
        pairs = max(pairs, int(old["pairs"]))
        self._store.extend(old | {"points": len(points), "pairs": pairs, "columns": declared}, points, known)

    def _run(self, jobs: list[Job], pairs: int) -> None:
        if pairs > int(self._store.manifest["pairs"]):
            self._grow(self._store.points, self._store.digests, pairs)
        state = Progress(len(jobs))
        rows: list[dict[str, Any]] = []
        driver = Driver(
            self.recipe, _Listening(self._store, rows), self._crew, state, tell=self._heard, chunk=None, fail_fast=True
        )  # fmt: skip
        try:
            driver.drive(iter(jobs))
        finally:
            self._done += state.done
            self._rows |= {
                row["run_key"]: np.array([np.nan if row[name] is None else row[name] for name in self.metrics])
                for row in rows
                if row["status"] == "ok"
            }
        if bad := next((row for row in rows if row["status"] in (FAILED, KILLED)), None):
            raise RunFailed(f"{bad['design']}, pair {bad['pair']} failed: {bad['error']}")

    def _heard(self, one: Progress) -> None:
        self._tell(self._done + one.done)

    def _tell(self, done: int) -> None:
        if self._progress:
            self._progress(done, max(done, self._foreseen))


class _Listening:
    """A store to a driver; what it appends is heard, too."""

    def __init__(self, store: Writer, heard: list[dict[str, Any]]) -> None:
        self._store, self._heard = store, heard

    def append(self, rows: Iterable[dict[str, Any]]) -> None:
        """Keep rows, and hear them."""
        rows = list(rows)
        self._heard += rows
        self._store.append(rows)

    def merge(self) -> None:
        """Put small parts together."""
        self._store.merge()


def _key(point: Point) -> str:
    alike = {name: value if isinstance(value, str) else float(value) for name, value in point.items()}
    return json.dumps(alike, sort_keys=True)
