"""A study: what it states, checked as a whole, with its verbs: read it from a file, run it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import model_validator

from orgsim.kernel.arguments import checked
from orgsim.kernel.arguments import path as a_path
from orgsim.studies.checking import mistakes
from orgsim.studies.declaration import Declaration
from orgsim.studies.reading import read_study
from orgsim.studies.result import StudyResult
from orgsim.studies.runner import run_study


class Study(Declaration):
    """Many runs, declared. Every point of the plan is run for every company and design, under each pair's seed.

    Runs of one pair share their luck, whatever design, company and point they belong to. ``design`` tables name designs of
    one's own: ``base`` and the levers that differ. ``scale`` tables name other sizes, as ``{full = {pairs = 100}}``.

    >>> Study(name="two", designs=("separated", "pods"), pairs=3, days=21).size
    6
    """

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if wrong := mistakes(self):
            raise ValueError("\n".join(wrong))
        return self

    @classmethod
    @checked(path=a_path)
    def from_toml(cls, path: str | Path, *, scale: str | None = None) -> Self:
        """The study in a TOML file, in one of its sizes. Raises BrokenFile naming every bad line and key, or UsageError."""
        return read_study(path, cls).scaled(scale)

    def run(self, out: str | Path | None = None, **options: Any) -> StudyResult:
        """Run what is not done yet into a folder (default ``results/NAME``), and return the result.

        Options, as ``orgsim.studies.runner.run_study`` has them: executor, workers, address, walk, progress, ...
        """
        return run_study(self, out, **options)
