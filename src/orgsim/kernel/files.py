"""Files that are written whole or not at all, never through a link, and never over what is not ours.

What is being written stands beside its place under a name that only we give, and is renamed when it is whole.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from orgsim.kernel.errors import BadValue, CannotRead, CannotWrite, OutputExists, shown

_BESIDE: Final = re.compile(r"\.orgsim-[0-9a-f]{32}\.tmp")


def is_there(path: Path) -> bool:
    """Whether a name is taken, also by a link that leads nowhere. Raises BadValue for what cannot be a name."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError as error:
        raise CannotRead(f"{path} cannot be looked at: {error.strerror}.") from None
    except (OSError, ValueError) as error:
        raise BadValue(f"{shown(str(path))} cannot be a path: {getattr(error, 'strerror', None) or error}.") from None
    return True


def is_left_over(path: Path) -> bool:
    """Whether a file is what an interrupted write of ours left."""
    return _BESIDE.fullmatch(path.name) is not None and path.is_file() and not path.is_symlink()


def beside(path: Path) -> Path:
    """A name of ours for what is being written, in the same folder. Raises BadValue."""
    if not path.name:
        raise BadValue(f"{shown(str(path))} is no name of a file.")
    return path.with_name(f".orgsim-{uuid.uuid4().hex}.tmp")


def refuse_link(path: Path) -> None:
    """Raise CannotWrite where a name is a link: what lies behind it may be anything."""
    if is_there(path) and (path.is_symlink() or getattr(path, "is_junction", bool)()):
        raise CannotWrite(f"{path} is a link, and nothing is written through links. Remove it, or choose another place.")


def write_whole(path: Path, write: Callable[[IO[bytes]], Any]) -> None:
    """Write a file so that it is there whole or not at all; one of this name is replaced. Raises CannotWrite."""
    refuse_link(path)
    unfinished = beside(path)
    try:
        with unfinished.open("xb") as sink:
            write(sink)
            sink.flush()
            os.fsync(sink.fileno())
        unfinished.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise CannotWrite(
            f"{path} cannot be written: {error.strerror or error}. What was written before is whole."
        ) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def make_parent(path: Path) -> None:
    """Make the folder that a file is to lie in. Raises CannotWrite."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{path.parent} cannot be made: {error.strerror or error}.") from None


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    write_whole(path, lambda sink: sink.write(text.encode()))


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which takes its name when all is in it; nothing of it is left otherwise.

    Raises OutputExists where the name is taken, and CannotWrite.
    """
    if is_there(path):
        raise OutputExists(f"{path} exists; nothing was written. Choose another folder or remove it.")
    unfinished = beside(path.absolute())
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        unfinished.rename(path)
    except CannotWrite as error:  # of a file in it, whose name nobody knows
        reason = str(error).partition("cannot be written: ")[2].partition(". What")[0]
        raise CannotWrite(f"{path} cannot be written: {reason or error}. Nothing of it was kept.") from None
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror or error}. Nothing of it was kept.") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Make a rename last, where the system knows how; the file is there in any case."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
