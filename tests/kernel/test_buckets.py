"""Lists in one array against lists of lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgsim.kernel import buckets

BUCKETS, ITEMS = 4, 6
MOVES = st.lists(st.tuples(st.integers(-1, BUCKETS - 1), st.integers(0, ITEMS - 1)), max_size=60)


def contents(array, bucket):
    found, item = [], buckets.first(array, bucket)
    while item != buckets.EMPTY:
        found.append(item)
        item = buckets.following(array, item)
    return found


@given(MOVES)
def test_items_lie_where_they_were_put_last_newest_first(moves):
    array = buckets.empty_buckets(BUCKETS, ITEMS)
    model = [[] for _ in range(BUCKETS)]
    for bucket, item in moves:
        for one in model:
            if item in one:
                one.remove(item)
        if bucket < 0:
            buckets.take(array, item)
        else:
            buckets.put(array, bucket, item)
            model[bucket].insert(0, item)
        assert [contents(array, one) for one in range(BUCKETS)] == model
