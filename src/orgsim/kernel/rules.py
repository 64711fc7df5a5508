"""``@rule``: rules are compiled where a compiler is at hand.

A rule is a small function over numbers and rows that Numba can compile and plain Python can run, with the same result to
the last bit. Without Numba (Pyodide), or with ``NUMBA_DISABLE_JIT=1``, rules stay plain Python.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def _compiler() -> Any:
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}:
        return None
    try:
        import numba  # noqa: F401  # whether it is there
    except ImportError:
        return None
    from orgsim.kernel import compiler  # what of Numba it misses is an error, not a reason to run a hundred times slower

    return compiler


_own = _compiler()
COMPILED: bool = _own is not None
SILENT = False  # no word about compiling


def _unroll(names: tuple[str, ...]) -> tuple[str, ...]:
    """In plain Python a loop over names is a loop."""
    return names


literal_unroll: Any = _own.numba.literal_unroll if COMPILED else _unroll
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
    return _own.compiled(function) if COMPILED else function


def is_cold() -> bool:
    """Whether the next run has to compile first (some tens of seconds, once per state of the rules and interpreter)."""
    return COMPILED and not (_own.cache_folder() / "warm").exists()


def now_warm() -> None:
    """Remember that everything the compiled walk needs is on disk."""
    if COMPILED:
        (_own.cache_folder() / "warm").touch()
