"""Plans: which points of the factors' space a study visits. Ranges in, list of points out; nothing is known of the model.

A plan is a function: with the decorator ``@sampler``, of (factors, points, levels, seed) to points; or with ``@filling``, of
(number of factors, points, levels, seed) to points as shares of every factor's range.
"""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator

from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.parameters import Group
from orgsim.studies.factors import Factor, Value, at, grid

Point = dict[str, Value]
Factors = Mapping[str, Factor]
MOST: Final = 100_000
Shares = NDArray[np.float64]
Sample = Callable[[Factors, int, int, int], list[Point]]
Fill = Callable[[int, int, int, int], Shares]


@dataclass(frozen=True)
class Sampler:
    """A plan: how its points are made; how they lie in the space of shares (0..1), where it fills that; and whether its
    longer form begins with the shorter one.
    """

    points: Sample
    shares: Fill | None = None
    extendable: bool = False


SAMPLERS: Final[dict[str, Sampler]] = {}
"""Every plan but the table, by name."""


def sampler(points: Sample) -> Sample:
    """Declare the function below as a plan of its name."""
    SAMPLERS[points.__name__] = Sampler(points)
    return points


def filling(*, extendable: bool = False) -> Callable[[Fill], Sample]:
    """Declare the function below as a plan of its name that fills the factors' space."""

    def declared(shares: Fill) -> Sample:
        def points(factors: Factors, count: int, levels: int, seed: int) -> list[Point]:
            if count * (len(factors) + 1) > MOST * 30:
                raise BadValue(f"points = {count:,} for {len(factors)} factors are more than can be planned.")
            return placed(factors, shares(len(factors), count, levels, seed))

        SAMPLERS[shares.__name__] = Sampler(points, shares, extendable)
        return points

    return declared


def placed(factors: Factors, shares: Shares) -> list[Point]:
    """The points at these shares of the factors' ranges."""
    return [
        {name: at(name, factor, float(share)) for (name, factor), share in zip(factors.items(), row, strict=True)}
        for row in shares
    ]


TABLE: Final = "table"
ASKED: Final = "asked"  # points that come as an inquiry asks for them


class Plan(Group):
    """Which points of the factors' space are visited."""

    method: str = Field(default="factorial", description="the plan's name")
    points: int = Field(
        default=64, ge=1, le=1 << 16, description="points; for morris: trajectories; for saltelli: of each base"
    )
    levels: int = Field(default=5, ge=2, le=1000, description="values per factor on a grid")
    table: str = Field(default="", description="CSV or Parquet file of points, beside the study; columns name the factors")
    between: tuple[str, ...] = Field(
        default=(), description="two designs: each lever that differs goes from one to the other"
    )

    @field_validator("between", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        return tuple(values) if isinstance(values, list) else values

    @field_validator("method")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in SAMPLERS and value not in (TABLE, ASKED):
            raise ValueError(str(UnknownName("plan", value, (*SAMPLERS, TABLE))).removesuffix("."))
        return value

    @property
    def extendable(self) -> bool:
        """Whether it may grow: its longer form begins with the shorter one."""
        return self.method in SAMPLERS and SAMPLERS[self.method].extendable


@sampler
def factorial(factors: Factors, _points: int, levels: int, _seed: int) -> list[Point]:
    """Every combination of every factor's grid."""
    grids = [grid(name, factor, levels) for name, factor in factors.items()]
    size = math.prod(len(one) for one in grids)
    if size > MOST:
        raise BadValue(
            f"This factorial plan has {size:,} points, more than {MOST:,}: take fewer levels, or method = 'sobol'."
        )
    return [dict(zip(factors, values, strict=True)) for values in itertools.product(*grids)]


@sampler
def one_at_a_time(factors: Factors, _points: int, levels: int, _seed: int) -> list[Point]:
    """The base point, then each factor alone over its grid, the others where design and company have them."""
    return [{}, *({name: value} for name, factor in factors.items() for value in grid(name, factor, levels))]


@filling(extendable=True)
def sobol(factors: int, points: int, _levels: int, seed: int) -> Shares:
    """Scrambled Sobol' points (scipy.stats.qmc); a longer plan begins with the shorter one's points."""
    from scipy.stats import qmc

    if points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        raise BadValue(f"points = {points} must be a power of two for a Sobol' plan: {below} or {2 * below}.")
    return np.asarray(qmc.Sobol(factors, scramble=True, rng=seed).random(points))


@filling()
def latin_hypercube(factors: int, points: int, _levels: int, seed: int) -> Shares:
    """A Latin hypercube (scipy.stats.qmc): each factor's range is cut into as many slices as there are points."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(factors, rng=seed).random(points))


@filling()
def morris(factors: int, points: int, levels: int, seed: int) -> Shares:
    """Morris trajectories (SALib): ``points`` of them, each visiting one point more than there are factors."""
    if levels % 2:
        raise BadValue(f"levels = {levels} must be even for a Morris plan, or its points lie unevenly: 4 or 6.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own dependencies
        from SALib.sample.morris import sample

    return np.asarray(sample(unit_cube(factors), points, num_levels=levels, seed=seed % 2**32))


@filling()
def saltelli(factors: int, points: int, _levels: int, seed: int) -> Shares:
    """Saltelli's plan for Sobol' indices (SALib; Saltelli 2002, 2010): ``points`` base points, each with one factor after
    the other taken from a second base; points x (factors + 2) in all.
    """
    if points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        raise BadValue(f"points = {points} must be a power of two for Saltelli's plan: {below} or {2 * below}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of its own dependencies
        from SALib.sample.sobol import sample

    return np.asarray(sample(unit_cube(factors), points, calc_second_order=False, seed=seed % 2**32))


def unit_cube(factors: int) -> dict[str, Any]:
    """The space of shares, as SALib is told of it."""
    return {"num_vars": factors, "names": [str(one) for one in range(factors)], "bounds": [[0.0, 1.0]] * factors}
