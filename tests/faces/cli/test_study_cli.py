"""``orgsim study`` as a user types it."""

from __future__ import annotations

import json
import time

import pytest

STUDY = """
about = "A try."
pairs = 2
days = 21
designs = ["separated", "pods"]
metrics = ["profit", "leads"]

[scale.full]
pairs = 3
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "try.toml").write_text(STUDY)
    return "try.toml"


def test_run_status_verify_export_page(orgsim, file, tmp_path):
    code, out, err = orgsim("study", "run", file)
    assert (code, out.startswith("try: 4 of 4 different runs in results/try")) == (0, True)
    assert "Next: orgsim study verify results/try · orgsim study page results/try" in err
    code, out, err = orgsim("study", "status", "results/try")
    assert "4 of 4 runs done" in out
    assert "orgsim study verify" in err
    assert orgsim("study", "verify", "results/try")[1].strip() == "results/try: 4 runs done again, all equal to the byte."
    assert orgsim("study", "export", "results/try", "table.csv")[0] == 0
    assert (tmp_path / "table.csv").read_text().startswith("company,design,point,pair,seed,status")
    assert orgsim("study", "export", "results/try", "table.csv")[0] == 4
    assert orgsim("study", "page", "results/try")[0] == 0
    assert (tmp_path / "results" / "try" / "README.md").exists()
    code, out, _ = orgsim("study", "status", "results/try", "--json")
    assert json.loads(out)["counts"]["ok"] == 4


def test_scales_have_folders_of_their_own(orgsim, file, tmp_path):
    assert orgsim("study", "run", file, "--scale", "full", "-q")[1].startswith("try: 6 of 6")
    assert (tmp_path / "results" / "try-full").is_dir()


def test_dry_run_and_check_tell_the_size(orgsim, file, tmp_path):
    out = orgsim("study", "run", file, "--dry-run")[1]
    assert "4 runs asked for, 4 different" in out
    assert "minutes on" in out
    assert not (tmp_path / "results").exists()
    out = orgsim("study", "check", file)[1]
    assert "A try." in out
    assert "--scale full  6 runs" in out
    assert json.loads(orgsim("study", "check", file, "--json")[1])["size"] == 4


def test_the_schema_is_json(orgsim):
    assert json.loads(orgsim("study", "schema")[1])["title"] == "orgsim study"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run"], 2, "Missing argument"),
        (["run", "none.toml"], 2, "Cannot read the study file none.toml"),
        (["run", "try.toml", "--scale", "ful"], 2, "Did you mean full"),
        (["run", "try.toml", "--executor", "thread"], 2, "Did you mean threads"),
        (["run", "try.toml", "grid.toml", "--page"], 2, "No page can be drawn of grid.toml"),
        (["run", "try.toml", "--workers", "0"], 2, "workers = 0"),
        (["run", "try.toml", "try.toml", "--json"], 2, "--json goes with one file"),
        (["status", "nowhere"], 2, "nowhere holds no study"),
        (["verify", "results/try", "--sample", "0"], 2, "sample = 0"),
        (["export", "results/try", "table.xls"], 2, "must end in one of .csv, .parquet, .nc"),
        (["check", "bad.toml"], 2, "line 1, pears"),
    ],
)
def test_mistakes_are_answered_without_a_traceback(orgsim, file, tmp_path, arguments, code, message):
    (tmp_path / "bad.toml").write_text("pears = 3\n")
    (tmp_path / "grid.toml").write_text("[vary]\ninfo_sharing = {}\n")
    if "results/try" in arguments:
        orgsim("study", "run", file, "-q")
    found, _, err = orgsim("study", *arguments)
    assert found == code
    assert message in err
    assert "Traceback" not in err


def test_a_row_that_does_not_reproduce_is_exit_code_3(orgsim, file, tmp_path):
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    orgsim("study", "run", file, "-q")
    part = next((tmp_path / "results" / "try" / "parts").iterdir())
    table = pq.read_table(part)
    place = table.schema.get_field_index("profit")
    pq.write_table(table.set_column(place, table.schema.field(place), pc.add(table["profit"], 1.0)), part)
    code, _, err = orgsim("study", "verify", "results/try")
    assert code == 3
    assert "do not reproduce" in err


@pytest.mark.parametrize("what", ["company", "study", "designs", "table"])
def test_a_thousand_mistakes_are_told_within_a_screen_and_two_seconds(orgsim, tmp_path, what):
    keys = "\n".join(f"key_{number} = {number}" for number in range(1000))
    names = ", ".join(f"'d{number}'" for number in range(1000))
    (tmp_path / "t.csv").write_text("name,mail\n" + "Ann,ann@example.com\n" * 3095)
    text = {
        "company": f"[staff]\n{keys}\n",
        "study": "[vary]\n" + keys.replace("= ", "= {} # "),
        "designs": f"designs = [{names}]\n",
        "table": "[plan]\nmethod = 'table'\ntable = 't.csv'\n",
    }[what]  # fmt: skip
    (tmp_path / "f.toml").write_text(text)
    start = time.perf_counter()
    code, _, err = orgsim("compare", "--company", "f.toml") if what == "company" else orgsim("study", "check", "f.toml")
    assert time.perf_counter() - start < 2.0
    assert code == 2
    assert len(err.splitlines()) <= 24
    assert len(err) < 6000
    assert "more" in err
