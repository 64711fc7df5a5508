"""A report as PDF, set by Typst from the same content; an extra, ``orgsim[pdf]``."""

from __future__ import annotations

import json
import tempfile
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from orgsim.faces.drawing import DRAWINGS
from orgsim.faces.plots import studies
from orgsim.faces.plots.comparison import figure_bytes
from orgsim.faces.report.content import Report
from orgsim.faces.report.page import of_board
from orgsim.faces.view.payload import Panel
from orgsim.kernel.errors import UsageError

OF_STUDIES: Final = {"effects": studies.effects_figure, "map": studies.map_figure, "points": studies.points_figure}
"""How the panels of a study's report are drawn, by kind."""
TEMPLATE: Final = files("orgsim.faces.report") / "report.typ"


def check_typst() -> None:
    """Raise UsageError where Typst is not installed."""
    if find_spec("typst") is None:
        raise UsageError('A PDF is set by Typst, which is not installed: pip install "orgsim[pdf]".')


def as_pdf(of: Report, *, board: bool = False) -> bytes:
    """The PDF; each panel is drawn from its table. Raises UsageError where Typst is not installed."""
    check_typst()
    import typst

    with tempfile.TemporaryDirectory(prefix="orgsim-report-") as folder:
        here = Path(folder)
        content = of.model_copy(update={"sections": of_board(of.sections)}) if board else of
        told: dict[str, Any] = content.model_dump(mode="json", exclude={"provenance"})
        number = 0
        for section, whole in zip(told["sections"], content.sections, strict=True):
            drawn = []
            for panel in whole.panels:
                told_of = {"file": "", "title": panel.title, "sentence": panel.sentence}
                if panel.kind in {*DRAWINGS, *OF_STUDIES} and panel.rows:
                    told_of["file"] = f"{number}.png"
                    (here / told_of["file"]).write_bytes(picture(panel))
                    number += 1
                drawn.append(told_of)
            section["panels"] = drawn
        (here / "report.json").write_text(json.dumps(told | {"board": board}), encoding="utf-8")
        (here / "report.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        found = typst.compile(str(here / "report.typ"), root=str(here), format="pdf")
    assert isinstance(found, bytes)
    return found


def picture(panel: Panel) -> bytes:
    """The figure of a panel, drawn from its table."""
    import pandas as pd

    rows = [[float("nan") if value is None else value for value in row] for row in panel.rows]
    table = pd.DataFrame(rows, columns=[one.name for one in panel.columns])
    if panel.kind in OF_STUDIES:
        unit = next(one.unit for one in panel.columns if one.name in ("mean", "difference"))
        return figure_bytes(OF_STUDIES[panel.kind](table, panel.title, unit), "png")
    return figure_bytes(DRAWINGS[panel.kind].draw(table, panel.title), "png")
