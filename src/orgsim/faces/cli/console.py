"""What is said on a terminal: in the characters that it has, and without any that would command it."""

from __future__ import annotations

import codecs
import os
import re
import sys
import unicodedata
from typing import Final, TextIO

_PLAIN: Final = {
    "●": "*", "○": "o",
    "…": "...", "→": "->", "−": "-", "–": "-", "—": "-", "·": "-", "×": "x", "≥": ">=", "≤": "<=", "ß": "ss",
    "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "€": "EUR", "²": "2", "³": "3",
}  # fmt: skip
_COMMANDS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def _spelled(text: str) -> str:
    """Characters that a terminal lacks, spelled with those that every one has."""
    bare = unicodedata.normalize("NFKD", "".join(_PLAIN.get(one, one) for one in text))
    return "".join(one if one.isascii() else "" if unicodedata.combining(one) else "?" for one in bare)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _spelled(error.object[error.start : error.end]), error.end


def prepare() -> None:
    """Let no character be an error, and a stream that is closed be one that nobody reads."""
    codecs.register_error("orgsim.spelled", _replaced)
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as the program
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="orgsim.spelled")


def visible(text: str) -> str:
    """The text without characters that command a terminal, or turn the direction of reading."""
    return _COMMANDS.sub("?", text)


def say(text: str) -> None:
    """Data, on stdout."""
    sys.stdout.write(f"{visible(text)}\n")


def note(text: str, *, quiet: bool = False) -> None:
    """A remark, on stderr."""
    if not quiet:
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()
