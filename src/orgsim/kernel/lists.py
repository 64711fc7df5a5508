"""Numbered lists inside one array: every item stands in at most one list, and moves between lists at a constant cost.

A calendar has a list of items for each day; so has a desk for each person. Layout of the int32 array: cell 0 holds the
number of lists, then come their first items, then ``(next, before)`` for every item. ``before`` of the first item in a list
is ``-2 - list``; ``END`` marks the end of a list and an item that stands in none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.rules import rule

END = -1
Lists = NDArray[np.int32]


def empty_lists(lists: int, items: int) -> Lists:
    """So many empty lists for so many items."""
    array = np.full(1 + lists + 2 * items, END, dtype=np.int32)
    array[0] = lists
    return array


@rule
def first(array: Lists, which: int) -> int:
    """The first item of a list, or END."""
    return int(array[1 + which])


@rule
def following(array: Lists, item: int) -> int:
    """The item after this one in its list, or END."""
    return int(array[1 + array[0] + 2 * item])


@rule
def take(array: Lists, item: int) -> None:
    """Take the item out of the list it stands in; nothing happens where it stands in none."""
    cell = 1 + array[0] + 2 * item
    after, before = array[cell], array[cell + 1]
    if before == END:
        return
    if before < END:
        array[1 - 2 - before] = after
    else:
        array[1 + array[0] + 2 * before] = after
    if after != END:
        array[1 + array[0] + 2 * after + 1] = before
    array[cell] = END
    array[cell + 1] = END


@rule
def put(array: Lists, which: int, item: int) -> None:
    """Put the item first into a list, taking it out of where it stood before."""
    take(array, item)
    cell = 1 + array[0] + 2 * item
    head = array[1 + which]
    array[cell] = head
    array[cell + 1] = -2 - which
    if head != END:
        array[1 + array[0] + 2 * head + 1] = item
    array[1 + which] = item
