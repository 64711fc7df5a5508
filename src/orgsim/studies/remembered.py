"""Runs that are remembered while a program lives: whoever moves a lever to and fro gets what was run before at once."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final

from orgsim.kernel.arguments import whole
from orgsim.kernel.wanted import Left, still_wanted, wanted_until
from orgsim.studies.pairs import Outcome, outcome_of
from orgsim.studies.scenario import Scenario

MOST: Final = 2_000  # outcomes that are kept, some 20 kB each
PATIENCE: Final = 0.05  # seconds after which it is looked whether anybody still wants the answer
Key = tuple[str, int]


class Remembered:
    """Outcomes by scenario and seed, the least recently wanted forgotten first. All who ask share so many threads."""

    def __init__(self, workers: int | None = None, most: int = MOST) -> None:
        self._pool = ThreadPoolExecutor(whole(1, 10_000, "threads")("workers", workers or os.cpu_count() or 1))
        self._most = most
        self._kept: OrderedDict[Key, Outcome] = OrderedDict()
        self._lock = threading.Lock()

    def outcomes(
        self, scenarios: Sequence[Scenario], seeds: Sequence[int], left: Callable[[], bool] = lambda: False
    ) -> list[list[Outcome]]:
        """The outcomes of each scenario under each seed; what is known is not run again. The scenarios of a seed are run one
        after the other, so that a common past is lived once. Raises Left soon after ``left()`` says that nobody waits.
        """
        names = [_name(one) for one in scenarios]
        found = {seed: self._known(names, seed) for seed in seeds}
        try:
            waiting = {
                self._pool.submit(self._run, scenarios, names, seed, found[seed], left): seed
                for seed in seeds if len(found[seed]) < len(set(names))
            }  # fmt: skip
        except RuntimeError:  # closed
            raise Left from None
        unfinished: set[Future[dict[str, Outcome]]] = set(waiting)
        while unfinished:
            if left():
                for one in unfinished:
                    one.cancel()
                raise Left
            done, unfinished = wait(unfinished, PATIENCE)
            for one in done:
                if one.cancelled():  # closed meanwhile
                    raise Left
                found[waiting[one]] = one.result()
        return [[found[seed][name] for seed in seeds] for name in names]

    def _known(self, names: Sequence[str], seed: int) -> dict[str, Outcome]:
        with self._lock:
            known = {name: self._kept[name, seed] for name in names if (name, seed) in self._kept}
            for name in known:
                self._kept.move_to_end((name, seed))
        return known

    def _run(
        self, scenarios: Sequence[Scenario], names: Sequence[str], seed: int, known: dict[str, Outcome],
        left: Callable[[], bool],
    ) -> dict[str, Outcome]:  # fmt: skip
        found = dict(known)
        with wanted_until(left):
            for scenario, name in zip(scenarios, names, strict=True):
                still_wanted()
                if name not in found:
                    found[name] = self._keep((name, seed), outcome_of(scenario, seed))
        return found

    def _keep(self, key: Key, outcome: Outcome) -> Outcome:
        with self._lock:
            self._kept[key] = outcome
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return outcome

    def close(self) -> None:
        """Let go of the threads; what runs is waited for no longer, and who asks hears that nobody waits."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _name(scenario: Scenario) -> str:
    """All that determines a run but its seed."""
    today = scenario.today.model_dump_json() if scenario.today is not None else ""
    parts = (scenario.design, scenario.company, scenario.settings)
    return "\n".join([type(scenario.design).__name__, *(one.model_dump_json() for one in parts), today, str(scenario.days)])
