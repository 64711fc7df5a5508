"""Mistakes in a study, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgsim.kernel.errors import MOST, UnknownName, UsageError, shown


class BadStudy(UsageError):
    """A study that is not right; ``errors`` are as the checking library gives them."""

    def __init__(self, errors: list[Any], known: Iterable[str]) -> None:
        self.errors = errors
        super().__init__(
            "\n".join(
                [
                    *(told(one, known) for one in errors[:MOST]),
                    *([f"and {len(errors) - MOST:,} more"] if len(errors) > MOST else []),
                ]
            )
        )


def told(error: Any, known: Iterable[str]) -> str:
    """One mistake of a study, in words."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        return str(UnknownName("key of a study", str(error["loc"][0]), known))
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']} (given: {shown(error['input'])})."
