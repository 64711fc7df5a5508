"""Exercises that check themselves, and forgive how an answer is written: ``orgsim.teach``."""

from __future__ import annotations

import re
from typing import Any, Final

import numpy as np

RIGHT: Final = "Right."
YOUR_TURN: Final = "Your turn."
YES: Final = ("yes", "true", "y", "ja", "right")
NO: Final = ("no", "false", "n", "nein", "wrong")
_NUMBER: Final = re.compile(r"[-+]?\d[\d,]*\.?\d*(?:e[-+]?\d+)?|[-+]?\.\d+", re.IGNORECASE)
_SIZES: Final = {"k": 1e3, "m": 1e6, "thousand": 1e3, "million": 1e6}


def check(given: Any, right: Any, within: float = 0.05, *, signed: bool = False, hint: str = "") -> bool:
    """Say whether an answer is right, and return it: numbers within a share of the right one (``within``), signs forgiven
    unless ``signed``; percent as 12, 0.12 or "12 %"; money as 45000, "45 k" or "0.045 M"; yes and no in words; texts without
    regard to case, blanks and hyphens. ``...`` and None are no answer yet.

    >>> check("-10,7 %", 0.107)
    Right.
    True
    >>> check(..., 3)
    Your turn.
    False
    """
    if given is ... or given is None or (isinstance(given, str) and not given.strip()):
        print(YOUR_TURN)  # noqa: T201  # what an exercise says
        return False
    found = _same(given, right, within, signed=signed)
    print(RIGHT if found else f"Not yet: {given}. {hint}".strip())  # noqa: T201  # what an exercise says
    return found


def _same(given: Any, right: Any, within: float, *, signed: bool) -> bool:
    if isinstance(right, bool | np.bool_):
        return _truth(given) is bool(right)
    if isinstance(right, str):
        return _plain(given) == _plain(right)
    return any(_near(one, float(right), within, signed=signed) for one in _numbers(given, float(right)))


def _truth(given: Any) -> bool | None:
    if isinstance(given, str):
        word = given.strip().lower().rstrip(".!")
        return True if word in YES else False if word in NO else None
    return bool(given)


def _plain(text: Any) -> str:
    return re.sub(r"[\s_-]+", " ", str(text)).strip().strip(".!").lower()


def _numbers(given: Any, right: float) -> list[float]:
    """What a number may have meant: as it stands; where a share is asked for, or percent were written, as a percentage."""
    percent = False
    if isinstance(given, str):
        match = _NUMBER.search(given.replace("−", "-"))
        if match is None:
            return []
        written = match.group()
        comma = re.fullmatch(r"[-+]?\d*,\d{1,2}", written) is not None  # a decimal comma: thousands have three digits
        value = float(written.replace(",", "." if comma else ""))
        word = re.match(r"[a-z%]+", given[match.end() :].strip().lower())
        percent = word is not None and word.group() == "%"
        value *= _SIZES.get(word.group() if word else "", 1.0)
    else:
        try:
            value = float(given)
        except (TypeError, ValueError):
            return []
    return [value, value / 100.0] if percent or abs(right) <= 1.0 else [value]


def _near(given: float, right: float, within: float, *, signed: bool) -> bool:
    if not signed:
        given, right = abs(given), abs(right)
    return abs(given - right) <= within * max(abs(right), 1e-12)
