"""Work that ends soon after nobody wants it any more: whoever takes long asks, every now and then, whether to go on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_HERE: Final = threading.local()


class Left(Exception):  # no error: nobody waits any more
    """Raised where nobody wants the answer any more."""


@contextmanager
def wanted_until(left: Callable[[], bool]) -> Iterator[None]:
    """What this thread works on meanwhile is wanted until ``left()`` says that nobody waits; then it ends with Left."""
    before = getattr(_HERE, "left", None)
    _HERE.left = left
    try:
        yield
    finally:
        _HERE.left = before


def still_wanted() -> None:
    """Go on. Raises Left where nobody waits for what this thread works on."""
    left = getattr(_HERE, "left", None)
    if left is not None and left():
        raise Left
