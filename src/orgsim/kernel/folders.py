"""Where compiled rules, and answers, are kept on this machine, and how old ones make room.

Everything lies in a folder of our own, also below one that the user names, and nothing is ever removed that we did not
certainly make. Where no such folder can be written, one in the system's temporary folder serves, that only this user can
write to (what is loaded from there is run); and where that cannot be had, one that goes when this process ends.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OURS = "orgsim-compiled"
KEPT = 4  # how many earlier states of the sources stay compiled
NAMED = "ORGSIM_CACHE_DIR"
_TAG = re.compile(r"[0-9a-f]{16}-[a-z]+-?\d+-numba[\w.]+")
_passing: list[Path] = []


@cache
def cache_root() -> Path:
    """Our folder for compiled rules."""
    return next(_folders())


def is_passing() -> bool:
    """Whether nothing can be kept for the next process."""
    return cache_root() in _passing


def _folders() -> Iterator[Path]:
    for above in _named():
        if _is_writable(above / OURS):
            yield above / OURS
    own = Path(tempfile.gettempdir()) / f"{OURS}-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    if _is_writable(own, private=True):
        yield own
    passing = Path(tempfile.mkdtemp(prefix="orgsim-"))
    _passing.append(passing / OURS)
    (passing / OURS).mkdir()
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    os.environ[NAMED] = str(passing)  # the workers that this process starts share it
    yield passing / OURS


def _named() -> Iterator[Path]:
    """Folders that the user, or the system's custom, names for such things; of customs a relative one counts for nothing."""
    if named := os.environ.get(NAMED):
        yield Path(named).resolve()
    custom = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    try:
        found = Path(custom) if custom else Path.home() / ".cache"
    except RuntimeError:  # nobody knows where this user is at home
        return
    if found.is_absolute():
        yield found


def _is_writable(folder: Path, *, private: bool = False) -> bool:
    """Whether a folder is there, made where it is missing, and takes files; ``private``: and nobody else's do."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
        if private and hasattr(os, "getuid"):
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
                return False
        with tempfile.TemporaryFile(dir=folder):
            return True
    except (OSError, ValueError):
        return False


def kept_folder(*parts: str) -> Path:
    """A folder beside that of compiled rules, for what is kept from one call to the next; it need not be there yet."""
    return cache_root().with_name(OURS.replace("compiled", "kept")).joinpath(*parts)


def compiled_folder(fingerprint: str, numba: str) -> Path:
    """The folder for rules with this fingerprint, made where it is missing; the oldest others make room for it."""
    root = cache_root()
    folder = root / f"{fingerprint}-{sys.implementation.cache_tag}-numba{numba}"
    try:
        folder.mkdir(exist_ok=True)
        os.utime(folder)
        others = [path for path in root.iterdir() if path != folder and path.is_dir() and _TAG.fullmatch(path.name)]
        for stale in sorted(others, key=lambda path: -path.stat().st_mtime)[KEPT:]:
            shutil.rmtree(stale, ignore_errors=True)
    except OSError:
        pass  # somebody else tidies at the same time
    return folder
