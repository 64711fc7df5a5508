"""What Mesa's models have by custom: fresh seeds, a signature that batch_run reads, reporters."""

from __future__ import annotations

import inspect
import math
import random
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np

from orgsim.kernel.arguments import SEED
from orgsim.kernel.errors import BadValue, shown
from orgsim.model.world import World
from orgsim.results.metrics.money import INCOME


class Walked(Protocol):
    """What reporters look at."""

    world: World
    day: int

    def so_far(self, column: str) -> float:
        """Sum of a column of the daily table over the days walked."""


class WithoutSeed:
    """The signature that Mesa's batch_run is shown: without ``seed``, which from Mesa 3.5 on it would overwrite where it is
    among the parameters; it then takes ``rng``. Subclasses have their own.
    """

    def __get__(self, instance: object, owner: type) -> inspect.Signature:
        if "__signature__" not in vars(owner):
            raise AttributeError
        whole = inspect.signature(vars(owner)["__init__"])
        return whole.replace(parameters=[one for name, one in whole.parameters.items() if name not in ("self", "seed")])


class Numbering:
    """The numbers of agents, kept by their model: Mesas that keep them by model keep every model for ever."""

    def __getitem__(self, model: Any) -> Iterator[int]:
        model.numbered += 1
        return iter((model.numbered,))


class Luck(random.Random):
    """A model's generator of Python's kind, which holds its model: sets of agents hold their agents weakly and this
    strongly, so that one that was copied or sent elsewhere keeps the model that its agents belong to.
    """

    def __init__(self, seed: int | None = None, model: Any = None) -> None:
        super().__init__(seed)
        self.model = model

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (), (self.getstate(), self.model)

    def __setstate__(self, state: Any) -> None:
        inner, self.model = state
        self.setstate(inner)


def drawn_seed(seed: int | None, rng: Any) -> int:
    """The seed of all draws, as Mesa's models take it: ``seed`` or ``rng`` (whole number, generator, or what makes one), or
    fresh where neither is given. Raises BadValue.
    """
    if seed is not None and rng is not None:
        raise BadValue("Give seed or rng, not both.")
    if seed is not None:
        return seed
    if isinstance(rng, int | np.integer) and not isinstance(rng, bool):
        return int(SEED("rng", rng))
    try:
        return int(np.random.default_rng(rng).integers(2**63 - 1))
    except (TypeError, ValueError):
        raise BadValue(f"rng = {shown(rng)} must be a whole number or a NumPy generator.") from None


def day(model: Walked) -> int:
    """The day that was walked last, counted as the daily table counts."""
    return model.day - 1


def leads(model: Walked) -> int:
    """Leads so far."""
    return int(model.so_far("leads_by_source"))


def deals(model: Walked) -> float:
    """Deals won so far."""
    return model.so_far("deals")


def disputes(model: Walked) -> float:
    """Disputes raised so far."""
    return model.so_far("disputes")


def revenue(model: Walked) -> float:
    """Value won, renewed and added so far, in EUR."""
    return math.fsum(model.so_far(flow) for flow in INCOME)


DEFAULT_REPORTERS: dict[str, Callable[[Any], Any]] = {one.__name__: one for one in (day, leads, deals, disputes, revenue)}
