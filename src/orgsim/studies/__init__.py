"""Many runs: pairs of designs under the same luck, and studies that are never lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgsim.studies.result import StudyResult


def load(folder: str | Path) -> StudyResult:
    """What the study in a folder has found so far. Raises UsageError or BrokenFile."""
    from orgsim.studies.result import StudyResult

    return StudyResult(folder)
