"""A report as one HTML file: text and tables that stand there, pictures drawn by the view that it carries inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final

from orgsim.faces.report.content import ANSWER, TO_DO, WHEN, WHY, Report, Section, Text
from orgsim.faces.view.payload import Panel
from orgsim.results.metrics import METRICS

BOARD: Final = {
    ANSWER: ("differences", "ranking", "effects"), WHY: ("bridge", "waterfall"), WHEN: ("turns", "map", "points"),
    TO_DO: ("payback", "gains"),
}  # fmt: skip
"""The figures of the one-page form."""
CLOSED: Final = "\\u003c"  # how "<" stands in JSON within a page, where it can begin nothing
OF_BOARD: Final = tuple(
    METRICS[name].label
    for name in ("leads", "follow_up", "mql_to_won", "disputes_between", "deals", "revenue", "profit") if name in METRICS
)  # fmt: skip
"""The metrics of the one-page form, as they are called."""
_VIEW: Final = files("orgsim.faces.view") / "orgsim-view.js"
_STYLE: Final = files("orgsim.faces.report") / "report.css"


def as_html(of: Report, *, board: bool = False) -> str:
    """The whole file. It asks nothing of any network, and reads without its pictures where scripts are not allowed."""
    return "".join(_parts(of, board=board))


def _parts(of: Report, *, board: bool) -> Iterator[str]:
    sections = of_board(of.sections) if board else of.sections
    kind = "board" if board else "report"
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(of.title)}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
    yield (
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'; img-src data: blob:\">"
    )
    yield f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
    yield f'<body class="orgsim {kind}"><main><header><p class="kind">orgsim</p><h1>{escape(of.title)}</h1>'
    yield f'<p class="headline">{escape(of.headline)}</p>{_facts(of.facts)}'
    yield "".join(f'<p class="note">Note: {escape(note)}</p>' for note in of.notes)
    yield "</header>"
    number = 0
    for section in sections:
        yield f"<section><h2>{escape(section.title)}</h2>"
        yield "".join(f"<p>{_prose(text)}</p>" for text in section.paragraphs)
        if section.panels:
            yield f'<div class="os-panels" data-section="{number}">{"".join(map(_fallback, section.panels))}</div>'
            number += 1
        yield "".join(_words(table, folded=len(table.rows) > 12) for table in section.tables)
        yield "</section>"
    made = of.provenance.get("version", "")
    again = _prose(f"Again: `{of.command}`") if of.command else ""
    yield f"<footer><p>Made with orgsim {escape(str(made))}. {again}</p></footer></main>"
    shown = [[panel.model_dump() for panel in section.panels] for section in sections if section.panels]
    yield f'<script type="application/json" id="panels">{json.dumps(shown, allow_nan=False).replace("<", CLOSED)}</script>'
    yield f'<script type="module">{_script(_VIEW.read_text(encoding="utf-8"))}\n'
    yield 'globalThis.orgsimView.drawPanels(document, JSON.parse(document.querySelector("#panels").textContent));'
    yield "</script></body></html>\n"


def of_board(sections: list[Section]) -> list[Section]:
    """What a board reads in a minute: one figure a section, few metrics, first sentences, no method, nothing unasked."""
    found = []
    for section in sections:
        if section.title in BOARD and (section.panels or section.title == ANSWER):
            panels = [_few(panel) for panel in section.panels if panel.kind in BOARD[section.title]][:1]
            found.append(section.model_copy(update={"panels": panels, "paragraphs": section.paragraphs[:1], "tables": []}))
    return found


def _few(panel: Panel) -> Panel:
    """The differences that a board asks for; any other panel as it is."""
    if panel.kind != "differences":
        return panel
    return panel.model_copy(update={"rows": [row for row in panel.rows if row[0] in OF_BOARD]})


def _script(code: str) -> str:
    """Code of ours that cannot end the script in which it stands."""
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _prose(text: str) -> str:
    """A paragraph, with what stands between backticks as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{one}</code>" if place % 2 and place < len(parts) - 1 else one for place, one in enumerate(parts))


def _facts(facts: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts)
    return f"<dl>{rows}</dl>"


def _fallback(panel: Panel) -> str:
    """A figure where no script runs: its title and sentence; the view puts the picture and the table in its place."""
    return (
        f'<figure class="os-panel" data-kind="{escape(panel.kind)}"><figcaption><h3>{escape(panel.title)}</h3>'
        f"<p>{escape(panel.sentence)}</p></figcaption></figure>"
    )


def _words(table: Text, *, folded: bool) -> str:
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(one)}</td>' for one in row)}</tr>" for row in table.rows)
    inside = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    inner = f'<div class="os-scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">{inside}</div>'
    if folded:
        return f"<details><summary>{escape(table.title)}</summary>{inner}</details>"
    return f"<h3>{escape(table.title)}</h3>{inner}"
