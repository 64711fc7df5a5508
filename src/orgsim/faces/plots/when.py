"""Figures of when: tipping points on a scale of plausibility, a tornado, doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from orgsim.faces.plots.studies import scaled, sheet
from orgsim.faces.plots.style import HATCH_B, A, B, headed, largest, nothing, plain, reach, without_markup

if TYPE_CHECKING:
    import pandas as pd

MOST = 15


@without_markup()
def turns_figure(table: pd.DataFrame, title: str) -> Figure:
    """Where the sign turns (columns label, share, share_low, share_high, now, value, unit): 0 is today, 1 where the
    plausible range ends; the nearest on top.
    """
    shown = table.head(MOST).iloc[::-1]
    figure, (axes,) = sheet(1, width=7.6, height=1.5 + 0.34 * max(1, len(shown)))
    if shown.empty:
        nothing(axes, f"{title}: nothing turns it")
        return figure
    place = np.arange(len(shown))
    middle = shown["share"].to_numpy(dtype=np.float64)
    spans = reach(middle, shown["share_low"].to_numpy(), np.minimum(shown["share_high"].to_numpy(), 1.25))
    axes.axvspan(0.0, 1.0, color="0.93", zorder=0)
    axes.errorbar(middle, place, xerr=np.maximum(spans, 0.0), fmt="o", color=A, capsize=3)
    axes.set_yticks(
        place, [f"{row.label}: {row.now:.3g} → {row.value:.3g} {row.unit}" for row in shown.itertuples()], fontsize=8
    )
    axes.set_xlim(0.0, 1.3)
    axes.set_xlabel("part of the way from today to the end of the plausible range", fontsize=8)
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def tornado_figure(table: pd.DataFrame, title: str) -> Figure:
    """What each number moves at either end of its plausible range (columns label, low, high, base): the widest on top."""
    table = table.assign(width=np.abs(table[["low", "high"]].fillna(0.0)).max(axis=1)).sort_values("width").tail(MOST)
    figure, (axes,) = sheet(1, width=7.4, height=1.5 + 0.3 * max(1, len(table)))
    if table.empty:
        nothing(axes, title)
        return figure
    by, unit = scaled(largest(table[["low", "high", "base"]].fillna(0.0)), "EUR")
    place = np.arange(len(table))
    base = float(table["base"].iloc[0]) / by
    for shift, side, color, hatch in ((0.17, "low", A, ""), (-0.17, "high", B, HATCH_B)):
        values = table[side].fillna(0.0).to_numpy(dtype=np.float64) / by
        label = f"at the {'lower' if side == 'low' else 'upper'} end"
        axes.barh(place + shift, values, 0.34, left=base, color=color, hatch=hatch, edgecolor="white", label=label)
    axes.axvline(base, color="black", linestyle="--", linewidth=1.0, label="today")
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, list(table["label"]), fontsize=8)
    axes.set_xlabel(f"difference in profit, {unit}; one pair at each end", fontsize=8)
    figure.legend(fontsize=8, frameon=False, loc="outside lower center", ncols=3)
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def doubts_figure(table: pd.DataFrame, title: str) -> Figure:
    """The difference at each plausible setting, sorted (column difference): who is ahead in how many of them."""
    figure, (axes,) = sheet(1, width=6.4, height=3.4)
    values = np.sort(table["difference"].to_numpy(dtype=np.float64))
    by, unit = scaled(largest(values), "EUR")
    place = (np.arange(len(values)) + 0.5) / max(1, len(values)) * 100.0
    for chosen, color, hatch, told in ((values < 0.0, B, HATCH_B, "behind"), (values >= 0.0, A, "", "ahead")):
        if chosen.any():
            label = f"{told} in {100.0 * chosen.mean():.0f} %"
            axes.bar(place[chosen], values[chosen] / by, 100.0 / len(values), color=color, hatch=hatch, edgecolor="white",
                     linewidth=0.3, label=label)  # fmt: skip
    axes.axhline(0.0, color="black", linewidth=0.8)
    axes.set_xlabel("% of plausible settings, from the least to the most favorable", fontsize=8)
    axes.set_ylabel(f"difference in profit, {unit}", fontsize=8)
    figure.legend(fontsize=8, frameon=False, loc="outside lower center", ncols=2)
    plain(axes, "")
    headed(figure, title)
    return figure
