"""``@rule``: the only place that knows about the compiler.

A rule is a small function over numbers and rows that Numba can compile and plain Python can run, with the same result to
the last bit. Without Numba (Pyodide), or with ``NUMBA_DISABLE_JIT=1``, rules stay plain Python.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from orgsim.kernel.fingerprints import fingerprints
from orgsim.kernel.folders import compiled_folder

Function = TypeVar("Function", bound=Callable[..., Any])


def _compiler() -> Any:
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}:
        return None
    try:
        import numba
    except ImportError:
        return None
    return numba


_numba = _compiler()
COMPILED: bool = _numba is not None
SILENT = False  # no word about compiling


def _unroll(names: tuple[str, ...]) -> tuple[str, ...]:
    """In plain Python a loop over names is a loop."""
    return names


literal_unroll: Any = _numba.literal_unroll if COMPILED else _unroll
"""Loops in rules over names of fields go over ``literal_unroll(names)``, so that each name is known when compiling."""

if COMPILED:
    from numba.core import types as _types
    from numba.core.codegen import JITCodeLibrary
    from numba.core.compiler import Compiler
    from numba.extending import overload

    class _Draft(JITCodeLibrary):  # type: ignore[misc]  # Numba has no types
        """Optimized intermediate code, which only ever becomes part of its callers."""

        def _finalize_final_module(self) -> None:
            self._finalized = True  # without machine code

    class _DraftCompiler(Compiler):  # type: ignore[misc]
        """Numba's compiler, stopped before machine code."""

        def define_pipelines(self) -> Any:
            """The usual passes, into a draft."""
            self.state.flags.no_compile = True
            self.state.library = _Draft(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
            return super().define_pipelines()

    @overload(len)
    def _length_of_codes(kind):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # Numba compares the signatures
        """``len(Stage)`` in rules, as in Python."""
        if isinstance(kind, _types.EnumClass):
            count = len(kind.instance_class)  # type: ignore[arg-type]  # codes
            return lambda kind: count  # noqa: ARG005
        return None


class Keeper:
    """Where Numba keeps a compiled rule, and what must not have changed since: Numba's own keeper looks at one file's text
    and line, which a comment moves and an edit elsewhere does not. Numba finds this class by its name.
    """

    def __init__(self, function: Any, file: str) -> None:
        self._py_file = file  # named in a warning of Numba's
        self._module = function.__module__

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Keeper:
        """The keeper of a function."""
        return cls(py_func, py_file)

    def get_cache_path(self) -> str:
        """The folder."""
        return str(cache_folder())

    def ensure_cache_path(self) -> None:
        """Make the folder, where somebody has removed it meanwhile."""
        cache_folder().mkdir(parents=True, exist_ok=True)

    def get_source_stamp(self) -> str:
        """What the compiled rule was made from."""
        return fingerprints().compiled

    def get_disambiguator(self) -> str:
        """What tells functions of one name apart."""
        return hashlib.sha256(self._module.encode()).hexdigest()[:8]


@cache
def cache_folder() -> Path:
    """Where the compiled rules of exactly these sources are kept."""
    return compiled_folder(fingerprints().compiled, _numba.__version__)


def _widened(kind: Any) -> Any:
    """int64 for every narrower or literal whole number and code: a rule is compiled once, not per width of a column."""
    types = _numba.types
    if isinstance(kind, types.IntegerLiteral | types.IntEnumMember):
        return types.int64
    if isinstance(kind, types.Integer) and kind.signed and kind.bitwidth < 64:
        return types.int64
    return kind


def _callable_by_rules(inside: Any, found: Any) -> None:
    key = object()
    inside.targetctx.insert_user_function(key, found.fndesc, [found.library])
    inside.overloads[tuple(found.signature.args)] = found._replace(entry_point=key)


def _compiled(function: Any) -> Any:
    """Two versions of a function: one that Python calls, compiled to machine code and kept on disk; and one that rules
    call, which goes into its callers as intermediate code. Machine code of each rule by itself would never be run. With
    Numba's public switches alone, ``njit(cache=True)``, compiling the walk took 2.8 times as long (74 s against 26 s) and
    the runs 1.2 times; hence its upper bound in pyproject.
    """
    options = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
    inside = _numba.njit(no_cpython_wrapper=True, pipeline_class=_DraftCompiler, **options)(function)
    inside.add_overload = lambda found: _callable_by_rules(inside, found)
    before = _numba.config.CACHE_LOCATOR_CLASSES
    _numba.config.CACHE_LOCATOR_CLASSES = f"{Keeper.__module__}.{Keeper.__qualname__}"
    try:
        outside = _numba.njit(cache=True, **options)(function)
    finally:
        _numba.config.CACHE_LOCATOR_CLASSES = before
    outside.get_call_template = lambda args, kws: inside.get_call_template(tuple(_widened(kind) for kind in args), kws)
    outside.get_overload = inside.get_overload
    return outside


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
    if _numba is None:
        return function
    return _compiled(function)  # type: ignore[no-any-return]  # Numba has no types


def is_cold() -> bool:
    """Whether the next run has to compile first (some tens of seconds, once per state of the rules and interpreter)."""
    return COMPILED and not (cache_folder() / "warm").exists()


def now_warm() -> None:
    """Remember that everything the compiled walk needs is on disk."""
    if COMPILED:
        (cache_folder() / "warm").touch()
