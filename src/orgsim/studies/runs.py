"""One run of a study: its address, its key, and the row it leaves, whatever happens."""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import ValidationError

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, revived
from orgsim.kernel.errors import UsageError
from orgsim.kernel.rules import source_hash
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate
from orgsim.results.history import History
from orgsim.results.metrics.series import windowed
from orgsim.results.provenance import plain
from orgsim.studies.factors import Value, applied
from orgsim.studies.seeds import pair_seed
from orgsim.studies.study import Study

OK, FAILED, KILLED = "ok", "failed", "killed"
Row = dict[str, Any]
Walk = Callable[..., History]
"""Called as ``walk(design, company, settings=, seed=, days=, journeys=False)``; ``orgsim.simulate`` by default."""

SERIES_PREFIX: Final = "series_"
OWN_WALK: Final = "orgsim.simulation.simulate"


@dataclass(frozen=True)
class Cell:
    """Where a run stands in its study."""

    company: str
    design: str
    point: int
    pair: int


@dataclass(frozen=True)
class Recipe:
    """All that a worker needs to do any run of a study: names resolved, nothing read from disk again."""

    companies: Mapping[str, Company]
    designs: Mapping[str, AnyDesign]
    settings: Settings
    seed: int
    days: int
    metrics: tuple[str, ...]
    series: tuple[str, ...]
    series_days: int
    limits: Mapping[str, tuple[str, ...]]
    walk: Walk = field(default=simulate)

    @classmethod
    def of(cls, study: Study, walk: Walk = simulate) -> Recipe:
        """The recipe of a study."""
        return cls(
            {name: study.company_of(name) for name in study.companies},
            {name: study.design_of(name) for name in study.designs},
            Settings().set_all(study.settings),
            study.seed,
            study.length,
            study.metrics,
            study.series,
            study.series_days,
            study.limits,
            walk,
        )

    def content(self) -> dict[str, Any]:
        """The recipe as plain data, for the manifest."""
        return {
            "companies": {name: one.model_dump(mode="json") for name, one in self.companies.items()},
            "designs": {name: one.model_dump(mode="json") for name, one in self.designs.items()},
            "settings": plain(self.settings.model_dump()),
            "seed": self.seed,
            "days": self.days,
            "metrics": list(self.metrics),
            "series": list(self.series),
            "series_days": self.series_days,
            "limits": {name: list(designs) for name, designs in self.limits.items()},
            "walk": self.walk_name,
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any], walk: Walk = simulate) -> Recipe:
        """The recipe that a manifest holds. Raises UsageError where this version does not understand it."""
        try:
            return cls._understood(content, walk)
        except (ValidationError, KeyError, TypeError) as error:
            raise UsageError(
                "The manifest was written by another version of orgsim, whose numbers this one does not know "
                f"({str(error).splitlines()[0]}). Read it with the version that its manifest.json names under 'made'."
            ) from None

    @classmethod
    def _understood(cls, content: Mapping[str, Any], walk: Walk) -> Recipe:
        companies = {
            name: Company.model_validate(one | {key: tuple(one[key]) for key in ("segments", "channels")})
            for name, one in content["companies"].items()
        }
        settings = {
            group: {key: float(value) if isinstance(value, str) else value for key, value in numbers.items()}
            for group, numbers in content["settings"].items()
        }
        return cls(
            companies,
            {name: revived(one) for name, one in content["designs"].items()},
            Settings.model_validate(settings),
            content["seed"],
            content["days"],
            tuple(content["metrics"]),
            tuple(content["series"]),
            content["series_days"],
            {name: tuple(designs) for name, designs in content["limits"].items()},
            walk,
        )

    def applies(self, factor: str, design: str) -> bool:
        """Whether a factor applies to a design."""
        return design in self.limits.get(factor, (design,))

    def applied(self, cell: Cell, point: Mapping[str, Value]) -> tuple[Company, AnyDesign, Settings]:
        """Company, design and settings of a cell."""
        point = {name: value for name, value in point.items() if self.applies(name, cell.design)}
        return applied(point, self.companies[cell.company], self.designs[cell.design], self.settings)

    def of_walk(self, walk: Walk) -> Recipe:
        """The same recipe with another walk."""
        return replace(self, walk=walk)

    @property
    def walk_name(self) -> str:
        """The walk's name, as provenance gives it; that of the package's own does not hang on where it is kept."""
        if self.walk is simulate:
            return OWN_WALK
        return f"{self.walk.__module__}.{getattr(self.walk, '__qualname__', repr(self.walk))}"


def point_digest(
    recipe: Recipe, cell: Cell, point: Mapping[str, Value], walk: str | None = None, source: str | None = None
) -> bytes:
    """What determines a point's runs besides the seed: numbers of company and design, settings, horizon, walk, sources.

    Walk and sources are those of this program, or those given, as where rows of another version are read.
    """
    whose, of, settings = recipe.applied(cell, point)
    content = {
        "company": whose.model_dump(exclude={"sources", "about", "name"}),
        "design": of.model_dump(),
        "settings": settings.model_dump(),
        "days": recipe.days,
        "walk": walk or recipe.walk_name,
        "source": source or source_hash(),
    }
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).digest()


def run_key(digest: bytes, seed: int) -> str:
    """Identity of a run: equal keys mean equal histories."""
    return hashlib.blake2b(digest + seed.to_bytes(8, "little"), digest_size=12).hexdigest()


def cells(recipe: Recipe, points: int, pairs: int) -> Iterator[Cell]:
    """Every cell of a study, all of pair 0 first, so that any prefix is balanced and paired."""
    for pair in range(pairs):
        for point in range(points):
            for whose in recipe.companies:
                for name in recipe.designs:
                    yield Cell(whose, name, point, pair)


def blank(recipe: Recipe, cell: Cell, key: str, point: Mapping[str, Value]) -> Row:
    """The row of a run before it is known how it ends."""
    row: Row = {"run_key": key, "company": cell.company, "design": cell.design, "point": cell.point, "pair": cell.pair}
    applying = {name: value for name, value in point.items() if recipe.applies(name, cell.design)}
    row |= {"seed": pair_seed(recipe.seed, cell.pair), **applying, "status": OK, "error": None, "traceback": None}
    row |= dict.fromkeys(recipe.metrics)
    return row | dict.fromkeys(f"{SERIES_PREFIX}{name}" for name in recipe.series)


def run_one(recipe: Recipe, cell: Cell, key: str, point: Mapping[str, Value]) -> Row:
    """Do one run. An exception becomes a row with its traceback."""
    row = blank(recipe, cell, key, point)
    try:
        whose, of, settings = recipe.applied(cell, point)
        history = recipe.walk(of, whose, settings=settings, seed=row["seed"], days=recipe.days, journeys=False)
        row |= {name: history.metric(name) for name in recipe.metrics}
        row |= {f"{SERIES_PREFIX}{name}": windowed(history, name, recipe.series_days) for name in recipe.series}
    except Exception as error:  # noqa: BLE001  # whatever it is, the study goes on and the row says so
        row |= {"status": FAILED, "error": f"{type(error).__name__}: {error}", "traceback": traceback.format_exc()}
    return row


Job = tuple[Cell, str, Mapping[str, Value]]


def run_chunk(recipe: Recipe, jobs: list[Job], source: str) -> tuple[list[Row], float]:
    """Do some runs, one after the other; returns their rows and the seconds they took.

    Raises UsageError where this worker has other sources than the driver, whose hash comes along.
    """
    if source_hash() != source:
        raise UsageError(
            f"A worker has other sources ({source_hash()}) than the driver ({source}): their rows would not be the same. "
            "Install one version of orgsim everywhere."
        )
    start = time.perf_counter()
    rows = [run_one(recipe, *job) for job in jobs]
    return rows, time.perf_counter() - start
