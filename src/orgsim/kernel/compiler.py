"""What Numba is told of the rules: codes as whole numbers, one compilation per rule, and where the results are kept.

Imported only where rules are compiled. This module and ``compiled_tables`` are all that uses
parts of Numba that are not public.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import numba
from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.imputils import lower_constant
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, lower_getattr_generic, models, overload, register_model, typeof_impl

from orgsim.kernel.codes import Code, CodeType
from orgsim.kernel.fingerprints import fingerprints
from orgsim.kernel.folders import compiled_folder


class Codes(types.Opaque):
    """The compiler's view of a class of codes: names for whole numbers."""

    def __init__(self, kind: CodeType) -> None:
        self.kind = kind
        super().__init__(f"{kind.__module__}.{kind.__qualname__}")


register_model(Codes)(models.OpaqueModel)


@typeof_impl.register(CodeType)
def _type_of_codes(kind: CodeType, _context: Any) -> Codes:
    return Codes(kind)


@typeof_impl.register(Code)
def _type_of_code(_code: Code, _context: Any) -> Any:
    return types.int64


@lower_constant(Codes)
def _no_value(context: Any, _builder: Any, _kind: Codes, _value: CodeType) -> Any:
    return context.get_dummy_value()


@infer_getattr
class _Members(AttributeTemplate):
    key = Codes

    def generic_resolve(self, codes: Codes, name: str) -> Any:
        return types.int64 if name in codes.kind.__members__ else None


@lower_getattr_generic(Codes)
def _member(context: Any, _builder: Any, codes: Codes, _value: Any, name: str) -> Any:
    return context.get_constant(types.int64, int(codes.kind[name]))


@overload(len)
def _length_of_codes(kind):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  # Numba compares the signatures
    """``len(Stage)`` in rules, as in Python."""
    if isinstance(kind, Codes):
        count = len(kind.kind)  # type: ignore[arg-type]  # a class with members
        return lambda kind: count  # noqa: ARG005  # the same signature
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
    return compiled_folder(fingerprints().compiled, numba.__version__)


class _Draft(JITCodeLibrary):
    """Optimized intermediate code, which only ever becomes part of its callers."""

    def _finalize_final_module(self) -> None:
        self._finalized = True  # without machine code


class _DraftCompiler(Compiler):
    """Numba's compiler, stopped before machine code."""

    def define_pipelines(self) -> Any:
        """The usual passes, into a draft."""
        self.state.flags.no_compile = True
        self.state.library = _Draft(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        return super().define_pipelines()


def _widened(kind: Any) -> Any:
    """int64 for every narrower or literal whole number: a rule is compiled once, not per width of a column."""
    narrow = isinstance(kind, types.Integer) and kind.signed and kind.bitwidth < 64  # type: ignore[attr-defined]  # untyped
    return types.int64 if narrow or isinstance(kind, types.IntegerLiteral) else kind


def _is_ours(function: Any) -> bool:
    """Whether its text counts in our fingerprint; a rule from elsewhere is compiled anew in each process."""
    return str(function.__module__).partition(".")[0] == __name__.partition(".")[0]


def _callable_by_rules(inside: Any, found: Any) -> None:
    key = object()
    inside.targetctx.insert_user_function(key, found.fndesc, [found.library])
    inside.overloads[tuple(found.signature.args)] = found._replace(entry_point=key)


def compiled(function: Any) -> Any:
    """Two versions of a function: one that Python calls, compiled to machine code and kept on disk; and one that rules
    call, which goes into its callers as intermediate code. Machine code of each rule by itself would never be run. With
    Numba's public switches alone, ``njit(cache=True)``, compiling the walk took 2.8 times as long (74 s against 26 s) and
    the runs 1.2 times; hence its upper bound in pyproject.
    """
    options = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
    inside = numba.njit(no_cpython_wrapper=True, pipeline_class=_DraftCompiler, **options)(function)
    inside.add_overload = lambda found: _callable_by_rules(inside, found)
    before = numba.config.CACHE_LOCATOR_CLASSES
    numba.config.CACHE_LOCATOR_CLASSES = f"{Keeper.__module__}.{Keeper.__qualname__}"
    try:
        outside = numba.njit(cache=_is_ours(function), **options)(function)
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = before
    outside.get_call_template = lambda args, kws: inside.get_call_template(tuple(_widened(kind) for kind in args), kws)
    outside.get_overload = inside.get_overload
    return outside
