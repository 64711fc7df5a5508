"""``@rule``: rules are compiled where a compiler is at hand.

A rule is a small function over numbers and rows that Numba can compile and plain Python can run, with the same result to
the last bit. Without Numba (Pyodide), or with ``NUMBA_DISABLE_JIT=1``, rules stay plain Python.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import update_wrapper
from importlib.util import find_spec
from threading import RLock
from typing import Any, Final, TypeVar, cast

PACKAGE: Final = __name__.partition(".")[0]
Function = TypeVar("Function", bound=Callable[..., Any])


COMPILED: bool = os.environ.get("NUMBA_DISABLE_JIT", "0") in {"", "0"} and find_spec("numba") is not None
SILENT = False  # no word about compiling


class Rule:
    """A rule before the compiler is at work: Numba takes longer to import than all of this package, and much that people
    do calls no rule. The first call of any rule brings the compiler, which then takes the place of all of them.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.compiled: Any = None

    def __call__(self, *given: Any, **named: Any) -> Any:
        """What the function gives."""
        if self.compiled is None:
            _bring_compiler()
        return self.compiled(*given, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or self.__dict__.get("compiled") is None:
            raise AttributeError(name)
        return getattr(self.compiled, name)


_waiting: list[Rule] = []
_bringing = RLock()


def _compiler() -> Any:
    """What of Numba it misses is an error, not a reason to run a hundred times slower."""
    from orgsim.kernel import compiler

    return compiler


def _bring_compiler() -> None:
    """Compile from now on, and put compiled rules where rules have been waiting, under the names that others call."""
    with _bringing:
        own = _compiler()
        for one in _waiting:
            one.compiled = own.compiled(one.function)
        spaces = [one.function.__globals__ for one in _waiting]
        spaces += [vars(module) for name, module in list(sys.modules.items()) if name.partition(".")[0] == PACKAGE]
        for space in {id(space): space for space in spaces}.values():
            for name, value in list(space.items()):
                if isinstance(value, Rule):
                    space[name] = value.compiled
                elif value is _unroll:
                    space[name] = own.numba.literal_unroll
        _waiting.clear()


def _unroll(names: tuple[str, ...]) -> tuple[str, ...]:
    """In plain Python a loop over names is a loop."""
    return names


literal_unroll: Any = _unroll
"""Loops in rules over names of fields go over ``literal_unroll(names)``, so that each name is known when compiling."""


def one_of(name: str, arguments: str, calls: Sequence[tuple[Function, str]]) -> Any:
    """A rule that makes one of several calls: ``name(which, ARGUMENTS)`` makes the one with this number in the list.

    Calls are given as a rule and what of the arguments it takes. Numba finds no rule again on disk that receives others as
    values, so the choice is written out as text, once, and compiled like any other rule.
    """
    lines = [f"def {name}(which, {arguments}):"]
    for place, (_, taken) in enumerate(calls):
        lines.append(f"    {'if' if place == 0 else 'elif'} which == {place}:")
        lines.append(f"        call_{place}({taken})")
    space: dict[str, Any] = {f"call_{place}": called for place, (called, _) in enumerate(calls)}
    space["__name__"] = __name__  # the module in which Numba looks for it
    exec("\n".join(lines), space)  # noqa: S102  # our own text
    return rule(space[name])


def rule(function: Function) -> Function:
    """The function, compiled where a compiler is at hand; to the type checker, the function itself."""
    if not COMPILED:
        return function
    with _bringing:
        if f"{PACKAGE}.kernel.compiler" in sys.modules and not _waiting:
            return cast("Function", _compiler().compiled(function))
        waiting = Rule(function)
        _waiting.append(waiting)
    return cast("Function", waiting)


def is_cold(agents: bool = False) -> bool:
    """Whether the next run has to compile first (some tens of seconds, once per state of the rules and interpreter): all
    days in one, or, as separate rules, agent by agent.
    """
    return COMPILED and not _mark(agents).exists()


def now_warm(agents: bool = False) -> None:
    """Remember that everything a walk needs, compiled or agent by agent, is on disk."""
    if COMPILED:
        _mark(agents).touch()


def _mark(agents: bool) -> Any:
    return _compiler().cache_folder() / ("warm-agents" if agents else "warm")
