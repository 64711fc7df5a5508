"""The picture of a comparison: the funnel, cumulative revenue with its band, disputes over time.

A panel is a function with the decorator ``@panel``; the picture shows all of them, in order.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from orgsim.faces.plots.studies import sheet
from orgsim.faces.plots.style import HATCH_B, A, B, plain, without_markup
from orgsim.kernel.files import make_parent, write_whole

Floats = NDArray[np.float64]
MONTH = 21


@dataclass(frozen=True)
class Sides:
    """What panels are drawn from: two designs' names, the steps of the funnel with mean counts, and daily series by run
    (one row each, one column a day) by name.
    """

    names: tuple[str, str]
    steps: Sequence[str]
    funnels: tuple[Floats, Floats]
    series: Mapping[str, tuple[Floats, Floats]]


Panel = Callable[[Axes, Sides], None]
PANELS: Final[list[Panel]] = []
"""The panels of the picture, in order."""


def panel(draw: Panel) -> Panel:
    """Add the function below to the picture of a comparison."""
    PANELS.append(draw)
    return draw


@panel
def funnel(axes: Axes, sides: Sides) -> None:
    """Two funnels side by side, drawn with the numbers."""
    place = np.arange(len(sides.steps))
    styles = ((-0.2, A, ""), (0.2, B, HATCH_B))
    for name, values, (shift, color, hatch) in zip(sides.names, sides.funnels, styles, strict=True):
        bars = axes.barh(place + shift, values, 0.38, color=color, hatch=hatch, edgecolor="white", label=name)
        axes.bar_label(bars, labels=[f" {value:,.0f}" for value in values], fontsize=7)
    axes.set_yticks(place, sides.steps)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.15 * max(1.0, *(values.max() for values in sides.funnels)))
    axes.set_xlabel("leads that ended, by the steps they came to; mean per run", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    plain(axes, "Funnel")


@panel
def revenue(axes: Axes, sides: Sides) -> None:
    """Cumulative revenue: mean, and the band that holds 90 % of the runs."""
    for name, values, (color, line) in zip(sides.names, sides.series["revenue"], ((A, "-"), (B, "--")), strict=True):
        months = np.arange(1, values.shape[1] + 1) / MONTH
        total = np.cumsum(values, axis=1) / 1e6
        axes.plot(months, total.mean(axis=0), line, color=color, linewidth=2, label=name)
        low, high = np.quantile(total, [0.05, 0.95], axis=0)
        axes.fill_between(months, low, high, color=color, alpha=0.18, linewidth=0)
    axes.set_xlabel("month", fontsize=8)
    axes.set_ylabel("M EUR, 90 % of runs", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="upper left")
    plain(axes, "Cumulative revenue")


@panel
def disputes(axes: Axes, sides: Sides) -> None:
    """Disputes per month: mean, and the band that holds 90 % of the runs."""
    for name, values, (color, line) in zip(sides.names, sides.series["disputes"], ((A, "-o"), (B, "--s")), strict=True):
        months = max(1, values.shape[1] // MONTH)
        kept = values[:, : months * MONTH] if values.shape[1] >= MONTH else values
        monthly = kept.reshape(len(values), months, -1).sum(axis=2)
        axes.plot(np.arange(1, months + 1), monthly.mean(axis=0), line, color=color, markersize=3, label=name)
        low, high = np.quantile(monthly, [0.05, 0.95], axis=0)
        axes.fill_between(np.arange(1, months + 1), low, high, color=color, alpha=0.18, linewidth=0)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("month", fontsize=8)
    axes.set_ylabel("disputes per month, 90 % of runs", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="upper right")
    plain(axes, "Disputes")


@without_markup()
def comparison_figure(title: str, sides: Sides) -> Figure:
    """All panels under one title."""
    figure, axes = sheet(len(PANELS), across=3, width=4.0, height=4.2)
    for one, draw in zip(axes, PANELS, strict=True):
        draw(one, sides)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def save(figure: Figure, path: str | Path) -> Path:
    """Write a figure; the ending of the name decides the format. A PNG keeps 256 colors, a third of the size."""
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    drawn = BytesIO()
    with without_markup(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a letter that the font lacks is drawn as a box
        figure.savefig(drawn, format=kind, dpi=150)
    if kind == "png":
        from PIL import Image  # Matplotlib's own way of writing them

        with Image.open(drawn) as whole:
            small = whole.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        drawn = BytesIO()
        small.save(drawn, format="png", optimize=True)
    make_parent(path)
    write_whole(path, lambda sink: sink.write(drawn.getvalue()))
    return path
