"""Walks that go wrong in chosen ways, importable by worker processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from orgsim.model.simulation import simulate
from orgsim.studies.seeds import pair_seed

SEED = 7


def is_bad(seed):
    """The runs of pair 1."""
    return seed == pair_seed(SEED, 1)


def raising(design, company, *, seed, **rest):
    if is_bad(seed):
        message = "no such luck"
        raise ArithmeticError(message)
    return simulate(design, company, seed=seed, **rest)


def deadly(design, company, *, seed, **rest):
    """Kills its worker, every time, in the runs of pair 1 under the separated design."""
    if is_bad(seed) and design.specialization == 1.0:
        os.kill(os.getpid(), signal.SIGKILL)
    return simulate(design, company, seed=seed, **rest)


def deadly_once(design, company, *, seed, **rest):
    """Kills its worker the first time, as a machine that goes down does; a file remembers."""
    flag = Path(os.environ["ORGSIM_TEST_FLAG"])
    if is_bad(seed) and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return simulate(design, company, seed=seed, **rest)


def slow(design, company, **rest):
    time.sleep(0.05)
    return simulate(design, company, **rest)


def slower(design, company, **rest):
    time.sleep(0.2)
    return simulate(design, company, **rest)
