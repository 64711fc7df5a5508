"""`orgsim advise`: where a company is, and what it should change: one lever, or a few together.

Every lever alone is set to ends and middle of its range; a search combines those that promise. What is best there has been
lucky, too, so that the best are tested on pairs that the search never saw, and the one that is chosen by that test is
measured once more, on other pairs, against today's design: only those figures are shown. All of it starts from today: the
company changes over on day 0, with what that costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.advice.optimizing import evaluator
from orgsim.analysis.advice.payback import Payback, payback_of
from orgsim.analysis.advice.search import search
from orgsim.analysis.advice.space import aims_of, changed_levers, levers_to_search
from orgsim.analysis.comparing import check_resources
from orgsim.analysis.comparison import Comparison
from orgsim.analysis.difference import mean_interval
from orgsim.analysis.transition import Dip, weekly
from orgsim.analysis.when.uncertain import Uncertain, uncertain
from orgsim.analysis.wording import estimate, interval
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, optional, path, texts, whole
from orgsim.kernel.errors import BadValue
from orgsim.kernel.parameters import parameters
from orgsim.kernel.shown import Shown
from orgsim.results.codes import Use
from orgsim.results.ledger import FLOWS
from orgsim.results.provenance import design_name
from orgsim.studies.inquiry import Inquiry, Point
from orgsim.studies.pairs import run_pairs
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

Floats = NDArray[np.float64]
Interval = tuple[float, float, float]
TODAY, ADVISED = "today", "advised"
SEARCHED, FRESH, CHOSEN = 0, 1_000, 2_000  # the first pairs of search, test and measurement
SINGLES: Final = 3  # single changes that are tested again
COMBINED: Final = 3  # combinations that are
FEW: Final = 4  # levers in one combination, at most
SEARCH_PAIRS: Final = 3
TEST_PAIRS: Final = 6
MEASURE_PAIRS: Final = 16


@dataclass(frozen=True)
class Change:
    """A change of levers, by lever from and to, with the gain in profit on fresh pairs: mean and 95 % interval, in EUR."""

    levers: Mapping[str, tuple[float, float]]
    gain: Interval

    def in_words(self) -> str:
        """What is changed, and what that gains."""
        about = parameters(OrgDesign)
        what = ", ".join(f"{name} {was:g} → {to:g} ({about[name].about})" for name, (was, to) in self.levers.items())
        return f"{what}: {estimate(*self.gain, 'EUR')} EUR ({interval(*self.gain[1:], 'EUR')})"


@dataclass(frozen=True)
class Advice(Shown):
    """Where a company is and what it should change. ``singles`` and ``few`` were measured on pairs that the search did not
    see; ``measured`` compares today's design with the best of all on pairs of its own.
    """

    today: OrgDesign
    company: str
    years: float
    singles: tuple[Change, ...]
    few: tuple[Change, ...]
    best: Mapping[str, tuple[float, float]]
    measured: Comparison = field(repr=False)
    dip: Dip = field(repr=False)
    doubts: Uncertain = field(repr=False)

    @property
    def gain(self) -> Interval:
        """What the best change gains over the horizon, with its 95 % interval, in EUR."""
        one = self.measured["profit"]
        return one.difference, one.low, one.high

    @property
    def payback(self) -> Payback:
        """When it has paid back."""
        return payback_of(self.dip)

    @property
    def fees(self) -> Interval:
        """What the change costs in fees, in EUR: mean with its 95 % interval."""
        fees = FLOWS.index("transition")
        return mean_interval(np.array([one.ledger.flows[fees] for one in self.measured.outcomes_b]))

    @property
    def training(self) -> Interval:
        """Hours that people train for it: mean with its 95 % interval."""
        return mean_interval(np.array([one.ledger.hours[Use.TRANSITION] for one in self.measured.outcomes_b]))

    def summary(self) -> str:
        """The advice in a few sentences."""
        gain = self.gain
        if not self.best:
            return "No change was found that gains: leave things as they are. More runs would tell."
        what = Change(self.best, gain).in_words()
        if gain[0] <= 0.0:
            return f"Nothing that was tried gains: keep today's design. What looked best, measured again: {what}."
        if gain[1] <= 0.0:
            return f"That anything gains is not sure. What looked best: {what}. More runs would tell."
        share, least, most = self.doubts.ahead
        behind = self.measured.downside.behind
        return (
            f"Change {what} over {self.years:g} years, {self.payback.in_words()}. It earns less than today's design in "
            f"{100 * behind[0]:.0f} % of pairs, and is ahead in {100 * share:.0f} % "
            f"({100 * least:.0f} to {100 * most:.0f} %) of plausible settings."
        )

    def __repr__(self) -> str:
        return f"Advice({design_name(self.today)} at {self.company})\n{self.summary()}"


@checked(
    **{name: one for name, one in GIVEN.items() if name not in ("design", "today")}, levers=optional(texts),
    trials=whole(8, 100_000, "combinations"), points=whole(8, 4096, "settings"), folder=optional(path), workers=WORKERS,
    progress=callback,
)  # fmt: skip
def advise(
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    levers: Sequence[str] | None = None,
    trials: int = 48,
    points: int = 64,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    folder: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Advice:
    """Say what a company should change: the best single lever, and the best few together.

    ``today`` is the design it has (default: what its file says, else ``separated``); ``levers`` those that may change;
    ``trials`` combinations are tried; ``points`` plausible settings say what it hangs on. Other parameters as in ``why``.
    Raises UnknownName, BadValue or BrokenFile.
    """
    if named := [one for one in changes or {} if one in parameters(OrgDesign)]:
        raise BadValue(
            f"{', '.join(named)}: a lever is part of today's design; give it there, as in 'separated:{named[0]}=...'."
        )
    given = Scenario.of("separated", company, settings=settings, changes=changes, years=years, days=days)
    own = given.company.today.design
    start = today if today is not None else own or "separated"
    if isinstance(start, str) and start == "home":
        raise BadValue("Advice starts from the design of today; name it.")
    scenario = Scenario.of(start, company, today=start, settings=settings, changes=changes, years=years, days=days)
    now = scenario.design
    if not isinstance(now, OrgDesign):
        raise BadValue("Advice starts from a design that does not change on the way.")
    free = levers_to_search(levers)
    with Inquiry({TODAY: scenario}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        lone = [one for lever in free for one in _alone(now, lever)]
        foreseen = (len(lone) + 1 + trials) * SEARCH_PAIRS + (SINGLES + COMBINED + 1) * TEST_PAIRS + 2 * MEASURE_PAIRS
        asked.expect(foreseen + 4 * points)
        searched = range(SEARCHED, SEARCHED + SEARCH_PAIRS)
        seen = asked.values([{}, *lone], searched)[0].mean(axis=1)
        gains = seen[1:] - seen[0]
        singles = _best_of_each(lone, gains)
        few = _together(asked, singles, trials=trials, pairs=searched, seed=seed)
        tested: list[Point] = [*singles[:SINGLES], *few[:COMBINED]]
        again = asked.values([{}, *tested], range(FRESH, FRESH + TEST_PAIRS))[0]
        steps = again[1:] - again[0]
        best = dict(tested[int(np.argmax(steps.mean(axis=1)))]) if tested else {}
    found = [Change(changed_levers(now, point), mean_interval(one)) for point, one in zip(tested, steps, strict=True)]
    chosen = scenario.at(best)
    before, after = run_pairs(
        (scenario, chosen), pairs=CHOSEN + MEASURE_PAIRS, first=CHOSEN, seed=seed, workers=workers, progress=progress
    )
    check_resources(before, after)
    facts = scenario.facts(seed) | {"levers_b": chosen.design.model_dump(), "design_b": ADVISED}
    measured = Comparison(TODAY, ADVISED, scenario.company, scenario.days, seed, before, after, facts, scenario.question)
    doubts = uncertain(
        now, chosen.design, company, points=points, pairs=2, first=CHOSEN + MEASURE_PAIRS, today=now, settings=settings,
        changes=changes, seed=seed, years=years, days=days, workers=workers, progress=progress,
    )  # fmt: skip
    ordered = sorted(found, key=lambda one: -one.gain[0])
    return Advice(
        now, scenario.company.name, scenario.days / 252.0, tuple(one for one in ordered if len(one.levers) == 1),
        tuple(one for one in ordered if len(one.levers) > 1), changed_levers(now, best), measured,
        Dip(0, weekly(after, before)), replace(doubts, name_a=TODAY, name_b=ADVISED),
    )  # fmt: skip


def _alone(now: OrgDesign, lever: str) -> list[dict[str, Value]]:
    """The lever alone at both ends and in the middle of its range, where that changes anything."""
    values = _grid(lever)
    return [{lever: value} for value in dict.fromkeys((values[0], values[len(values) // 2], values[-1]))
            if value != getattr(now, lever)]  # fmt: skip


def _grid(lever: str) -> list[Value]:
    """Five values of a lever, evenly over its range; fewer where it has fewer."""
    of = parameters(OrgDesign)[lever]
    values = [of.low + part * (of.high - of.low) / 4.0 for part in range(5)]
    return [*dict.fromkeys(round(one) for one in values)] if of.whole else [*values]


def _best_of_each(points: Sequence[Point], gains: Floats) -> list[dict[str, Value]]:
    """The best value of each lever that gains anything, what gains most first."""
    found: dict[str, tuple[float, Point]] = {}
    for point, gain in zip(points, gains.tolist(), strict=True):
        lever = next(iter(point))
        if gain > 0.0 and (lever not in found or gain > found[lever][0]):
            found[lever] = gain, point
    return [dict(point) for _, point in sorted(found.values(), key=lambda item: -item[0])]


def _together(asked: Inquiry, singles: Sequence[Point], *, trials: int, pairs: range, seed: int) -> list[dict[str, Value]]:
    """The best combinations of a few levers, by a search among those that gain most alone."""
    levers = [next(iter(one)) for one in singles[:FEW]]
    if len(levers) < 2:
        return []
    now = asked.recipe.designs[TODAY]
    kept = {name: getattr(now, name) for name in levers}
    values = {name: sorted({*_grid(name), kept[name]}) for name in levers}
    start = [{**kept, **{name: value for one in singles[:count] for name, value in one.items()}} for count in (2, 3, 4)]
    tried = search(
        levers, evaluator(asked, pairs), aims_of(["profit"]), trials=trials, seed=seed,
        start=[one for place, one in enumerate(start) if one not in start[:place]], values=values,
    )  # fmt: skip
    ordered = sorted(tried, key=lambda one: -one.metrics["profit"])
    found: list[dict[str, Value]] = []
    for one in ordered:
        point = {name: value for name, value in one.point.items() if value != kept[name]}
        if len(point) > 1 and point not in found:
            found.append(point)
    return found
