"""Answers as they come: messages of progress and payloads, told while the runs are done, until nobody waits any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from orgsim.analysis.advice.advising import advise
from orgsim.analysis.comparing import begun, grown
from orgsim.analysis.comparison import Comparison
from orgsim.analysis.parting import diff
from orgsim.analysis.ranking import rank
from orgsim.analysis.when.turning import turning
from orgsim.analysis.when.uncertain import uncertain
from orgsim.analysis.why.levers import why
from orgsim.analysis.why.partings import partings
from orgsim.faces.view.payload import Payload, payload
from orgsim.faces.view.question import Question
from orgsim.kernel.wanted import Left
from orgsim.studies.remembered import Remembered
from orgsim.studies.seeds import pair_seed

FIRST: Final = 2  # pairs of the first picture
TIMES: Final = 3  # more pairs in every further one
MOST: Final = 24  # pairs that are added at once, so that others who ask come in between
FOLLOWED: Final = 6  # pairs in which accounts are followed
Message = dict[str, Any]
Tell = Callable[[Message], None]


@dataclass(frozen=True)
class Asked:
    """A question with what is needed to answer it: where runs are remembered, whom to tell, and whether he still waits."""

    question: Question
    runs: Remembered
    tell: Tell
    left: Callable[[], bool]
    workers: int | None = None

    def progress(self, done: int, total: int) -> None:
        """Tell how far it is. Raises Left where nobody waits."""
        if self.left():
            raise Left
        self.tell({"progress": [done, total]})

    @property
    def given(self) -> dict[str, Any]:
        """What the questions of ``analysis`` are given."""
        return self.question.world() | {"progress": self.progress, "workers": self.workers}

    @property
    def sides(self) -> dict[str, Any]:
        """The same, with both designs."""
        return {"a": self.question.a, "b": self.question.b} | self.given


def growing(question: Question, runs: Remembered, left: Callable[[], bool] = lambda: False) -> Iterator[Comparison]:
    """A comparison with few pairs, then with more, until all that are asked for are in it."""
    first, second = question.scenarios()
    found = begun(question.a, question.b, first, second, seed=question.seed)
    wanted = min(FIRST, question.pairs)
    while True:
        seeds = [pair_seed(question.seed, pair) for pair in range(found.pairs, wanted)]
        found = grown(found, *runs.outcomes((first, second), seeds, left))
        yield found
        if wanted >= question.pairs:
            return
        wanted = min(TIMES * wanted, wanted + MOST, question.pairs)


def whole(question: Question, runs: Remembered, left: Callable[[], bool] = lambda: False) -> Comparison:
    """The comparison with all its pairs."""
    *_, last = growing(question, runs, left)
    return last


def _compare(asked: Asked) -> None:
    notes = asked.question.notes()
    for found in growing(asked.question, asked.runs, asked.left):
        _pay(asked, payload(found, pairs_asked=asked.question.pairs, notes=notes))


def _why(asked: Asked) -> list[Any]:
    return [why(**asked.sides)]


def _accounts(asked: Asked) -> list[Any]:
    followed = partings(pairs=FOLLOWED, **asked.sides)
    telling = followed.telling()
    world = {name: one for name, one in asked.sides.items() if name not in ("progress", "seed", "workers")}
    pair = telling[0] if telling is not None else 0
    return [followed, diff(seed=pair_seed(asked.question.seed, pair), **world)]


def _turns(asked: Asked) -> list[Any]:
    return [turning(**asked.sides)]


def _uncertain(asked: Asked) -> list[Any]:
    return [uncertain(**asked.sides)]


def _rank(asked: Asked) -> list[Any]:
    return [rank(**asked.given)]


def _advise(asked: Asked) -> list[Any]:
    given = asked.given
    today = given.pop("today")
    if today == "home" or (today is None and not asked.question.base().today.design):
        today = asked.question.a  # nobody says how it is organized today
    return [advise(today=today, **given)]


def _pay(asked: Asked, found: Payload) -> None:
    asked.tell({"payload": found.model_dump()})


LONG: Final[dict[str, Callable[[Asked], list[Any]]]] = {
    "why": _why, "accounts": _accounts, "turns": _turns, "uncertain": _uncertain, "rank": _rank, "advise": _advise,
}  # fmt: skip
"""Questions that take the machine for a while, by kind: what they find."""


def _told(find: Callable[[Asked], list[Any]]) -> Callable[[Asked], None]:
    return lambda asked: _pay(asked, payload(*find(asked)))


ANSWERS: Final[dict[str, Callable[[Asked], None]]] = {
    "compare": _compare, **{kind: _told(find) for kind, find in LONG.items()},
}  # fmt: skip
"""What can be asked, by kind."""
