"""Tables fit the window; in a pipe they are as wide as they are."""

from __future__ import annotations

import pytest

from orgsim.faces.cli.layout import columns, filled, too_wide


@pytest.mark.parametrize(
    "words",
    [
        ["compare", "--pairs", "2", "--years", "0.2"], ["designs"], ["designs", "show", "pods"], ["companies"],
        ["companies", "show", "marketplace"], ["settings"], ["metrics"], ["glossary", "lead"], ["diff", "--years", "0.4"],
        ["validate", "--company", "smb_startup", "--seeds", "2"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("across", [80, 100])
def test_every_table_fits_a_window(orgsim, monkeypatch, words, across):
    monkeypatch.setenv("COLUMNS", str(across))
    _, out, _ = orgsim(*words)
    assert max(map(len, out.splitlines())) <= across


def test_text_breaks_between_words_and_numbers_never(monkeypatch):
    rows = [["metric", "unit", "value"], ["Leads that are qualified", "lead", "1,234"], ["Deals", "deal", "5"]]
    assert columns(rows, left=2)[1] == "Leads that are qualified  lead  1,234"
    monkeypatch.setenv("COLUMNS", "40")
    assert columns(rows, left=2)[1] == "Leads that are qualified  lead  1,234"
    wide = [[*row, "9,999,999"] for row in rows]
    assert too_wide(wide)
    assert columns(wide, left=2)[1:3] == ["Leads that are    lead  1,234  9,999,999", "qualified"]
    assert max(map(len, filled("word " * 30).splitlines())) <= 40


def test_in_a_pipe_nothing_is_broken(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert columns([["a" * 300, "1"]]) == [f"{'a' * 300}  1"]
    assert filled("word " * 60) == "word " * 60
