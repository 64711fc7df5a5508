"""Figures of studies: presets as dots, levers as curves with bands, and a map with the line where the sign turns."""

from __future__ import annotations

import math
from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from orgsim.faces.plots.style import HATCH_B, A, B, headed, largest, nothing, plain, reach, without_markup

if TYPE_CHECKING:
    import pandas as pd

LINES = ((A, "-", "o"), (B, "--", "s"), ("#009E73", ":", "^"), ("#CC79A7", "-.", "D"))


def scaled(largest: float, unit: str) -> tuple[float, str]:
    """A divisor and the unit that goes with it, so that the axis shows short numbers."""
    if unit.startswith("share"):
        return 0.01, unit.replace("share", "points", 1)
    for size, letter in ((1e6, "M "), (1e3, "k ")):
        if unit == "EUR" and largest >= size:
            return size, f"{letter}{unit}"
    return 1.0, unit


def dots(axes: Axes, effects: pd.DataFrame, unit: str, title: str) -> None:
    """Differences by design as dots with intervals (columns design, mean, low, high), best on top; a line at zero."""
    ordered = effects[np.isfinite(effects["mean"])].sort_values("mean")
    if ordered.empty:
        nothing(axes, title)
        return
    by, shown = scaled(largest(ordered[["mean", "low", "high"]]), unit)
    place = np.arange(len(ordered))
    middle = ordered["mean"].to_numpy() / by
    spans = reach(middle, ordered["low"] / by, ordered["high"] / by)
    clear = (ordered["low"] > 0.0) | (ordered["high"] < 0.0)
    for chosen, face, label in ((clear, A, "interval excludes 0"), (~clear, "white", "interval includes 0")):
        if chosen.any():
            rows = chosen.to_numpy()
            axes.errorbar(
                middle[rows],
                place[rows],
                xerr=spans[:, rows],
                fmt="o",
                color=A,
                markerfacecolor=face,
                capsize=3,
                label=label,
            )
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, list(ordered["design"]))
    axes.set_ylim(-1.3, len(ordered) - 0.5)  # room for the legend
    axes.set_xlabel(shown, fontsize=8)
    axes.legend(fontsize=7, frameon=False, loc="lower right")
    plain(axes, title)


def response(axes: Axes, effects: pd.DataFrame, unit: str, about: str, title: str) -> None:
    """One factor's response curves (columns design, value, mean, low, high): a line and a band for each design."""
    effects = effects[np.isfinite(effects["mean"])]
    if effects.empty:
        nothing(axes, title)
        return
    by, shown = scaled(largest(effects[["mean", "low", "high"]]), unit)
    for (name, group), (color, line, marker) in zip(effects.groupby("design", sort=False), cycle(LINES), strict=False):
        curve = group.sort_values("value")
        x = curve["value"].to_numpy(dtype=float)
        axes.plot(x, curve["mean"] / by, line, marker=marker, color=color, markersize=3, linewidth=1.5, label=str(name))
        below, above = reach(curve["mean"], curve["low"], curve["high"]) / by
        axes.fill_between(x, curve["mean"] / by - below, curve["mean"] / by + above, color=color, alpha=0.2, linewidth=0)
    axes.axhline(0.0, color="black", linewidth=0.8)
    axes.set_xlabel(about, fontsize=7)
    axes.set_ylabel(shown, fontsize=7)
    plain(axes, title)


def strengths(axes: Axes, indices: pd.DataFrame, unit: str, about: str, title: str) -> None:
    """Strength of each factor: bars with intervals (columns factor, mean, low, high), strongest on top."""
    ordered = indices[np.isfinite(indices["mean"])].sort_values("mean")
    if ordered.empty:
        nothing(axes, title)
        return
    by, shown = scaled(largest(ordered["high"]), unit)
    place = np.arange(len(ordered))
    middle = ordered["mean"].to_numpy() / by
    spans = reach(middle, ordered["low"] / by, ordered["high"] / by)
    axes.barh(place, middle, 0.6, xerr=spans, color=A, edgecolor="white", error_kw={"elinewidth": 0.8, "capsize": 2})
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, list(ordered["factor"]), fontsize=7)
    axes.set_xlabel(f"{about}, {shown}" if unit else about, fontsize=8)
    plain(axes, title)


def difference_map(axes: Axes, effects: pd.DataFrame, x: str, y: str, unit: str, title: str) -> Any:
    """A difference over two factors (columns x, y, mean, low, high): color, the line where the sign turns, and hatching
    where the interval includes zero. Returns the mesh, for a color bar.
    """
    grids = {name: effects.pivot_table(index=y, columns=x, values=name, sort=True) for name in ("mean", "low", "high")}
    grids = {name: one.reindex_like(grids["mean"]) for name, one in grids.items()}  # an end that is none leaves no row out
    by, shown = scaled(largest(grids["mean"]), unit)
    middle, low, high = (grids[name].to_numpy() / by for name in ("mean", "low", "high"))
    columns, rows = grids["mean"].columns.to_numpy(dtype=float), grids["mean"].index.to_numpy(dtype=float)
    most = largest(middle) or 1.0
    mesh = axes.pcolormesh(columns, rows, middle, cmap="PuOr", vmin=-most, vmax=most, shading="nearest")
    left, below = _edges(columns), _edges(rows)
    for row, column in np.argwhere(np.isfinite(middle) & ~((low > 0.0) | (high < 0.0))):
        corner = (left[column], below[row])
        size = (left[column + 1] - left[column], below[row + 1] - below[row])
        axes.add_patch(Rectangle(corner, *size, fill=False, hatch="///", edgecolor="gray", linewidth=0.0))
    if np.nanmin(middle) < 0.0 < np.nanmax(middle) and min(middle.shape) > 1 and np.isfinite(middle).all():
        turning = axes.contour(columns, rows, middle, levels=[0.0], colors="black", linewidths=2)
        axes.clabel(turning, fmt={0.0: "0"}, fontsize=8)
    for row, value_y in enumerate(rows):
        for column, value_x in enumerate(columns):
            value = middle[row, column]
            if not np.isfinite(value):
                continue
            ink = "white" if abs(value) > 0.6 * most else "black"
            axes.text(
                value_x,
                value_y,
                f"{value:+.0f}" if most >= 100.0 else f"{value:+.2g}",
                ha="center",
                va="center",
                fontsize=7,
                color=ink,
            )
    plain(axes, title)
    mesh.set_label(shown)
    return mesh


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where cells around these values meet: half way to the neighbors."""
    if len(values) == 1:
        return np.array([values[0] - 0.5, values[0] + 0.5])
    between = (values[1:] + values[:-1]) / 2.0
    return np.concatenate([[2.0 * values[0] - between[0]], between, [2.0 * values[-1] - between[-1]]])


@without_markup()
def effects_figure(table: pd.DataFrame, title: str, unit: str) -> Figure:
    """Differences by design alone."""
    figure, (axes,) = sheet(1, width=7.0, height=1.6 + 0.3 * len(table))
    dots(axes, table, unit, "")
    headed(figure, title)
    return figure


@without_markup()
def map_figure(table: pd.DataFrame, title: str, unit: str) -> Figure:
    """A difference over two factors alone; they are the table's first two columns."""
    figure, (axes,) = sheet(1, width=6.6, height=4.8)
    x, y = (str(name) for name in table.columns[:2])
    mesh = difference_map(axes, table, x, y, unit, "")
    figure.colorbar(mesh, ax=axes, label=mesh.get_label())
    axes.set_xlabel(x, fontsize=8)
    axes.set_ylabel(y, fontsize=8)
    headed(figure, title)
    return figure


@without_markup()
def points_figure(table: pd.DataFrame, title: str, unit: str) -> Figure:
    """The difference at every point, sorted (column difference)."""
    figure, (axes,) = sheet(1, width=6.4, height=3.4)
    by, shown = scaled(largest(table["difference"]), unit)
    values = np.sort(table["difference"].to_numpy(dtype=np.float64)) / by
    place = (np.arange(len(values)) + 0.5) / max(1, len(values)) * 100.0
    for chosen, color, hatch in ((values < 0.0, B, HATCH_B), (values >= 0.0, A, "")):
        axes.bar(place[chosen], values[chosen], 100.0 / max(1, len(values)), color=color, hatch=hatch, edgecolor="white")
    axes.axhline(0.0, color="black", linewidth=0.8)
    axes.set_xlabel("% of points, from the least to the most favorable", fontsize=8)
    axes.set_ylabel(f"difference, {shown}", fontsize=8)
    plain(axes, "")
    headed(figure, title)
    return figure


def sheet(panels: int, across: int = 3, width: float = 4.2, height: float = 3.0) -> tuple[Figure, list[Axes]]:
    """A figure with so many panels; the axes that are left over are hidden."""
    columns = min(across, panels)
    rows = math.ceil(panels / columns)
    figure = Figure(figsize=(width * columns, height * rows), layout="constrained")
    FigureCanvasAgg(figure)
    grid = np.atleast_1d(figure.subplots(rows, columns)).ravel().tolist()
    for spare in grid[panels:]:
        spare.set_visible(False)
    return figure, grid[:panels]
