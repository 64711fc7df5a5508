"""What changes a fingerprint, and what does not."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

import orgsim
from orgsim.kernel.fingerprints import fingerprint, fingerprints, taken

PACKAGE = Path(orgsim.__file__).parent
PRACTICE = "model/chapters/practice.py"


@pytest.fixture
def package(tmp_path):
    """A copy of the package's sources, to be edited."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "orgsim", ignore=shutil.ignore_patterns("__pycache__", "*.toml")))


def edited(package, path, old, new):
    file = package / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return taken(package)


def test_the_fingerprints_of_a_copy_are_those_of_this_program(package):
    assert taken(package) == fingerprints()
    assert fingerprints().compiled != fingerprints().model


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PRACTICE, "def skill(", "# a remark\ndef skill("),
        (PRACTICE, '"""Skill after so many hours', '"""How able a person is after so many hours'),
        (PRACTICE, "progress_ratio: float = parameter(\n        0.80", "progress_ratio: float = parameter(\n        0.85"),
        (PRACTICE, "    scale: float", '    new: float = parameter(0.5, 0.0, 1.0, "share", "new")\n    scale: float'),
        (PRACTICE, "def skill(practice: Practice, experience: float)", "def skill(practice, experience)"),
        ("results/tables.py", "disputes settled", "ended"),
        ("results/codes.py", "on its way to sales", "on the way"),
        ("results/metrics/money.py", "revenue(history) - delivery(history) - cost(history)", "revenue(history)"),
        ("inputs/designs/presets.py", "specialization=0.55", "specialization=0.5"),
        ("faces/pages/page.py", "## Provenance", "## Where from"),
        ("studies/driver.py", "AHEAD: Final = 3", "AHEAD: Final = 4"),
    ],
    ids=["comment", "docstring", "default", "new number", "annotation", "sentence", "code", "metric", "preset", "page",
         "driver"],
)  # fmt: skip
def test_what_changes_no_run_neither_compiles_anew_nor_parts_rows(package, path, old, new):
    assert edited(package, path, old, new) == fingerprints()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PRACTICE, "experience / practice.scale)", "experience / practice.scale / 2.0)"),
        ("results/codes.py", "MQL = 4", "MQL = 14"),
        ("kernel/draws.py", "range(10)", "range(9)"),
        ("model/chapters/decision.py", "import logistic", "import normal as logistic"),
        ("model/activation.py", 'return live_date, "world, row"', 'return live_date, "world, 0"'),
        ("kernel/rules.py", "which == {place}", "which != {place}"),
    ],
)
def test_a_change_of_a_rule_changes_both(package, path, old, new):
    changed = edited(package, path, old, new)
    assert changed.compiled != fingerprints().compiled
    assert changed.model != fingerprints().model


def test_what_turns_a_stored_point_into_numbers_decides_runs(package):
    changed = edited(package, "inputs/designs/path.py", "return apart / len(levers)", "return apart")
    assert changed.model != fingerprints().model
    changed = edited(package, "model/changes.py", "settings.without(str(given))", "settings")
    assert changed.model != fingerprints().model


def test_what_surrounds_the_rules_decides_runs_but_is_not_compiled(package):
    changed = edited(package, "model/setup.py", "found[-1] = 1.0", "found[-1] = 0.9")
    assert changed.compiled == fingerprints().compiled
    assert changed.model != fingerprints().model
    changed = edited(package, "results/tables.py", 'column("f8", "disputes settled"', 'column("f4", "disputes settled"')
    assert changed.model != fingerprints().model


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x = 1  # one", "x = 1", True),
        ("def f(a: int) -> int:\n    'words'\n    return a", "def f(a):\n    return a", True),
        ("x = 1", "x = 2", False),
        ("x = 1", "x = 1.0", False),
        ("x = a - b", "x = b - a", False),
        ("f('a')", "f('b')", False),
        ("if a:\n    b()\n    c()", "if a:\n    b()\nc()", False),
        ("max(0, min(a, b))", "max(0, min(a), b)", False),
        ("[a, [b, c]]", "[a, [b], c]", False),
        ("f(x=[], y=1)", "f(x=1, y=[])", False),
    ],
)
def test_syntax_is_the_same_or_not(one, other, same):
    assert (fingerprint(ast.parse(one)) == fingerprint(ast.parse(other))) is same
