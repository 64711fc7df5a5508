"""What many tests share: a village-sized company that runs in milliseconds, even uncompiled."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from helpers import VILLAGE, resized
from orgsim.faces.cli import main
from orgsim.inputs.companies import Company, company
from orgsim.kernel import rules
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate

settings.register_profile("orgsim", deadline=None, derandomize=bool(os.environ.get("CI")))  # compiling takes its time
settings.load_profile("orgsim")


def pytest_configure(config: pytest.Config) -> None:
    """Compile once, before workers start, so that none of them compiles the same again, nor takes longer than it may."""
    if not hasattr(config, "workerinput") and (rules.is_cold() or rules.is_cold(agents=True)):
        simulate(days=2)
        OrgModel(days=2).run()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file goes to one worker, so that what its tests share is made once."""
    from xdist.scheduler import LoadFileScheduling  # whoever runs the tests on one core need not have it

    return LoadFileScheduling(config, log)


@pytest.fixture(scope="session")
def village() -> Company:
    """Two marketers, three reps and 600 prospects with frequent needs."""
    return resized(
        company("midmarket_saas"),
        staff={"marketers": 2, "reps": 3},
        market={"prospects": 600, "needs_per_year": 2.0, "think_days": 3.0},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the village's file."""
    (tmp_path / "village.toml").write_text(VILLAGE)
    return tmp_path


@pytest.fixture
def orgsim(monkeypatch, capsys, tmp_path):
    """The command line, called in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)  # the window in which the tests are run

    def call(*arguments: str):
        monkeypatch.setattr(sys, "argv", ["orgsim", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code, out, err

    return call


@pytest.fixture(autouse=True)
def signals_as_they_were():
    """The command line leaves signals unheard when it ends, as a program does; a test goes on."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
