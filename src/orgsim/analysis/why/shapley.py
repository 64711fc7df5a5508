"""Shapley values (Shapley 1953): what each player brings to a whole, adding up to it exactly.

Exact from the worth of every coalition; by random orders where there are too many (Castro, Gomez and Tejada 2009), each
taken backward as well. What two players bring only together is Owen's (1972) interaction index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def coalitions(players: int) -> list[frozenset[int]]:
    """Every coalition of so many players, by the number whose bits are its members."""
    return [frozenset(one for one in range(players) if code >> one & 1) for code in range(1 << players)]


def shapley(worth: Floats) -> Floats:
    """Values from the worth of every coalition, ordered as ``coalitions``; shape (2^players, ...) to (players, ...)."""
    players = len(worth).bit_length() - 1
    values = np.zeros((players, *worth.shape[1:]))
    for code in range(len(worth)):
        size = code.bit_count()
        for one in range(players):
            if not code >> one & 1:
                share = factorial(size) * factorial(players - size - 1) / factorial(players)
                values[one] += share * (worth[code | 1 << one] - worth[code])
    return values


def interactions(worth: Floats) -> Floats:
    """What each two players bring together beyond what they bring apart; shape (players, players, ...)."""
    players = len(worth).bit_length() - 1
    found = np.zeros((players, players, *worth.shape[1:]))
    for i in range(players):
        for j in range(i):
            for code in range(len(worth)):
                if code >> i & 1 or code >> j & 1:
                    continue
                size = code.bit_count()
                share = factorial(size) * factorial(players - size - 2) / factorial(players - 1)
                both = code | 1 << i | 1 << j
                found[i, j] += share * (worth[both] - worth[code | 1 << i] - worth[code | 1 << j] + worth[code])
            found[j, i] = found[i, j]
    return found


def orders(players: int, seed: int) -> Iterator[tuple[int, ...]]:
    """Random orders of the players without end, each followed by the same backward."""
    rng = np.random.default_rng(seed)
    while True:
        forward = tuple(int(one) for one in rng.permutation(players))
        yield forward
        yield forward[::-1]


def along(order: Sequence[int]) -> list[frozenset[int]]:
    """The coalitions through which an order builds up the whole, from nobody on."""
    return [frozenset(order[:count]) for count in range(len(order) + 1)]


def brought(order: Sequence[int], worth: Floats) -> Floats:
    """What each player brings in an order whose coalitions are worth so much; shape (players + 1, ...) to (players, ...)."""
    values = np.zeros((len(order), *worth.shape[1:]))
    for place, one in enumerate(order):
        values[one] = worth[place + 1] - worth[place]
    return values


def product_shares(before: Floats, after: Floats) -> Floats:
    """How the difference of two products divides among their factors; both of shape (factors, ...); exact."""
    factors = len(before)
    chosen = [[after[one] if one in some else before[one] for one in range(factors)] for some in coalitions(factors)]
    return shapley(np.array([np.prod(one, axis=0) for one in chosen]))
