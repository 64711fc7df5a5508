"""Figures of a comparison, each from a table: the funnel, differences, and series over time with their bands."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.faces.plots.studies import scaled, sheet
from orgsim.faces.plots.style import HATCH_B, A, B, headed, largest, nothing, plain, reach, without_markup
from orgsim.kernel.files import make_parent, write_whole

if TYPE_CHECKING:
    import pandas as pd


def funnel(axes: Axes, table: pd.DataFrame) -> None:
    """Two funnels side by side, drawn with the numbers (columns step, a, b, name_a, name_b)."""
    if table.empty:
        nothing(axes, "Funnel")
        return
    place = np.arange(len(table))
    for side, shift, color, hatch in (("a", -0.2, A, ""), ("b", 0.2, B, HATCH_B)):
        values, name = table[side].to_numpy(dtype=np.float64), table[f"name_{side}"].iloc[0]
        bars = axes.barh(place + shift, values, 0.38, color=color, hatch=hatch, edgecolor="white", label=name)
        axes.bar_label(bars, labels=[f" {value:,.0f}" for value in values], fontsize=7)
    axes.set_yticks(place, list(table["step"]))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.15 * max(1.0, largest(table[["a", "b"]])))
    axes.set_xlabel("leads that ended, by the steps they came to; mean per run", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    plain(axes, "Funnel")


def bands(axes: Axes, table: pd.DataFrame, title: str) -> None:
    """A series by month under each design (columns month, mean, low, high, design, unit): mean, and the band that holds
    90 % of the runs.
    """
    by, unit = scaled(largest(table[["mean", "low", "high"]]), str(table["unit"].iloc[0]) if len(table) else "")
    for (name, rows), (color, line) in zip(table.groupby("design", sort=False), ((A, "-o"), (B, "--s")), strict=False):
        axes.plot(rows["month"], rows["mean"] / by, line, color=color, linewidth=2, markersize=3, label=str(name))
        axes.fill_between(rows["month"], rows["low"] / by, rows["high"] / by, color=color, alpha=0.18, linewidth=0)
    if table.empty:
        nothing(axes, title)
        return
    axes.set_ylim(bottom=min(0.0, float(table["low"].min()) / by))
    axes.set_xlabel("month", fontsize=8)
    spread = ", 90 % of runs" if (table["low"] < table["high"]).any() else ""
    axes.set_ylabel(f"{unit}{spread}", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="best")
    plain(axes, title)


@without_markup()
def comparison_figure(title: str, funnels: pd.DataFrame, revenue: pd.DataFrame, conflicts: pd.DataFrame) -> Figure:
    """Funnel, revenue and disputes under one title."""
    figure, (left, middle, right) = sheet(3, across=3, width=4.0, height=4.2)
    funnel(left, funnels)
    bands(middle, revenue, "Cumulative revenue")
    bands(right, conflicts, "Disputes a month")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


@without_markup()
def funnel_figure(table: pd.DataFrame, title: str) -> Figure:
    """The two funnels alone."""
    figure, (axes,) = sheet(1, width=7.0, height=4.0)
    funnel(axes, table)
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def bands_figure(table: pd.DataFrame, title: str) -> Figure:
    """One series alone."""
    figure, (axes,) = sheet(1, width=6.4, height=3.6)
    bands(axes, table, "")
    headed(figure, title)
    return figure


@without_markup()
def differences_figure(table: pd.DataFrame, title: str) -> Figure:
    """Paired differences as shares of the first design's mean (columns metric, share, share_low, share_high)."""
    known = table[np.isfinite(table["share"].to_numpy(dtype=np.float64))].iloc[::-1]
    figure, (axes,) = sheet(1, width=7.4, height=1.4 + 0.26 * max(1, len(known)))
    if known.empty:
        nothing(axes, title)
        return figure
    place = np.arange(len(known))
    middle = 100.0 * known["share"].to_numpy(dtype=np.float64)
    spans = 100.0 * reach(middle / 100.0, known["share_low"].to_numpy(), known["share_high"].to_numpy())
    clear = ((known["share_low"] > 0.0) | (known["share_high"] < 0.0)).to_numpy(dtype=bool)
    for chosen, face, label in ((clear, A, "interval excludes 0"), (~clear, "white", "interval includes 0")):
        if chosen.any():
            axes.errorbar(middle[chosen], place[chosen], xerr=spans[:, chosen], fmt="o", color=A, markerfacecolor=face,
                          capsize=3, label=label)  # fmt: skip
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, list(known["metric"]), fontsize=8)
    axes.set_xlabel("difference in % of the first design's mean, 95 % intervals", fontsize=8)
    figure.legend(fontsize=8, frameon=False, loc="outside lower center", ncols=2)
    plain(axes, "")
    headed(figure, title)
    return figure


def save(figure: Figure, path: str | Path) -> Path:
    """Write a figure; the ending of the name decides the format."""
    path = Path(path)
    content = figure_bytes(figure, path.suffix.lower().removeprefix("."))
    make_parent(path)
    write_whole(path, lambda sink: sink.write(content))
    return path


def figure_bytes(figure: Figure, kind: str) -> bytes:
    """A figure as a file of this kind; a PNG keeps 256 colors, a third of the size."""
    from PIL import Image  # Matplotlib's own way of writing them

    drawn = BytesIO()
    with without_markup(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a letter that the font lacks is drawn as a box
        figure.savefig(drawn, format=kind, dpi=150)
    if kind != "png":
        return drawn.getvalue()
    small = BytesIO()
    with Image.open(drawn) as whole:
        whole.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(small, format="png", optimize=True)
    return small.getvalue()
