"""Lists inside one array: every item lies in at most one numbered bucket, and moves between buckets at a constant cost.

A calendar is buckets of days; a person's book is a bucket of accounts. Layout of the int32 array: cell 0 holds the number
of buckets, then come the heads of the buckets, then ``(next, before)`` for every item. ``before`` of the first item in a
bucket is ``-2 - bucket``; ``EMPTY`` marks the end of a list and an item that lies nowhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.rules import rule

EMPTY = -1
Buckets = NDArray[np.int32]


def empty_buckets(buckets: int, items: int) -> Buckets:
    """So many empty buckets for so many items."""
    array = np.full(1 + buckets + 2 * items, EMPTY, dtype=np.int32)
    array[0] = buckets
    return array


@rule
def first(array: Buckets, bucket: int) -> int:
    """The first item of a bucket, or EMPTY."""
    return int(array[1 + bucket])


@rule
def following(array: Buckets, item: int) -> int:
    """The item after this one in its bucket, or EMPTY."""
    return int(array[1 + array[0] + 2 * item])


@rule
def take(array: Buckets, item: int) -> None:
    """Take the item out of the bucket it lies in; nothing happens where it lies in none."""
    cell = 1 + array[0] + 2 * item
    after, before = array[cell], array[cell + 1]
    if before == EMPTY:
        return
    if before < EMPTY:
        array[1 - 2 - before] = after
    else:
        array[1 + array[0] + 2 * before] = after
    if after != EMPTY:
        array[1 + array[0] + 2 * after + 1] = before
    array[cell] = EMPTY
    array[cell + 1] = EMPTY


@rule
def put(array: Buckets, bucket: int, item: int) -> None:
    """Lay the item first into the bucket, taking it out of where it lay before."""
    take(array, item)
    cell = 1 + array[0] + 2 * item
    head = array[1 + bucket]
    array[cell] = head
    array[cell + 1] = -2 - bucket
    if head != EMPTY:
        array[1 + array[0] + 2 * head + 1] = item
    array[1 + bucket] = item
