"""A row with a Mesa face: an attribute of the agent is a cell of the table, and nothing is stored twice."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, ClassVar, Final, Protocol, Self

import mesa

from orgsim.kernel.errors import BadValue
from orgsim.kernel.rows import Row, columns
from orgsim.model.activation import live_date
from orgsim.model.mesa_customs import Numbering
from orgsim.model.schedule import DAY, Actors, Moment
from orgsim.model.world import World

ALIKE: Final = 0.85  # from which likeness on a name counts as a misspelt one


class Populated(Protocol):
    """What agents need of their model: a world, and the agent of a prospect's row."""

    world: World

    def prospect(self, row: int) -> Any:
        """The prospect in this row."""

    def vacate(self, row: int) -> None:
        """Leave a post empty for good."""


class Actor(mesa.Agent):
    """Base of all agents. ``rep.bar`` *is* ``model.world.people[rep.row].bar``.

    An agent has a verb for each moment of the day in which it acts, made from the schedule; a subclass may override it.
    Agents may have attributes of their own; one that looks like a misspelt column raises AttributeError, unless the class
    body declares it.
    """

    table: ClassVar[str]
    row_type: ClassVar[type[Row]]
    acts_as: ClassVar[tuple[Actors, ...]] = ()
    _ids: ClassVar = Numbering()
    own_verbs: ClassVar[tuple[str, ...]] = ()
    verbs: ClassVar[tuple[str, ...]] = ()
    model: Populated
    row: int
    why_it_stays: ClassVar[str] = "its row belongs to the model"

    def __init_subclass__(cls) -> None:
        """Give the class a verb for each moment in which it acts, unless it states one itself."""
        super().__init_subclass__()
        moments = [moment for moment in DAY if moment.actors in cls.acts_as]
        cls.verbs = tuple(dict.fromkeys((*(moment.verb for moment in moments), *cls.own_verbs)))
        for moment in moments:
            if not hasattr(cls, moment.verb):
                setattr(cls, moment.verb, _verb(moment))

    def __init__(self, model: Populated, row: int = -1) -> None:
        if not getattr(model, "seating", True):
            raise BadValue(
                "The people and prospects of a model are its company's numbers, and take their rows when it is made: "
                "OrgModel(changes={'staff.reps': 14}). Agents of your own class come in by cast={Rep: MyRep}."
            )
        object.__setattr__(self, "row", row)
        super().__init__(model)

    @classmethod
    def empty_post(cls, model: Populated, row: int) -> Self:
        """A window on a row that nobody fills any more, unknown to Mesa."""
        post = cls.__new__(cls)
        object.__setattr__(post, "model", model)
        object.__setattr__(post, "row", row)
        return post

    def remove(self) -> None:
        """Refuse, with the reason. Raises BadValue."""
        raise BadValue(f"A {type(self).__name__} cannot be removed: {self.why_it_stays}.")

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
        elif name in _OF_MESA or _declared(type(self), name) or not (near := self._near(name, ALIKE)):
            object.__setattr__(self, name, value)
        else:
            raise AttributeError(
                f"{type(self).__name__} has no attribute '{name}'. Did you mean {' or '.join(near)}? If it is really an "
                "attribute of your own, declare it in the class body."
            )

    def _near(self, name: str, likeness: float) -> list[str]:
        return get_close_matches(name, columns(type(self).row_type), n=3, cutoff=likeness)

    def _misspelt(self, name: str) -> str:
        if "model" not in self.__dict__:
            return f"'{name}' can be read after super().__init__(model, row)."
        near = self._near(name, 0.6)
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


_OF_MESA = {"model", "unique_id", "pos", "cell"}
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
