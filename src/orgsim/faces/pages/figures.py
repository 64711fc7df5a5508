"""The figure that a study's page asks for, from its table."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from orgsim.analysis.effects import against, difference_map, responses
from orgsim.faces.plots import studies as plots
from orgsim.kernel.errors import BadValue
from orgsim.results.metrics import metric
from orgsim.studies.factors import declared
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    import pandas as pd


def effects_of(found: StudyResult, table: pd.DataFrame, figure: str, name: str) -> pd.DataFrame:
    """The paired differences that a figure draws of one metric. Raises BadValue where the study does not suit it."""
    designs = found.designs
    if figure == "responses":
        return responses(table, name, found.factors)
    if figure == "map":
        return difference_map(table, name, designs[0], designs[1], found.factors)
    if len(found.store.points) > 1:
        raise BadValue("Dots need a study of one point. Choose figure = 'responses' or 'map', or take the table by export.")
    if len(designs) < 2:
        raise BadValue("Dots need two designs at least; differences are to the first.")
    return against(table, name, designs[0])


def figure_of(found: StudyResult, effects: pd.DataFrame, figure: str, name: str) -> Figure:
    """The picture of one metric: a panel for each company (dots, map), or for each factor (responses)."""
    of = metric(name)
    designs, companies = found.designs, found.companies
    if figure == "responses":
        return _responses(found, effects, name)
    if figure == "map":
        x, y = found.factors
        drawn, panels = plots.sheet(len(companies), across=2, width=6.0, height=4.6)
        for axes, whose in zip(panels, companies, strict=True):
            mesh = plots.difference_map(axes, effects[effects["company"] == whose], x, y, of.unit, whose)
            drawn.colorbar(mesh, ax=axes, label=mesh.get_label())
            axes.set_xlabel(_axis(x, found), fontsize=8)
            axes.set_ylabel(_axis(y, found), fontsize=8)
        _title(drawn, f"{of.label}: {designs[1]} − {designs[0]}; hatched where the 95 % interval includes 0")
        return drawn
    drawn, panels = plots.sheet(len(companies), across=2, width=6.2, height=4.2)
    for axes, whose in zip(panels, companies, strict=True):
        chosen = effects[effects["company"] == whose]
        plots.dots(axes, chosen, of.unit, whose)
    _title(drawn, f"{of.label}: difference to {designs[0]}, 95 % intervals")
    return drawn


def _title(figure: Figure, text: str) -> None:
    wide = int(13.0 * figure.get_figwidth())
    figure.suptitle("\n".join(wrap(text, wide)), x=0.01, ha="left", fontsize=11)


def _responses(found: StudyResult, effects: pd.DataFrame, name: str) -> Figure:
    of = metric(name)
    panels = [(whose, factor) for whose in found.companies for factor in found.factors]
    figure, grid = plots.sheet(len(panels), across=4, width=3.2, height=2.5)
    for axes, (whose, factor) in zip(grid, panels, strict=True):
        chosen = effects[(effects["company"] == whose) & (effects["factor"] == factor)]
        title = factor if len(found.companies) == 1 else f"{factor} · {whose}"
        plots.response(axes, chosen, of.unit, declared(factor).unit, title)
    grid[0].legend(fontsize=7, frameon=False)
    _title(figure, f"{of.label}: difference to the same design unchanged, 95 % bands")
    return figure


def _axis(factor: str, found: StudyResult) -> str:
    only = found.manifest["recipe"]["limits"].get(factor)
    return f"{factor} ({declared(factor).unit})" + (f", of {' and '.join(only)} only" if only else "")
