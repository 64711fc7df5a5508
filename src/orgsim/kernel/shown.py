"""Results that show themselves. How they are shown is the business of whoever stands above: it registers itself here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PRESENTERS: Final[list[str]] = []
"""Names of the modules that show results; the last one is asked. Each has ``plot(result, kind)`` and ``html(result)``."""


class Shown:
    """A result that a notebook shows as a picture with its sentence, and that draws its figures."""

    __slots__ = ()

    def plot(self, kind: str | None = None) -> Figure:
        """The picture of this answer, of this kind (default: its first); see ``orgsim.plot``. Raises UnknownName."""
        figure: Figure = _presenter().plot(self, kind)
        return figure

    def _repr_html_(self) -> str:
        return str(_presenter().html(self))


def _presenter() -> Any:
    return import_module(PRESENTERS[-1])
