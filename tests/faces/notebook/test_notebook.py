"""What lives in a notebook: results that show themselves, the explorer's messages, exercises that forgive."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

import orgsim
from helpers import VILLAGE
from orgsim.faces import telling
from orgsim.inputs.companies import company_of_text
from orgsim.kernel.errors import BadValue, UnknownName

WORLD = {"company": company_of_text(VILLAGE), "days": 63}


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: orgsim.compare(pairs=3, **WORLD), "differences"),
        (lambda: orgsim.compare_several(["separated", "pods", "integrated"], pairs=3, **WORLD), "ranking"),
        (lambda: orgsim.why(pairs=2, **WORLD), "waterfall"),
        (lambda: orgsim.partings(pairs=2, **WORLD), "causes"),
        (lambda: orgsim.diff(**WORLD), "journey"),
        (lambda: orgsim.simulate("pods", **WORLD), "conflicts"),
        (lambda: orgsim.transition("separated then pods@10", pairs=2, **WORLD), "dip"),
        (lambda: orgsim.attribution(runs=2, **WORLD), "credit"),
        (lambda: orgsim.validate("smb_startup", seeds=2), "targets"),
    ],
)
def test_results_show_themselves_as_a_picture_with_a_sentence_and_plain_numbers(make, kind):
    found = make()
    shown = found._repr_html_()
    assert shown.startswith("<p><strong>")
    picture = re.search(r'<img alt="[^"]{20,}"[^>]*base64,([^"]+)"', shown)
    assert base64.b64decode(picture[1]).startswith(b"\x89PNG")
    assert not re.search(r"\de[+-]\d", re.sub(r"<img[^>]*>", "", shown))  # no 4.336917e+03
    assert found.plot(kind).axes
    with pytest.raises(UnknownName):
        found.plot("surprise")


def test_the_table_of_a_comparison_is_written_as_the_command_line_writes_it():
    found = orgsim.compare(pairs=3, **WORLD)
    shown = found._repr_html_()
    from orgsim.analysis.wording import amount, interval

    one = found["profit"]
    for told in ("Profit", amount(one.mean_a, "EUR"), interval(one.low, one.high, "EUR")):
        assert f">{told}<" in shown


def test_a_run_tells_what_came_of_it_and_that_it_is_one_run():
    history = orgsim.simulate("pods", **WORLD)
    deals, revenue = int(history.daily["deals"].sum()), history.daily["new_revenue"].sum()
    assert deals
    shown = history._repr_html_()
    assert f"{deals} deals in 63 business days" in shown
    assert "One run, seed 7" in shown
    (axes,) = orgsim.plot(history, "revenue").axes
    assert axes.lines[0].get_ydata()[-1] * 1e3 >= revenue / 1e3 > 0.0
    assert "90 %" not in axes.get_ylabel()  # of one run there is no band


def test_a_study_shows_what_it_says_its_picture_and_its_first_rows(tmp_path):
    given = {"pairs": 2, "days": 21, "companies": ["smb_startup"]}
    found = orgsim.Study(name="three", designs=["separated", "integrated", "pods"], **given).run(tmp_path / "three")
    shown = found._repr_html_()
    assert "Of the other 2 designs" in shown
    assert "<img" in shown
    assert found.plot("dots").get_suptitle().startswith("Profit: difference to separated")
    with pytest.raises(UnknownName):
        found.plot("map")
    whole = orgsim.Study(name="few", designs=["pods"], pairs=2, days=21, companies=["smb_startup"]).run(tmp_path / "few")
    assert "StudyResult" in whole._repr_html_()  # one design, and nothing varied
    plan = {"method": "latin_hypercube", "points": 4}
    sampled = orgsim.Study(name="sampled", designs=["pods"], vary={"info_sharing": {}, "crm": {}}, plan=plan, **given)
    found = sampled.run(tmp_path / "sampled")
    assert "StudyResult" in found._repr_html_()
    with pytest.raises(BadValue, match="too few"):
        found.plot("sensitivity")
    alone = orgsim.Study(name="one", designs=["pods"], vary={"info_sharing": {"values": [0.2, 0.8]}}, **given)
    shown = alone.run(tmp_path / "one")._repr_html_()  # compares nothing: its rows are shown all the same
    assert "<img" not in shown
    assert "info_sharing" in shown


@pytest.fixture
def explorer():
    pytest.importorskip("anywidget")
    found = orgsim.explore("smb_startup", years=0.1, pairs=3)
    found.sent = []
    found.send = lambda message, *_: found.sent.append(message)
    return found


def test_the_explorer_answers_its_page_in_pieces(explorer):
    explorer.answering.hear({"serial": 5, "kind": "compare", "question": dict(explorer.state)}).join()
    *payloads, last = explorer.sent
    assert last == {"serial": 5, "done": True}
    assert {one["serial"] for one in payloads} == {5}
    found = orgsim.compare(company="smb_startup", years=0.1, pairs=3)
    assert payloads[-1]["payload"]["answers"][0]["headline"] == telling.verdict(found)


def test_the_explorer_tells_of_companies_and_of_mistakes(explorer):
    explorer.answering.hear({"serial": 1, "kind": "company", "question": {"company": "marketplace"}}).join()
    assert explorer.sent[0]["name"] == "marketplace"
    explorer.sent.clear()
    explorer.answering.hear({"serial": 2, "kind": "compare", "question": {"company": "nowhere"}}).join()
    assert "no company" in explorer.sent[0]["error"]
    explorer.sent.clear()
    explorer.answering.hear({"serial": 3, "kind": "surprise", "question": {}}).join()
    assert "surprise" in explorer.sent[0]["error"]


def test_the_explorer_leaves_off(explorer):
    question = dict(explorer.state) | {"pairs": 400, "years": 2.0}
    working = explorer.answering.hear({"serial": 9, "kind": "compare", "question": question})
    explorer.answering.hear({"serial": 9, "cancel": True})
    working.join(20)
    assert not working.is_alive()
    assert {"serial": 9, "done": True} not in explorer.sent


@pytest.mark.parametrize(
    "wrong", [{"a": "seperated"}, {"company": "nowhere.toml"}, {"pairs": 1}, {"years": -1}, {"seed": "x"}]
)
def test_the_explorer_refuses_at_once(wrong):
    with pytest.raises(orgsim.OrgsimError):
        orgsim.explore(**wrong)


@pytest.mark.parametrize(
    ("given", "right", "found"),
    [
        (10.7, -10.7, True), (-10.7, 10.7, True), ("10.7", 10.7, True), ("about 10.5", 10.7, True), (9.0, 10.7, False),
        ("12 %", 0.12, True), (12, 0.12, True), (0.12, 0.12, True), (1.2, 0.12, False),
        ("0.12", 12.0, False), (300, 3.0, False), ("10,7", 10.7, True), ("1,234", 1234, True), ("yes", np.True_, True),
        ("45 k", 45_000, True), ("0.045 M", 45_000, True), ("45,000 EUR", 45_000, True), ("€ 45k", 45_000, True),
        ("yes", True, True), ("No.", False, True), (True, True, True), ("maybe", True, False), (0, False, True),
        ("Integrated ", "integrated", True), ("hand off", "hand-off", True), ("late", "dropped", False),
        ("nothing", 3.0, False), (None, 3.0, False), (..., 3.0, False), ("", 3.0, False),
    ],
)  # fmt: skip
def test_exercises_forgive_signs_percent_and_text(given, right, found, capsys):
    assert orgsim.teach.check(given, right) is found
    said = capsys.readouterr().out
    if found:
        assert said == "Right.\n"
    else:
        assert said.startswith("Your turn." if given in (None, ..., "") else "Not yet")


def test_where_the_sign_is_the_point_it_counts(capsys):
    assert not orgsim.teach.check(10.7, -10.7, signed=True, hint="Who is ahead?")
    assert "Who is ahead?" in capsys.readouterr().out
