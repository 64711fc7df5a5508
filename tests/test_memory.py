"""Memory stays flat however often the public entry points are used in one process."""

from __future__ import annotations

import gc
import tracemalloc

import mesa
import pytest

import orgsim
from helpers import HAMLET

TIMES = 60
ROUNDS = 3  # what leaks does so in each; what NumPy keeps for the next one comes and goes
MOST = 2_000  # bytes that a use may leave behind: NumPy itself leaves some hundreds for each record


@pytest.fixture(scope="module")
def uses(tmp_path_factory):
    """Public entry points, each on a hamlet."""
    folder = tmp_path_factory.mktemp("hamlet")
    (folder / "hamlet.toml").write_text(HAMLET)
    whose = orgsim.company(folder / "hamlet.toml")
    history = orgsim.simulate("pods", whose, days=3)
    study = orgsim.Study(name="s", folder=str(folder), companies=("hamlet.toml",), pairs=1, days=3, metrics=("profit",))
    found = study.run(folder / "out")

    def refused():
        with pytest.raises(orgsim.OrgsimError):
            orgsim.design("podds")

    return {
        "simulate": lambda: orgsim.simulate("pods", whose, days=2),
        "simulate, two in one market": lambda: orgsim.simulate("pods vs separated", whose, days=2),
        "OrgModel": lambda: orgsim.OrgModel("pods", whose, days=2).run(),
        "Duopoly": lambda: orgsim.Duopoly("pods vs separated", whose, days=2).run(),
        "compare": lambda: orgsim.compare("pods", "separated", whose, days=2, pairs=2, workers=1),
        "diff": lambda: orgsim.diff("pods", "separated", whose, days=2),
        "company": lambda: orgsim.company(folder / "hamlet.toml"),
        "design": lambda: orgsim.design("pods:info_sharing=0.5 then separated@3"),
        "settings": lambda: orgsim.Settings().set("practice.progress_ratio", 0.9).without("pay"),
        "Study": lambda: orgsim.Study(name="s", pairs=1, days=3, vary={"info_sharing": {}}).points,
        "table": lambda: history.table("leads"),
        "metrics": history.metrics,
        "load": lambda: orgsim.load(folder / "out").table(),
        "verify": lambda: found.verify(1),
        "an error": refused,
    }


@pytest.mark.parametrize(
    "name",
    [
        "simulate", "simulate, two in one market", "OrgModel", "Duopoly", "compare", "diff", "company", "design", "settings",
        "Study", "table", "metrics", "load", "verify", "an error",
    ],
)  # fmt: skip
def test_uses_leave_nothing_behind(uses, name):
    use = uses[name]
    for _ in range(20):
        use()
    gc.collect()
    models = _models()
    tracemalloc.start()
    try:
        flat = any(_left(use) / TIMES < MOST for _ in range(ROUNDS))
    finally:
        tracemalloc.stop()
    assert flat
    assert _models() <= models


def _left(use):
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(TIMES):
        use()
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before


def _models():
    return sum(isinstance(one, mesa.Model) for one in gc.get_objects())
