"""A study in words: what it will take, and what it varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from orgsim.kernel.texts import counted

if TYPE_CHECKING:
    from orgsim.studies.forecast import Forecast
    from orgsim.studies.study import Study

FIVE: Final = 5


def ahead(study: Study, found: Forecast) -> str:
    """A forecast in words."""
    sizes = {"company": len(study.companies), "design": len(study.designs), "point": len(study.points), "pair": study.pairs}
    return (
        f"{study.name}: {counted(found.asked, 'run')} asked for, {found.runs:,} different "
        f"({' × '.join(counted(count, noun) for noun, count in sizes.items())})\n"
        f"about {found.seconds / 60.0:.1f} minutes on {found.workers} workers, {found.kilobytes:,.0f} kB"
    )


def ranges(study: Study, name: str) -> str:
    """The values of a factor, or their ends where they are many."""
    values = sorted({point[name] for point in study.points if name in point}, key=lambda one: (isinstance(one, str), one))
    shown = [one if isinstance(one, str) else f"{one:.4g}" for one in values]
    return f"{', '.join(shown)}" if len(shown) <= 2 * FIVE else f"{shown[0]} … {shown[-1]} ({len(shown)} values)"
