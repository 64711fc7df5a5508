"""Colors and helpers that all figures share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes

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


def plain(axes: Axes, title: str) -> None:
    """A quiet frame: title to the left, no box."""
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
