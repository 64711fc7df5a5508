"""TOML files of users, opened: what is no file, no text or no TOML is refused in the same words everywhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from orgsim.kernel.errors import BrokenFile, UsageError


def opened(path: Path, what: str) -> tuple[str, dict[str, Any]]:
    """Text and content of a TOML file. Raises UsageError where there is none, BrokenFile where it is no TOML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a UTF-8 text file"
        raise UsageError(f"Cannot read the {what} file {path}: {reason}.") from None
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenFile(path, [f"not valid TOML: {error}"]) from None
