"""Sorting by keys that rules computed: who acts first, what is worked first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.rules import rule


@rule
def _sift(keys: NDArray[np.float64], items: NDArray[np.int32], root: int, count: int) -> None:
    key, item = keys[root], items[root]
    child = 2 * root + 1
    while child < count:
        if child + 1 < count and keys[child + 1] > keys[child]:
            child += 1
        if keys[child] <= key:
            break
        keys[root], items[root] = keys[child], items[child]
        root = child
        child = 2 * root + 1
    keys[root], items[root] = key, item


@rule
def sort_by(keys: NDArray[np.float64], items: NDArray[np.int32], count: int) -> None:
    """Sort the first ``count`` items by rising key, in place (heapsort: no memory, no worst case)."""
    for root in range(count // 2 - 1, -1, -1):
        _sift(keys, items, root, count)
    for last in range(count - 1, 0, -1):
        keys[0], keys[last] = keys[last], keys[0]
        items[0], items[last] = items[last], items[0]
        _sift(keys, items, 0, last)
