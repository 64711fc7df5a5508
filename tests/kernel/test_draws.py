"""Random123's published known answers, and what an addressed draw must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from orgsim.kernel.draws import below, pair, philox, uniform

ALL = 0xFFFFFFFF
WORDS = st.integers(0, ALL)


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ALL, ALL, ALL, ALL), (ALL, ALL), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_known_answers_of_random123(counter, key, answer):
    assert tuple(int(word) for word in philox(*map(np.uint64, (*counter, *key)))) == answer


@given(st.integers(0, 2**63 - 1), WORDS, WORDS, WORDS, WORDS)
def test_a_draw_lies_strictly_between_zero_and_one_and_repeats(seed, purpose, who, when, nth):
    u = uniform(seed, purpose, who, when, nth)
    assert 0.0 < u < 1.0
    assert uniform(seed, purpose, who, when, nth) == u


def test_draws_are_uniform_and_each_part_of_the_address_counts():
    base = [uniform(7, 3, who, 5, 0) for who in range(4000)]
    assert stats.kstest(base, "uniform").pvalue > 0.01
    for other in (
        [uniform(8, 3, who, 5, 0) for who in range(4000)],
        [uniform(7, 4, who, 5, 0) for who in range(4000)],
        [uniform(7, 3, who, 6, 0) for who in range(4000)],
        [uniform(7, 3, who, 5, 1) for who in range(4000)],
    ):
        assert abs(np.corrcoef(base, other)[0, 1]) < 0.05


def test_a_seed_above_32_bits_matters_in_both_halves():
    assert len({uniform(seed, 1, 1, 1, 1) for seed in (1, 1 << 32, (1 << 32) + 1)}) == 3


def test_a_pair_is_named_in_order():
    assert pair(3, 4) != pair(4, 3)
    assert 0 <= pair(3, 4) <= ALL


@given(st.floats(0.0, 1.0, exclude_min=True, exclude_max=True), st.integers(1, 1000))
def test_below_stays_below(u, count):
    assert 0 <= below(u, count) < count
