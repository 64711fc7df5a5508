"""One run of a study: its identity, and the row it leaves, whatever happens."""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from orgsim.inputs.designs import AnyDesign, DesignPath, Rivalry, size_of_change
from orgsim.kernel.errors import UsageError
from orgsim.kernel.fingerprints import fingerprints
from orgsim.results.metrics import METRICS, metric
from orgsim.results.metrics.series import SERIES, windowed
from orgsim.studies.factors import Value
from orgsim.studies.recipe import Cell, Recipe
from orgsim.studies.seeds import pair_seed

OK, FAILED, KILLED = "ok", "failed", "killed"
Row = dict[str, Any]
SERIES_PREFIX: Final = "series_"


def point_digest(recipe: Recipe, cell: Cell, point: Mapping[str, Value]) -> bytes:
    """What determines a point's runs besides the seed: numbers of company and design, settings, horizon, walk, and how this
    program runs them. It is taken when a study is founded, and kept with it.
    """
    scenario = recipe.scenario(cell, point)
    content: dict[str, Any] = {
        "company": scenario.company.model_dump(exclude={"references", "about", "name"}),
        "design": scenario.design.model_dump(),
        "settings": scenario.settings.model_dump(),
        "days": scenario.days,
        "walk": recipe.walk_name,
        "model": fingerprints().model,
    }
    if scenario.today is not None:
        content["today"] = scenario.today.model_dump()
    if changes := _changes(scenario.design):
        content["changes"] = changes
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).digest()


def _changes(of: AnyDesign) -> list[float]:
    """How large the changes on a design's way are, which hangs on what levers there are and how far they reach."""
    sides = (of.own, of.other) if isinstance(of, Rivalry) else (of,)
    paths = [one for one in sides if isinstance(one, DesignPath)]
    return [size_of_change(before.to, after.to) for one in paths for before, after in pairwise(one.phases)]


def digests(recipe: Recipe, number: int, point: Mapping[str, Value]) -> list[bytes]:
    """The digests of a point of the plan: one for each company and design, in order."""
    return [point_digest(recipe, cell, point) for cell in _of_point(recipe.companies, recipe.designs, number, 0)]


def run_key(digest: bytes, seed: int) -> str:
    """Identity of a run: equal keys mean equal histories."""
    return hashlib.blake2b(digest + seed.to_bytes(8, "little"), digest_size=12).hexdigest()


def _of_point(companies: Mapping[str, Any], designs: Mapping[str, Any], point: int, pair: int) -> Iterator[Cell]:
    for whose in companies:
        for name in designs:
            yield Cell(whose, name, point, pair)


def keyed_cells(
    companies: Mapping[str, Any], designs: Mapping[str, Any], known: list[list[bytes]], pairs: int, seed: int
) -> Iterator[tuple[Cell, str]]:
    """Every cell of a study with the key of its run, all of pair 0 first, so that any prefix is balanced and paired.

    ``known`` holds the digests of each point, as they were when it was founded.
    """
    for pair in range(pairs):
        drawn = pair_seed(seed, pair)
        for point, of_point in enumerate(known):
            for cell, digest in zip(_of_point(companies, designs, point, pair), of_point, strict=True):
                yield cell, run_key(digest, drawn)


def blank(recipe: Recipe, cell: Cell, key: str, point: Mapping[str, Value]) -> Row:
    """The row of a run before it is known how it ends."""
    row: Row = {"run_key": key, "company": cell.company, "design": cell.design, "point": cell.point, "pair": cell.pair}
    applying = {name: value for name, value in point.items() if recipe.applies(name, cell.design)}
    row |= {"seed": pair_seed(recipe.seed, cell.pair), **applying, "status": OK, "error": None, "traceback": None}
    row |= dict.fromkeys(recipe.metrics)
    return row | dict.fromkeys(f"{SERIES_PREFIX}{name}" for name in recipe.series)


def run_one(recipe: Recipe, cell: Cell, key: str, point: Mapping[str, Value]) -> Row:
    """Do one run. An exception becomes a row with its traceback; a metric that is not known any more stays empty."""
    row = blank(recipe, cell, key, point)
    try:
        history = recipe.scenario(cell, point).history(row["seed"], walk=recipe.walk)
        row |= {name: metric(name).value(history) for name in recipe.metrics if name in METRICS}
        row |= {
            f"{SERIES_PREFIX}{name}": windowed(history, name, recipe.series_days) for name in recipe.series if name in SERIES
        }
    except Exception as error:  # noqa: BLE001  # whatever it is, the study goes on and the row says so
        row |= {"status": FAILED, "error": f"{type(error).__name__}: {error}", "traceback": traceback.format_exc()}
    return row


Job = tuple[Cell, str, Mapping[str, Value]]


def run_chunk(recipe: Recipe, jobs: list[Job], model: str) -> tuple[list[Row], float]:
    """Do some runs, one after the other; returns their rows and the seconds they took.

    Raises UsageError where this worker has another model than the driver, whose fingerprint comes along.
    """
    if (own := fingerprints().model) != model:
        raise UsageError(
            f"A worker has another model ({own}) than the driver ({model}): their rows would not be the same. "
            "Install one version of orgsim everywhere."
        )
    start = time.perf_counter()
    rows = [run_one(recipe, *job) for job in jobs]
    return rows, time.perf_counter() - start
