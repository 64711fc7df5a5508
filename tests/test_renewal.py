"""What is kept is listed, knows why it is stale, and is made again by one command."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import VILLAGE
from renewal.artifacts import artifacts
from renewal.index import experiments_page, results_page
from renewal.ledger import Ledger

ROOT = Path(__file__).parent.parent
TINY = """
about = "What a hamlet earns."
answers = ["X1"]
companies = ["village/village.toml"]
pairs = 2
days = 10
[page]
metrics = ["profit"]
reading = "In {study.pairs} pairs integrated makes {gain}."
[page.numbers]
gain = { metric = "profit", of = { design = "integrated" }, against = { design = "separated" } }
"""


@pytest.fixture
def here(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_everything_that_is_kept_is_known(here):
    names = {one.name for one in artifacts(Ledger())}
    kept = {path.name for path in (ROOT / "results").iterdir() if path.is_dir()} - {"fits", "renewal", "__pycache__"}
    assert kept <= names
    assert {f"fits/{path.name}" for path in (ROOT / "results" / "fits").iterdir()} <= names
    assert names - {"golden"} == set(Ledger().entries) - {"golden"}


def test_the_index_pages_are_those_of_the_ledger(here):
    assert (ROOT / "results" / "README.md").read_text() == results_page(Ledger())
    assert (ROOT / "experiments" / "README.md").read_text() == experiments_page(Ledger())


@pytest.mark.parametrize("page", ["results/README.md", "experiments/README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text()):
        assert ((ROOT / page).parent / target).exists(), target


def test_the_ways_to_read_rows_work(here):
    for block in re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "results" / "README.md").read_text(), re.MULTILINE | re.DOTALL
    ):
        exec(compile(block, "results/README.md", "exec"), {})


@pytest.fixture
def copy(tmp_path):
    """The renewal of a house with one tiny experiment; a function that calls it."""
    shutil.copytree(ROOT / "results" / "renewal", tmp_path / "results" / "renewal")
    shutil.copy(ROOT / "results" / "renew.py", tmp_path / "results")
    shutil.copytree(ROOT / "experiments" / "validation", tmp_path / "experiments" / "validation")
    (tmp_path / "experiments" / "tiny.toml").write_text(TINY)
    (tmp_path / "experiments" / "village").mkdir()
    (tmp_path / "experiments" / "village" / "village.toml").write_text(VILLAGE)

    def renew(*words):
        done = subprocess.run(
            [sys.executable, "results/renew.py", *words], cwd=tmp_path, env=os.environ | {"COLUMNS": "200"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return tmp_path, renew


def test_one_command_lists_what_is_stale_and_makes_it_again(copy):
    folder, renew = copy
    text = TINY
    code, said = renew("tiny")
    assert code == 0, said
    assert "tiny\n                   not there yet" in said
    assert "tiny: done" in said
    page = (folder / "results" / "tiny" / "README.md").read_text()
    assert re.search(r"In 2 pairs integrated makes [+-][\d.,]+( k)? EUR \(", page)
    assert "[tiny](tiny/README.md)" in (folder / "results" / "README.md").read_text()
    ledger = json.loads((folder / "results" / "ledger.json").read_text())
    assert ledger["tiny"]["seconds"] > 0.0
    (folder / "experiments" / "tiny.toml").write_text(text.replace("In {study", "Over {study"))
    said = renew("--list", "tiny")[1]
    assert "tiny.toml changed since" in said
    assert "not there yet" not in said
    (folder / "experiments" / "tiny.toml").write_text(text.replace("pairs = 2", "pairs = 3"))
    said = renew("tiny")[1]
    assert "more are asked for" in said
    assert "still" not in said
    (folder / "experiments" / "tiny.toml").write_text(text.replace("days = 10", "days = 11"))
    code, said = renew("tiny")
    assert code == 3
    assert "days: 10 there, 11 here" in said
    assert "renew.py --fresh tiny throws it away" in said
    assert renew("--fresh", "tiny")[0] == 0
    assert json.loads((folder / "results" / "tiny" / "manifest.json").read_text())["recipe"]["days"] == 11


def test_a_name_that_is_none_is_answered_with_the_nearest(copy):
    code, said = copy[1]("tyni")
    assert code == 2
    assert "Did you mean tiny" in said
