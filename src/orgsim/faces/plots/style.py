"""Colors and helpers that all figures share."""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes

A: Final = "#0072B2"  # Okabe and Ito's color-blind-safe blue
B: Final = "#E69F00"  # and orange; their lightness differs, so that they part in gray too
HATCH_B: Final = "//"


def plain(axes: Axes, title: str) -> None:
    """A quiet frame: title to the left, no box."""
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
