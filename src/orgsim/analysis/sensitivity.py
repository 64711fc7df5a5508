"""How strongly a metric hangs on each factor of a study whose plan fills the factors' space.

Morris trajectories give elementary effects: ``mu_star``, the mean size of what a factor moves over its whole range, ``mu``
with its sign, and ``sigma``, how much that differs from place to place (Morris 1991; Campolongo, Cariboni and Saltelli
2007). Sobol' points and Latin hypercubes give ``S1``, the share of the variance over the points that a factor explains
alone (Plischke 2010, from given data; random balance designs: Tarantola, Gatelli and Mara 2006). Saltelli's plan gives
``S1`` and ``ST``, that with what it explains together with all others (Saltelli 2002; Saltelli and others 2010). Intervals
are SALib's bootstrap over points. A dummy, shuffled so that it moves nothing, shows what such an index comes to by chance;
and where there are several pairs, the share of the variance over the points that is left to luck is told.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from orgsim.kernel.errors import BadValue, CheckFailed, OrgsimError, UnknownName
from orgsim.studies.factors import Factor
from orgsim.studies.plans import SAMPLERS, Shares, placed, unit_cube
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    import pandas as pd

WHOLE: Final = ("morris", "saltelli")
LEAST: Final = {"morris": 2, "saltelli": 2}  # points from which an index can be taken
LEAST_GIVEN: Final = (
    60  # of points however drawn: random balance designs take ten harmonics, and of fewer points make anything
)
DUMMY, LUCK = "(a dummy)", "(luck)"
Floats = NDArray[np.float64]
Index = tuple[str, Floats, Floats]
"""Name of an index, its values by factor, and the half-widths of their 95 % intervals, where there are any."""


def elementary_effects(shares: Shares, values: Floats, levels: int, seed: int = 7) -> list[Index]:
    """Indices from Morris trajectories: ``shares`` of shape (points, factors), the values there, the plan's levels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own dependencies
        from SALib.analyze.morris import analyze

        found = analyze(unit_cube(shares.shape[1]), shares, values, num_levels=levels, seed=seed)
    unknown = np.full(shares.shape[1], np.nan)
    return [
        ("mu_star", _floats(found["mu_star"]), _floats(found["mu_star_conf"])),
        ("mu", _floats(found["mu"]), unknown),
        ("sigma", _floats(found["sigma"]), unknown),
    ]


def explained(shares: Shares, values: Floats, seed: int = 7) -> list[Index]:
    """Indices from points that fill the space, however drawn: ``shares`` of shape (points, factors), the values there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze.rbd_fast import analyze

        found = analyze(unit_cube(shares.shape[1]), shares, values, seed=seed)
    return [("S1", _floats(found["S1"]), _floats(found["S1_conf"]))]


def variance_shares(shares: Shares, values: Floats, seed: int = 7) -> list[Index]:
    """Indices from Saltelli's plan: ``S1``, what a factor explains alone, and ``ST``, what it explains with all others."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze.sobol import analyze

        found = analyze(unit_cube(shares.shape[1]), values, calc_second_order=False, seed=seed)
    return [(name, _floats(found[name]), _floats(found[f"{name}_conf"])) for name in ("S1", "ST")]


def _dummy(shares: Shares, values: Floats, seed: int = 7) -> tuple[float, float, float]:
    """What a factor that moves nothing is said to explain: the first one's shares, shuffled."""
    shuffled = np.random.default_rng(seed).permutation(shares[:, :1])
    ((_, each, half),) = explained(shuffled, values, seed)
    return float(each[0]), float(each[0] - half[0]), float(each[0] + half[0])


def noise_share(values: Floats) -> float:
    """The share of the variance over points of means over pairs that is left to luck; ``values`` of shape (points, pairs).

    What all points of a pair share moves none against another; the rest of the two-way table is luck.
    """
    points, pairs = values.shape
    by_point = values.mean(axis=1)
    left = values - by_point[:, None] - values.mean(axis=0)[None, :] + values.mean()
    luck = float((left**2).sum()) / ((points - 1) * (pairs - 1)) / pairs
    spread = float(by_point.var(ddof=1))
    return min(1.0, luck / spread) if spread > 0.0 else float("nan")


def _left_to_luck(own: pd.DataFrame, metric: str, design: str, found: StudyResult) -> list[float]:
    """The share left to luck under a design, or in the difference of two; nothing of a single pair."""
    wide = {name: own[own["design"] == name].pivot_table(index="point", columns="pair", values=metric)
            for name in found.designs}  # fmt: skip
    of = wide[design] if design in wide else wide[found.designs[1]] - wide[found.designs[0]]
    values = of.to_numpy(dtype=np.float64)
    return [noise_share(values)] if values.shape[1] > 1 and np.isfinite(values).all() else []


def _refuse_holes(found: StudyResult, own: pd.DataFrame, metric: str) -> None:
    """Raise CheckFailed where some runs have a number and others do not, naming some of these."""
    lacking = own[~np.isfinite(own[metric].astype(float))]
    if not len(lacking) or len(lacking) == len(own):
        return
    some = ", ".join(
        f"{design}, point {point}, pair {pair}"
        for design, point, pair in lacking[["design", "point", "pair"]].head(5).itertuples(index=False)
    )
    raise CheckFailed(
        f"{found.folder}: {metric} has no number in {len(lacking)} of {len(own)} runs "
        f"({some}{' ...' * (len(lacking) > 5)}); "
        "indices need it at every point."
    )


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


def sensitivity(found: StudyResult, metric: str, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Indices of every factor for a metric's mean over pairs, under each design and for the second design less the first.

    Columns company, design, factor, index, value, low, high, points; strongest first by the first index; then DUMMY with its
    ``S1``, where points fill the space however they were drawn, and LUCK with its ``noise``, the share of the variance that
    is left to it, where there are several pairs. There are no rows where there was nothing to measure: a metric without
    numbers, or the same at all points, or too few points. Raises BadValue where the plan does not fill the factors' space,
    UnknownName for a metric that was not kept, CheckFailed naming the runs that are missing or have no number.
    """
    import pandas as pd

    table = found.complete([metric]) if table is None else table
    if metric not in found.metrics:
        raise UnknownName("metric of this study", metric, found.metrics)
    shares, method, levels = _plan(found)
    whole = method in WHOLE  # such a plan is analyzed as it stands, or not at all
    limits = {name: (*some, *_both(found)) for name, some in found.manifest["recipe"]["limits"].items()}
    rows: list[tuple[Any, ...]] = []
    for company, own in table.groupby("company", sort=False):
        _refuse_holes(found, own, metric)
        means = own.pivot_table(index="point", columns="design", values=metric)
        means = means.reindex(index=range(len(shares)), columns=found.designs)
        for both in _both(found):
            means[both] = means[found.designs[1]] - means[found.designs[0]]
        for design in means.columns:
            known = means[design].notna().to_numpy()
            values = means[design].to_numpy(dtype=np.float64)[known]
            if not known.all() or len(values) < LEAST.get(method, LEAST_GIVEN) or not np.ptp(values) > 0.0:
                continue  # nothing to measure: no number somewhere, the same everywhere, or too few points
            if method == "morris":
                indices = elementary_effects(shares, values, levels)
            else:
                indices = (variance_shares if whole else explained)(shares, values)
            for place in (one for one in np.argsort(-indices[0][1]) if design in limits.get(found.factors[one], (design,))):
                rows += [
                    (company, design, found.factors[place], name, each[place], each[place] - half[place],
                     each[place] + half[place], len(values))
                    for name, each, half in indices
                ]  # fmt: skip
            apart = [(DUMMY, "S1", *_dummy(shares, values))] if not whole else []
            apart += [(LUCK, "noise", one, np.nan, np.nan) for one in _left_to_luck(own, metric, design, found)]
            rows += [(company, design, *one, len(values)) for one in apart]
    return pd.DataFrame(rows, columns=["company", "design", "factor", "index", "value", "low", "high", "points"])


def _same_points(found: StudyResult, shares: Shares) -> bool:
    """Whether the points of a study are those that this version's plan places at these shares."""
    try:
        factors = {name: Factor.model_validate(one) for name, one in _vary(found).items()}
        return placed(factors, shares) == found.store.points
    except (ValidationError, OrgsimError):
        return False


def _vary(found: StudyResult) -> dict[str, Any]:
    """What the study varies, as its file would have it."""
    vary = found.manifest["study"]["vary"]
    return {
        name: {key: tuple(value) if isinstance(value, list) else value for key, value in vary[name].items()} for name in vary
    }


def _both(found: StudyResult) -> list[str]:
    """What the difference of two designs is called, where there are two."""
    return [f"{found.designs[1]} − {found.designs[0]}"] if len(found.designs) == 2 else []


def _plan(found: StudyResult) -> tuple[Shares, str, int]:
    """The points as shares of the factors' ranges, the plan's name, and its levels."""
    study = found.manifest["study"]
    method, plan = study["plan"]["method"], study["plan"]
    fill = SAMPLERS[method].shares if method in SAMPLERS else None
    if fill is None:
        raise BadValue(f"{found.name}: a plan that fills the factors' space is wanted, as morris or sobol, not {method}.")
    shares = fill(len(found.factors), plan["points"], plan["levels"], study["seed"])
    if not _same_points(found, shares):
        raise BadValue(f"{found.name}: its points are not those that this version's plan gives; do the study again.")
    return shares, method, plan["levels"]
