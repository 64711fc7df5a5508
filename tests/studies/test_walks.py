"""A walk of one's own is known by what it does: rows of two never stand in one folder."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import walks
from orgsim.kernel.errors import BadValue, UsageError
from orgsim.model.simulation import simulate
from orgsim.studies import load
from orgsim.studies.walks import OWN_WALK, walk_name

FEWER = 0.5
HALVES = [lambda design, company, *, seed, **rest: simulate(design, company, seed=seed + 1, **rest),
          lambda design, company, *, seed, **rest: simulate(design, company, seed=seed + 2, **rest)]  # fmt: skip


def shifted(by):
    def walk(design, company, *, seed, **rest):
        return simulate(design, company, seed=seed + by, **rest)

    return walk


def by_a_number(design, company, **rest):
    return simulate(design, company, **rest) if FEWER else None


def same(design, company, **rest):
    return simulate(design, company, **rest)


def test_the_packages_own_walk_has_a_name_that_stays():
    assert walk_name(simulate) == OWN_WALK


def test_equal_walks_have_equal_names_and_others_others():
    assert walk_name(shifted(1)) == walk_name(shifted(1))
    assert walk_name(walks.slow) == walk_name(walks.slow)
    names = [walk_name(one) for one in (shifted(1), shifted(2), *HALVES, walks.slow, walks.slower, same, by_a_number,
                                        partial(same, journeys=True), partial(same, journeys=False))]  # fmt: skip
    assert len(set(names)) == len(names)


def test_a_number_that_it_reads_belongs_to_it(monkeypatch):
    before = walk_name(by_a_number)
    monkeypatch.setattr(sys.modules[__name__], "FEWER", 0.25)
    assert walk_name(by_a_number) != before


def test_the_name_is_the_same_in_another_process():
    code = "import walks; from orgsim.studies.walks import walk_name; print(walk_name(walks.deadly))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(walks.__file__).parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == walk_name(walks.deadly)


def test_what_cannot_be_known_is_refused():
    class Callable:
        def __call__(self, *given, **named):
            return simulate(*given, **named)

    kept = object()
    for walk in (Callable(), lambda design, company, **rest: kept and simulate(design, company, **rest)):
        with pytest.raises(BadValue, match="cannot be told from others"):
            walk_name(walk)


def test_rows_of_two_lambdas_do_not_mix(small, tmp_path):
    one, two = HALVES
    small.run(tmp_path / "out", walk=one)
    with pytest.raises(UsageError, match="walk: the numbers behind the names have changed"):
        small.run(tmp_path / "out", walk=two)
    assert load(tmp_path / "out").verify(2, walk=one)
    with pytest.raises(UsageError, match="give that function as walk="):
        load(tmp_path / "out").verify(2, walk=two)
