"""Commit and cleanliness of the repository around a folder, read without running anything that lies in it.

Git obeys a repository's own configuration, which may name programs (monitors, hooks, filters). So git is never run in the
repository: it is run in an empty one of ours, which looks at the objects, a copy of the index, and the files of the other.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

SECONDS: Final = 10  # how long git may take
ALONE: Final = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""Also the user's own configuration is left out: a relative path in it leads into the repository."""
SAMENESS: Final = ("filemode", "autocrlf", "eol", "symlinks", "ignorecase", "precomposeunicode")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST: Final = 1 << 22  # bytes of a file of references


def git_state(folder: Path) -> dict[str, Any] | None:
    """Commit, and whether all that is tracked is as committed (``results/`` aside; None where git is not there to tell);
    None where there is no commit.
    """
    try:
        return _state(folder.resolve())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _state(folder: Path) -> dict[str, Any] | None:
    top = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    if top is None:
        return None
    private, common = _git_folders(top)
    commit = _commit(private, common)
    if commit is None:
        return None
    changed = _changed(top, private, common, commit)
    return {"commit": commit, "clean": None if changed is None else not changed}


def _git_folders(top: Path) -> tuple[Path, Path]:
    """A working tree's own git folder, and the one that holds objects and references."""
    private = top / ".git"
    if private.is_file():
        private = top / _read(private).removeprefix("gitdir:").strip()
    common = private / "commondir"
    return private, private / _read(common).strip() if common.is_file() else private


def _read(path: Path) -> str:
    if not path.is_file():
        raise ValueError("no regular file")
    with path.open(encoding="utf-8") as file:
        return file.read(_LONGEST)


def _commit(private: Path, common: Path) -> str | None:
    """The commit that is checked out."""
    head = _read(private / "HEAD").strip()
    for _ in range(5):  # references may name references
        if _COMMIT.fullmatch(head):
            return head
        name = head.removeprefix("ref:").strip()
        if ".." in name or not name.startswith("refs/"):
            return None
        loose = next((one for one in (private / name, common / name) if one.is_file()), None)
        head = _read(loose).strip() if loose else _packed(common, name)
    return None


def _packed(common: Path, name: str) -> str:
    packed = common / "packed-refs"
    lines = _read(packed).splitlines() if packed.is_file() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")


def _git(top: Path) -> str | None:
    """The system's git: never one that lies in the repository or in the present folder, where Windows looks first."""
    name = "git.exe" if os.name == "nt" else "git"
    for entry in os.environ.get("PATH", "").split(os.pathsep):
        found = Path(entry) / name
        if not found.is_absolute() or not found.is_file() or not os.access(found, os.X_OK):
            continue
        real = found.resolve()
        if not (real.is_relative_to(top) or real.is_relative_to(Path.cwd())):
            return str(found)
    return None


def _harmless(git: str, config: Path | None) -> list[str]:
    """Those of a repository's settings (or the user's own) by which files count as the same; they name no program."""
    whose = ["--no-includes", "--file", str(config)] if config is not None else []
    if config is not None and not config.is_file():
        return []
    asked = [git, "config", *whose, "--get-regexp", f"^core\\.({'|'.join(SAMENESS)})$"]
    with tempfile.TemporaryDirectory(prefix="orgsim-git-") as nowhere:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        found = subprocess.run(
            asked, cwd=nowhere, capture_output=True, text=True, check=False, timeout=SECONDS,
            env=kept | {"GIT_CEILING_DIRECTORIES": nowhere},
        )  # fmt: skip
    pairs = (line.partition(" ") for line in found.stdout.splitlines())
    return [word for key, _, value in pairs for word in ("-c", f"{key}={value}")]


def _changed(top: Path, private: Path, common: Path, commit: str) -> bool | None:
    """Whether a tracked file differs from the commit."""
    git = _git(top)
    if git is None:
        return None
    settings = [*_harmless(git, None), *_harmless(git, common / "config")]
    with tempfile.TemporaryDirectory(prefix="orgsim-git-") as ours:
        own = Path(ours)
        for name in ("objects", "refs"):
            (own / name).mkdir()
        (own / "HEAD").write_text(f"{commit}\n", encoding="utf-8")
        long = "[extensions]\n\tobjectFormat = sha256\n" if len(commit) == 64 else ""
        (own / "config").write_text(f"[core]\n\trepositoryformatversion = {int(bool(long))}\n{long}", encoding="utf-8")
        for index in (private / "index", *private.glob("sharedindex.*")):
            if index.is_file():  # with its time, by which git knows files that were changed in the moment it was written
                shutil.copy2(index, own / index.name)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        asked = ["status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all"]
        found = subprocess.run(
            [git, "-c", "core.fsmonitor=false", *settings, *asked, "--", ":(top)", ":(top,exclude)results"],
            cwd=top, capture_output=True, text=True, check=True, timeout=SECONDS,
            env=kept | ALONE | {"GIT_DIR": ours, "GIT_WORK_TREE": str(top), "GIT_OBJECT_DIRECTORY": str(common / "objects")},
        )  # fmt: skip
    return bool(found.stdout.strip())
