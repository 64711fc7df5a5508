"""Figures of flow: leads through the steps with where they are lost, and one account's two journeys."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.faces.plots.studies import sheet
from orgsim.faces.plots.style import HATCH_B, A, B, headed, nothing, plain, without_markup

if TYPE_CHECKING:
    import pandas as pd

WIDE = 0.16  # of a step, that its bar takes
MOST = 24  # steps of a journey that are told


@without_markup()
def flow_figure(table: pd.DataFrame, title: str) -> Figure:
    """A Sankey diagram (columns design, step, leads, lost): a panel a design, one scale; what is lost falls off."""
    sides = list(table.groupby("design", sort=False))
    figure, axes = sheet(max(1, len(sides)), across=2, width=6.0, height=3.6)
    if not sides:
        nothing(axes[0], title)
    most = float(table["leads"].max()) if len(table) else 1.0
    for one, (name, rows), color, hatch in zip(axes, sides, (A, B), ("", HATCH_B), strict=False):
        heights = rows["leads"].to_numpy(dtype=np.float64) / (most or 1.0)
        _sankey(one, list(rows["step"]), heights, rows, color, hatch)
        plain(one, str(name))
        one.spines[:].set_visible(False)
    headed(figure, title)
    return figure


def _sankey(axes: Axes, steps: list[str], heights: np.ndarray, rows: pd.DataFrame, color: str, hatch: str) -> None:
    for place, (step, height, count, lost) in enumerate(zip(steps, heights, rows["leads"], rows["lost"], strict=True)):
        axes.bar(place, height, WIDE, bottom=1.0 - height, color=color, hatch=hatch, edgecolor="white")
        axes.text(place, 1.02, f"{step}\n{count:,.0f}", ha="center", va="bottom", fontsize=8)
        if place + 1 == len(steps):
            continue
        stays, x = heights[place + 1], np.linspace(place + WIDE / 2, place + 1 - WIDE / 2, 30)
        ease = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, 30))
        axes.fill_between(x, 1.0 - stays, 1.0, color=color, alpha=0.35, linewidth=0)
        if lost > 0.0:
            half = x[: len(x) * 2 // 3]
            fall = ease[: len(half)] / ease[len(half) - 1] * 0.12
            axes.fill_between(half, 1.0 - height - fall, 1.0 - stays - fall, color="0.6", alpha=0.35, linewidth=0)
            share = 100.0 * lost / count
            axes.text(half[-1], 1.0 - height - 0.15, f"lost {lost:,.0f}\n{share:.0f} %", ha="center", va="top", fontsize=7)
    axes.set_xlim(-0.35, len(steps) - 0.65)
    axes.set_ylim(-0.4, 1.22)
    axes.set_xticks([])
    axes.set_yticks([])


@without_markup()
def journey_figure(table: pd.DataFrame, title: str) -> Figure:
    """One account's two journeys (columns design, day, text, heard): what was heard as ticks, what happened in words."""
    sides = list(table.groupby("design", sort=False))
    longest = max((min(MOST, int((~rows["heard"]).sum())) for _, rows in sides), default=1)
    figure, axes = sheet(max(1, len(sides)), across=2, width=5.8, height=1.6 + 0.24 * longest)
    if not sides:
        nothing(axes[0], title)
    for one, (name, rows), color in zip(axes, sides, (A, B), strict=False):
        spoken = rows[~rows["heard"]].tail(MOST)
        heard = rows[rows["heard"]]
        place = np.arange(len(spoken))
        one.plot(heard["day"], np.full(len(heard), -1.0), "|", color="0.5", markersize=7)
        one.plot(spoken["day"], place, "o-", color=color, markersize=4, linewidth=0.8)
        left, right = float(table["day"].min()), float(table["day"].max())
        span = max(1.0, right - left)
        for y, (day, text) in enumerate(zip(spoken["day"], spoken["text"], strict=True)):
            near = day < left + 0.5 * span
            shift = 0.02 * span if near else -0.02 * span
            told = shorten(str(text), 44, placeholder=" ...")
            one.text(day + shift, y, told, fontsize=6, va="center", ha="left" if near else "right")
        one.set_xlim(left - 0.05 * span, right + 0.05 * span)
        one.set_ylim(max(1, len(spoken)), -1.8)
        one.set_yticks([-1.0], ["heard"], fontsize=7)
        one.set_xlabel("business day", fontsize=8)
        plain(one, str(name))
    headed(figure, title)
    return figure
