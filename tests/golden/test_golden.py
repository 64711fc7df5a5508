"""The reference runs give what they gave. Renewed on purpose only: ``python tests/golden/renew.py``."""

from __future__ import annotations

import json

import pytest

from golden import renew

KEPT = json.loads(renew.METRICS.read_text())


@pytest.fixture(scope="module")
def runs():
    return renew.runs()


def test_the_reference_runs_are_those_that_are_kept(runs):
    assert list(runs) == list(KEPT) == list(json.loads(renew.HISTORIES.read_text()))


@pytest.mark.parametrize("name", KEPT)
def test_a_history_is_the_same_on_every_python(runs, name):
    """Where it is not, the message says which metrics moved."""
    now = renew.numbers(runs[name])
    moved = [f"{one}: was {KEPT[name].get(one)}, is {value}" for one, value in now.items() if KEPT[name].get(one) != value]
    same = renew.digest(runs[name]) == json.loads(renew.HISTORIES.read_text())[name]
    assert same, f"The history '{name}' is another. " + ("; ".join(moved) or "No metric moved.")


@pytest.mark.parametrize("name", KEPT)
def test_the_metrics_of_a_history_are_the_same(runs, name):
    assert renew.numbers(runs[name]) == KEPT[name]
