"""Text files that people write: opened with care, and what to write instead of what many write in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from orgsim.kernel.errors import LONGEST, UsageError, shown

LARGEST: Final = 1 << 22  # bytes


def read_text(path: Path, what: str, most: int = LARGEST) -> str:
    """The text of a file that people write: of a regular file, not too large, in UTF-8. Raises UsageError."""
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"Cannot read the {what} {shown_path(path)}: it is no regular file.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"Cannot read the {what} {shown_path(path)}: {reason}.") from None
    if len(content) > most:
        raise UsageError(f"Cannot read the {what} {shown_path(path)}: it is larger than {most >> 20} MB.")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError(f"Cannot read the {what} {shown_path(path)}: not a UTF-8 text file. Save it as UTF-8.") from None


def shown_path(path: Path) -> str:
    """A path as messages have it."""
    text = str(path)
    return text if text.isprintable() and len(text) <= 4 * LONGEST else shown(text)


def counted(count: int, noun: str) -> str:
    """So many of something, in the singular where it is one."""
    if count != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
    return f"{count:,} {noun}"


def hint(text: str) -> str:
    """What to write instead of a number that is none, for what people often write; nothing where that is not known."""
    bare = text.strip()
    if re.fullmatch(r"[+-]?[\d.,]+\s*%", bare):
        return "write a share, 0.15 for 15 %"
    if re.fullmatch(r"[+-]?\d+,\d+", bare) or re.fullmatch(r"[+-]?\d{1,3}([,.' ]\d{3})+([.,]\d+)?", bare):
        return "write a point for the decimals, and nothing between thousands: 0.5, 12000"
    if bare.lower() in ("yes", "no", "on", "off", "true", "false"):
        return "write 1 for yes, 0 for no"
    if re.fullmatch(r"[+-]?[\d.]+\s*[^\W\d]+", bare):
        return "write the bare number, without its unit"
    return ""


_COMMA = re.compile(r"=\s*[+-]?\d[\d.]*,\d")
_PERCENT = re.compile(r"=\s*[+-]?[\d.]+\s*%")
_WORD = re.compile(r"=\s*(?:yes|no|on|off|True|False|None|none|\d+\s*[a-zA-Z]+|[a-zA-Z][\w ]*)\s*(?:#.*)?$")


def advice(text: str, error: str) -> str:
    """What to write instead, for what people often write in a file of this kind."""
    place = re.search(r"line (\d+)", error)
    lines = text.splitlines()
    line = lines[int(place[1]) - 1] if place and int(place[1]) <= len(lines) else ""
    told = line.strip()
    if _COMMA.search(line):
        return f". In '{told}' write a point for the decimals, and nothing between thousands: 0.5, 12000"
    if _PERCENT.search(line):
        return f". In '{told}' write a share, 0.15 for 15 %"
    if line.count('"') % 2:
        return f". In '{told}' a quotation mark is missing"
    if _WORD.search(line):
        return f". In '{told}' write a bare number, without its unit, or a text in quotation marks"
    return f": '{told}'" if told else ""
