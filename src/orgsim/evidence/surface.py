"""Quadratic surfaces over a space of shares (0..1), the point where they lie nearest to targets, and its error."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orgsim.evidence.target import Target

Floats = NDArray[np.float64]
GROUPS = 20  # of points left out together for the error


def terms(shares: Floats) -> Floats:
    """The terms of a quadratic: one, each share, each product of two."""
    count = shares.shape[1]
    products = [shares[:, i] * shares[:, j] for i in range(count) for j in range(i, count)]
    return np.column_stack([np.ones(len(shares)), shares, *products])


def surface(shares: Floats, moments: Floats) -> Floats:
    """Coefficients of a quadratic for each moment, by least squares; shape (terms, moments)."""
    return np.asarray(np.linalg.lstsq(terms(shares), moments, rcond=None)[0])


def least_points(free: int) -> int:
    """Points that a fit of so many numbers needs: two for each term of a surface."""
    return 2 * len(terms(np.zeros((1, free)))[0])


def estimate(shares: Floats, moments: Floats, targets: list[Target], start: Floats | None = None) -> Floats:
    """The point where the surfaces lie nearest to the targets, distances in half-widths of their bounds."""
    from scipy.optimize import least_squares

    fitted = surface(shares, moments)
    values = np.array([one.value for one in targets])
    widths = np.array([0.5 * (one.high - one.low) for one in targets])

    def distance(place: Floats) -> Floats:
        return np.asarray(((terms(place[None, :]) @ fitted)[0] - values) / widths)

    count = shares.shape[1]
    starts = [np.full(count, 0.5), *shares[:8]] if start is None else [start]
    found = [least_squares(distance, np.clip(one, 0.01, 0.99), bounds=(0.0, 1.0)) for one in starts]
    return np.asarray(min(found, key=lambda one: float(one.cost)).x)


def jackknifed(again: list[Floats]) -> Floats:
    """Variance of an estimate, from those with one of so many parts left out."""
    return np.asarray((len(again) - 1) * np.var(again, axis=0)) if again else np.zeros(1)


def over_points(shares: Floats, moments: Floats, targets: list[Target], best: Floats) -> Floats:
    """Variance of the estimate over points: every nth one left out, from each first one in turn."""
    groups = min(GROUPS, len(shares))
    kept = [np.arange(len(shares)) % groups != first for first in range(groups)]
    return jackknifed([estimate(shares[one], moments[one], targets, start=best) for one in kept])


def accuracy(shares: Floats, moment: Floats) -> float:
    """Share of a moment's variance over the points that its surface foretells, each point left out in its turn."""
    columns = terms(shares)
    hat = columns @ np.linalg.pinv(columns)
    left_out = (moment - hat @ moment) / np.maximum(1e-9, 1.0 - np.diag(hat))
    return float(1.0 - np.mean(left_out**2) / moment.var()) if moment.var() > 0.0 else 1.0
