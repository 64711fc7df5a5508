"""A row with a Mesa face: an attribute of the agent is a cell of the table, and nothing is stored twice."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, ClassVar, Protocol

import mesa

from orgsim.kernel.rows import Row, columns
from orgsim.model.activation import live_date
from orgsim.model.schedule import DAY, Actors, Moment
from orgsim.model.world import World


class Populated(Protocol):
    """What agents need of their model: a world, and the agent of a prospect's row."""

    world: World

    def prospect(self, row: int) -> Any:
        """The prospect in this row."""


class Actor(mesa.Agent):
    """Base of all agents. ``rep.bar`` *is* ``model.world.people[rep.row].bar``.

    An agent has a verb for each moment of the day in which it acts, made from the schedule; a subclass may override it.
    A misspelt attribute raises AttributeError. A subclass that needs state of its own declares it in its class body.
    """

    table: ClassVar[str]
    row_type: ClassVar[type[Row]]
    acts_as: ClassVar[tuple[Actors, ...]] = ()
    own_verbs: ClassVar[tuple[str, ...]] = ()
    verbs: ClassVar[tuple[str, ...]] = ()
    model: Populated
    row: int

    def __init_subclass__(cls) -> None:
        """Give the class a verb for each moment in which it acts, unless it states one itself."""
        super().__init_subclass__()
        moments = [moment for moment in DAY if moment.actors in cls.acts_as]
        cls.verbs = tuple(dict.fromkeys((*(moment.verb for moment in moments), *cls.own_verbs)))
        for moment in moments:
            if not hasattr(cls, moment.verb):
                setattr(cls, moment.verb, _verb(moment))

    def __init__(self, model: Populated, row: int) -> None:
        object.__setattr__(self, "row", row)
        super().__init__(model)

    @property
    def world(self) -> World:
        """The tables of the run."""
        return self.model.world

    def __getattr__(self, name: str) -> Any:
        if name in columns(type(self).row_type):
            return getattr(getattr(self.model.world, type(self).table)[self.row], name)
        raise AttributeError(self._misspelt(name))

    def __setattr__(self, name: str, value: Any) -> None:
        if name in columns(type(self).row_type):
            setattr(getattr(self.model.world, type(self).table)[self.row], name, value)
        elif name.startswith("_") or hasattr(mesa.Agent, name) or name in _OF_MESA or _declared(type(self), name):
            object.__setattr__(self, name, value)
        else:
            raise AttributeError(self._misspelt(name))

    def _misspelt(self, name: str) -> str:
        near = get_close_matches(name, columns(type(self).row_type), n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        return f"{type(self).__name__} has no attribute '{name}'.{hint}"


def _verb(moment: Moment) -> Callable[[Actor], None]:
    rule = moment.rule or live_date

    def verb(self: Actor) -> None:
        rule(self.world, self.row)

    verb.__name__ = moment.verb
    verb.__module__ = __name__
    verb.__doc__ = f"{moment.name[:1].upper()}{moment.name[1:]}: {moment.about}."
    return verb


_OF_MESA = {"model", "unique_id", "pos", "cell", "random", "rng"}
OURS = __name__.rpartition(".")[0] + "."


def _declared(kind: type, name: str) -> bool:
    return any(name in vars(one) or name in vars(one).get("__annotations__", {}) for one in kind.__mro__[:-1])


def misspelt_verbs(kind: type[Actor]) -> dict[str, str]:
    """Methods of a subclass outside the package that look like a verb and are none, with the verb they look like."""
    own = {
        name
        for one in kind.__mro__
        if issubclass(one, Actor) and not one.__module__.startswith(OURS)
        for name, value in vars(one).items()
        if callable(value) and not name.startswith("_") and name not in kind.verbs
    }
    near = {name: get_close_matches(name, kind.verbs, n=1, cutoff=0.8) for name in sorted(own)}
    return {name: found[0] for name, found in near.items() if found}


def overridden(kind: type[Actor]) -> list[str]:
    """The verbs that a subclass outside the package replaced, by name."""
    original = next(one for one in kind.__mro__ if one.__module__.startswith(OURS))
    return [verb for verb in kind.verbs if getattr(kind, verb) is not getattr(original, verb)]
