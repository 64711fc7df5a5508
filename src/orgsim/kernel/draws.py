"""The only randomness: numbers with an address.

``uniform(seed, purpose, who, when, nth)`` is a pure function. The same address gives the same number in every design, on
every thread and in every order of evaluation, so two worlds under one seed share all the luck that they did not change
(common random numbers). The generator is Philox4x32-10.

Reference: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from orgsim.kernel.rows import Vector
from orgsim.kernel.rules import rule

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _WORD = np.uint64(0xFFFFFFFF), np.uint64(32)
_LEFT20, _RIGHT12 = np.uint64(20), np.uint64(12)
_TO_UNIT = 2.0**-52
Word = Any  # an unsigned 64-bit number that holds 32 bits; NumPy scalar or compiled register


@rule
def philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Philox4x32-10: four 32-bit words from a four-word counter and a two-word key, all held in uint64."""
    for _ in range(10):
        a = _M0 * c0
        b = _M1 * c2
        c0, c1, c2, c3 = (b >> _WORD) ^ c1 ^ k0, b & _LOW, (a >> _WORD) ^ c3 ^ k1, a & _LOW
        k0 = (k0 + _W0) & _LOW
        k1 = (k1 + _W1) & _LOW
    return c0, c1, c2, c3


@rule
def uniform(seed: int, purpose: int, who: int, when: int, nth: int) -> float:
    """A number strictly between 0 and 1 with 52 random bits, for this address.

    ``who`` is what the entity is (this account, this post), ``when`` its own count of such events where designs shift
    timing and the day otherwise, ``nth`` the number within the event. All parts are whole numbers from 0 to 2^32 - 1;
    the seed goes to 2^63 - 1.
    """
    key = np.uint64(seed)
    a, b, _, _ = philox(
        np.uint64(who) & _LOW,
        np.uint64(when) & _LOW,
        np.uint64(nth) & _LOW,
        np.uint64(purpose) & _LOW,
        key & _LOW,
        key >> _WORD,
    )
    return ((a << _LEFT20) + (b >> _RIGHT12) + 0.5) * _TO_UNIT  # type: ignore[no-any-return]  # a NumPy scalar


@rule
def pair(first: int, second: int) -> int:
    """A 32-bit name for two entities together."""
    a, _, _, _ = philox(
        np.uint64(first) & _LOW, np.uint64(second) & _LOW, np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    )
    return np.int64(a)  # type: ignore[return-value]  # a NumPy scalar


@rule
def below(share: float, count: int) -> int:
    """A whole number from 0 to ``count`` - 1, from one uniform number."""
    return min(int(share * count), count - 1)


@rule
def coin(share: float) -> bool:
    """Heads or tails, from one uniform number."""
    return share < 0.5


@rule
def pick(cumulated: Vector, count: int, share: float) -> int:
    """Index drawn from cumulated shares, from one uniform number."""
    for index in range(count - 1):
        if share < cumulated[index]:
            return index
    return count - 1
