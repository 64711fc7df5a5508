"""A map of two factors, with the line where the sign of a difference turns, and the band in which it is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.errors import BadValue

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CrossoverMap:
    """A paired difference over a grid: ``mean``, ``low`` and ``high`` of shape (values of y, values of x)."""

    x: Floats
    y: Floats
    mean: Floats
    low: Floats
    high: Floats

    @property
    def sure(self) -> Floats:
        """1 where the whole interval lies above zero, -1 where below, 0 in the band between."""
        return np.where(self.low > 0.0, 1.0, np.where(self.high < 0.0, -1.0, 0.0))

    @property
    def shares(self) -> tuple[float, float, float]:
        """The shares of the grid in which it is surely lower under the second design, open, and surely higher."""
        size = self.sure.size
        return tuple(float((self.sure == one).sum()) / size for one in (-1.0, 0.0, 1.0))  # type: ignore[return-value]  # three of them

    def in_words(self, a: str, b: str) -> str:
        """Under which design it is higher where, in a sentence."""
        behind, open_, ahead = self.shares
        return (
            f"Surely higher under {b} than under {a} in {100 * ahead:.0f} % of the map, surely lower in "
            f"{100 * behind:.0f} %; in {100 * open_:.0f} % it is open: there the line may run."
        )


def crossover_map(cells: pd.DataFrame, x: str, y: str) -> CrossoverMap:
    """The map of ``effects.difference_map``'s rows for one company. Raises BadValue where a cell of the grid is missing."""
    grids = [cells.pivot_table(index=y, columns=x, values=name) for name in ("mean", "low", "high")]
    if grids[0].isna().to_numpy().any() or grids[0].size < 4:
        raise BadValue(f"The map of {x} and {y} has holes, or fewer than two values on a side.")
    mean, low, high = (one.to_numpy(dtype=np.float64) for one in grids)
    return CrossoverMap(
        grids[0].columns.to_numpy(dtype=np.float64), grids[0].index.to_numpy(dtype=np.float64), mean, low, high
    )
