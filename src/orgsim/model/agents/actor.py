"""A row with a Mesa face: an attribute of the agent is a cell of the table, and nothing is stored twice."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

import mesa

from orgsim.kernel.fields import Row, columns

if TYPE_CHECKING:
    from orgsim.model.org_model import OrgModel
    from orgsim.model.world import World


class Actor(mesa.Agent):
    """Base of all agents. ``rep.bar`` *is* ``model.world.people[rep.row].bar``.

    A misspelt attribute raises AttributeError. A subclass that needs state of its own declares it in its class body.
    """

    table: ClassVar[str]
    row_type: ClassVar[type[Row]]
    verbs: ClassVar[tuple[str, ...]]
    model: OrgModel
    row: int

    def __init__(self, model: OrgModel, row: int) -> None:
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


_OF_MESA = {"model", "unique_id", "pos", "cell", "random", "rng"}


def _declared(kind: type, name: str) -> bool:
    return any(name in vars(one) or name in vars(one).get("__annotations__", {}) for one in kind.__mro__[:-1])


def misspelt_verbs(kind: type[Actor]) -> dict[str, str]:
    """Methods of a subclass outside the package that look like a verb and are none, with the verb they look like."""
    own = {
        name
        for one in kind.__mro__
        if issubclass(one, Actor) and not one.__module__.startswith("orgsim.model.agents.")
        for name, value in vars(one).items()
        if callable(value) and not name.startswith("_") and name not in kind.verbs
    }
    near = {name: get_close_matches(name, kind.verbs, n=1, cutoff=0.8) for name in sorted(own)}
    return {name: found[0] for name, found in near.items() if found}


def overridden(kind: type[Actor]) -> list[str]:
    """The verbs that a subclass outside the package replaced, by name."""
    original = next(one for one in kind.__mro__ if one.__module__.startswith("orgsim.model.agents."))
    return [verb for verb in kind.verbs if getattr(kind, verb) is not getattr(original, verb)]
