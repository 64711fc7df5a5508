"""What does a run: ``orgsim.simulate``, or a function of one's own that is called like it.

A study's rows are those of one walk. A function of one's own is known by what it is (its code, and the values that the code
uses), never by its name alone: what cannot be known so is refused.
"""

from __future__ import annotations

import dis
import hashlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any, Final

from orgsim.kernel.errors import BadValue, shown
from orgsim.model.simulation import simulate
from orgsim.results.history import History

Walk = Callable[..., History]
"""Called as ``walk(design, company, settings=, seed=, days=, journeys=False)``; ``orgsim.simulate`` by default."""
OWN_WALK: Final = "orgsim.simulation.simulate"
PLAIN: Final = (bool, int, float, complex, str, bytes, type(None), type(...))


def walk_name(walk: Walk) -> str:
    """What a walk is called and known by. Raises BadValue where it cannot be known."""
    if walk is simulate:
        return OWN_WALK
    parts = "\n".join(_told(walk, set(), "walk"))
    digest = hashlib.sha256(f"{sys.version_info[:2]}\n{parts}".encode()).hexdigest()[:16]
    named = walk.func if isinstance(walk, partial) else walk
    return f"{getattr(named, '__module__', '')}.{getattr(named, '__qualname__', 'walk')} {digest}"


def _told(value: Any, seen: set[int], where: str) -> Iterator[str]:
    """All that a value says, piece by piece. Raises BadValue for what says nothing stable of itself."""
    if isinstance(value, PLAIN):
        yield repr(value)
    elif isinstance(value, tuple | list | set | frozenset | dict):
        if id(value) in seen and not isinstance(value, tuple | frozenset):
            return
        seen.add(id(value))
        ordered = isinstance(value, tuple | list)
        each = list(value.items()) if isinstance(value, dict) else list(value) if ordered else sorted(value, key=repr)
        yield f"{type(value).__name__} of {len(each)}"
        for one in each:
            yield from _told(one, seen, where)
    elif isinstance(value, ModuleType) and not _is_own_module(value):
        yield _of_module(value.__name__)
    elif isinstance(value, partial):
        yield "partial"
        for one in (value.func, value.args, value.keywords):
            yield from _told(one, seen, where)
    elif isinstance(getattr(value, "py_func", None), FunctionType) and _is_own(value.py_func):
        yield from _told(value.py_func, seen, where)
    elif isinstance(value, BuiltinFunctionType) and not isinstance(value.__self__, ModuleType | type(None)):
        yield value.__name__
        yield from _told(value.__self__, seen, where)
    elif isinstance(value, FunctionType) and _is_own(value):
        if id(value) not in seen:
            seen.add(id(value))
            yield from _of_function(value, seen)
    elif isinstance(value, type) and _is_own(value):
        if id(value) not in seen:
            seen.add(id(value))
            yield from _of_class(value, seen)
    elif isinstance(value, type | FunctionType | BuiltinFunctionType) or _is_of_library(value):
        module = str(value.__module__)
        yield f"{module}.{getattr(value, '__qualname__', value.__name__)} {_of_module(module)}"
    else:
        raise BadValue(
            f"A study keeps rows of one walk, and this one cannot be told from others: it uses {shown(value)} ({where}). "
            "Let it use functions, numbers, texts and lists of these only."
        )


def _is_own(value: Any) -> bool:
    """Whether its text is a user's: neither this package's nor a library's, which are known by their versions."""
    top = str(value.__module__).partition(".")[0]
    file = str(getattr(sys.modules.get(top), "__file__", "") or "")
    packaged = "site-packages" in file or "dist-packages" in file
    return top not in sys.stdlib_module_names and top != __name__.partition(".")[0] and not packaged


def _is_of_library(value: Any) -> bool:
    """Whether it is a function of a library's, or of ours, in a form of its own, as compiled ones are."""
    return callable(value) and hasattr(value, "__name__") and hasattr(value, "__module__") and not _is_own(value)


def _of_module(name: str) -> str:
    top = name.partition(".")[0]
    return f"{name} {getattr(sys.modules.get(top), '__version__', '')}"


def _of_function(function: FunctionType, seen: set[int]) -> Iterator[str]:
    yield from _of_code(function.__code__)
    also = {"defaults": function.__defaults__, "keywords": function.__kwdefaults__, "attributes": vars(function)}
    for name, value in also.items():
        yield from _told(value, seen, name)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        yield from _told(cell.cell_contents, seen, name)
    mentioned = set(_names(function.__code__))
    for name in sorted(mentioned & function.__globals__.keys()):
        yield name
        value = function.__globals__[name]
        if isinstance(value, ModuleType) and _is_own_module(value):
            yield from _of_own_module(value, mentioned, seen)
        else:
            yield from _told(value, seen, name)
    for name in sorted(_imported(function.__code__)):
        yield f"import {name}"
        if _is_own_module(module := import_module(name)):
            yield from _of_own_module(module, mentioned, seen)


def _is_own_module(module: ModuleType) -> bool:
    return _is_own(SimpleNamespace(__module__=module.__name__))


def _of_own_module(module: ModuleType, mentioned: set[str], seen: set[int]) -> Iterator[str]:
    """Of a user's own module what the walk mentions."""
    for name in sorted(mentioned & vars(module).keys()):
        yield name
        yield from _told(vars(module)[name], seen, f"{module.__name__}.{name}")


def _imported(code: CodeType) -> set[str]:
    """The modules that a function imports when it is called."""
    found = {str(one.argval) for one in dis.get_instructions(code) if one.opname == "IMPORT_NAME"}
    return found.union(*(_imported(one) for one in code.co_consts if isinstance(one, CodeType)))


def _of_class(owner: type, seen: set[int]) -> Iterator[str]:
    yield owner.__qualname__
    for base in owner.__bases__:
        yield from _told(base, seen, owner.__qualname__)
    for name, value in vars(owner).items():
        if name.startswith(("__", "_abc_")) and not callable(value):
            continue
        bare = getattr(value, "fget", None) or getattr(value, "__func__", None) or value
        yield name
        yield from _told(bare, seen, f"{owner.__qualname__}.{name}")


def _of_code(code: CodeType) -> Iterator[str]:
    yield f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {code.co_freevars} {code.co_argcount} {code.co_flags}"
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant)
        else:
            yield repr(sorted(constant, key=repr)) if isinstance(constant, frozenset) else repr(constant)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
