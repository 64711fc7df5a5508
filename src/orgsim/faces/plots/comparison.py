"""The picture of a comparison: the funnel, cumulative revenue with its band, disputes over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from orgsim.faces.plots.style import HATCH_B, A, B, plain

Floats = NDArray[np.float64]
MONTH = 21


def funnel(axes: Axes, steps: list[str], a: Floats, b: Floats, names: tuple[str, str]) -> None:
    """Two funnels side by side: ``a`` and ``b`` are mean counts per step, drawn with the numbers."""
    place = np.arange(len(steps))
    for shift, values, color, hatch, name in ((-0.2, a, A, "", names[0]), (0.2, b, B, HATCH_B, names[1])):
        bars = axes.barh(place + shift, values, 0.38, color=color, hatch=hatch, edgecolor="white", label=name)
        axes.bar_label(bars, labels=[f" {value:,.0f}" for value in values], fontsize=7)
    axes.set_yticks(place, steps)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.15 * max(a.max(), b.max(), 1.0))
    axes.set_xlabel("prospects that entered the stage, mean per run", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    plain(axes, "Funnel")


def revenue(axes: Axes, a: Floats, b: Floats, names: tuple[str, str]) -> None:
    """Cumulative revenue of runs (one row each, one column a day): mean, and the band that holds 90 % of the runs."""
    months = np.arange(1, a.shape[1] + 1) / MONTH
    for values, color, line, name in ((a, A, "-", names[0]), (b, B, "--", names[1])):
        total = np.cumsum(values, axis=1) / 1e6
        axes.plot(months, total.mean(axis=0), line, color=color, linewidth=2, label=name)
        low, high = np.quantile(total, [0.05, 0.95], axis=0)
        axes.fill_between(months, low, high, color=color, alpha=0.18, linewidth=0)
    axes.set_xlabel("month", fontsize=8)
    axes.set_ylabel("M EUR, 90 % of runs", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="upper left")
    plain(axes, "Cumulative revenue")


def disputes(axes: Axes, a: Floats, b: Floats, names: tuple[str, str]) -> None:
    """Disputes per month of runs (one row each, one column a day): mean, and the band that holds 90 % of the runs."""
    months = max(1, a.shape[1] // MONTH)
    for values, color, line, name in ((a, A, "-o", names[0]), (b, B, "--s", names[1])):
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


def comparison_figure(
    title: str,
    steps: list[str],
    funnels: tuple[Floats, Floats],
    revenues: tuple[Floats, Floats],
    disputed: tuple[Floats, Floats],
    names: tuple[str, str],
) -> Figure:
    """All three panels under one title."""
    figure = Figure(figsize=(12.0, 4.2), layout="constrained")
    FigureCanvasAgg(figure)
    panels: Any = figure.subplots(1, 3)
    funnel(panels[0], steps, *funnels, names)
    revenue(panels[1], *revenues, names)
    disputes(panels[2], *disputed, names)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def save(figure: Figure, path: str | Path) -> Path:
    """Write a figure; the ending of the name decides the format. A PNG keeps 256 colors, a third of the size."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=150)
    if path.suffix.lower() == ".png":
        from PIL import Image  # Matplotlib's own way of writing them

        with Image.open(path) as drawn:
            small = drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
    return path
