"""The command line as a user meets it: answers, files, and every mistake."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from orgsim.faces.cli.group import verbs
from orgsim.inputs.designs import DESIGNS

QUICK = ["--years", "0.2", "--pairs", "2", "--quiet"]
OWN = "[staff]\nmarketers = 2\nreps = 2\n\n[market]\nprospects = 400\nneeds_per_year = 3.0\nthink_days = 1.0\n"


def test_compare_answers_in_three_blocks_a_funnel_and_a_few_sentences(orgsim):
    code, out, err = orgsim("compare", "separated", "integrated", *QUICK)
    assert code == 0
    assert err == ""
    for part in (
        "Equal on day 0: 6 marketers, 12 reps, 2 heads",
        "LEAD FLOW",
        "CONFLICTS",
        "REVENUE",
        "FUNNEL",
        "95 % interval",
    ):
        assert part in out
    answer = out.strip().splitlines()[-1]
    assert answer.split(". ")[0].startswith(("separated earns", "integrated earns", "Undecided"))
    assert answer.split(". ")[-1].startswith("Leads: ")
    assert answer.count(". ") <= 4


def test_compare_writes_what_it_is_asked_for_and_overwrites_nothing(orgsim, tmp_path):
    files = ["--csv", "t.csv", "--figure", "f.png", "--out", "res"]
    assert orgsim("compare", *QUICK, *files)[0] == 0
    table = pd.read_csv(tmp_path / "t.csv", index_col="metric")
    assert {"difference", "low", "high", "unit"} <= set(table.columns)
    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")
    document = json.loads((tmp_path / "res" / "comparison.json").read_text())
    assert document["provenance"]["model"]
    for option in (["--csv", "t.csv"], ["--figure", "f.png"], ["--out", "res"]):
        code, _, err = orgsim("compare", *QUICK, *option)
        assert code == 4
        assert "exists; nothing was overwritten" in err


def test_compare_as_json_is_one_document(orgsim):
    code, out, _ = orgsim("compare", "pods", "separated:contact_hours=2", *QUICK, "--json")
    document = json.loads(out)
    assert code == 0
    assert document["schema_version"] == 1
    assert document["designs"] == ["pods", "separated:contact_hours=2"]
    assert {"difference", "low", "high", "matters"} <= document["metrics"]["revenue"].keys()


def test_a_users_own_company_is_read(orgsim, tmp_path):
    (tmp_path / "mine.toml").write_text(OWN)
    code, out, _ = orgsim("compare", "--company", "mine.toml", *QUICK)
    assert code == 0
    assert "Equal on day 0: 2 marketers, 2 reps" in out


def test_settings_come_from_a_file_and_one_by_one(orgsim, tmp_path):
    (tmp_path / "laws.toml").write_text("[practice]\nprogress_ratio = 0.9\n")
    given = ["--set", "laws.toml", "--set", "queue.order=arrival"]
    facts = json.loads(orgsim("run", "pods", "--years", "0.1", "--json", *given)[1])["facts"]
    assert facts["settings"]["practice"]["progress_ratio"] == 0.9
    assert facts["settings"]["queue"]["order"] == 1
    code, _, err = orgsim("compare", "--set", "laws.toml", "--set", "none.toml")
    assert (code, "takes one file of settings" in err) == (2, True)


def test_a_word_is_looked_up(orgsim):
    found = orgsim("glossary", "mql")[1]
    assert "marketing-qualified" in found
    assert "hours.switching" in orgsim("glossary", "switching")[1]
    assert orgsim("glossary", "--page")[1].startswith("# Glossary")
    assert json.loads(orgsim("glossary", "deals won", "--json")[1])["terms"][0]["name"] == "deals"
    assert orgsim("glossary", "florp")[0] == 2


def test_run_keeps_a_history(orgsim, tmp_path):
    code, out, err = orgsim("run", "integrated", "--years", "0.2", "--out", "kept")
    assert code == 0
    assert "History(integrated" in out
    assert "Next:" in err
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {
        "daily.parquet", "leads.parquet", "journeys.parquet", "people.parquet", "manifest.json",
    }  # fmt: skip
    assert orgsim("run", "integrated", "--years", "0.2", "--out", "kept")[0] == 4
    assert json.loads(orgsim("run", "pods", "--years", "0.1", "--json")[1])["folder"] == "orgsim-pods-7"


def test_diff_follows_one_prospect(orgsim, tmp_path):
    (tmp_path / "mine.toml").write_text(OWN)
    code, out, _ = orgsim("diff", "separated", "integrated", "--company", "mine.toml", "--years", "1", "--seed", "3")
    assert code == 0
    assert "What parted them first there:" in out
    assert out.strip().splitlines()[-1].startswith("Account ")
    one = orgsim("diff", "--company", "mine.toml", "--years", "1", "--pair", "1")[1]
    assert "Won under both:" in one
    assert "They parted on day" in one.strip().splitlines()[-1]
    document = json.loads(orgsim("diff", "--company", "mine.toml", "--years", "1", "--prospect", "5", "--json")[1])
    assert (document["prospect"], document["pair"]) == (5, 0)


def test_tables_are_listed_and_shown(orgsim):
    assert all(name in orgsim("designs")[1] for name in DESIGNS)
    shown = orgsim("designs", "show", "divide_then_reintegrate")[1]
    assert "day 252 over 63" in shown
    assert "own day 1" in orgsim("designs", "show", "divide_then_reintegrate vs pods")[1]
    assert orgsim("designs", "pods")[1] == orgsim("designs", "show", "pods")[1]
    assert "midmarket_saas" in orgsim("companies")[1]
    shown = orgsim("companies", "show", "marketplace")[1]
    assert "scaled to 0.4" in shown
    assert "[channels]" in shown
    assert "practice.progress_ratio" in orgsim("settings")[1]
    assert "queues" not in orgsim("settings", "practice")[1]
    assert "Revenue less the cost of delivery" in orgsim("metrics")[1]
    for verb in (["designs"], ["designs", "show", "pods"], ["companies"], ["companies", "show", "marketplace"], ["settings"],
                 ["metrics"], ["glossary"], ["describe"]):  # fmt: skip
        assert json.loads(orgsim(*verb, "--json")[1])["schema_version"] == 1


def test_a_company_is_shown_beginning_with_what_its_file_states(orgsim, tmp_path):
    (tmp_path / "own.toml").write_text(
        'name = "own"\n[staff]\nreps = 5\n[market]\nprospects = 2000000\ndeal_value = 12000.5\n'
    )
    out = orgsim("companies", "show", "own.toml")[1]
    assert out.splitlines()[1] == "It states: staff.reps 5, market.prospects 2,000,000, market.deal_value 12,000.5."
    document = json.loads(orgsim("companies", "show", "own.toml", "--json")[1])
    assert document["states"] == {"staff.reps": 5, "market.prospects": 2_000_000, "market.deal_value": 12000.5}
    (tmp_path / "bare.toml").write_text('name = "bare"\n')
    assert "It states no number" in orgsim("companies", "show", "bare.toml")[1]


def test_describe_prints_the_seven_elements_of_odd(orgsim):
    code, out, _ = orgsim("describe")
    assert code == 0
    for place, title in enumerate(
        ("Purpose and patterns", "Entities, state variables and scales", "Process overview and scheduling",
         "Design concepts", "Initialization", "Input data", "Submodels"), 1
    ):  # fmt: skip
        assert f"## {place}. {title}" in out
    assert "progress_ratio" in out


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_help_with_an_example(orgsim, verb):
    code, out, _ = orgsim(verb, "--help")
    assert code == 0
    assert f"Example: orgsim {verb}" in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["compare", "seperated"], 2, "There is no design 'seperated'. Did you mean separated"),
        (["compar"], 2, "There is no command 'compar'. Did you mean compare"),
        (["compare", "--company", "marketplce"], 2, "Did you mean marketplace"),
        (
            ["compare", "--set", "practice.progres=0.8"],
            2,
            "There is no lever, setting or number of a company 'practice.progres'",
        ),
        (["compare", "--set", "practice.progress_ratio=2"], 2, "lies outside 0.7..1 (ratio)"),
        (["compare", "--set", "practice.progress_ratio"], 2, "write name=value"),
        (["compare", "--pairs", "0"], 2, "pairs = 0 lies outside 2..100000"),
        (["compare", "--years", "-1"], 2, "years = -1.0 lies outside 0..100"),
        (["compare", "--seed", "-1"], 2, "seed = -1"),
        (["compare", "--pairs", "many"], 2, "'many' is no whole number"),
        (["compare", "--figure", "f.jpeg"], 2, "must end in one of .png, .svg, .pdf"),
        (["compare", "--company", "none.toml"], 2, "Cannot read the company file none.toml"),
        (["run"], 2, "Missing argument 'DESIGN'"),
        (["diff", "--prospect", "999999", "--years", "0.1"], 2, "prospect = 999999 lies outside 0..19999"),
        (["designs", "show"], 2, "Which design?"),
        (["designs", "show", "podds"], 2, "Did you mean pods"),
        (["companies", "show"], 2, "Which company?"),
        (["settings", "practise"], 2, "Did you mean practice"),
        (["compare", "separated:info_sharing=0.5,info_sharing=0.6"], 2, "info_sharing is set twice, to 0.5 and to 0.6"),
    ],
)
def test_mistakes_are_answered_without_a_traceback(orgsim, arguments, code, message):
    found, out, err = orgsim(*arguments)
    assert found == code
    assert message in err
    assert "Traceback" not in err
    assert out == ""


def test_a_broken_company_file_is_explained_line_by_line(orgsim, tmp_path):
    (tmp_path / "mine.toml").write_text("[staff]\nmarkters = 3\nreps = -4\n")
    code, _, err = orgsim("compare", "--company", "mine.toml", *QUICK)
    assert code == 2
    assert "line 2, staff.markters" in err
    assert "Did you mean marketers" in err


def test_an_interrupt_is_answered_with_130(orgsim, monkeypatch):
    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("orgsim.analysis.comparing.compare", interrupted)
    code, _, err = orgsim("compare", *QUICK)
    assert code == 130
    assert err.strip().startswith("Interrupted; nothing half done was kept. Again with: orgsim compare --years 0.2")


def test_a_change_beyond_the_horizon_is_told(orgsim):
    late = ("compare", "pods", "pods then separated@300", "--pairs", "2", "--years", "0.2")
    code, _, err = orgsim(*late)
    assert code == 0
    assert "The change on day 300 of 'pods then separated@300' lies beyond the 50 days" in err
