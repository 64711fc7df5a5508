"""What a figure of a study's page is: what it needs of a study, its numbers, its picture and its table."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import numpy as np
from matplotlib.figure import Figure

from orgsim.analysis.wording import amount, interval
from orgsim.studies.declaration import Declaration
from orgsim.studies.factors import Value
from orgsim.studies.result import StudyResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

FIGURES: Final[dict[str, PageFigure]] = {}
"""Every figure by name: the subclasses of ``PageFigure``, in the order in which they are declared."""


@dataclass(frozen=True)
class Shape:
    """What a figure may ask of a study, finished or not."""

    designs: Sequence[str]
    factors: Sequence[str]
    points: Sequence[Mapping[str, Value]]
    method: str

    @classmethod
    def of(cls, study: Declaration) -> Self:
        """Of a study as it is declared."""
        return cls(study.designs, study.columns, study.points, study.plan.method)

    @classmethod
    def found(cls, found: StudyResult) -> Self:
        """Of a study's folder."""
        return cls(found.designs, found.factors, found.store.points, found.manifest["study"]["plan"]["method"])


class PageFigure(ABC):
    """A kind of figure. A subclass states its ``name`` in study files, and is then known to pages and checks."""

    name: ClassVar[str]
    shows: ClassVar[str]
    nothing: ClassVar[str] = "no pair of runs has a number of it on both sides"

    def __init_subclass__(cls) -> None:
        """Enter the figure into the table. Raises TypeError where it lacks something, or has the name of another one."""
        super().__init_subclass__()
        lacking = [one for one in ("name", "shows") if not hasattr(cls, one)]
        lacking += [one for one in sorted(PageFigure.__abstractmethods__) if getattr(cls, one) is getattr(PageFigure, one)]
        if lacking:
            message = f"The figure {cls.__name__} states no {', '.join(lacking)}."
            raise TypeError(message)
        if cls.name in FIGURES:
            message = f"There are two figures called '{cls.name}'."
            raise TypeError(message)
        FIGURES[cls.name] = cls()

    @abstractmethod
    def needs(self, shape: Shape) -> str | None:
        """What a study lacks for it, in words; None where it can be drawn."""

    @abstractmethod
    def effects(self, found: StudyResult, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """The paired differences that it shows of one metric: columns that say of what, mean, low, high, pairs."""

    def known(self, found: StudyResult, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Those that are numbers."""
        effects = self.effects(found, table, name)
        numbers: pd.DataFrame = effects.loc[np.isfinite(effects["mean"].to_numpy(dtype=np.float64))]
        return numbers

    @abstractmethod
    def draw(self, found: StudyResult, effects: pd.DataFrame, name: str) -> Figure:
        """The picture of one metric."""

    def table(self, found: StudyResult, effects: pd.DataFrame, unit: str) -> list[str]:  # noqa: ARG002  # for subclasses
        """The effects as Markdown; all rows, unless a figure knows better."""
        keys = [name for name in effects.columns if name not in ("mean", "low", "high", "pairs", "point")]
        rows = [_cells(row, keys, unit) for row in effects.to_dict("records")]
        return markdown([[*keys, f"difference, {unit}", "95 % interval", "pairs"], *rows])


_MARKS: Final = re.compile(r"[\\`*\[\]<>|#~&$]|(?<!\w)_|_(?!\w)")

_BAR: Final = re.compile(r"(?<!\\)\|")


def as_text(name: str) -> str:
    """A name as Markdown shows it, whatever it holds: no marks, no HTML, one line."""
    return _MARKS.sub(lambda found: f"\\{found[0]}", " ".join(name.split()))


def markdown(rows: list[list[str]]) -> list[str]:
    """A table, its head in the first row."""
    each = [[_BAR.sub(r"\\|", " ".join(cell.split())) for cell in row] for row in rows]
    return [f"| {' | '.join(cells)} |" for cells in [each[0], ["---"] * len(each[0]), *each[1:]]]


def _cells(row: dict[Hashable, Any], keys: list[str], unit: str) -> list[str]:
    named = [f"{row[key]:.4g}" if isinstance(row[key], float) else as_text(str(row[key])) for key in keys]
    return [*named, amount(row["mean"], unit, sign=True), interval(row["low"], row["high"], unit), str(row["pairs"])]
