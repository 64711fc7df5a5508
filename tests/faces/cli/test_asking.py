"""The verbs that search for an answer, as a user meets them: text, JSON, a dry run, a folder, and pictures from it."""

from __future__ import annotations

import json

import pytest

OWN = """
[staff]
marketers = 2
reps = 2

[market]
prospects = 400
needs_per_year = 3.0
think_days = 1.0

[start]
burn_in = 0
customers = 0
"""
WORLD = ("--company", "mine.toml", "--years", "0.2")
VERBS = {
    "why": ("why", "separated", "integrated", *WORLD, "--pairs", "2"),
    "rank": ("rank", "separated", "integrated", "pods", *WORLD, "--runs", "24"),
    "advice": ("advise", *WORLD, "--lever", "on_duty", "--lever", "owner_stays", "--trials", "8"),
    "optimum": ("optimize", "separated", *WORLD, "--trials", "8", "--fresh", "2", "--lever", "contact_hours"),
    "several": ("compare", "separated", "integrated", "pods", *WORLD, "--pairs", "3"),
}
FIGURES = {"why": ["waterfall"], "rank": ["ranking"], "optimum": ["pareto"], "several": ["ranking"],
           "advice": ["gains", "payback", "bridge", "hours", "flow", "distribution", "doubts"]}  # fmt: skip


@pytest.fixture
def asked(orgsim, tmp_path, monkeypatch):
    """The command line in a folder with a company, whose runs are kept beside it."""
    (tmp_path / "mine.toml").write_text(OWN)
    monkeypatch.setattr("orgsim.studies.inquiry.kept_folder", lambda *parts: tmp_path.joinpath("runs", *parts))
    return orgsim


@pytest.mark.parametrize("kind", VERBS)
def test_an_answer_is_told_kept_and_drawn_again(asked, tmp_path, kind):
    code, out, err = asked(*VERBS[kind], "--out", "kept")
    assert code == 0, err
    assert "95 %" in out
    assert "Wrote kept: answer.json" in err
    assert "To be surer" in err
    document = json.loads((tmp_path / "kept" / "answer.json").read_text())
    assert document["kind"] == kind
    assert document["summary"] in " ".join(out.split()) or document["summary"].split(".")[0] in " ".join(out.split())
    for name in FIGURES[kind]:
        assert (tmp_path / "kept" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert asked("plot", name, "kept", "--figure", f"{name}.svg")[0] == 0
        assert "<svg" in (tmp_path / f"{name}.svg").read_text()
    assert asked(*VERBS[kind], "--out", "kept")[0] == 4


@pytest.mark.parametrize("kind", VERBS)
def test_an_answer_is_one_document(asked, kind):
    code, out, err = asked(*VERBS[kind], "--json", "--quiet")
    assert (code, err) == (0, "")
    assert json.loads(out)["kind"] == kind


@pytest.mark.parametrize("kind", VERBS)
def test_a_dry_run_does_no_run(asked, tmp_path, kind, monkeypatch):
    monkeypatch.setattr("orgsim.studies.driver.Driver.drive", None)
    monkeypatch.setattr("orgsim.studies.pairs.outcome_of", None)
    code, out, _ = asked(*VERBS[kind], "--dry-run")
    assert code == 0
    assert "at most" in out
    assert "runs, about" in out


@pytest.mark.parametrize("by", ["levers", "mechanisms", "accounts"])
def test_a_difference_is_divided_in_other_ways(asked, by):
    code, out, _ = asked(*VERBS["why"], "--by", by)
    assert code == 0
    assert {"levers": "contact_hours", "mechanisms": "joint_meetings", "accounts": "won only under"}[by] in out


def test_compare_tells_what_turns_it_and_how_often_it_holds(asked, tmp_path):
    more = ("--turns", "--number", "contact_hours", "--uncertain", "--out", "kept")
    code, out, _ = asked("compare", "separated", "integrated", *WORLD, "--pairs", "2", *more)
    assert code == 0
    assert "WHY, EUR of profit" in out
    assert "New deals for each hour on the task" in out
    assert "its plausible range" in out
    assert "64 plausible settings" in out
    assert {"bridge.csv", "turns.csv", "tornado.png", "doubts.png"} <= {one.name for one in (tmp_path / "kept").iterdir()}
    document = json.loads((tmp_path / "kept" / "comparison.json").read_text())
    assert {"bridge", "hours", "downside", "turns", "uncertain"} <= document.keys()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("why", "pods", "pods"), "no lever differs"),
        (("why", "pods", "separated then pods@5"), "neither design changes on the way"),
        (("rank", "pods"), "Two designs at least"),
        (("rank", "pods", "pods"), "named twice"),
        (("rank", "pods", "separated", "--runs", "7"), "too few"),
        (("advise", "--lever", "contact"), "contact_hours"),
        (("advise", "--today", "home"), "design of today"),
        (("optimize", "--limit", "profit"), "is no limit"),
        (("optimize", "--aim", "fame"), "profit"),
        (("compare", "--number", "contact_hours"), "goes with --turns"),
        (("compare", "separated", "pods", "integrated", "--turns"), "for two designs"),
        (("compare", "separated", "pods", "pods"), "wanted once"),
        (("diff", "--pair", "-1"), "pair = -1 lies outside 0..1000000"),
        (("plot", "bridge"), "Which folder"),
        (("plot", "bridges", "."), "bridge"),
        (("plot", "bridge", "."), "Answers are kept with --out"),
    ],
)
def test_a_mistake_is_told(asked, words, told):
    code, _, err = asked(*words, *(() if words[0] == "plot" else WORLD))
    assert code == 2
    assert told in err


def test_pictures_are_listed(asked):
    out = asked("plot")[1]
    assert all(name in out for names in FIGURES.values() for name in names)


def test_a_table_that_was_spoiled_is_refused(asked, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "bridge.csv").write_text("a,b\n1,2\n")
    code, _, err = asked("plot", "bridge", "kept")
    assert code == 2
    assert "is not the table of a bridge" in err
