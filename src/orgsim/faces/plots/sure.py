"""Figures of how sure: the distribution of a difference, and a ranking with those that may be best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from orgsim.faces.plots.studies import scaled, sheet
from orgsim.faces.plots.style import HATCH_B, A, B, headed, largest, nothing, plain, reach, without_markup

if TYPE_CHECKING:
    import pandas as pd


@without_markup()
def distribution_figure(table: pd.DataFrame, title: str) -> Figure:
    """Every pair's difference (column difference, in EUR) as a histogram; losses hatched, the mean and the worst tenth."""
    figure, (axes,) = sheet(1, width=7.0, height=3.6)
    values = table["difference"].to_numpy(dtype=np.float64)
    values = values[np.isfinite(values)]
    if not len(values):
        nothing(axes, title)
        return figure
    by, unit = scaled(largest(values), "EUR")
    shown = values / by
    most, least = max(0.0, shown.max()), min(0.0, shown.min())
    edges = _edges(least, most, max(8, min(30, len(values) // 2)))
    for chosen, color, hatch, told in ((shown < 0.0, B, HATCH_B, "behind"), (shown >= 0.0, A, "", "ahead")):
        if chosen.any():
            label = f"{told} in {100.0 * chosen.mean():.0f} % of pairs"
            axes.hist(shown[chosen], bins=edges, color=color, hatch=hatch, edgecolor="white", label=label)
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.axvline(shown.mean(), color="black", linestyle="--", linewidth=1.2, label=f"mean {shown.mean():+.2f}")
    tenth = np.quantile(shown, 0.1)
    axes.axvline(tenth, color="black", linestyle=":", linewidth=1.2, label=f"nine of ten pairs above {tenth:+.2f}")
    axes.set_xlabel(f"difference in profit of a pair, {unit}", fontsize=8)
    axes.set_ylabel("pairs", fontsize=8)
    axes.legend(fontsize=8, frameon=False)
    plain(axes, "")
    headed(figure, title)
    return figure


def _edges(low: float, high: float, count: int) -> list[float]:
    """Edges of equal width, one of them at zero."""
    width = (high - low) / count or 1.0
    first, last = np.floor(low / width), np.ceil(high / width)
    return [float(one * width) for one in np.arange(first, last + 1)]


@without_markup()
def ranking_figure(table: pd.DataFrame, title: str) -> Figure:
    """Designs against the best of the others (columns design, difference, low, high, may_be_best, pairs), best on top."""
    figure, (axes,) = sheet(1, width=7.4, height=1.5 + 0.3 * len(table))
    ordered = table.iloc[::-1]
    by, unit = scaled(largest(ordered[["difference", "low", "high"]]), "EUR")
    place = np.arange(len(ordered))
    middle = ordered["difference"].to_numpy() / by
    spans = reach(middle, ordered["low"].to_numpy() / by, ordered["high"].to_numpy() / by)
    may = ordered["may_be_best"].to_numpy(dtype=bool)
    for chosen, face, label in ((may, A, "may be the best (95 %, all at once)"), (~may, "white", "surely is not")):
        if chosen.any():
            axes.errorbar(middle[chosen], place[chosen], xerr=spans[:, chosen], fmt="o", color=A, markerfacecolor=face,
                          capsize=3, label=label)  # fmt: skip
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, [f"{row.design} ({row.pairs})" for row in ordered.itertuples()], fontsize=8)
    axes.set_xlabel(f"profit less that of the best of the others, {unit}; pairs in brackets", fontsize=8)
    figure.legend(fontsize=8, frameon=False, loc="outside lower center", ncols=2)
    plain(axes, "")
    headed(figure, title)
    return figure
