"""A definition's fingerprint follows what it uses, and nothing else."""

from __future__ import annotations

import importlib
import sys

import pytest

MODULE = """
import enum
from orgsim.results.metrics.metric import ratio

class Code(enum.IntEnum):
    ONE = 1
    TWO = 2

LIMIT = 3.0
OTHER = 4.0

def helper(x):
    return x + LIMIT

def used(x):
    '''Words.'''
    return ratio(helper(x), 2.0) + Code.ONE

def aside(x):
    return x * OTHER
"""


@pytest.fixture
def of(tmp_path, monkeypatch):
    """The fingerprint of ``used`` in the module above, after a change of its text."""
    from orgsim.kernel import definitions

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(definitions, "PACKAGE", "tried")
    count = [0]

    def fingerprint(old="", new=""):
        count[0] += 1
        folder = tmp_path / f"tried{count[0]}"
        folder.mkdir()
        (folder / "__init__.py").write_text(MODULE.replace(old, new) if old else MODULE)
        monkeypatch.setattr(definitions, "PACKAGE", folder.name)
        module = importlib.import_module(folder.name)
        del sys.modules[folder.name]
        return definitions.definition(module.used)

    return fingerprint


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("'''Words.'''", "'''Other words.'''", True),
        ("OTHER = 4.0", "OTHER = 5.0", True),
        ("return x * OTHER", "return x / OTHER", True),
        ("TWO = 2", "TWO = 3", True),
        ("LIMIT = 3.0", "LIMIT = 3.5", False),
        ("return x + LIMIT", "return x - LIMIT", False),
        ("ONE = 1", "ONE = 5", False),
        ("2.0)", "2.5)", False),
    ],
)
def test_it_changes_with_what_it_uses_only(of, old, new, same):
    assert (of() == of(old, new)) is same
