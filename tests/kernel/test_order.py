"""Sorting in place."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orgsim.kernel.order import sort_by


@given(st.lists(st.floats(-1e6, 1e6), max_size=60), st.integers(0, 5))
def test_the_first_items_are_sorted_and_the_rest_is_left_alone(values, rest):
    count = max(0, len(values) - rest)
    keys, items = np.array(values), np.arange(len(values), dtype=np.int32)
    sort_by(keys, items, count)
    assert list(keys[:count]) == sorted(values[:count])
    assert [values[item] for item in items[:count]] == list(keys[:count])
    assert list(keys[count:]) == values[count:]
