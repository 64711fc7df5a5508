"""One exception class per kind of mistake, each with a message that says what was given, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

LONGEST = 100  # letters of a value in a message
LINES, LETTERS = 40, 1000  # of a message
MOST = 20  # mistakes of a file that are told
MANY, FEW = 60, 5  # names that are too many to be listed, and how many are then


def shown(value: object) -> str:
    """A value as messages have it: short, on one line, whatever it is."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  # a stranger's own way of showing itself; also numbers of thousands of digits
        return f"a {type(value).__name__} that cannot be shown"
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 10]} … {text[-7:]}"


class OrgsimError(Exception):
    """Anything that went wrong in a way the user can understand. ``exit_code`` is what the command line returns."""

    exit_code = 1

    def __init__(self, message: str = "") -> None:
        super().__init__(_short(message))


class UsageError(OrgsimError):
    """A mistake in what was asked for."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that is in no table; the message lists the nearest ones."""

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name if isinstance(name, str) else shown(name), sorted(known)
        told = self.name if len(self.name) <= LONGEST else f"{self.name[: LONGEST - 10]} … {self.name[-7:]}"
        super().__init__(f"There is no {kind} '{told}'. {_nearest(told, self.known)}")

    def __reduce__(self) -> tuple[type[UnknownName], tuple[str, str, list[str]]]:
        return type(self), (self.kind, self.name, self.known)


class BadValue(UsageError):
    """A value of the wrong type or outside its range."""


class BrokenFile(UsageError):
    """A file that cannot be read as what it should be; the message names the file, lines and keys."""

    def __init__(self, path: object, problems: Sequence[str]) -> None:
        self.path, self.problems = path, list(problems)
        more = [f"and {len(self.problems) - MOST:,} more"] if len(self.problems) > MOST else []
        super().__init__("\n".join([f"{path}:", *(f"  {problem}" for problem in [*self.problems[:MOST], *more])]))

    def __reduce__(self) -> tuple[type[BrokenFile], tuple[object, list[str]]]:
        return type(self), (self.path, self.problems)


class OtherStudy(UsageError):
    """A folder holds the rows of another study, or of a model that gives other rows."""


class UnequalResources(UsageError):
    """Two sides of a comparison do not have the same people, pay and media on day 0."""


class OverriddenAgents(UsageError):
    """The compiled walk was asked to run a model whose agents were changed in Python."""


class CannotRead(OrgsimError):
    """A file that the system cannot read now."""


class CannotWrite(OrgsimError):
    """A place that cannot be written to."""


class RunFailed(OrgsimError):
    """A run of a study failed, and the study was asked to stop at the first failure."""


class CheckFailed(OrgsimError):
    """Something ran, but a check did not hold."""

    exit_code = 3


class OutputExists(OrgsimError):
    """The place to write to is taken; nothing was overwritten."""

    exit_code = 4


def _short(message: str) -> str:
    """A message that fits a screen, whatever was put into it."""
    lines = message.splitlines()
    more = [f"  and {len(lines) - LINES:,} more lines"] if len(lines) > LINES else []
    most = LETTERS if len(message) <= 4 * LETTERS else LETTERS // 5
    clipped = [line if len(line) <= most else f"{line[: most - 20]} … {line[-15:]}" for line in lines[:LINES]]
    return "\n".join([*clipped, *more])


def _nearest(name: str, choices: Sequence[str]) -> str:
    lowered = {choice.lower(): choice for choice in choices}
    near = [lowered[match] for match in get_close_matches(name.lower(), lowered, n=3, cutoff=0.5)]
    if near:
        return (
            f"Did you mean {' or '.join(near)}? All: {', '.join(choices)}."
            if len(choices) <= 20
            else (f"Did you mean {' or '.join(near)}?")
        )
    if len(choices) <= MANY:
        return f"Known: {', '.join(choices)}."
    return f"None of the {len(choices)} that are known looks like it: {', '.join(choices[:FEW])}, ..., {choices[-1]}."
