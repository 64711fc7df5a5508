"""Colors and helpers that all figures share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import fill
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

A: Final = "#0072B2"  # Okabe and Ito's color-blind-safe blue
B: Final = "#E69F00"  # and orange; their lightness differs, so that they part in gray too
HATCH_B: Final = "//"


@contextmanager
def without_markup() -> Iterator[None]:
    """While a figure is drawn: names are shown as they are, though they hold what Matplotlib takes for formulas. Also a
    decorator of functions that draw.
    """
    with mpl.rc_context({"text.parse_math": False}):
        yield


def nothing(axes: Axes, title: str) -> None:
    """A panel for which there was nothing to measure."""
    axes.text(0.5, 0.5, "nothing to measure", ha="center", va="center", transform=axes.transAxes, fontsize=8, color="0.4")
    axes.set_xticks([])
    axes.set_yticks([])
    plain(axes, title)


def largest(values: Any) -> float:
    """The largest size among numbers, of those that are finite; 0 of none."""
    sizes = np.abs(np.asarray(values, dtype=np.float64))
    return float(sizes[np.isfinite(sizes)].max(initial=0.0))


def reach(middle: Any, low: Any, high: Any) -> NDArray[np.float64]:
    """How far intervals reach to either side; none of one that has no end."""
    both = np.abs(np.stack([np.asarray(middle - low, dtype=np.float64), np.asarray(high - middle, dtype=np.float64)]))
    return np.where(np.isfinite(both), both, 0.0)


def headed(figure: Figure, title: str) -> None:
    """A title to the left above a whole figure, broken where the figure ends; legends that stand below it."""
    across = int(figure.get_figwidth() * 11.5)
    figure.suptitle(fill(title, across), x=0.01, ha="left", fontsize=10, fontweight="bold")


def plain(axes: Axes, title: str) -> None:
    """A quiet frame: title to the left, no box."""
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
