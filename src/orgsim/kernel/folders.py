"""Where compiled rules are kept on this machine, and how old ones make room.

Everything lies in a folder of our own, also below one that the user names, and nothing is ever removed that we did not
certainly make.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

OURS = "orgsim-compiled"
KEPT = 4  # how many earlier states of the sources stay compiled
_TAG = re.compile(r"[0-9a-f]{16}-[a-z]+-?\d+-numba[\w.]+")


@cache
def cache_root() -> Path:
    """Our folder for compiled rules; a temporary one where none can be written."""
    if "ORGSIM_CACHE_DIR" in os.environ:
        above = Path(os.environ["ORGSIM_CACHE_DIR"])
    elif sys.platform == "win32":
        above = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    else:
        above = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = above / OURS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return Path(tempfile.mkdtemp(prefix="orgsim-"))
    return folder


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
