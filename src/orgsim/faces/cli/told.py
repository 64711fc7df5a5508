"""A study in words: what it will take, and what it varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from orgsim.studies.forecast import Forecast
    from orgsim.studies.study import Study

FIVE: Final = 5


def ahead(study: Study, found: Forecast) -> str:
    """A forecast in words."""
    return (
        f"{study.name}: {found.asked:,} runs asked for, {found.runs:,} of them different "
        f"({len(study.companies)} companies × {len(study.designs)} designs × {len(study.points)} points × {study.pairs} "
        "pairs)\n"
        f"about {found.seconds / 60.0:.1f} minutes on {found.workers} workers, {found.kilobytes:,.0f} kB"
    )


def ranges(study: Study, name: str) -> str:
    """The values of a factor, or their ends where they are many."""
    values = sorted({point[name] for point in study.points if name in point}, key=lambda one: (isinstance(one, str), one))
    shown = [one if isinstance(one, str) else f"{one:.4g}" for one in values]
    return f"{', '.join(shown)}" if len(shown) <= 2 * FIVE else f"{shown[0]} … {shown[-1]} ({len(shown)} values)"
