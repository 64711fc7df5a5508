"""The import contracts hold, and an arrow that is planted against them is found."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """What the contracts say of a copy of the package, a file of which has gained some text at its end."""

    def check(name="", text=""):
        folder = tmp_path_factory.mktemp("house")
        shutil.copytree(ROOT / "src" / "orgsim", folder / "orgsim", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        if name:
            with (folder / "orgsim" / name).open("a") as file:
                file.write(text)
        environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"}
        done = subprocess.run(
            [sys.executable, "-c", LINT, "--no-cache"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout, done.stderr
        return done.returncode, re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)

    return check


def test_every_contract_holds(checked):
    code, said = checked()
    assert code == 0, said
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("name", "text", "broken"),
    [
        ("analysis/funnel.py", "\ndef f():\n    from orgsim.model import walk\n", "never from the model BROKEN"),
        ("kernel/order.py", "\nimport orgsim.model.state\n", "Arrows between the wings point down BROKEN"),
        (
            "model/state.py",
            "\nif TYPE_CHECKING:\n    from orgsim.model.settings import Settings\n",
            "There are no circles BROKEN",
        ),
        ("model/chapters/practice.py", "\nimport orgsim.model.chapters.desk\n", "There are no circles BROKEN"),
        ("studies/shelves.py", '"""A file in no layer."""\n', "Studies BROKEN"),
        ("extra.py", '"""A file beside the wings."""\n', "Arrows between the wings point down BROKEN"),
        ("model/chapters/desk.py", "\nimport mesa\n", "know no Mesa BROKEN"),
    ],
    ids=["analysis", "kernel", "circle for types", "circle of chapters", "no layer", "no wing", "mesa"],
)
def test_a_planted_arrow_or_file_is_found(checked, name, text, broken):
    code, said = checked(name, text)
    assert code != 0
    assert broken in said
