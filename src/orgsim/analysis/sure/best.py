"""Several designs at once: which may be the best, how far each lies behind it, and what choosing it may cost.

Multiple comparisons with the best (Hsu 1984), in the form of Edwards and Hsu (1983): the true best is one design, and
against it bounds for all others hold at once; taken over every candidate, the bounds stand whatever the correlation, so that
they are valid under common random numbers (Bonferroni over the others). ``dunnett`` gives the sharper constants for equal,
independent variances; ``kim_nelson`` those of the fully sequential procedure (Kim and Nelson 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL: Final = 0.95
DRAWS: Final = 20_000


@dataclass(frozen=True)
class WithBest:
    """One design against the best of the others: its mean difference with simultaneous limits, constrained to contain zero
    as Hsu's are; whether it ``may_be_best``; the ``loss`` expected of choosing it; and the chance that it is the best.
    """

    difference: float
    low: float
    high: float
    may_be_best: bool
    loss: float
    chance: float


def one_sided(count: int, freedom: float, level: float = LEVEL) -> float:
    """Student's quantile for one-sided bounds on so many differences at once (Bonferroni)."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 1.0 - (1.0 - level) / max(1, count)))


def upper_and_lower(values: list[Floats], level: float = LEVEL) -> tuple[Floats, Floats, Floats]:
    """Differences of means i - j over the pairs that both have, with one-sided bounds that hold for all j at once.

    ``values`` hold a design's profit pair by pair, from pair 0 on; returns (mean, low, high), each of shape (designs,
    designs).
    """
    count = len(values)
    mean, low, high = (np.zeros((count, count)) for _ in range(3))
    for i in range(count):
        for j in range(count):
            if i == j:
                continue
            both = min(len(values[i]), len(values[j]))
            steps = values[i][:both] - values[j][:both]
            mean[i, j] = steps.mean()
            reach = float("inf")
            if both > 1:
                reach = one_sided(count - 1, both - 1, level) * float(steps.std(ddof=1)) / both**0.5
            low[i, j], high[i, j] = mean[i, j] - reach, mean[i, j] + reach
    return mean, low, high


def with_best(values: list[Floats], level: float = LEVEL, seed: int = 7) -> list[WithBest]:
    """Every design against the best of the others; ``values`` as in ``upper_and_lower``."""
    count = len(values)
    if count == 1:
        return [WithBest(0.0, 0.0, 0.0, may_be_best=True, loss=0.0, chance=1.0)]
    mean, low, high = upper_and_lower(values, level)
    others = ~np.eye(count, dtype=bool)
    may = [bool((high[i][others[i]] >= 0.0).all()) for i in range(count)]
    best = [i for i in range(count) if may[i]]
    losses, chances = expected_losses(values, seed)
    found = []
    for i in range(count):
        above = max(0.0, float(high[i][others[i]].min()))
        below = 0.0 if best == [i] else min([0.0, *(float(low[i, j]) for j in best if j != i)])
        ahead = float(mean[i][others[i]].min())
        found.append(WithBest(ahead, below, above, may[i], float(losses[i]), float(chances[i])))
    return found


def expected_losses(values: list[Floats], seed: int = 7) -> tuple[Floats, Floats]:
    """EUR that choosing each design costs against the best, in expectation over what the pairs leave open, and the chance
    that each is the best. Normal, about the means of what all pairs tell, each design by the pairs
    that it shares with the one that has most (Chick and Inoue 2001).
    """
    count, common = len(values), min(len(one) for one in values)
    shared = np.array([one[:common] for one in values])
    middle = np.array([one.mean() for one in values])
    if common < 2:
        return np.full(count, np.nan), np.full(count, np.nan)
    base = int(np.argmax([len(one) for one in values]))
    for i, one in enumerate(values):  # over the pairs that it shares with the one that has most
        middle[i] = values[base].mean() + (one - values[base][: len(one)]).mean()
    sizes = np.array([len(one) for one in values])
    root = _root(nested_error(shared - shared[base], sizes))
    drawn = middle + np.random.default_rng(seed).standard_normal((DRAWS, count)) @ root.T
    top = drawn.max(axis=1, keepdims=True)
    return np.asarray((top - drawn).mean(axis=0)), np.asarray((drawn == top).mean(axis=0))


def nested_error(values: Floats, sizes: NDArray[np.int64]) -> Floats:
    """Covariance of means over the first so many pairs each, from values that all share, shape (designs, pairs): of two, the
    pairs that only the larger one has add nothing.
    """
    return np.asarray(np.cov(values) / np.maximum.outer(sizes, sizes))


def _root(matrix: Floats) -> Floats:
    """A square root of a matrix that may be singular."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))


def dunnett(others: int, freedom: float, level: float = LEVEL) -> float:
    """Dunnett's (1955) one-sided constant for so many differences to one, equal variances and sizes; Hsu's for the best."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    weights = weights / weights.sum()
    scales, mass = _chi(freedom)

    def short(constant: float) -> float:
        inner = ndtr(nodes[None, :] + 2.0**0.5 * constant * scales[:, None]) ** others
        return float((mass * (inner @ weights)).sum()) - level

    return float(brentq(short, 0.1, 20.0))


def _chi(freedom: float) -> tuple[Floats, Floats]:
    """Values of a standard deviation relative to the true one, and how much each weighs."""
    if not np.isfinite(freedom):
        return np.ones(1), np.ones(1)
    from scipy.special import chdtri

    shares = (np.arange(400) + 0.5) / 400.0
    return np.sqrt(chdtri(freedom, 1.0 - shares) / freedom), np.full(400, 1.0 / 400.0)


def kim_nelson(designs: int, first: int, level: float = LEVEL) -> tuple[float, float]:
    """The constants (eta, h squared) of Kim and Nelson's procedure for so many designs and first pairs, c = 1."""
    eta = 0.5 * ((2.0 * (1.0 - level) / (designs - 1)) ** (-2.0 / (first - 1)) - 1.0)
    return eta, 2.0 * eta * (first - 1)
