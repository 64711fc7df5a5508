"""What public functions are called with, checked at the border: wrong types and values are told in a sentence of ours.

``@checked(pairs=whole(2, 100_000, "pairs"))`` looks at the argument of this name before the function sees it, and hands it
on as Python has it: NumPy's numbers are taken wherever Python's are.
"""

from __future__ import annotations

import inspect
import math
import os
from collections.abc import Callable, Mapping
from functools import wraps
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import numpy as np

from orgsim.kernel.errors import BadValue, shown

P = ParamSpec("P")
R = TypeVar("R")
Check = Callable[[str, Any], Any]
LONGEST_PATH, LONGEST_NAME, LONGEST_TEXT = 4000, 255, 1000  # letters


def checked(**checks: Check) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Check arguments by name before the function below is called; what it returns for one is what the function gets."""

    def declared(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        if unknown := checks.keys() - signature.parameters.keys():
            message = f"{function.__qualname__} has no parameter {', '.join(sorted(unknown))}."
            raise TypeError(message)

        @wraps(function)
        def called(*args: P.args, **kwargs: P.kwargs) -> R:
            given = signature.bind(*args, **kwargs)
            for name, check in checks.items():
                if name in given.arguments:
                    given.arguments[name] = check(name, given.arguments[name])
            return function(*given.args, **given.kwargs)

        return called

    return declared


def whole(low: int, high: int, about: str) -> Check:
    """A whole number from low to high."""

    def check(name: str, value: Any) -> int:
        if isinstance(value, bool | np.bool_) or not isinstance(value, Integral):
            raise BadValue(f"{name} = {shown(value)} must be a whole number in {low}..{high} ({about}).")
        if not low <= int(value) <= high:
            raise BadValue(f"{name} = {shown(value)} lies outside {low}..{high} ({about}).")
        return int(value)

    return check


def number(low: float, high: float, about: str) -> Check:
    """A finite number from low to high."""

    def check(name: str, value: Any) -> float:
        if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
            raise BadValue(f"{name} = {shown(value)} must be a number in {low:g}..{high:g} ({about}).")
        try:
            told = float(value)
        except OverflowError:
            told = math.inf
        if not low <= told <= high:
            raise BadValue(f"{name} = {shown(value)} lies outside {low:g}..{high:g} ({about}).")
        return told

    return check


def optional(check: Check) -> Check:
    """What is checked so, or None."""
    return lambda name, value: None if value is None else check(name, value)


def one_of_kind(kind: type | tuple[type, ...], about: str) -> Check:
    """An instance of a class; ``about`` says what is wanted, as it follows "must be"."""

    def check(name: str, value: Any) -> Any:
        if not isinstance(value, kind):
            raise BadValue(f"{name} must be {about}, not {shown(value)}.")
        return value

    return check


def flag(name: str, value: Any) -> bool:
    """True or False."""
    if not isinstance(value, bool | np.bool_):
        raise BadValue(f"{name} = {shown(value)} must be True or False.")
    return bool(value)


def callback(name: str, value: Any) -> Any:
    """A function to call, or None."""
    if value is not None and not callable(value):
        raise BadValue(f"{name} must be a function or None, not {shown(value)}.")
    return value


def function(name: str, value: Any) -> Any:
    """A function to call."""
    if not callable(value):
        raise BadValue(f"{name} must be a function, not {shown(value)}.")
    return value


def path(name: str, value: Any) -> Path:
    """The name of a file or folder."""
    told = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if not isinstance(told, str) or "\0" in told or len(told) > LONGEST_PATH or len(Path(told).name) > LONGEST_NAME:
        raise BadValue(f"{name} must be the name of a file or folder, not {shown(value)}.")
    return Path(told)


def text(name: str, value: Any) -> str:
    """A text of some length."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise BadValue(f"{name} must be a text of at most {LONGEST_TEXT} letters, not {shown(value)}.")
    return str(value)


def named_values(name: str, value: Any) -> dict[str, Any]:
    """Names and the values that they are to have."""
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value):
        raise BadValue(f"{name} must be names with values, as in {{'market.deal_value': 9000}}, not {shown(value)}.")
    return dict(value)


def texts(name: str, value: Any) -> list[str]:
    """Texts in a list."""
    if not isinstance(value, list | tuple):
        raise BadValue(f"{name} must be a list of texts, not {shown(value)}.")
    return [text(f"{name}[{place}]", one) for place, one in enumerate(value)]


names: Final = one_of_kind((list, tuple), "a list of names")
SEED: Final = whole(0, 2**63 - 1, "seed of all draws")
WORKERS: Final = optional(whole(1, 10_000, "workers"))
