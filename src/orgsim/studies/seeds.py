"""Seeds by address: the seed of a pair depends on the study's seed and the pair's number, on nothing else."""

from __future__ import annotations

import numpy as np

from orgsim.kernel.draws import philox


def pair_seed(seed: int, pair: int) -> int:
    """A 62-bit seed for one pair of runs."""
    low, high = np.uint64(seed & 0xFFFFFFFF), np.uint64(seed >> 32)
    zero = np.uint64(0)
    a, b, _, _ = philox(np.uint64(pair), zero, zero, np.uint64(0x50414952), low, high)
    return (int(a) << 30) | (int(b) >> 2)
