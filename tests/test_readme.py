"""Everything shown to a reader is run."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

from orgsim.faces.cli import main
from orgsim.faces.cli.group import verbs
from orgsim.inputs.companies import read_company

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def test_the_python_examples_run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), namespace)
    out = capsys.readouterr().out
    assert "interval" in out
    assert out.split()[1] == "0.0"  # the stubborn rep's


def test_the_first_block_holds_the_two_commands():
    commands = blocks("sh")[0].strip().splitlines()
    assert len(commands) == 2
    assert "orgsim compare separated integrated" in commands[0]
    assert "pytest" in commands[1]


def test_the_study_example_and_its_commands_run(tmp_path, monkeypatch, capsys):
    text = next(block for block in blocks("toml") if "hand_off" in block)
    monkeypatch.chdir(tmp_path)
    Path("hand_off.toml").write_text(text.replace("pairs = 10", "pairs = 2\ndays = 21"))
    for line in blocks("console")[0].splitlines():
        command = line.partition("#")[0].partition(">")[0].split()
        monkeypatch.setattr("sys.argv", command)
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 0, line
    assert "equal to the byte" in capsys.readouterr().out
    assert Path("hand_off.csv").exists()


def test_it_is_read_in_a_few_minutes():
    assert len(README.splitlines()) <= 170


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (Path(__file__).parent.parent / target).exists(), target


def test_the_company_example_is_read(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(blocks("toml")[0])
    assert read_company(path).market.deal_value == 8000.0


def test_every_verb_is_mentioned():
    for verb in set(verbs()) - {"settings", "metrics"}:
        assert f"orgsim {verb}" in README


@pytest.mark.parametrize(
    "name",
    [
        "orgsim.inputs.designs.levers", "orgsim.inputs.designs.path", "orgsim.model.settings", "orgsim.model.simulation",
        "orgsim.analysis.comparing", "orgsim.studies.study", "orgsim.kernel.toml",
    ],
)  # fmt: skip
def test_examples_in_docstrings_run(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0
