"""Every answer as pictures: which figures a result has, the table that each is a function of, and how it is drawn.

``orgsim.plot(result, kind)`` draws; an answer's folder holds the tables, from which ``orgsim plot KIND DIR`` draws again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orgsim.analysis.advice.advising import Advice
from orgsim.analysis.advice.optimum import Optimum
from orgsim.analysis.comparing import Several
from orgsim.analysis.comparison import Comparison
from orgsim.analysis.parting import Parting
from orgsim.analysis.ranking import Ranking
from orgsim.analysis.when.turns import Turning
from orgsim.analysis.when.uncertain import Uncertain
from orgsim.analysis.why.levers import Why
from orgsim.analysis.why.partings import Partings
from orgsim.faces import tabulating as tables
from orgsim.faces.plots import advice, flow, sure, when, why
from orgsim.kernel.arguments import checked, optional, path, text
from orgsim.kernel.errors import BadValue, UnknownName, UsageError, shown
from orgsim.kernel.files import is_there, write_text
from orgsim.kernel.texts import read_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Drawing:
    """A figure: of which results, the table that it is a function of, how that is drawn, and what it shows."""

    of: tuple[type, ...]
    table: Callable[[Any], pd.DataFrame]
    draw: Callable[[pd.DataFrame, str], Figure]
    shows: str


DRAWINGS: Final[dict[str, Drawing]] = {
    "bridge": Drawing((Comparison,), tables.bridge, why.steps_figure, "what the difference in profit is made of"),
    "hours": Drawing((Comparison,), tables.hours, why.hours_figure, "what hours went to"),
    "flow": Drawing((Comparison,), tables.flow, flow.flow_figure, "leads through the steps, and where they are lost"),
    "distribution": Drawing((Comparison,), tables.distribution, sure.distribution_figure, "each pair, luck and all"),
    "waterfall": Drawing((Why,), tables.waterfall, why.steps_figure, "what carries the difference"),
    "causes": Drawing((Partings,), tables.causes, why.causes_figure, "what parted accounts that only one design wins"),
    "journey": Drawing((Parting,), tables.journey, flow.journey_figure, "one account's two journeys"),
    "ranking": Drawing((Ranking, Several), tables.ranking, sure.ranking_figure, "designs against the best of the others"),
    "turns": Drawing((Turning,), tables.turns, when.turns_figure, "what would turn the sign, the likeliest first"),
    "tornado": Drawing(
        (Turning,),
        tables.tornado,
        when.tornado_figure,
        "what each number moves, a first look",
    ),
    "doubts": Drawing((Uncertain,), tables.doubts, when.doubts_figure, "the difference over plausible settings"),
    "gains": Drawing((Advice,), tables.gains, advice.gains_figure, "what changes gain"),
    "payback": Drawing((Advice,), tables.payback, advice.payback_figure, "when the advised change has paid back"),
    "pareto": Drawing((Optimum,), tables.pareto, advice.pareto_figure, "designs by the aims they serve"),
}
"""Every figure of an answer, by kind."""


def kinds(result: object) -> list[str]:
    """The figures that a result has."""
    return [kind for kind, _ in _drawable(result)]


def _drawable(result: object) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = [(kind, result) for kind, one in DRAWINGS.items() if isinstance(result, one.of)]
    if isinstance(result, Advice):  # what lies in it are its own
        found += [*_drawable(result.measured), *_drawable(result.doubts)]
    return found


@checked(kind=optional(text))
def plot(result: Any, kind: str | None = None) -> Figure:
    """The picture of an answer, of this kind (default: its first). Raises UnknownName or BadValue.

    >>> plot(3)
    Traceback (most recent call last):
    ...
    orgsim.kernel.errors.BadValue: There is no picture of 3; there are some of what compare, why, rank, advise, ... return.
    """
    known = dict(_drawable(result))
    if not known:
        raise BadValue(
            f"There is no picture of {shown(result)}; there are some of what compare, why, rank, advise, ... return."
        )
    chosen = kind if kind is not None else next(iter(known))
    if chosen not in known:
        raise UnknownName("picture of this", chosen, known)
    return DRAWINGS[chosen].draw(DRAWINGS[chosen].table(known[chosen]), titled(known[chosen], chosen))


def titled(result: Any, kind: str) -> str:
    """What stands above a figure."""
    return f"{tables.named(result)}: {DRAWINGS[kind].shows}"


def write_figures(result: object, folder: Path) -> list[str]:
    """Write every figure of a result into a folder, with the table that it was drawn from; returns the files' names."""
    from orgsim.faces.plots.comparison import save

    written = []
    for kind, of in _drawable(result):
        table, title = DRAWINGS[kind].table(of), titled(of, kind)
        write_text(folder / f"{kind}.csv", f"# {title}\n{table.to_csv(index=False)}")
        save(DRAWINGS[kind].draw(table, title), folder / f"{kind}.png")
        written += [f"{kind}.csv", f"{kind}.png"]
    return written


@checked(kind=text, folder=path)
def drawn_again(kind: str, folder: str | Path) -> Figure:
    """A figure from the table in an answer's folder. Raises UnknownName, UsageError or BadValue."""
    import io

    import pandas as pd

    if kind not in DRAWINGS:
        raise UnknownName("picture", kind, DRAWINGS)
    file = Path(folder) / f"{kind}.csv"
    if not is_there(file):
        there = [one for one in DRAWINGS if is_there(Path(folder) / f"{one}.csv")]
        have = f"It has: {', '.join(there)}." if there else "Answers are kept with --out."
        raise UsageError(f"{folder} has no table {kind}.csv. {have}")
    content = read_text(file, "table")
    first, _, rest = content.partition("\n")
    title = first.removeprefix("# ") if first.startswith("# ") else kind
    try:
        return DRAWINGS[kind].draw(pd.read_csv(io.StringIO(rest if first.startswith("# ") else content)), title)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise BadValue(f"{file} is not the table of a {kind}: {error}.") from None
