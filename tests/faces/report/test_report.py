"""The report: one file that opens from disk, whose numbers are those of its data, and says what it stands on."""

from __future__ import annotations

import html
import io
import json
import re

import pytest

import orgsim as package
from faces.browsing import Watched, browser
from helpers import VILLAGE
from orgsim.faces.report.content import OF_KINDS, from_payload, report
from orgsim.faces.report.page import as_html
from orgsim.faces.report.paper import as_pdf, picture
from orgsim.faces.view.payload import payload
from orgsim.faces.view.studies import study_payload


@pytest.fixture(scope="module")
def answers():
    world = {"company": "smb_startup", "days": 126}
    return [package.compare(pairs=4, **world), package.why(pairs=2, **world)]


@pytest.fixture(scope="module")
def whole(answers):
    return report(*answers, command="orgsim report separated integrated --company smb_startup")


def test_it_says_answer_why_conditions_what_to_do_method_assumptions_limits(whole):
    titles = [one.title for one in whole.sections]
    assert titles == [*OF_KINDS, "Method", "Assumptions and their sources", "Limits"]
    text = as_html(whole)
    for word in (
        "Holm",
        "ODD",
        "orgsim report separated integrated",
        "seed",
        "Bohanec, Kljajic Borstnar",
        "general knowledge",
    ):
        assert word in text, word


def test_it_is_one_small_file_that_asks_for_nothing(whole):
    text = as_html(whole)
    assert len(text.encode()) < 1_500_000
    assert not re.findall(r'(?:src|href)="(?!data:)', text)
    assert "<script" not in text.partition("<script")[2].partition("</script>")[0]


def test_numbers_in_its_text_are_those_of_its_data(whole, answers):
    """Every panel is there with the numbers of the payload; headline and sentences are the library's."""
    text = as_html(whole)
    data = json.loads(re.search(r'id="panels">(.*?)</script>', text, re.DOTALL)[1].replace("<\\/", "</"))
    shown = {panel["kind"]: panel["rows"] for section in data for panel in section}
    told = {panel.kind: panel.rows for one in payload(*answers).answers for panel in one.panels}
    assert shown == told
    plain = html.unescape(re.sub(r"<[^>]+>", "", text))
    for one in payload(*answers).answers:
        for sentence in (one.headline, *(panel.sentence for panel in one.panels)):
            assert sentence in plain


def test_what_people_name_things_cannot_break_it():
    from orgsim.inputs.companies import company_of_text

    name = "</script><img src=x onerror=alert(1)>&$|`"
    odd = company_of_text(VILLAGE.replace('"village"', f"'{name}'"))
    text = as_html(report(package.compare(company=odd, pairs=2, days=21), notes=[name]))
    assert "<img" not in text
    assert text.count("</script>") == 2
    assert html.escape(name) in text


def test_in_a_browser_it_draws_without_a_network(whole, tmp_path):
    (tmp_path / "r.html").write_text(as_html(whole), encoding="utf-8")
    (tmp_path / "b.html").write_text(as_html(whole, board=True), encoding="utf-8")
    with browser() as chrome:
        for name, least in (("r.html", 10), ("b.html", 2)):
            one = Watched(chrome, width=1000)
            one.page.goto(f"file://{tmp_path / name}")
            one.page.locator(".os-panel svg").first.wait_for()
            assert one.page.locator(".os-panel svg").count() >= least
            assert one.page.locator(".os-panel svg").count() == one.page.locator(".os-panel").count()
            axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
            found = axe.run(one.page, options={"resultTypes": ["violations"]}).response["violations"]
            assert [rule["id"] for rule in found if rule["impact"] in ("critical", "serious")] == []
            one.quiet()
            one.close()


def test_the_board_reads_one_page(whole):
    """One page of paper, few metrics, no method."""
    pytest.importorskip("typst")
    page, pages = as_pdf(whole, board=True), as_pdf(whole)
    assert page.startswith(b"%PDF")
    count = lambda pdf: len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))  # noqa: E731
    assert count(page) == 1 < count(pages)


def test_a_kept_answer_and_a_study_become_reports(orgsim, folder, monkeypatch):
    monkeypatch.chdir(folder)
    code, _, err = orgsim("compare", "--company", "village.toml", "--pairs", "3", "--years", "0.25", "--out", "kept")
    assert code == 0, err
    code, out, _ = orgsim("report", "kept", "--html", "kept.html", "--quiet")
    assert code == 0
    assert out.strip() == json.loads((folder / "kept" / "payload.json").read_text())["answers"][0]["headline"]
    again = from_payload(payload(package.compare(company="village.toml", pairs=2, days=21)))
    assert again.sections
    (folder / "s.toml").write_text(
        'companies = ["village.toml"]\ndesigns = ["separated", "integrated"]\nmetrics = ["profit"]\npairs = 2\ndays = 21\n'
        "[vary]\ninfo_sharing = { values = [0.2, 0.5], only = ['separated'] }\n"
        '"hours.switching" = { values = [0.0, 0.5] }\n'
    )
    assert orgsim("study", "run", "s.toml", "--quiet")[0] == 0
    code, out, err = orgsim("report", "results/s", "--html", "s.html")
    assert code == 0, err
    assert "of the map" in out
    assert "heatmap" in (folder / "s.html").read_text()


@pytest.mark.parametrize("study", [
    {"designs": ["separated", "integrated", "pods"]},
    {"designs": ["separated", "pods"], "vary": {"hours.switching": {"values": [0.0, 0.3, 0.5]}}},
    {"designs": ["separated", "pods"],
     "vary": {"hours.switching": {"values": [0.0, 0.5]}, "practice.progress_ratio": {"values": [0.8, 0.9]}}},
])  # fmt: skip
def test_a_studys_pictures_are_in_its_pdf(study, folder, tmp_path):
    pytest.importorskip("typst")
    declared = package.Study(name="s", folder=str(folder), companies=("village.toml",), pairs=2, days=21, **study)
    told = study_payload(declared.run(tmp_path / "out"))
    (panel,) = told.answers[0].panels
    assert len(picture(panel)) > 3000
    shown, bare = (as_pdf(from_payload(one)) for one in (told, _without_rows(told)))
    assert len(shown) > len(bare) + 3000


def _without_rows(of):
    (answer,) = of.answers
    panels = [panel.model_copy(update={"rows": []}) for panel in answer.panels]
    return of.model_copy(update={"answers": [answer.model_copy(update={"panels": panels})]})


def test_the_verb_asks_and_writes_and_refuses(orgsim, folder, monkeypatch):
    monkeypatch.chdir(folder)
    given = ("--company", "village.toml", "--pairs", "2", "--years", "0.1", "--with", "accounts")
    code, _, err = orgsim("report", *given, "--board")
    assert code == 0, err
    assert (folder / "orgsim-report.html").read_text().startswith("<!doctype html>")
    assert "Wrote orgsim-report.html" in err
    assert orgsim("report", *given)[0] == 4  # nothing is overwritten
    assert json.loads(orgsim("report", *given, "--json")[1])["sections"][0]["title"] == "The answer"
    assert orgsim("report", "a", "b", "c", "--html", "y.html")[0] == 2
    (folder / "empty").mkdir()
    code, _, err = orgsim("report", "empty", "--html", "x.html")
    assert code == 2
    assert "neither a study nor an answer" in err
    (folder / "empty" / "payload.json").write_text("{}")
    assert "is no payload" in orgsim("report", "empty", "--html", "x.html")[2]


def test_a_workbook_holds_every_table_and_no_formula(answers):
    openpyxl = pytest.importorskip("openpyxl")
    from orgsim.faces.workbook import workbook
    from orgsim.inputs.companies import company_of_text

    book = openpyxl.load_workbook(io.BytesIO(workbook(*answers)))
    assert book.sheetnames[:3] == ["answer", "meanings", "metrics"]
    meant = {row[0].value for row in book["meanings"].iter_rows(min_row=2)}
    named = {"separated": "(each design)", "integrated": "(each design)", "separated won": "(first design) won"}
    heads = {str(cell.value) for cell in book["metrics"][1]}
    assert {named.get(head, head) for head in heads} <= meant
    assert {row[0].value for row in book["metrics"].iter_rows(min_row=2)} <= meant
    assert {"bridge", "differences", "flow", "waterfall"} <= set(book.sheetnames)
    rows = [[cell.value for cell in row] for row in book["bridge"].iter_rows(min_row=4)]
    assert [row[0] for row in rows] == [*(part.name for part in answers[0].bridge), "together"]
    assert [row[1] for row in rows[:-1]] == pytest.approx([part.mean for part in answers[0].bridge])
    assert sum(row[1] for row in rows[:-1]) == pytest.approx(rows[-1][1])
    odd = company_of_text(VILLAGE.replace("village", "=1+1"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(package.compare(company=odd, pairs=2, days=21))))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("verb", [("compare", "--years", "0.1"), ("why", "--by", "accounts", "--years", "0.1")])
def test_verbs_write_workbooks_and_overwrite_none(orgsim, folder, monkeypatch, verb):
    monkeypatch.chdir(folder)
    given = (*verb, "--company", "village.toml", "--pairs", "2", "--xlsx", "a.xlsx")
    code, _, err = orgsim(*given)
    assert code == 0, err
    assert "Wrote a.xlsx" in err
    assert (folder / "a.xlsx").read_bytes().startswith(b"PK")
    assert orgsim(*given)[0] == 4
    assert orgsim(*given[:-1], "a.xls")[0] == 2


def test_what_was_changed_is_said_and_bears_no_foreign_source():
    changes = {"market.deal_value": 2_345_678.0}
    whole = report(package.compare(company="smb_startup", pairs=2, days=21, changes=changes), changes=changes)
    rows = {row[0]: row for section in whole.sections for table in section.tables for row in table.rows}
    assert rows["deal_value"][1] == "2,345,678"
    assert rows["deal_value"][-1] == "changed for this question"
    assert ("changed", "market.deal_value = 2345678.0") in whole.facts


def test_a_name_in_a_panel_that_ends_a_script_or_begins_a_comment_kills_no_picture(tmp_path):
    """As a study's company, whose name stands in the titles of its panels."""
    name = "</script><!--<script>"
    told = payload(package.compare("pods", "pods", "smb_startup", pairs=2, days=21))
    (answer,) = told.answers
    panels = [panel.model_copy(update={"title": name}) for panel in answer.panels]
    odd = told.model_copy(update={"answers": [answer.model_copy(update={"panels": panels})]})
    (tmp_path / "r.html").write_text(as_html(from_payload(odd)))
    with browser() as chrome:
        one = Watched(chrome)
        one.page.goto(f"file://{tmp_path / 'r.html'}")
        one.page.locator("[data-kind=flow] svg").wait_for(timeout=10_000)
        assert one.page.locator("[data-kind=flow] h3").inner_text() == name
        one.quiet()


def test_a_ranking_becomes_a_report_for_a_board_with_its_picture(orgsim, folder, monkeypatch):
    monkeypatch.chdir(folder)
    given = ("--company", "village.toml", "--years", "0.1", "--runs", "24")
    assert orgsim("rank", "separated", "pods", *given, "--out", "kept", "--quiet")[0] == 0
    assert orgsim("report", "kept", "--board", "--html", "b.html", "--quiet")[0] == 0
    assert '"kind": "ranking"' in (folder / "b.html").read_text()
    assert "Made with orgsim ." not in (folder / "b.html").read_text()
