"""Figures of evidence: targets as dots on a common scale, fitted numbers in their ranges, a run's series over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from orgsim.faces.plots.studies import sheet
from orgsim.faces.plots.style import HATCH_B, A, B, headed, plain, without_markup

if TYPE_CHECKING:
    import pandas as pd

FAR = 3.0
BARS = (A, B, "#009E73", "#CC79A7", "#56B4E9")
HATCHES = ("", HATCH_B, "..", "xx", "\\\\")


def targets(axes: Axes, rows: Sequence[Mapping[str, Any]], title: str) -> None:
    """One dot per target, in half-widths of its bounds from their middle: the gray band from -1 to 1 is inside.

    Rows hold label, bound_low, bound_high, simulated, low, high, inside, role. What lies further out than three stands at
    the edge as an arrow; one without a lower bound is drawn from its upper one, in widths of its own interval.
    """
    place = np.arange(len(rows))[::-1]
    axes.axvspan(-1.0, 1.0, color="0.88", zorder=0)
    for y, row in zip(place, rows, strict=True):
        low, high = row["bound_low"], row["bound_high"]
        half = 0.5 * (high - low) if np.isfinite(low) else max(row["high"] - row["low"], 1e-9)
        middle = high - half
        x, left, right = ((row[key] - middle) / half for key in ("simulated", "low", "high"))
        face = A if row["inside"] else "white"
        marker = "o" if row["role"] == "fit" else "s"
        if not np.isfinite(x):
            axes.text(0.0, y, "no number", ha="center", va="center", fontsize=7)
        elif abs(x) > FAR:
            axes.plot([np.sign(x) * FAR], [y], ">" if x > 0 else "<", color=A, markerfacecolor=face)
        else:
            axes.errorbar([x], [y], xerr=[[x - left], [right - x]], fmt=marker, color=A, markerfacecolor=face, capsize=2)
    axes.set_xlim(-FAR - 0.3, FAR + 0.3)
    axes.set_yticks(place, [f"{row['target']}  {row['label']}" for row in rows], fontsize=7)
    axes.set_xlabel("half-widths of the bounds from their middle", fontsize=8)
    for marker, face, label in (
        ("o", A, "fit, inside"), ("o", "white", "fit, outside"),
        ("s", A, "validate, inside"), ("s", "white", "validate, outside"),
    ):  # fmt: skip
        axes.plot([], [], marker, color=A, markerfacecolor=face, label=label)
    figure = axes.get_figure(root=True)
    assert figure is not None
    below = axes.transAxes + ScaledTranslation(0.0, -0.45, figure.dpi_scale_trans)
    axes.legend(fontsize=6, frameon=False, loc="upper center", ncols=4, bbox_to_anchor=(0.4, 0.0), bbox_transform=below)
    plain(axes, title)


@without_markup()
def targets_figure(panels: Mapping[str, Sequence[Mapping[str, Any]]]) -> Figure:
    """A panel of targets for each company."""
    tallest = max(len(rows) for rows in panels.values())
    figure, axes = sheet(len(panels), across=2, width=7.2, height=1.2 + 0.26 * tallest)
    for one, (company, rows) in zip(axes, panels.items(), strict=True):
        targets(one, rows, company)
    return figure


@without_markup()
def findings_figure(table: pd.DataFrame, title: str) -> Figure:
    """Targets of one company (columns as ``targets`` wants them in its rows)."""
    rows = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    figure, (axes,) = sheet(1, width=7.2, height=1.6 + 0.26 * len(rows))
    targets(axes, rows, "")
    headed(figure, title)
    return figure


@without_markup()
def credit_figure(table: pd.DataFrame, title: str) -> Figure:
    """Shares of the channels by each rule, and in truth (columns channel, by, share): a group of bars for each channel."""
    rules = list(dict.fromkeys(table["by"]))
    channels = list(dict.fromkeys(table["channel"]))
    figure, (axes,) = sheet(1, width=7.4, height=1.6 + 0.16 * len(table))
    thick = 0.84 / max(1, len(rules))
    for nth, rule in enumerate(rules):
        shares = table[table["by"] == rule].set_index("channel")["share"].reindex(channels)
        truth = nth + 1 == len(rules)
        color, hatch = ("black", "") if truth else (BARS[nth % len(BARS)], HATCHES[nth % len(HATCHES)])
        at = np.arange(len(channels)) + (nth - (len(rules) - 1) / 2.0) * thick
        axes.barh(at, 100.0 * shares, thick, color=color, hatch=hatch, edgecolor="white", label=rule.replace("_", " "))
    axes.set_yticks(np.arange(len(channels)), channels)
    axes.invert_yaxis()
    axes.set_xlabel("% of what all channels are credited with, or worth", fontsize=8)
    axes.legend(fontsize=8, frameon=False)
    plain(axes, "")
    headed(figure, title)
    return figure


@without_markup()
def fitted_figure(numbers: Sequence[Mapping[str, Any]], moments: Sequence[Mapping[str, Any]], title: str) -> Figure:
    """Left: where each number was put within what was searched. Right: the targets, as the model gives them there."""
    figure, (left, right) = sheet(2, across=2, width=6.4, height=1.6 + 0.32 * max(len(numbers), len(moments)))
    place = np.arange(len(numbers))[::-1]
    for y, one in zip(place, numbers, strict=True):
        span = one["high"] - one["low"]
        left.plot([0.0, 1.0], [y, y], color="0.8", linewidth=4, solid_capstyle="butt")
        at = (one["value"] - one["low"]) / span
        reach = 2.0 * one["error"] / span
        left.plot([max(0.0, at - reach), min(1.0, at + reach)], [y, y], color=A, linewidth=1.5)
        left.plot([at], [y], "o", color=A)
        left.annotate(f"{one['value']:.3g}", (at, y), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=7)
    left.set_yticks(place, [f"{one['name']}\n{one['low']:g} … {one['high']:g} {one['unit']}" for one in numbers], fontsize=7)
    left.set_xticks([])
    left.set_ylim(-0.7, len(numbers) - 0.3)
    plain(left, "Fitted, two standard errors either way, within what was searched")
    rows = [
        {"target": one["target"], "label": one["metric"], "bound_low": one["bounds"][0], "bound_high": one["bounds"][1],
         "simulated": one["simulated"], "low": one["low"], "high": one["high"], "inside": one["inside"], "role": "fit"}
        for one in moments
    ]  # fmt: skip
    targets(right, rows, "Targets, new runs at the fit")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def winners(axes: Axes, shares: Mapping[str, float], title: str) -> None:
    """Share of the points at which each design earns most."""
    place = np.arange(len(shares))[::-1]
    bars = axes.barh(place, [100.0 * one for one in shares.values()], color=A)
    axes.bar_label(bars, fmt=" %.0f %%", fontsize=7)
    axes.set_yticks(place, list(shares), fontsize=8)
    axes.set_xlim(0.0, 110.0)
    axes.set_xlabel("% of the points at which it earns most", fontsize=8)
    plain(axes, title)


def drivers(axes: Axes, rows: pd.DataFrame, unit: str, title: str) -> None:
    """Mean difference in the lowest and the highest third of each number's range (columns factor, low_mean, low_half,
    high_mean, high_half); strongest on top.
    """
    place = np.arange(len(rows))[::-1]
    for shift, end, color, hatch in ((0.2, "low", A, ""), (-0.2, "high", B, HATCH_B)):
        axes.barh(
            place + shift, rows[f"{end}_mean"] / 1e6, 0.38, xerr=rows[f"{end}_half"] / 1e6, color=color, hatch=hatch,
            edgecolor="white", label=f"{end}est third of its range", error_kw={"elinewidth": 0.8},
        )  # fmt: skip
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, list(rows["factor"]), fontsize=7)
    axes.set_xlabel(f"M {unit}", fontsize=8)
    axes.legend(fontsize=7, frameon=False)
    plain(axes, title)


@without_markup()
def series_figure(panels: Mapping[str, Mapping[str, NDArray[np.float64]]], title: str) -> Figure:
    """Monthly series, a panel each; its lines by name, in the order of the designs."""
    figure, axes = sheet(len(panels), across=4, width=3.4, height=2.3)
    styles = (
        (A, "-"),
        (A, "--"),
        (B, "-"),
        (B, "--"),
        ("#009E73", "-"),
        ("#009E73", "--"),
        ("#CC79A7", "-"),
        ("#CC79A7", "--"),
    )
    for one, (label, lines) in zip(axes, panels.items(), strict=True):
        for (name, values), (color, line) in zip(lines.items(), styles, strict=False):
            one.plot(np.arange(1, len(values) + 1), values, line, color=color, linewidth=1.3, label=name)
        one.legend(fontsize=5.5, frameon=False)
        one.set_xlabel("month", fontsize=7)
        plain(one, label)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def effects(axes: Axes, rows: pd.DataFrame, title: str) -> None:
    """Bars with intervals by mechanism and design (columns mechanism, design, mean, low, high), in M EUR."""
    names = list(dict.fromkeys(rows["mechanism"]))
    place = np.arange(len(names))[::-1]
    for shift, (design, color, hatch) in zip((0.2, -0.2), (("separated", A, ""), ("integrated", B, HATCH_B)), strict=True):
        chosen = rows[rows["design"] == design].set_index("mechanism").reindex(names)
        middle = chosen["mean"].to_numpy() / 1e6
        spans = np.abs(np.stack([middle - chosen["low"] / 1e6, chosen["high"] / 1e6 - middle]))
        axes.barh(
            place + shift, middle, 0.38, xerr=spans, color=color, hatch=hatch, edgecolor="white", label=design,
            error_kw={"elinewidth": 0.8},
        )  # fmt: skip
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(place, names, fontsize=8)
    axes.set_xlabel("profit, M EUR", fontsize=8)
    axes.legend(fontsize=7, frameon=False)
    plain(axes, title)
