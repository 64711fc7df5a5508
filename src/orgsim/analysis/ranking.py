"""Which of several designs is the best: pairs go where they still tell, until the best is known or the runs are spent.

All designs are walked under the same first pairs. A design that is surely behind another gets no more; the others get the
next block, that which tells most about who is best. The limits are those of multiple comparisons with the best, and half of
the error is spent on the race, in equal parts on its looks, so that dropping a design costs no confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.sure.best import WithBest, upper_and_lower, with_best
from orgsim.analysis.wording import amount, estimate, interval
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DESIGNS, AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, names, optional, path, whole
from orgsim.kernel.errors import BadValue
from orgsim.kernel.shown import Shown
from orgsim.studies.inquiry import Inquiry
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value

Floats = NDArray[np.float64]
EACH: Final = 0.975  # confidence of the race, and of the limits: 95 % together
FIRST: Final = 8  # pairs of every design
BLOCK: Final = 4  # pairs that are added at a time


@dataclass(frozen=True)
class Ranking(Shown):
    """Designs in one company, best first. ``values`` hold each one's profit, without luck, pair by pair."""

    company: str
    question: str
    values: Mapping[str, Floats] = field(repr=False)

    @property
    def with_best(self) -> dict[str, WithBest]:
        """Every design against the best of the others, the best in the mean first."""
        found = dict(zip(self.values, with_best(list(self.values.values()), EACH), strict=True))
        return dict(sorted(found.items(), key=lambda item: -item[1].difference))

    @property
    def pairs(self) -> dict[str, int]:
        """Pairs that each design got."""
        return {name: len(one) for name, one in self.values.items()}

    @property
    def may_be_best(self) -> tuple[str, ...]:
        """A subset that contains the best, at 95 %."""
        return tuple(name for name, one in self.with_best.items() if one.may_be_best)

    def summary(self) -> str:
        """Which may be best, and what choosing the first of them may cost."""
        ordered = self.with_best
        best, one = next(iter(ordered.items()))
        may = self.may_be_best
        first = (
            f"{best} earns most here (95 %, all designs at once)."
            if may == (best,)
            else f"The best is among {len(may)} of {len(ordered)}: {', '.join(may)} (95 %, all designs at once)."
        )
        ahead = estimate(one.difference, one.low, one.high, "EUR")
        seen = interval(one.low, one.high, "EUR")
        return (
            f"{first} {best} is ahead of the best of the others by {ahead} EUR of profit "
            f"({seen}). Against the true best, choosing {best} is expected to cost {amount(one.loss, 'EUR')} EUR."
        )

    def __repr__(self) -> str:
        return f"Ranking({len(self.values)} designs at {self.company})\n{self.summary()}"


def race(
    walk: Callable[[Sequence[int], Sequence[int]], Floats], designs: int, *, budget: int, first: int = FIRST
) -> list[Floats]:
    """Give every design its first pairs, and those that may still be the best more, until the runs are spent or one is left.

    ``walk`` takes designs and pairs by number and gives their values, shape (designs, pairs). Returns each one's values.
    """
    first = max(2, min(first, budget // designs))
    found = list(walk(range(designs), range(first)))
    spent = first * designs
    looks = max(1, (budget - spent) // (2 * BLOCK))
    level = 1.0 - (1.0 - EACH) / looks
    while True:
        _, _, high = upper_and_lower(found, level)
        alive = [one for one in range(designs) if all(high[one, other] >= 0.0 for other in range(designs) if other != one)]
        most = max(len(found[one]) for one in alive) if alive else 0
        behind = [one for one in alive if len(found[one]) < most]  # dropped by one look, back by the next
        if len(alive) < 2 and not behind:
            return found
        pairs = range(min(len(found[one]) for one in alive), most if behind else most + BLOCK)
        chosen = behind or alive
        if spent + len(chosen) * len(pairs) > budget:
            return found
        more = walk(chosen, pairs)
        for one, values in zip(chosen, more, strict=True):
            found[one] = np.concatenate([found[one][: pairs[0]], values])
        spent += len(chosen) * len(pairs)


@checked(
    **{name: one for name, one in GIVEN.items() if name != "design"}, designs=optional(names),
    runs=whole(4, 1_000_000, "runs in all"), folder=optional(path), workers=WORKERS, progress=callback,
)  # fmt: skip
def rank(
    designs: Sequence[str | AnyDesign] | None = None,
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    runs: int = 400,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    folder: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ranking:
    """Rank designs, by default every preset, by profit: so many runs in all, which go where they tell most.

    Other parameters as in ``why``. Raises UnknownName, BadValue or BrokenFile.
    """
    wanted = list(DESIGNS) if designs is None else list(designs)
    if len(wanted) < 2:
        raise BadValue("Two designs at least are wanted for a ranking.")
    sides = {}
    for place, one in enumerate(wanted):
        name = one if isinstance(one, str) else f"design {place + 1}"
        if name in sides:
            raise BadValue(f"{name} is named twice.")
        sides[name] = Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days)
    if runs < 4 * len(sides):
        raise BadValue(f"runs = {runs} are too few for {len(sides)} designs; each needs 4 at least.")
    first = next(iter(sides.values()))
    named = list(sides)
    with Inquiry(sides, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        asked.expect(runs)
        found = race(
            lambda chosen, pairs: asked.values([{}], pairs, [named[one] for one in chosen])[:, 0], len(named), budget=runs
        )
    return Ranking(first.company.name, first.question, dict(zip(named, found, strict=True)))
