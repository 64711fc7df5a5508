"""Proof that stored rows reproduce: identities looked at for all of them, and a sample of the runs done again."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orgsim.kernel.errors import CheckFailed, OrgsimError, UsageError
from orgsim.kernel.fingerprints import fingerprints
from orgsim.studies.columns import codes, described
from orgsim.studies.recipe import Cell, Drift, Recipe
from orgsim.studies.runs import FAILED, OK, SERIES_PREFIX, Row, digests, run_key, run_one
from orgsim.studies.seeds import pair_seed
from orgsim.studies.store import Store
from orgsim.studies.walks import Walk


def verified(store: Store, sample: int, walk: Walk) -> list[str]:
    """Do a sample of the stored runs again and return the keys that came out the same. Raises CheckFailed.

    Every stored row's key is made again from its place in the study and its seed, so that no row can stand under another's;
    where this is the model that founded the study, so is what the key hangs on. The runs done again are drawn each time.
    """
    recipe, drift = Recipe.from_content(store.manifest["recipe"], walk)
    if recipe.walk_name != store.manifest["recipe"]["walk"]:
        raise UsageError(f"The runs were done by {store.manifest['recipe']['walk']}; give that function as walk=.")
    done = sorted(key for key, status in store.statuses().items() if status == OK)
    if not done:
        raise CheckFailed(f"{store.folder} holds no run that went well; there is nothing to verify.")
    if strange := misplaced(store, recipe, drift):
        raise CheckFailed("\n  ".join([f"{store.folder}: stored rows do not fit their place:", *strange]))
    keys = random.SystemRandom().sample(done, min(sample, len(done)))
    wrong = done_again(store, recipe, _rows(store, keys))
    if wrong and fingerprints().model not in store.models:
        made = store.manifest["made"]["model"]
        wrong = [f"they were made by another model ({made}) than this one ({fingerprints().model})", *drift.told(), *wrong]
    if wrong:
        raise CheckFailed("\n  ".join([f"{store.folder}: stored rows do not reproduce:", *wrong]))
    return keys


def _rows(store: Store, keys: Sequence[str]) -> list[Row]:
    chosen = store.rows().filter(pc.is_in(pc.field("run_key"), pa.array(keys))).to_pylist()
    newest = {row["run_key"]: row for row in chosen if row["status"] == OK}
    return [newest[key] for key in keys]


def well_spread(store: Store, most: int) -> list[Row]:
    """Stored rows that went well, so many at most: first one for each company and design, then evenly over all."""
    names = ("run_key", "company", "design", "status")
    rows = [row for row in store.rows(names).to_pylist() if row["status"] == OK]
    first = {(row["company"], row["design"]): row["run_key"] for row in reversed(rows)}
    evenly = [rows[place * len(rows) // most]["run_key"] for place in range(most if rows else 0)]
    return _rows(store, list(dict.fromkeys((*first.values(), *evenly)))[: max(most, len(first))])


def done_again(store: Store, recipe: Recipe, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Do runs again; returns what came out otherwise, in words. Columns defined otherwise since are passed over."""
    now = codes(described(recipe, []))
    same = {name for name, code in codes(store.manifest["columns"]).items() if now.get(name) == code}
    wrong = []
    for row in rows:
        cell = Cell(row["company"], row["design"], row["point"], row["pair"])
        again = run_one(recipe, cell, row["run_key"], store.points[row["point"]])
        if again["status"] == FAILED:
            wrong.append(f"{row['run_key']}: it went well, and now fails: {again['error']}")
            continue
        for name in (one for one in row if one in same and row[one] is not None and not _same(row[one], again[one])):
            told = "differs" if name.startswith(SERIES_PREFIX) else f"was {row[name]!r}, is {again[name]!r}"
            wrong.append(f"{row['run_key']}: {name} {told}")
    return wrong


def misplaced(store: Store, recipe: Recipe, drift: Drift) -> list[str]:
    """Stored rows whose key, seed or factors are not those of their place, in words."""
    plain = store.manifest["recipe"]
    factors = list(store.manifest["columns"]["factors"])
    places = {(whose, of): n for n, (whose, of) in enumerate((a, b) for a in plain["companies"] for b in plain["designs"])}
    names = ["run_key", "company", "design", "point", "pair", "seed", *factors]
    wrong = []
    for row in store.rows(names).to_pylist():
        place = places.get((row["company"], row["design"]))
        if place is None or not 0 <= row["point"] < len(store.points):
            wrong.append(f"{row['run_key']}: {row['company']}, {row['design']}, point {row['point']}: nothing asks for it")
            continue
        point = store.points[row["point"]]
        seed = pair_seed(plain["seed"], row["pair"])
        applying = {name: value for name, value in point.items() if recipe.applies(name, row["design"])}
        found = {name: row[name] for name in factors if row[name] is not None}
        key = run_key(store.digests[row["point"]][place], seed)
        if row["seed"] != seed or row["run_key"] != key or found != applying:
            wrong.append(f"{row['run_key']}: {row['company']}, {row['design']}, point {row['point']}, pair {row['pair']}")
    if not drift and fingerprints().model == store.manifest["made"]["model"]:
        wrong += _other_digests(store, recipe)
    return [*wrong[:5], *([f"and {len(wrong) - 5} more"] if len(wrong) > 5 else [])]


def _other_digests(store: Store, recipe: Recipe) -> list[str]:
    """Points whose stored digests are not those of the numbers that the manifest holds."""
    found = []
    for place, (point, kept) in enumerate(zip(store.points, store.digests, strict=True)):
        try:
            same = digests(recipe, place, point) == kept
        except OrgsimError:
            same = False
        found += [] if same else [f"point {place}: its digests are not those of the numbers in manifest.json"]
    return found


def _same(stored: Any, again: Any) -> bool:
    a, b = np.asarray(stored, dtype=np.float64), np.asarray(again, dtype=np.float64)
    return a.tobytes() == b.tobytes()
