"""Tipping points: which lever, setting or number of the company would turn the answer, and how far it would have to go.

Every number is first looked at where its plausible range ends, under one pair; those that might turn the sign are looked at
under all pairs, and where it turns is bracketed. What needs the smallest part of its plausible range comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import mean_interval
from orgsim.analysis.when.brackets import REFINED, STEPS, crossing
from orgsim.analysis.when.turns import Move, Turn, Turning
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked, optional, path, texts, whole
from orgsim.studies.inquiry import Inquiry
from orgsim.studies.plausible import declared_as, in_doubt, levers_of, plausible, value_now
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, both_called

Floats = NDArray[np.float64]
A, B = "a", "b"
MOST: Final = 8  # numbers that are followed to where they turn


@dataclass(frozen=True)
class _Candidate:
    name: str
    side: str
    now: float
    ends: tuple[float, ...]


class _Search:
    """Differences at values of numbers, by an inquiry."""

    def __init__(self, asked: Inquiry, pairs: int) -> None:
        self.asked, self.pairs = asked, list(range(pairs))

    def at(self, candidates: Sequence[tuple[_Candidate, float]], pairs: Sequence[int]) -> Floats:
        """Paired differences where each number has a value, shape (numbers, pairs)."""
        found = np.empty((len(candidates), len(pairs)))
        for side in ("", A, B):
            chosen = [place for place, (one, _) in enumerate(candidates) if one.side == side]
            if not chosen:
                continue
            points = [{candidates[place][0].name: _value(*candidates[place])} for place in chosen]
            mine, theirs = (self.asked.values(points if side in ("", of) else [{}], pairs, [of])[0] for of in (A, B))
            found[chosen] = theirs - mine
        return found

    def along(self, one: _Candidate, values: Sequence[float]) -> Floats:
        """Paired differences at values of one number, under all pairs, shape (values, pairs)."""
        return self.at([(one, value) for value in values], self.pairs)

    def base(self, pairs: Sequence[int]) -> Floats:
        """Paired differences as things are."""
        both = self.asked.values([{}], pairs)
        return np.asarray(both[1, 0] - both[0, 0])


def _value(one: _Candidate, value: float) -> Value:
    return round(value) if declared_as(one.name).whole else value


def _candidates(first: Scenario, second: Scenario, numbers: Sequence[str] | None) -> list[_Candidate]:
    """The numbers that may turn the sign: what is asked for, or all that are in doubt and the levers of both designs."""
    levers = {side: levers_of(of.design) for side, of in ((A, first), (B, second))}
    found = []
    for side, of in ((B, second), (A, first)):
        for name in levers[side]:
            if numbers is None or name in numbers:
                found.append(_candidate(name, side, of))
    outer = list(in_doubt(first)) if numbers is None else [one for one in numbers if one not in {*levers[A], *levers[B]}]
    found += [_candidate(name, "", first) for name in outer]
    return [one for one in found if one.ends]


def _candidate(name: str, side: str, of: Scenario) -> _Candidate:
    now = value_now(of, name)
    return _Candidate(name, side, now, tuple(end for end in plausible(name, now) if end != now))


@checked(
    **GIVEN, numbers=optional(texts), pairs=whole(2, 10_000, "pairs of runs"), folder=optional(path), workers=WORKERS,
    progress=callback,
)  # fmt: skip
def turning(
    a: str | AnyDesign = "separated",
    b: str | AnyDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    numbers: Sequence[str] | None = None,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    pairs: int = 8,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    folder: str | Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Turning:
    """Find what would turn the sign of the difference in profit between two designs.

    ``numbers`` are levers, settings or numbers of the company by name; by default all that stand on no source, and the
    levers of both designs. Other parameters as in ``why``. Raises UnknownName, BadValue or BrokenFile.
    """
    first, second = (
        Scenario.of(one, company, today=today, settings=settings, changes=changes, years=years, days=days) for one in (a, b)
    )
    name_a, name_b = both_called(a, b)
    candidates, sides = _candidates(first, second, numbers), {A: name_a, B: name_b, "": ""}
    with Inquiry({A: first, B: second}, seed=seed, folder=folder, workers=workers, progress=progress) as asked:
        ends = [(one, end) for one in candidates for end in one.ends]
        followed = len(ends) if numbers is not None else MOST
        asked.expect(2 * (pairs + len(ends) + followed * pairs * (1 + len(STEPS) + REFINED)))
        search = _Search(asked, pairs)
        steps = search.base(search.pairs)
        base = mean_interval(steps)
        few = search.pairs if numbers is not None else [0]
        moved = search.at(ends, few).mean(axis=1) - steps[few].mean()
        may = _promising(ends, moved, base[0])
        walked = may[:followed]
        turns = [
            Turn(one.name, sides[one.side], one.now, end, found.value, found.low, found.high,
                 declared_as(one.name).unit, declared_as(one.name).about,
                 (declared_as(one.name).low, declared_as(one.name).high))
            for one, end in walked
            if (found := crossing(
                partial(search.along, one), one.now, end, whole=declared_as(one.name).whole, seed=seed,
            )) is not None
        ]  # fmt: skip
    nearest = sorted(turns, key=lambda one: one.share)
    turned = {(one.name, one.side) for one in turns}
    never = tuple(dict.fromkeys(one.name for one, _ in walked if (one.name, sides[one.side]) not in turned))
    moves = tuple(_move(one, sides[one.side], ends, moved) for one in candidates)
    return Turning(
        name_a, name_b, first.company.name, base, tuple(nearest), moves, never, len(candidates), len(may), len(walked), pairs
    )


def _move(one: _Candidate, side: str, ends: Sequence[tuple[_Candidate, float]], moved: Floats) -> Move:
    """What a number moves at its ends."""
    seen = {end: float(by) for (of, end), by in zip(ends, moved.tolist(), strict=True) if of is one}
    low = next((by for end, by in seen.items() if end < one.now), float("nan"))
    high = next((by for end, by in seen.items() if end > one.now), float("nan"))
    return Move(f"{side}'s {one.name}" if side else one.name, low, high)


def _promising(ends: Sequence[tuple[_Candidate, float]], moved: Floats, base: float) -> list[tuple[_Candidate, float]]:
    """The ends that might turn the sign: those whose first look comes to two thirds of it, what goes furthest first; where
    the way there is straight, that is what turns after the smallest part of its range.
    """
    beyond = -moved * np.sign(base) / max(abs(base), 1e-9)
    return [ends[int(one)] for one in np.argsort(-beyond) if beyond[one] > 2.0 / 3.0]
