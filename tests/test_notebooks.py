"""The notebooks run from top to bottom in under a minute, and the ``.ipynb`` are made from the text beside them."""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from pathlib import Path

import jupytext
import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
SOURCES = sorted(FOLDER.glob("[0-9]*.py"))

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("build", FOLDER / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["build"] = module
    spec.loader.exec_module(module)
    return module


def test_there_are_eight_in_order():
    assert [path.stem.partition("_")[0] for path in SOURCES] == [f"0{number}" for number in range(1, 9)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_each_runs_in_under_a_minute(source, build):
    start, begun = os.times(), time.monotonic()
    notebook = build.executed(source)
    worked = os.times().children_user - start.children_user
    assert min(worked, time.monotonic() - begun) < 60.0  # on a machine that is busy with something else, its own work
    said = "".join(out.get("text", "") for cell in notebook.cells for out in cell.get("outputs", []))
    assert said.count("Right.") == 3
    assert said.count("Your turn.") == 3


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_ipynb_is_made_from_the_text_and_shows_its_output(source):
    text = jupytext.read(source)
    made = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    nbformat.validate(made)
    assert [(cell.cell_type, cell.source) for cell in made.cells] == [(cell.cell_type, cell.source) for cell in text.cells]
    assert any(cell.get("outputs") for cell in made.cells)
    assert made.metadata.kernelspec.name == "python3"
    assert (FOLDER / source.name).stat().st_size < 20_000
    assert source.with_suffix(".ipynb").stat().st_size < 500_000
