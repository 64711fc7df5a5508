"""Figures of why: the bridge and the waterfall, hours by use, what parted accounts. Each is a function of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.faces.plots.studies import scaled, sheet
from orgsim.faces.plots.style import HATCH_B, A, B, headed, largest, nothing, plain, reach, without_markup

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "0.45"


@without_markup()
def steps_figure(table: pd.DataFrame, title: str) -> Figure:
    """A waterfall: parts (columns part, mean, low, high) from zero to their sum, which is the last row, with intervals."""
    figure, (axes,) = sheet(1, width=7.4, height=1.5 + 0.32 * len(table))
    if table.empty:
        nothing(axes, title)
        return figure
    by, unit = scaled(largest(table[["mean", "low", "high"]]), "EUR")
    _steps(axes, table, by)
    axes.set_xlabel(f"{unit} of profit, with 95 % intervals", fontsize=8)
    plain(axes, "")
    headed(figure, title)
    return figure


def _steps(axes: Axes, table: pd.DataFrame, by: float) -> None:
    mean = table["mean"].to_numpy(dtype=np.float64) / by
    place = np.arange(len(mean))
    starts = np.where(place < place[-1], np.concatenate([[0.0], np.cumsum(mean)[:-1]]), 0.0)  # the sum begins at zero again
    spans = reach(mean, table["low"].to_numpy() / by, table["high"].to_numpy() / by)
    parts = place < place[-1]
    for chosen, color, hatch in ((parts & (mean >= 0.0), A, ""), (parts & (mean < 0.0), B, HATCH_B), (~parts, TOTAL, "")):
        axes.barh(place[chosen], mean[chosen], 0.62, left=starts[chosen], color=color, hatch=hatch, edgecolor="white")
    axes.errorbar(starts + mean, place, xerr=spans, fmt="none", ecolor="black", elinewidth=0.8, capsize=2)
    for start, y in zip(starts[1:-1], place[1:-1], strict=True):
        axes.plot([start, start], [y - 1.3, y + 0.3], color="0.6", linewidth=0.6)
    axes.axvline(0.0, color="black", linewidth=0.8)
    labels = [f"{part}  {value:+.2f}" for part, value in zip(table["part"], mean, strict=True)]
    axes.set_yticks(place, labels)
    axes.tick_params(axis="y", labelsize=8)
    axes.invert_yaxis()


@without_markup()
def hours_figure(table: pd.DataFrame, title: str) -> Figure:
    """Hours by use under two designs (columns use, a, b, and the designs' names in name_a and name_b), in bars."""
    figure, (axes,) = sheet(1, width=7.4, height=1.6 + 0.42 * len(table))
    place = np.arange(len(table))
    for shift, side, color, hatch in ((-0.2, "a", A, ""), (0.2, "b", B, HATCH_B)):
        values = table[side].to_numpy(dtype=np.float64)
        name = table[f"name_{side}"].iloc[0] if len(table) else side
        bars = axes.barh(place + shift, values, 0.38, color=color, hatch=hatch, edgecolor="white", label=name)
        axes.bar_label(bars, labels=[f" {value:,.0f}" for value in values], fontsize=7)
    axes.set_yticks(place, list(table["use"]))
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xlabel("hours of marketers and reps, mean per run", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def causes_figure(table: pd.DataFrame, title: str) -> Figure:
    """What parted accounts first (columns won_under, cause, value, low, high, accounts): EUR a pair, a panel a design."""
    sides = list(table.groupby("won_under", sort=False))
    figure, axes = sheet(max(1, len(sides)), across=2, width=5.4, height=1.4 + 0.3 * max(1, table["cause"].nunique()))
    if not sides:
        nothing(axes[0], title)
    by, unit = scaled(largest(table["value"]), "EUR")
    for one, (name, rows), color, hatch in zip(axes, sides, (A, B), ("", HATCH_B), strict=False):
        ordered = rows.sort_values("value")
        middle = ordered["value"].to_numpy() / by
        spans = reach(middle, ordered["low"].to_numpy() / by, ordered["high"].to_numpy() / by)
        place = np.arange(len(ordered))
        one.barh(place, middle, 0.62, color=color, hatch=hatch, edgecolor="white")
        one.errorbar(middle, place, xerr=spans, fmt="none", ecolor="black", elinewidth=0.8, capsize=2)
        labels = [f"{row.cause} ({row.accounts:.1f})" for row in ordered.itertuples()]
        one.set_yticks(place, labels, fontsize=8)
        one.axvline(0.0, color="black", linewidth=0.8)
        one.set_xlabel(f"{unit} a pair; accounts a pair in brackets", fontsize=8)
        plain(one, f"won only under {name}")
    headed(figure, title)
    return figure
