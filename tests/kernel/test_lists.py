"""Lists in one array against lists of lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgsim.kernel import lists

LISTS, ITEMS = 4, 6
MOVES = st.lists(st.tuples(st.integers(-1, LISTS - 1), st.integers(0, ITEMS - 1)), max_size=60)


def contents(array, one):
    found, item = [], lists.first(array, one)
    while item != lists.END:
        found.append(item)
        item = lists.following(array, item)
    return found


@given(MOVES)
def test_items_lie_where_they_were_put_last_newest_first(moves):
    array = lists.empty_lists(LISTS, ITEMS)
    model = [[] for _ in range(LISTS)]
    for number, item in moves:
        for one in model:
            if item in one:
                one.remove(item)
        if number < 0:
            lists.take(array, item)
        else:
            lists.put(array, number, item)
            model[number].insert(0, item)
        assert [contents(array, one) for one in range(LISTS)] == model
