"""Dividing a difference among players whose coalitions have to be run: all of them, or random orders until it is sharp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orgsim.analysis.difference import CONFIDENCE, mean_interval
from orgsim.analysis.sure.holm import chance_of_mean, holm
from orgsim.analysis.why.shapley import along, brought, coalitions, interactions, orders, shapley

Floats = NDArray[np.float64]
Coalition = frozenset[int]
Worth = Callable[[Sequence[Coalition], Sequence[int]], Floats]
"""The worth of coalitions under pairs, shape (coalitions, pairs)."""
EXACT: Final = 8  # players up to which every coalition is run
BLOCK: Final = 2  # pairs that are added at least
SHARP: Final = 10  # pairs before it is asked whether it is sharp enough
Interval = tuple[float, float, float]


@dataclass(frozen=True)
class Shared:
    """What each player brings, pair by pair: ``each`` of shape (players, pairs), ``together`` what two bring only together,
    shape (players, players, pairs), where every coalition was run. ``whole`` is the difference itself, by pair.
    """

    players: tuple[str, ...]
    each: Floats = field(repr=False)
    whole: Floats = field(repr=False)
    together: Floats | None = field(repr=False, default=None)

    @property
    def pairs(self) -> int:
        """Number of pairs."""
        return len(self.whole)

    def of(self, player: str) -> Interval:
        """What a player brings: mean over pairs with its 95 % interval."""
        return mean_interval(self.each[self.players.index(player)])

    @property
    def total(self) -> Interval:
        """The difference that is divided."""
        return mean_interval(self.whole)

    @property
    def ordered(self) -> list[tuple[str, Interval]]:
        """The players with what they bring, the largest first."""
        return sorted(((one, self.of(one)) for one in self.players), key=lambda item: -abs(item[1][0]))

    @property
    def sure(self) -> list[str]:
        """The players that surely bring something, or cost, when all are looked at (Holm 1979)."""
        chances = holm({name: chance_of_mean(each) for name, each in zip(self.players, self.each, strict=True)})
        return [name for name, one in chances.items() if one < 1.0 - CONFIDENCE]

    @property
    def half_width(self) -> float:
        """Half the widest interval."""
        return max((high - low) / 2.0 for _, (_, low, high) in self.ordered)

    def large_interactions(self, share: float = 0.1) -> list[tuple[str, str, Interval]]:
        """The two that surely bring only together, or cost, more than a share of the largest part, when every two are looked
        at (Holm 1979); largest first.
        """
        if self.together is None or not len(self.players):
            return []
        largest = max(abs(one[0]) for _, one in self.ordered)
        every = {(j, i): self.together[i, j] for i in range(len(self.players)) for j in range(i)}
        surely = holm({f"{j} {i}": chance_of_mean(each) for (j, i), each in every.items()})
        found = [
            (self.players[j], self.players[i], mean_interval(each))
            for (j, i), each in every.items()
            if abs(each.mean()) >= share * largest and surely[f"{j} {i}"] < 1.0 - CONFIDENCE
        ]
        return sorted(found, key=lambda one: -abs(one[2][0]))


def shared(
    players: Sequence[str], worth: Worth, *, pairs: int, until: float | None = None, exact: bool | None = None, seed: int = 7
) -> Shared:
    """Divide what all players are worth together among them, over so many pairs, or fewer where every half interval is no
    wider than ``until`` before. ``exact`` runs every coalition (by default up to EXACT players); else each pair gets an
    order of its own, forward and backward.
    """
    whole_game = len(players) <= EXACT if exact is None else exact
    first = min(pairs, BLOCK if until is None else SHARP)
    found = _some(players, worth, range(first), seed, exact=whole_game)
    while found.pairs < pairs and (until is None or found.half_width > until):
        more = _some(players, worth, range(found.pairs, min(pairs, found.pairs + BLOCK)), seed, exact=whole_game)
        found = Shared(
            found.players,
            np.concatenate([found.each, more.each], axis=1),
            np.concatenate([found.whole, more.whole]),
            None
            if found.together is None or more.together is None
            else np.concatenate([found.together, more.together], axis=2),
        )
    return found


def _some(players: Sequence[str], worth: Worth, pairs: range, seed: int, *, exact: bool) -> Shared:
    count, numbers = len(players), list(pairs)
    if exact:
        values = worth(coalitions(count), numbers)
        return Shared(tuple(players), shapley(values), values[-1] - values[0], interactions(values))
    each, whole = np.zeros((count, len(numbers))), np.zeros(len(numbers))
    for place, pair in enumerate(numbers):
        for order in islice(orders(count, seed + pair), 2):
            values = worth(along(order), [pair])[:, 0]
            each[:, place] += brought(order, values) / 2.0
            whole[place] = values[-1] - values[0]
    return Shared(tuple(players), each, whole)
