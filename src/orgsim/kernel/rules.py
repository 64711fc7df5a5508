"""``@rule``: the only place that knows about the compiler.

A rule is a small function over numbers and rows that Numba can compile and plain Python can run, with the same result to
the last bit. Without Numba (Pyodide), or with ``NUMBA_DISABLE_JIT=1``, rules stay plain Python.

Numba's disk cache does not notice an edit in another file, so the cache folder carries a hash of every source that
can change a run; the same hash goes into the provenance of every result.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

PACKAGE = Path(__file__).resolve().parent.parent
FACES = ("__init__.py", "__main__.py", "analysis", "evidence", "faces", "studies")
"""What stands above the model, by the import contracts: nothing in it can change a run."""
KEPT_CACHES = 4  # how many earlier source states stay compiled on disk


@cache
def source_hash() -> str:
    """Sixteen hex digits that change with any edit of a source file that can change a run: all but the ``FACES``.

    An edit of a figure then neither compiles the model anew nor parts the rows of a study.
    """
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] in FACES:
            continue
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _caches() -> Path:
    if "ORGSIM_CACHE_DIR" in os.environ:
        return Path(os.environ["ORGSIM_CACHE_DIR"])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "orgsim" / "compiled"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "orgsim" / "compiled"


@cache
def cache_folder() -> Path:
    """Where the compiled rules of exactly these sources are kept; a temporary folder where no cache can be written."""
    tag = f"{source_hash()}-{sys.implementation.cache_tag}"
    folder = _caches() / tag
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        others = sorted((path for path in folder.parent.iterdir() if path != folder), key=lambda path: -path.stat().st_mtime)
        for stale in others[KEPT_CACHES:]:
            shutil.rmtree(stale, ignore_errors=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="orgsim-"))
    return folder


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


def _widened(kind: Any) -> Any:
    """int64 for every narrower or literal whole number, so that a rule is compiled once and not per column width."""
    types = _numba.types
    if isinstance(kind, types.IntegerLiteral) or (isinstance(kind, types.Integer) and kind.signed and kind.bitwidth < 64):
        return types.int64
    return kind


def _without_machine_code(flags: Any) -> Any:
    flags.no_compile = True
    return flags


def _callable_by_rules(inside: Any, found: Any) -> None:
    key = object()
    inside.targetctx.insert_user_function(key, found.fndesc, [found.library])
    inside.overloads[tuple(found.signature.args)] = found._replace(entry_point=key)


def _compiled(function: Any) -> Any:
    """Two versions of a function: one that Python calls, compiled to machine code and kept on disk; and one that rules
    call, which goes into its callers as intermediate code. Machine code of each rule by itself would never be run, and
    making it takes a third of the time to compile; Numba has no public switch for it.
    """
    options = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
    inside = _numba.njit(no_cpython_wrapper=True, **options)(function)
    inside._compiler._customize_flags = _without_machine_code  # noqa: SLF001
    inside.add_overload = lambda found: _callable_by_rules(inside, found)
    before = _numba.config.CACHE_DIR
    _numba.config.CACHE_DIR = str(cache_folder())
    try:
        outside = _numba.njit(cache=True, **options)(function)
    finally:
        _numba.config.CACHE_DIR = before
    outside.get_call_template = lambda args, kws: inside.get_call_template(tuple(_widened(kind) for kind in args), kws)
    outside.get_overload = inside.get_overload
    return outside


def rule(function: Function) -> Function:
    """The function, compiled where a compiler is at hand; to the type checker, the function itself."""
    if _numba is None:
        return function
    return _compiled(function)  # type: ignore[no-any-return]  # Numba has no types


def is_cold() -> bool:
    """Whether the next run has to compile first (some tens of seconds, once per version and interpreter)."""
    return COMPILED and not (cache_folder() / "warm").exists()


def now_warm() -> None:
    """Remember that everything the compiled walk needs is on disk."""
    if COMPILED:
        (cache_folder() / "warm").touch()
