"""Every answer as pictures: which figures a result has, the table that each is a function of, and how it is drawn.

``orgsim.plot(result, kind)`` draws; an answer's folder holds the tables, from which ``orgsim plot KIND DIR`` draws again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orgsim.analysis.advice.advising import Advice
from orgsim.analysis.advice.optimum import Optimum
from orgsim.analysis.attribution import Attribution
from orgsim.analysis.comparing import Several
from orgsim.analysis.comparison import Comparison
from orgsim.analysis.parting import Parting
from orgsim.analysis.ranking import Ranking
from orgsim.analysis.transition import Dip
from orgsim.analysis.when.turns import Turning
from orgsim.analysis.when.uncertain import Uncertain
from orgsim.analysis.why.levers import Why
from orgsim.analysis.why.partings import Partings
from orgsim.analysis.wording import versus
from orgsim.evidence.validation import Validation
from orgsim.faces import telling
from orgsim.faces.plots import advice, comparison, evidence, flow, sure, when, why
from orgsim.faces.tables import answers, named
from orgsim.faces.tables import comparison as sides
from orgsim.faces.tables.runs import Alone
from orgsim.kernel.arguments import checked, path, text
from orgsim.kernel.errors import BadValue, UnknownName, UsageError, shown
from orgsim.kernel.files import is_there, write_text
from orgsim.kernel.texts import read_text
from orgsim.results.history import History

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Drawing:
    """A figure: of which results, the table that it is a function of, how that is drawn, what it shows, and the
    sentence that a reader would say.
    """

    of: tuple[type, ...]
    table: Callable[[Any], pd.DataFrame]
    draw: Callable[[pd.DataFrame, str], Figure]
    shows: str
    tells: Callable[[Any], str] = telling.summary
    kept: bool = True  # whether a verb writes its table into an answer's folder


SIDES: Final = (Comparison, Alone)
DRAWINGS: Final[dict[str, Drawing]] = {
    "bridge": Drawing(
        (Comparison,), sides.bridge, why.steps_figure, "what the difference in profit is made of", telling.bridge
    ),
    "hours": Drawing((Comparison,), sides.hours, why.hours_figure, "what hours went to", telling.hours),
    "flow": Drawing(SIDES, sides.flow, flow.flow_figure, "leads through the steps, and where they are lost", telling.flow),
    "differences": Drawing(
        (Comparison,), sides.differences, comparison.differences_figure, "the headline metrics", telling.differences
    ),
    "funnel": Drawing(
        (Comparison,), sides.funnel, comparison.funnel_figure, "leads that ended, step by step", telling.funnel
    ),
    "revenue": Drawing(SIDES, sides.revenue, comparison.bands_figure, "revenue since day 0", telling.revenue),
    "pipeline": Drawing(SIDES, sides.pipeline, comparison.bands_figure, "open opportunities", telling.pipeline),
    "conflicts": Drawing(SIDES, sides.conflicts, comparison.bands_figure, "disputes a month", telling.conflicts),
    "distribution": Drawing(
        (Comparison,), sides.distribution, sure.distribution_figure, "each pair, luck and all", telling.distribution
    ),
    "waterfall": Drawing((Why,), answers.waterfall, why.steps_figure, "what carries the difference", telling.waterfall),
    "causes": Drawing(
        (Partings,), answers.causes, why.causes_figure, "what parted accounts that only one design wins", telling.causes
    ),
    "journey": Drawing((Parting,), answers.journey, flow.journey_figure, "one account's two journeys", telling.journey),
    "ranking": Drawing(
        (Ranking, Several), answers.ranking, sure.ranking_figure, "designs against the best of the others", telling.ranking
    ),
    "turns": Drawing(
        (Turning,), answers.turns, when.turns_figure, "what would turn the sign, the likeliest first", telling.turns
    ),
    "tornado": Drawing(
        (Turning,),
        answers.tornado,
        when.tornado_figure,
        "what each number moves, a first look",
        telling.tornado,
    ),
    "doubts": Drawing(
        (Uncertain,), answers.doubts, when.doubts_figure, "the difference over plausible settings", telling.doubts
    ),
    "gains": Drawing((Advice,), answers.gains, advice.gains_figure, "what changes gain", telling.gains),
    "payback": Drawing(
        (Advice,), answers.payback, advice.payback_figure, "when the advised change has paid back", telling.payback
    ),
    "dip": Drawing(
        (Dip,), answers.dip, advice.payback_figure, "profit since the change, less that of the twin without it", kept=False
    ),
    "credit": Drawing(
        (Attribution,), answers.credit, evidence.credit_figure, "what channels are credited with and worth", kept=False
    ),
    "targets": Drawing(
        (Validation,), answers.targets, evidence.findings_figure, "what is simulated against what is known", kept=False
    ),
    "pareto": Drawing((Optimum,), answers.pareto, advice.pareto_figure, "designs by the aims they serve", telling.pareto),
}
"""Every figure of an answer, by kind."""


def kinds(result: object) -> list[str]:
    """The figures that a result has."""
    return [kind for kind, _ in drawable(result)]


def drawable(result: object) -> list[tuple[str, object]]:
    """The figures that a result has, by kind, each with what it is drawn from."""
    if isinstance(result, History):
        return drawable(Alone(result))
    found: list[tuple[str, object]] = [(kind, result) for kind, one in DRAWINGS.items() if isinstance(result, one.of)]
    if isinstance(result, Advice):  # what lies in it are its own; where no change is advised, none was measured
        inner = [*drawable(result.measured), *drawable(result.doubts)]
        found = found + inner if result.best else [(kind, of) for kind, of in found if kind != "payback"]
    return found


def plot(result: Any, kind: str | None = None) -> Figure:
    """The picture of an answer, of this kind (default: its first). Raises UnknownName or BadValue."""
    known = dict(drawable(result))
    if not known:
        raise BadValue(
            f"There is no picture of {shown(result)}; there are some of what compare, why, rank, advise, ... return."
        )
    chosen = kind if kind is not None else next(iter(known))
    if chosen not in known:
        raise UnknownName("picture of this", chosen, known)
    return DRAWINGS[chosen].draw(DRAWINGS[chosen].table(known[chosen]), titled(known[chosen], chosen))


def overview(found: Comparison, names: tuple[str, str] | None = None, apart: Sequence[str] = ()) -> Figure:
    """A comparison on one sheet: funnel, revenue and disputes. ``names`` are those that there is room for, ``apart`` lines
    that say what they stand for.
    """
    names = names or (found.name_a, found.name_b)
    title = f"{versus(*names)} · {found.company.name}, {found.question} · {found.length} · {found.pairs} pairs"
    shown = replace(found, name_a=names[0], name_b=names[1])
    tables = (sides.funnel(shown), sides.revenue(shown), sides.conflicts(shown))
    return comparison.comparison_figure("\n".join([f"{title} · seed {found.seed}", *apart]), *tables)


def titled(result: Any, kind: str) -> str:
    """What stands above a figure."""
    return ": ".join(one for one in (named(result), DRAWINGS[kind].shows) if one)


def write_figures(result: object, folder: Path) -> list[str]:
    """Write every figure of a result into a folder, with the table that it was drawn from; returns the files' names."""
    written = []
    for kind, of in drawable(result):
        table, title = DRAWINGS[kind].table(of), titled(of, kind)
        write_text(folder / f"{kind}.csv", f"# {title}\n{table.to_csv(index=False)}")
        comparison.save(DRAWINGS[kind].draw(table, title), folder / f"{kind}.png")
        written += [f"{kind}.csv", f"{kind}.png"]
    return written


@checked(kind=text, folder=path)
def drawn_again(kind: str, folder: str | Path) -> Figure:
    """A figure from the table in an answer's folder. Raises UnknownName, UsageError or BadValue."""
    import io

    import pandas as pd

    known = [name for name, one in DRAWINGS.items() if one.kept]
    if kind not in known:
        raise UnknownName("picture", kind, known)
    file = Path(folder) / f"{kind}.csv"
    if not is_there(file):
        there = [one for one in DRAWINGS if is_there(Path(folder) / f"{one}.csv")]
        have = f"It has: {', '.join(there)}." if there else "Answers are kept with --out."
        raise UsageError(f"{folder} has no table {kind}.csv. {have}")
    content = read_text(file, "table")
    first, _, rest = content.partition("\n")
    title = first.removeprefix("# ") if first.startswith("# ") else kind
    try:
        table = pd.read_csv(io.StringIO(rest if first.startswith("# ") else content))
        _check_sum(table)
        return DRAWINGS[kind].draw(table, title)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise BadValue(f"{file} is not the table of a {kind}: {error}.") from None


def _check_sum(table: pd.DataFrame) -> None:
    """Raise ValueError where the sum of the parts is missing."""
    if len(table) and "part" in table and table["part"].iloc[-1] != sides.TOGETHER:
        raise ValueError(f"its last part must be {sides.TOGETHER!r}, the sum")
