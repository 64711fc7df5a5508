"""Scenario discovery: in which settings one design is ahead, as boxes in words (Bryant and Lempert 2010).

PRIM peels a box in which the cases of interest are dense (Friedman and Fisher 1999); CART cuts the space into such boxes
(Breiman and others 1984). Both are ema-workbench's (Kwakkel 2017); `pip install 'orgsim[discovery]'`. ``quasi_p`` of a
bound is the chance of so many cases in the box, were the bound not there: below 5 % it is hardly there by chance.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.when.uncertain import Uncertain
from orgsim.kernel.errors import BadValue, UsageError

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
SURE: Final = 0.05
LEAST: Final = 20  # points


@dataclass(frozen=True)
class Box:
    """A box: bounds by factor, (low, high), infinite where it has none on that side. ``coverage`` is the share of all
    cases of interest that lie in it, ``density`` the share of what lies in it that is of interest, ``mass`` the share of all
    points in it; ``quasi_p`` by factor.
    """

    bounds: Mapping[str, tuple[float, float]]
    coverage: float
    density: float
    mass: float
    quasi_p: Mapping[str, float]

    def in_words(self, interest: str) -> str:
        """The box in a sentence."""
        told = [
            f"{name} is {f'above {low:.3g}' if np.isfinite(low) else ''}"
            f"{' and ' if np.isfinite(low) and np.isfinite(high) else ''}{f'below {high:.3g}' if np.isfinite(high) else ''}"
            for name, (low, high) in self.bounds.items()
        ]
        where = " and ".join(told) or "anywhere"
        doubt = [name for name, one in self.quasi_p.items() if not one < SURE]
        aside = f" Maybe by chance: {', '.join(doubt)}." if doubt else ""
        return (
            f"{interest} where {where}: {100 * self.density:.0f} % of the settings there, "
            f"{100 * self.coverage:.0f} % of all such settings.{aside}"
        )


def boxes(
    factors: pd.DataFrame, interest: Sequence[bool] | NDArray[np.bool_], *, method: str = "prim", density: float = 0.8
) -> list[Box]:
    """Boxes in which cases of interest are dense: one by ``prim``, or all leaves of ``cart`` that are dense enough.

    ``factors`` has a column per factor and a row per point. Raises BadValue for too few points, or where all or none are of
    interest; UsageError where ema-workbench is not installed.
    """
    chosen = np.asarray(interest, dtype=bool)
    if len(chosen) != len(factors) or len(factors) < LEAST:
        raise BadValue(f"{LEAST} points at least are wanted, each with its mark of interest; there are {len(factors)}.")
    if factors.isna().to_numpy().any():
        raise BadValue("Some points lack a value of a factor; boxes need them all.")
    if chosen.all() or not chosen.any():
        raise BadValue("All points, or none, are of interest: there is nothing to tell apart.")
    limits = _prim(factors, chosen, density) if method == "prim" else _cart(factors, chosen, density)
    return [_box(factors, chosen, one) for one in limits]


def where_ahead(found: Uncertain, *, method: str = "prim", density: float = 0.8) -> list[Box]:
    """In which plausible settings the second design is ahead, in boxes of the numbers' values. Raises as ``boxes``."""
    import pandas as pd

    low, high = np.array(list(found.ranges.values())).T
    factors = pd.DataFrame(low + found.shares * (high - low), columns=list(found.numbers))
    return boxes(factors, found.by_point > 0.0, method=method, density=density)


def _workbench(name: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library says of its own dependencies
            from ema_workbench import analysis

            return getattr(analysis, name)
    except ImportError:
        raise UsageError("Boxes need ema-workbench. Install it with: pip install 'orgsim[discovery]'.") from None


Limits = dict[str, tuple[float, float]]


def _prim(factors: pd.DataFrame, chosen: NDArray[np.bool_], density: float) -> list[Limits]:
    prim = _workbench("prim")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = prim.Prim(factors, chosen, threshold=density).find_box()
    if found is None:
        return []
    path = found.peeling_trajectory
    dense = path[path["density"] >= density]
    place = int(dense.index[0]) if len(dense) else int(path["density"].idxmax())
    return [_limits(factors, found.box_lims[place])]


def _cart(factors: pd.DataFrame, chosen: NDArray[np.bool_], density: float) -> list[Limits]:
    cart = _workbench("cart")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = cart.CART(factors, chosen, mass_min=0.05)
        tree.build_tree()
        found = [_limits(factors, one) for one in tree.boxes]
    kept = [one for one in found if _inside(factors, one).any() and chosen[_inside(factors, one)].mean() >= density]
    return sorted(kept, key=lambda one: -int((chosen & _inside(factors, one)).sum()))


def _limits(factors: pd.DataFrame, box: pd.DataFrame) -> Limits:
    """The bounds of a box that cut something off."""
    found = {}
    for name in factors.columns:
        low, high = (float(one) for one in box[name].to_numpy())
        values = factors[name].to_numpy(dtype=np.float64)
        ends = (low if (values < low).any() else -np.inf, high if (values > high).any() else np.inf)
        if np.isfinite(ends).any():
            found[str(name)] = ends
    return found


def _inside(factors: pd.DataFrame, limits: Limits) -> NDArray[np.bool_]:
    inside = np.ones(len(factors), dtype=bool)
    for name, (low, high) in limits.items():
        values = factors[name].to_numpy(dtype=np.float64)
        inside &= (values >= low) & (values <= high)
    return inside


def _box(factors: pd.DataFrame, chosen: NDArray[np.bool_], limits: Limits) -> Box:
    inside = _inside(factors, limits)
    hits, count = int((chosen & inside).sum()), int(inside.sum())
    quasi = {}
    for name in limits:
        without = _inside(factors, {key: one for key, one in limits.items() if key != name})
        quasi[name] = at_least(hits, count, float(chosen[without].mean()))
    return Box(limits, hits / int(chosen.sum()), hits / max(1, count), count / len(factors), quasi)


def at_least(hits: int, of: int, chance: float) -> float:
    """The chance of so many hits or more, each of this chance (binomial)."""
    from scipy.special import bdtrc

    return 1.0 if hits == 0 else float(bdtrc(hits - 1, of, chance))
