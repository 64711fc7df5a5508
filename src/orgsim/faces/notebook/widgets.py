"""Widgets of the view, for whatever notebook shows anywidget's: JupyterLab, Notebook, VS Code, Colab, marimo."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from orgsim.kernel.errors import UsageError

VIEW: Final = Path(str(files("orgsim.faces.view") / "orgsim-view.js"))


def view_widget(**given: Any) -> Any:
    """A widget that shows the view: ``declarations`` and ``state`` for an explorer, ``film`` for a player. Its class is made
    when first wanted, since anywidget is an extra. Raises UsageError where that is not installed.
    """
    try:
        import anywidget
        import traitlets
    except ImportError:
        raise UsageError('This is a widget: pip install "orgsim[notebook]".') from None

    class View(anywidget.AnyWidget):  # type: ignore[misc,unused-ignore]  # anywidget comes without types
        """What the page and the kernel share."""

        _esm = VIEW
        declarations = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
        state = traitlets.Dict().tag(sync=True)
        film = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    return View(**given)
