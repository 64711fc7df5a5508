"""A row of an exported table run again, from that file alone."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from orgsim.kernel.arguments import checked, path, text, whole
from orgsim.kernel.errors import BadValue, BrokenFile, CheckFailed, UsageError
from orgsim.kernel.fingerprints import fingerprints
from orgsim.kernel.parquet import DAMAGE, read_table
from orgsim.results.history import History
from orgsim.studies.columns import codes, present_codes
from orgsim.studies.manifest import MOST_RUNS
from orgsim.studies.recipe import Cell, Recipe
from orgsim.studies.result import ORIGIN

PLACE = whole(0, 2**31 - 1, "as the table counts")


@checked(file=path, company=text, design=text, point=PLACE, pair=PLACE)
def again(file: str | Path, *, company: str, design: str, point: int = 0, pair: int = 0) -> History:
    """The history of one row of a study's table, exported as Parquet or NetCDF, by its place; journeys included.

    Its metrics must be those of the row. Raises BrokenFile where the file is no such table, BadValue where it holds no such
    row, CheckFailed where this model gives another one, UsageError where this version does not know its numbers.
    """
    file = Path(file)
    try:
        origin, row = (_netcdf if file.suffix == ".nc" else _parquet)(file, (company, design, point, pair))
        recipe, drift = Recipe.from_content(origin["recipe"])
        known = {origin["made"]["model"], *(one["model"] for one in origin["also"])}
        metrics = codes(origin["columns"] | {"series": {}})
    except DAMAGE as error:
        raise BrokenFile(file, [f"no table that `orgsim study export` wrote: {error}"]) from None
    if row is None:
        raise BadValue(f"{file} holds no row of {company}, {design}, point {point}, pair {pair}.")
    if recipe.walk_name != origin["recipe"]["walk"]:
        raise UsageError(f"The rows of {file} were done by {origin['recipe']['walk']}, which is not at hand.")
    values = {name: row[name] for name in origin["columns"]["factors"] if _is_given(row[name])}
    try:
        history = recipe.scenario(Cell(company, design, point, pair), values).history(int(row["seed"]), journeys=True)
    except (KeyError, ValueError) as error:
        raise BrokenFile(file, [f"its numbers and its rows do not fit together: {error}"]) from None
    now = present_codes()
    alike = [name for name, code in metrics.items() if now.get(name) == code and _is_given(row.get(name))]
    wrong = [name for name in alike if history.metric(name) != row[name]]
    if wrong or (drift and fingerprints().model not in known and not alike):
        raise CheckFailed(
            f"{file}: this model ({fingerprints().model}) gives another history than the one that made the row "
            f"({origin['made']['model']}): {', '.join(wrong) or 'no metric tells'}."
        )
    return history


def _is_given(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


Row = tuple[dict[str, Any], dict[str, Any] | None]


def _parquet(file: Path, place: tuple[str, str, int, int]) -> Row:
    table = read_table(file, rows=MOST_RUNS)
    rows = table.filter(_same(table, place)).to_pylist()
    return json.loads(table.schema.metadata[ORIGIN.encode()]), rows[0] if rows else None


def _same(table: Any, place: tuple[str, str, int, int]) -> Any:
    import pyarrow.compute as pc

    found = None
    for name, value in zip(("company", "design", "point", "pair"), place, strict=True):
        one = pc.equal(table[name], value)
        found = one if found is None else pc.and_(found, one)
    return found


def _netcdf(file: Path, place: tuple[str, str, int, int]) -> Row:
    import xarray as xr

    with xr.open_dataset(file, engine="scipy") as data:
        origin = json.loads(data.attrs[ORIGIN])
        try:
            one = data.sel(dict(zip(("company", "design", "point", "pair"), place, strict=True)))
        except KeyError:
            return origin, None
        row = {str(name): value.item() for name, value in (*one.coords.items(), *one.data_vars.items())}
        return origin, row if any(_is_given(row[str(name)]) for name in one.data_vars) else None
