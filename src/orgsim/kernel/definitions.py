"""The fingerprint of one function together with all that it uses of this package: it changes when what it computes may."""

from __future__ import annotations

import ast
import enum
import hashlib
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from orgsim.kernel.fingerprints import fingerprint

PACKAGE = __name__.partition(".")[0]


@cache
def definition(function: FunctionType) -> str:
    """Sixteen hex digits. Comments, docstrings, names of files and what other functions do in other ways change nothing."""
    seen: dict[int, Any] = {}
    parts = sorted(set(_parts(function, frozenset(), seen)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _parts(value: Any, named: frozenset[str], seen: dict[int, Any]) -> Iterator[str]:
    """What a value says; ``named`` are the names that its user mentions, of which a module or code class gives its own."""
    if isinstance(value, ModuleType):
        if _in_package(value.__name__):
            for name in sorted(named & vars(value).keys()):
                yield from _parts(getattr(value, name), named, seen)
    elif isinstance(value, type) and issubclass(value, enum.Enum):
        for name in sorted(named & value.__members__.keys()):
            yield f"{value.__name__}.{name}={value[name].value!r}"
    elif isinstance(value, int | float | str | bytes | tuple | frozenset):
        yield repr(value)
    elif _is_ours(value) and id(value) not in seen:
        seen[id(value)] = value
        yield fingerprint(ast.parse(textwrap.dedent(inspect.getsource(value))))
        for used, names in _used(value):
            yield from _parts(used, names, seen)


def _is_ours(value: Any) -> bool:
    if isinstance(value, FunctionType):  # where it was written: what decorators add may bear the name of what they decorate
        return _in_package(value.__globals__.get("__name__", "")) and not value.__code__.co_filename.startswith("<")
    return isinstance(value, type) and _in_package(value.__module__)


def _in_package(module: str) -> bool:
    return module.partition(".")[0] == PACKAGE


def _used(value: type | FunctionType) -> Iterator[tuple[Any, frozenset[str]]]:
    """The values that a function, or the functions of a class, may look at."""
    functions = [value] if isinstance(value, FunctionType) else _written(value)
    for function in functions:
        names = frozenset(_names(function.__code__))
        for cell in function.__closure__ or ():
            yield cell.cell_contents, names
        for default in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
            yield default, names
        for name in sorted(names & function.__globals__.keys()):
            yield function.__globals__[name], names


def _written(owner: type) -> list[FunctionType]:
    """The functions that stand in a class: what decorators add, such as a dataclass's, differs from Python to Python."""
    return [one for one in map(_bare, vars(owner).values()) if one is not None and _is_ours(one)]


def _bare(value: Any) -> FunctionType | None:
    found = getattr(value, "fget", None) or getattr(value, "__func__", None) or value
    return found if isinstance(found, FunctionType) else None


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)
