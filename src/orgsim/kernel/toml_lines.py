"""Where a key stands in a TOML text: parsers tell what a file says, not on which line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PART = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_PATH = rf"{_PART}(?:\s*\.\s*{_PART})*"
_MANY = re.compile(rf"\s*\[\[\s*({_PATH})\s*\]\]")
_TABLE = re.compile(rf"\s*\[\s*({_PATH})\s*\]")
_KEY = re.compile(rf"\s*({_PATH})\s*=")


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, path))


def line_of(text: str, where: Sequence[object]) -> int | None:
    r"""Line of the key at this path, or of the nearest key or table around it; None where there is none.

    >>> line_of('[staff]\nreps = 0', ("staff", "reps"))
    2
    """
    wanted = tuple(str(part) for part in where)
    table: tuple[str, ...] = ()
    seen: dict[str, int] = {}
    best, depth = None, 0
    for count, line in enumerate(text.splitlines(), 1):
        first_of_many = False
        if header := _MANY.match(line):
            name = header.group(1)
            seen[name] = seen.get(name, -1) + 1
            here = table = (*_parts(name), str(seen[name]))
            first_of_many = here[:-1] == wanted
        elif header := _TABLE.match(line):
            here = table = _parts(header.group(1))
        elif key := _KEY.match(line):
            here = (*table, *_parts(key.group(1)))
        else:
            continue
        if (here == wanted[: len(here)] or first_of_many) and len(here) > depth:
            best, depth = count, len(here)
    return best
