"""Shapley values on games whose values are known, and laws that hold for any game."""

from __future__ import annotations

from itertools import islice, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from orgsim.analysis.why.shapley import along, brought, coalitions, interactions, orders, product_shares, shapley
from orgsim.analysis.why.sharing import shared


def worths(players, of):
    return np.array([of(one) for one in coalitions(players)], dtype=float)


def test_the_glove_game():
    """Two own a left glove, one a right one; a pair is worth 1: 1/6, 1/6, 4/6 (Shapley 1953)."""
    game = worths(3, lambda some: 2 in some and bool(some & {0, 1}))
    assert shapley(game) == pytest.approx([1 / 6, 1 / 6, 4 / 6])


def test_the_airport_game():
    """Runways of cost 1, 2 and 4 share their length: 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2 (Littlechild and Owen 1973)."""
    game = worths(3, lambda some: max((1, 2, 4)[one] for one in some) if some else 0.0)
    assert shapley(game) == pytest.approx([1 / 3, 5 / 6, 17 / 6])


def test_a_majority_of_weights():
    """Weights 3, 2, 1, 1 and quota 4: 1/2, 1/6, 1/6, 1/6."""
    weights = (3, 2, 1, 1)
    game = worths(4, lambda some: sum(weights[one] for one in some) >= 4)
    assert shapley(game) == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6])


def test_what_two_bring_only_together():
    """A pair that is worth 1 only whole interacts by 1; with a bystander, nobody else does."""
    game = worths(3, lambda some: {0, 1} <= some)
    found = interactions(game)
    assert found[0, 1] == found[1, 0] == pytest.approx(1.0)
    assert found[0, 2] == found[1, 2] == pytest.approx(0.0)


def test_two_factors_share_a_product_by_the_other_ones_mean():
    """From 2 x 10 to 3 x 8: the first brings 1 x 9, the second -2 x 2.5."""
    found = product_shares(np.array([[2.0], [10.0]]), np.array([[3.0], [8.0]]))
    assert found[:, 0] == pytest.approx([9.0, -5.0])


@given(arrays(float, 16, elements=st.floats(-1e6, 1e6)))
def test_values_add_up_and_are_the_mean_over_all_orders(game):
    found = shapley(game)
    assert found.sum() == pytest.approx(game[-1] - game[0], abs=1e-6)
    place = {one: code for code, one in enumerate(coalitions(4))}
    each = [brought(order, game[[place[one] for one in along(order)]]) for order in permutations(range(4))]
    assert found == pytest.approx(np.mean(each, axis=0), abs=1e-6)


def test_orders_come_forward_and_backward():
    four = list(islice(orders(5, 3), 4))
    assert four[1] == four[0][::-1]
    assert four[3] == four[2][::-1]
    assert sorted(four[2]) == list(range(5))


def noisy(seed, noise=1.0):
    """A game of three, 1, 2, 3 alone and 4 more for the first two together, under pairs' noise."""

    def worth(some, pairs):
        found = np.zeros((len(some), len(pairs)))
        for place, pair in enumerate(pairs):
            draws = np.random.default_rng([seed, pair]).normal(0.0, noise, 8)
            for row, one in enumerate(some):
                code = sum(1 << member for member in one)
                found[row, place] = sum(1.0 + member for member in one) + 4.0 * ({0, 1} <= one) + draws[code]
        return found

    return worth


TRUTH = {"x": 3.0, "y": 4.0, "z": 3.0}


@pytest.mark.parametrize("exact", [True, False])
def test_what_is_shared_adds_up_pair_by_pair(exact):
    found = shared(list("xyz"), noisy(1), pairs=6, exact=exact)
    assert found.each.sum(axis=0) == pytest.approx(found.whole)
    assert sum(one[0] for _, one in found.ordered) == pytest.approx(found.total[0])


@pytest.mark.parametrize("exact", [True, False])
def test_intervals_cover_what_they_say(exact):
    """Over 400 repetitions 95 % hold the truth, within 3.5 standard errors."""
    held = []
    for seed in range(400):
        found = shared(list("xyz"), noisy(seed), pairs=6, exact=exact)
        held += [found.of(name)[1] <= truth <= found.of(name)[2] for name, truth in TRUTH.items()]
    assert np.mean(held) == pytest.approx(0.95, abs=3.5 * (0.95 * 0.05 / 400) ** 0.5)


def test_it_stops_where_it_is_sharp_and_tells_what_only_works_together():
    sharp = shared(list("xyz"), noisy(1, noise=0.01), pairs=40, until=1.0)
    assert sharp.pairs == 10
    assert shared(list("xyz"), noisy(1, noise=3.0), pairs=12, until=0.001).pairs == 12
    ((first, second, seen),) = sharp.large_interactions()
    assert {first, second} == {"x", "y"}
    assert seen[0] == pytest.approx(4.0, abs=0.1)
