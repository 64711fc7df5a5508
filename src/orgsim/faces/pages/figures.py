"""The figures that a study's page may ask for; a class that is added here is known to pages, checks and editors."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from matplotlib.figure import Figure

from orgsim.analysis.effects import against, difference_map, responses
from orgsim.analysis.sensitivity import LEAST_GIVEN, sensitivity
from orgsim.analysis.when.lines import crossover_map
from orgsim.analysis.wording import amount
from orgsim.faces.pages.figure import FIGURES, PageFigure, Shape, as_text, markdown
from orgsim.faces.plots import studies as plots
from orgsim.faces.plots.style import nothing
from orgsim.kernel.errors import BadValue, CheckFailed, UnknownName, UsageError
from orgsim.kernel.toml import Document
from orgsim.results.metrics import metric
from orgsim.studies.declaration import Declaration
from orgsim.studies.factors import declared
from orgsim.studies.plans import SAMPLERS
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    import pandas as pd


class Dots(PageFigure):
    """Differences by design to the first one, a panel for each company."""

    name = "dots"
    shows = "differences by design"

    def needs(self, shape: Shape) -> str | None:
        """One point, two designs."""
        if len(shape.points) == 1 and len(shape.designs) > 1:
            return None
        return "'dots' needs a study of one point and two designs at least; choose 'responses' or 'map', or take the table"

    def effects(self, found: StudyResult, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Every design against the first."""
        return against(table, name, found.designs[0])

    def draw(self, found: StudyResult, effects: pd.DataFrame, name: str) -> Figure:
        """A panel for each company."""
        of = metric(name)
        drawn, panels = plots.sheet(len(found.companies), across=2, width=6.2, height=4.2)
        for axes, whose in zip(panels, found.companies, strict=True):
            plots.dots(axes, effects[effects["company"] == whose], of.unit, whose)
        return _titled(drawn, f"{of.label}: difference to {found.designs[0]}, 95 % intervals")


class Responses(PageFigure):
    """Response curves, a panel for each company and factor."""

    name = "responses"
    shows = "response curves"

    def needs(self, shape: Shape) -> str | None:
        """A plan that varies one factor at a time."""
        if shape.method != "one_at_a_time":
            return "'responses' needs plan.method = 'one_at_a_time'"
        if any(isinstance(value, str) for point in shape.points for value in point.values()):
            return "'responses' needs factors that are numbers"
        return None

    def effects(self, found: StudyResult, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Every value of a factor, alone, against the design unchanged."""
        return responses(table, name, found.factors)

    def draw(self, found: StudyResult, effects: pd.DataFrame, name: str) -> Figure:
        """A panel for each company and factor."""
        of = metric(name)
        panels = [(whose, factor) for whose in found.companies for factor in found.factors]
        drawn, grid = plots.sheet(len(panels), across=4, width=3.2, height=2.5)
        for axes, (whose, factor) in zip(grid, panels, strict=True):
            chosen = effects[(effects["company"] == whose) & (effects["factor"] == factor)]
            title = factor if len(found.companies) == 1 else f"{factor} · {whose}"
            plots.response(axes, chosen, of.unit, declared(factor).unit, title)
        if labeled := next((axes for axes in grid if axes.get_legend_handles_labels()[0]), None):
            labeled.legend(fontsize=7, frameon=False)
        return _titled(drawn, f"{of.label}: difference to the same design unchanged, 95 % bands")

    def table(self, found: StudyResult, effects: pd.DataFrame, unit: str) -> list[str]:
        """The far end of each curve."""
        curve = effects.groupby(["company", "design", "factor"])["value"]
        ends = effects[(effects["value"] == curve.transform("min")) | (effects["value"] == curve.transform("max"))]
        far = ends["mean"].abs().groupby([ends["company"], ends["design"], ends["factor"]]).idxmax()
        shown = super().table(found, effects.loc[sorted(far)], unit)
        return [*shown, "", "The far end of each curve; all values are in effects.csv."]


class DifferenceMap(PageFigure):
    """The difference of two designs over two factors, a panel for each company."""

    name = "map"
    shows = "map of the difference"

    def needs(self, shape: Shape) -> str | None:
        """Two designs, two factors that are numbers, a full factorial plan."""
        if shape.method != "factorial" or len(shape.factors) != 2 or len(shape.designs) != 2:
            return "'map' needs two designs, and a factorial plan of two factors"
        if any(isinstance(value, str) for point in shape.points for value in point.values()):
            return "'map' needs factors that are numbers"
        return None

    def effects(self, found: StudyResult, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """The second design against the first, cell by cell."""
        return difference_map(table, name, found.designs[0], found.designs[1], found.factors)

    def draw(self, found: StudyResult, effects: pd.DataFrame, name: str) -> Figure:
        """A panel for each company."""
        of = metric(name)
        x, y = found.factors
        drawn, panels = plots.sheet(len(found.companies), across=2, width=6.0, height=4.6)
        for axes, whose in zip(panels, found.companies, strict=True):
            cells = effects[effects["company"] == whose]
            if cells.empty:
                nothing(axes, whose)
                continue
            mesh = plots.difference_map(axes, cells, x, y, of.unit, whose)
            drawn.colorbar(mesh, ax=axes, label=mesh.get_label())
            axes.set_xlabel(_axis(x, found), fontsize=8)
            axes.set_ylabel(_axis(y, found), fontsize=8)
        a, b = found.designs
        return _titled(drawn, f"{of.label}: {b} − {a}; hatched where the 95 % interval includes 0")

    def table(self, found: StudyResult, effects: pd.DataFrame, unit: str) -> list[str]:
        """A grid for each company."""
        return [line for whose in found.companies for line in _grid(found, effects, whose, unit)]


class Sensitivity(PageFigure):
    """How strongly a metric hangs on each factor, a panel for each company and design, and for the difference of two."""

    name = "sensitivity"
    shows = "strength of each factor"
    nothing = (
        "it has no number somewhere, or is the same at all points, or the points are too few "
        f"(a sampled plan needs {LEAST_GIVEN})"
    )
    SHARES: ClassVar = ("S1", "ST", "noise")
    ABOUT: ClassVar = {
        "mu_star": "mean size of elementary effects (mu*)",
        "S1": "share of the variance explained alone (S1)",
    }

    def needs(self, shape: Shape) -> str | None:
        """A plan that fills the factors' space."""
        fills = [name for name, one in SAMPLERS.items() if one.shares]
        return None if shape.method in fills else f"'sensitivity' needs plan.method = {' or '.join(map(repr, fills))}"

    def effects(self, found: StudyResult, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Every index of every factor."""
        try:
            indices = sensitivity(found, name, table)
        except CheckFailed:  # a number somewhere, and none elsewhere: the page says that there is nothing to tell
            indices = sensitivity(found, name, table.head(0))
        return indices.rename(columns={"value": "mean", "points": "pairs"})

    def draw(self, found: StudyResult, effects: pd.DataFrame, name: str) -> Figure:
        """A panel for each company and design."""
        of, first = metric(name), effects["index"].iloc[0]
        chosen = effects[effects["index"] == first]
        panels = list(chosen.groupby(["company", "design"], sort=False))
        drawn, grid = plots.sheet(len(panels), across=3, width=4.6, height=1.4 + 0.24 * len(found.factors))
        for axes, ((whose, design), rows) in zip(grid, panels, strict=True):
            title = design if len(found.companies) == 1 else f"{whose}, {design}"
            plots.strengths(axes, rows, of.unit if first == "mu_star" else "", self.ABOUT[first], title)
        return _titled(drawn, f"{of.label}: what it hangs on, 95 % intervals over points")

    def table(self, _found: StudyResult, effects: pd.DataFrame, unit: str) -> list[str]:
        """A row for each factor, a column for each index."""
        wide = effects.pivot_table(index=["company", "design", "factor"], columns="index", values="mean", sort=False)
        names = list(dict.fromkeys(effects["index"]))
        rows = [["company", "design", "factor", *(one if one in self.SHARES else f"{one}, {unit}" for one in names)]]
        for (whose, design, factor), values in zip(wide.index, wide[names].to_numpy(), strict=True):
            told = [amount(value, "1" if one in self.SHARES else unit) for one, value in zip(names, values, strict=True)]
            rows.append([as_text(whose), as_text(design), factor, *told])
        return [*markdown(rows), "", "Intervals are in effects.csv."]


def known_figures() -> list[str]:
    """The names of all figures."""
    return list(FIGURES)


def lacking(figure: str, shape: Shape) -> str | None:
    """What keeps a study from a figure, in words; None where it can be drawn."""
    if figure not in FIGURES:
        return str(UnknownName("figure", figure, FIGURES)).removesuffix(".")
    return FIGURES[figure].needs(shape)


def check_figure(study: Declaration) -> None:
    """Raise UsageError where a study asks for a figure that it does not suit; with the line, where it comes from a file."""
    wrong = lacking(study.page.figure, Shape.of(study)) if "figure" in study.page.model_fields_set else None
    if wrong and Path(study.file).is_file():
        raise Document.opened(study.file, "study").refused([(("page", "figure"), f"{wrong}.")])
    if wrong:
        raise UsageError(f"page.figure: {wrong}.")


def figure_of(found: StudyResult) -> PageFigure:
    """The figure that the page of a study's folder asks for. Raises BadValue where the study does not suit it."""
    name = str(found.manifest["study"]["page"]["figure"])
    if wrong := lacking(name, Shape.found(found)):
        raise BadValue(f"page.figure: {wrong}.")
    return FIGURES[name]


def _grid(found: StudyResult, effects: pd.DataFrame, whose: str, unit: str) -> list[str]:
    x, y = found.factors
    chosen = effects[effects["company"] == whose]
    across = sorted(chosen[x].unique())
    rows = [[f"{y} \\ {x}", *(f"{value:.3g}" for value in across)]]
    for value in sorted(chosen[y].unique(), reverse=True):
        line = chosen[chosen[y] == value].set_index(x)
        cells = [
            amount(line["mean"][place], unit, sign=True) + ("" if line["low"][place] * line["high"][place] > 0 else " ?")
            if place in line.index
            else "–"
            for place in across
        ]
        rows.append([f"{value:.3g}", *cells])
    told = [f"{as_text(whose)}, {unit}; ? where the interval includes 0:", "", *markdown(rows), ""]
    try:
        return [*told, crossover_map(chosen, x, y).in_words(*map(as_text, found.designs)), ""]
    except BadValue:  # a cell without a number
        return told


def _titled(figure: Figure, text: str) -> Figure:
    wide = int(13.0 * figure.get_figwidth())
    figure.suptitle("\n".join(wrap(text, wide)), x=0.01, ha="left", fontsize=11)
    return figure


def _axis(factor: str, found: StudyResult) -> str:
    only = found.manifest["recipe"]["limits"].get(factor)
    return f"{factor} ({declared(factor).unit})" + (f", of {' and '.join(only)} only" if only else "")
