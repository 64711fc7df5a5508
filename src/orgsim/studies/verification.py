"""Proof that stored rows reproduce: keys computed again for all of them, and a sample of the runs done again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orgsim.kernel.errors import BadValue, CheckFailed, UsageError
from orgsim.kernel.rules import source_hash
from orgsim.studies.runs import OK, SERIES_PREFIX, Cell, Walk, point_digest, run_key, run_one
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    from orgsim.studies.result import StudyResult


def verified(result: StudyResult, sample: int, walk: Walk) -> list[str]:
    """Do a sample of the stored runs again and return the keys that came out the same. Raises CheckFailed.

    Every stored row's key is computed again from its place in the study, its seed and its factors' values, so that no
    row can stand under another's key; the runs done again are drawn anew each time.
    """
    if isinstance(sample, bool) or not isinstance(sample, int) or sample < 1:
        raise BadValue(f"sample = {sample!r} must be a whole number from 1.")
    made = result.recipe.of_walk(walk)
    if made.walk_name != result.manifest["recipe"]["walk"]:
        raise UsageError(f"The runs were done by {result.manifest['recipe']['walk']}; give that function as walk=.")
    done = sorted(key for key, status in result.store.statuses().items() if status == OK)
    if not done:
        raise CheckFailed(f"{result.folder} holds no run that went well; there is nothing to verify.")
    if strange := misplaced(result):
        raise CheckFailed("\n  ".join([f"{result.folder}: stored rows do not fit their place:", *strange]))
    keys = random.SystemRandom().sample(done, min(sample, len(done)))
    chosen = result.store.rows().filter(pc.is_in(pc.field("run_key"), pa.array(keys))).to_pylist()
    rows = {row["run_key"]: row for row in chosen if row["status"] == OK}
    wrong = []
    for key in keys:
        row = rows[key]
        cell = Cell(row["company"], row["design"], row["point"], row["pair"])
        again = run_one(made, cell, key, result.store.points[row["point"]])
        wrong += [
            f"{key}: {name} was {row[name]!r}, is {again[name]!r}"
            for name in result.metrics
            if not _same(row[name], again[name])
        ]
        wrong += [
            f"{key}: {one} differs" for one in row if one.startswith(SERIES_PREFIX) and not _same(row[one], again[one])
        ]
    if wrong and result.manifest["made"]["source"] != source_hash():
        wrong.insert(
            0, f"they were made by other sources ({result.manifest['made']['source']}) than these ({source_hash()})"
        )
    if wrong:
        raise CheckFailed("\n  ".join([f"{result.folder}: stored rows do not reproduce:", *wrong]))
    return keys


def misplaced(result: StudyResult) -> list[str]:
    """Stored rows whose key, seed or factors are not those of their place, in words."""
    made, walk = result.manifest["made"]["source"], result.manifest["recipe"]["walk"]
    names = ["run_key", "company", "design", "point", "pair", "seed", "status", *result.manifest["factors"]]
    digests: dict[tuple[str, str, int], bytes] = {}
    wrong = []
    for row in result.store.rows(names).to_pylist():
        cell = Cell(row["company"], row["design"], row["point"], row["pair"])
        point = result.store.points[cell.point]
        place = (cell.company, cell.design, cell.point)
        if place not in digests:
            digests[place] = point_digest(result.recipe, cell, point, walk, made)
        seed = pair_seed(result.recipe.seed, cell.pair)
        applying = {name: value for name, value in point.items() if result.recipe.applies(name, cell.design)}
        found = {name: row[name] for name in result.manifest["factors"] if row[name] is not None}
        if row["seed"] != seed or row["run_key"] != run_key(digests[place], seed) or found != applying:
            wrong.append(f"{row['run_key']}: {cell.company}, {cell.design}, point {cell.point}, pair {cell.pair}")
    return [*wrong[:5], *([f"and {len(wrong) - 5} more"] if len(wrong) > 5 else [])]


def _same(stored: Any, again: Any) -> bool:
    a, b = np.asarray(stored, dtype=np.float64), np.asarray(again, dtype=np.float64)
    return a.tobytes() == b.tobytes()
