"""One exception class per kind of mistake, each with a message that says what was given, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class OrgsimError(Exception):
    """Anything that went wrong in a way the user can understand. ``exit_code`` is what the command line returns."""

    exit_code = 1


class UsageError(OrgsimError):
    """A mistake in what was asked for."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that is in no table; the message lists the nearest ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        choices = sorted(known)
        super().__init__(f"There is no {kind} '{name}'. {_nearest(name, choices)}")


class BadValue(UsageError):
    """A value of the wrong type or outside its range."""


class BrokenFile(UsageError):
    """A file that cannot be read as what it should be; the message names the file, lines and keys."""

    def __init__(self, path: object, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join([f"{path}:", *(f"  {problem}" for problem in problems)]))


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


def _nearest(name: str, choices: Sequence[str]) -> str:
    lowered = {choice.lower(): choice for choice in choices}
    near = [lowered[match] for match in get_close_matches(name.lower(), lowered, n=3, cutoff=0.5)]
    if near:
        return (
            f"Did you mean {' or '.join(near)}? All: {', '.join(choices)}."
            if len(choices) <= 20
            else (f"Did you mean {' or '.join(near)}?")
        )
    return f"Known: {', '.join(choices)}."
