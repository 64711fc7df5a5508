"""Figures of what to do: what changes gain, when a change has paid back, and a Pareto front."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from orgsim.faces.plots.studies import scaled, sheet
from orgsim.faces.plots.style import A, B, headed, largest, nothing, plain, reach, without_markup

if TYPE_CHECKING:
    import pandas as pd


@without_markup()
def gains_figure(table: pd.DataFrame, title: str) -> Figure:
    """What each change gains (columns change, gain, low, high, chosen), the most on top; the chosen was measured apart."""
    ordered = table.sort_values("gain")
    labels = [fill(str(one), 44) for one in ordered["change"]]
    lines = max(1, "\n".join(labels).count("\n") + 1)
    figure, (axes,) = sheet(1, width=7.6, height=1.5 + 0.24 * lines)
    if ordered.empty:
        nothing(axes, title)
        return figure
    by, unit = scaled(largest(ordered[["gain", "low", "high"]]), "EUR")
    place = np.arange(len(ordered))
    middle = ordered["gain"].to_numpy() / by
    spans = reach(middle, ordered["low"].to_numpy() / by, ordered["high"].to_numpy() / by)
    chosen = ordered["chosen"].to_numpy(dtype=bool)
    for rows, face, label in (
        (chosen, A, "advised, measured on pairs of its own"),
        (~chosen, "white", "tested again, on other pairs"),
    ):
        if rows.any():
            axes.errorbar(middle[rows], place[rows], xerr=spans[:, rows], fmt="o", color=A, markerfacecolor=face, capsize=3,
                          label=label)  # fmt: skip
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, labels, fontsize=7)
    axes.set_xlabel(f"gain in profit over the horizon, {unit}, 95 % intervals", fontsize=8)
    figure.legend(fontsize=8, frameon=False, loc="outside lower center", ncols=3)
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def payback_figure(table: pd.DataFrame, title: str) -> Figure:
    """Profit cumulated since the change, less that of the twin that never changed (columns week, mean, low, high)."""
    figure, (axes,) = sheet(1, width=6.4, height=3.2)
    by, unit = scaled(largest(table[["mean", "low", "high"]]), "EUR")
    axes.plot(table["week"], table["mean"] / by, color=A, linewidth=2, label="mean")
    axes.fill_between(table["week"], table["low"] / by, table["high"] / by, color=A, alpha=0.2, linewidth=0, label="95 %")
    axes.axhline(0.0, color="black", linewidth=0.8)
    axes.set_xlabel("week since the change", fontsize=8)
    axes.set_ylabel(f"ahead of the twin without it, {unit}", fontsize=8)
    axes.legend(fontsize=8, frameon=False, loc="upper left")
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def pareto_figure(table: pd.DataFrame, title: str) -> Figure:
    """Candidates by two aims (columns x, x_low, x_high, y, y_low, y_high, keeps, base, and the names and units of both)."""
    figure, (axes,) = sheet(1, width=6.0, height=4.2)
    by_x, unit_x = scaled(largest(table["x"]), str(table["unit_x"].iloc[0]))
    by_y, unit_y = scaled(largest(table["y"]), str(table["unit_y"].iloc[0]))
    for base, keeps, color, marker, face, label in (
        (False, True, A, "o", A, "tested again"), (False, False, A, "o", "white", "beyond a limit"),
        (True, True, B, "s", B, "the first design"),
    ):  # fmt: skip
        rows = table[(table["base"] == base) & ((table["keeps"] == keeps) | base)]
        if len(rows):
            x, y = rows["x"].to_numpy() / by_x, rows["y"].to_numpy() / by_y
            axes.errorbar(
                x, y, xerr=reach(x, rows["x_low"].to_numpy() / by_x, rows["x_high"].to_numpy() / by_x),
                yerr=reach(y, rows["y_low"].to_numpy() / by_y, rows["y_high"].to_numpy() / by_y),
                fmt=marker, color=color, markerfacecolor=face, capsize=2, elinewidth=0.7, label=label,
            )  # fmt: skip
    axes.set_xlabel(f"{table['name_x'].iloc[0]}, against the first design, {unit_x}", fontsize=8)
    axes.set_ylabel(f"{table['name_y'].iloc[0]}, against the first design, {unit_y}", fontsize=8)
    axes.legend(fontsize=8, frameon=False)
    plain(axes, "")
    headed(figure, title)
    return figure
