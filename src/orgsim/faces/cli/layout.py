"""Plain tables for terminals and pipes: as wide as they are in a pipe, within the window on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Final

NARROW: Final = 40  # letters of a window in which nothing is arranged any more
LEAST: Final = 6  # letters to which a column of text may shrink


def window() -> int | None:
    """Letters across the terminal; None where nobody looks at one."""
    if "COLUMNS" not in os.environ and not (sys.stdout is not None and sys.stdout.isatty()):
        return None
    return max(NARROW, shutil.get_terminal_size().columns)


def filled(text: str) -> str:
    """A text broken between words where the window ends."""
    across = window()
    return text if across is None else "\n".join(line for part in text.splitlines() for line in wrap(part, across) or [""])


def too_wide(rows: Sequence[Sequence[str]], gap: str = "  ") -> bool:
    """Whether a table does not fit into the window as it is."""
    across = window()
    return across is not None and sum(_natural(rows)) + len(gap) * (len(rows[0]) - 1) > across


def columns(rows: Sequence[Sequence[str]], *, left: int = 1, gap: str = "  ") -> list[str]:
    """Rows with aligned columns, the first ``left`` of them to the left and the others to the right, as lines."""
    return [line for lines in row_by_row(rows, left=left, gap=gap) for line in lines]


def row_by_row(rows: Sequence[Sequence[str]], *, left: int = 1, gap: str = "  ") -> list[list[str]]:
    """The lines of each row; one, unless the window is too narrow: then columns to the left break, the widest first."""
    widths, across = _natural(rows), window()
    if across is not None:
        room = across - len(gap) * (len(widths) - 1)
        words = [_longest_word(row[place] for row in rows) for place in range(len(widths))]
        for least in (words, [LEAST] * len(widths)):  # between words, as long as that is enough
            while sum(widths) > room and (
                free := [one for one in range(min(left, len(widths))) if widths[one] > least[one]]
            ):
                widths[max(free, key=widths.__getitem__)] -= 1
    found = []
    for row in rows:
        lines = []
        cells = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
        for number in range(max(len(cell) for cell in cells)):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            lines.append(
                gap.join(
                    part.ljust(width) if place < left else part.rjust(width)
                    for place, (part, width) in enumerate(zip(parts, widths, strict=True))
                ).rstrip()
            )
        found.append(lines)
    return found


def _natural(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]


def _longest_word(cells: Iterable[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=0)


def _broken(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    indent = cell[: len(cell) - len(cell.lstrip())]
    return wrap(cell, width, subsequent_indent=indent if len(indent) < width else "") or [""]
