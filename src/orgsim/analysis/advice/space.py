"""The levers as a space to search, and what is asked of a design in it: aims and limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.parameters import parameters
from orgsim.results.metrics import METRICS, is_metric, metric_name
from orgsim.studies.inquiry import KEPT

AIMS: Final = {"profit": ("profit", 1.0), "conflict": ("disputes_between", -1.0), "trust": ("unit_trust", 1.0)}
"""What may be aimed at: a metric, and whether more of it is better. Any other metric that is kept answers to its name."""
LIMIT: Final = re.compile(r"^\s*([\w ]+?)\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d*)?(?:e-?\d+)?)\s*$")


_KNOWN: Final = tuple(dict.fromkeys((*AIMS, *(name for name in KEPT if name != "profit_without_luck"))))


@dataclass(frozen=True)
class Aim:
    """A metric and whether more of it is better (1) or less (-1)."""

    name: str
    metric: str
    sign: float


@dataclass(frozen=True)
class Limit:
    """What a metric's mean may not exceed (``sign`` 1) or fall below (-1)."""

    metric: str
    sign: float
    bound: float

    def excess(self, value: float) -> float:
        """How far a value lies beyond, not more than 0 where it is allowed."""
        return self.sign * (value - self.bound)

    def __str__(self) -> str:
        return f"{self.metric} {'<=' if self.sign > 0 else '>='} {self.bound:g}"


def aims_of(names: Sequence[str]) -> list[Aim]:
    """The aims of these names. Raises UnknownName or BadValue."""
    found = []
    for name in names:
        key, sign = AIMS.get(name, (name, 0.0))
        key = metric_name(key) if is_metric(key) else ""
        if key not in KEPT:
            raise UnknownName("aim", name, _KNOWN)
        sign = sign or float(METRICS[key].better)
        if not sign:
            raise BadValue(f"{name} is neither better nor worse where there is more of it; aim at something else.")
        found.append(Aim(name, key, sign))
    if not found or len({one.metric for one in found}) < len(found):
        raise BadValue("Name one aim or several, each once: " + ", ".join(AIMS))
    return found


def limit_of(text: str) -> Limit:
    """The limit that a text states, as in ``disputes_between <= 12``. Raises BadValue or UnknownName."""
    found = LIMIT.match(text)
    if not found:
        raise BadValue(f"'{text[:80]}' is no limit; write one as 'disputes_between <= 12'.")
    key = AIMS.get(found[1], (found[1], 0.0))[0]
    key = metric_name(key) if is_metric(key) else ""
    if key not in KEPT:
        raise UnknownName("metric to limit", found[1], _KNOWN)
    return Limit(key, 1.0 if found[2].startswith("<") else -1.0, float(found[3]))


def levers_to_search(names: Sequence[str] | None) -> tuple[str, ...]:
    """The levers that may be changed; all where none is named. Raises UnknownName."""
    known = parameters(OrgDesign)
    for name in names or ():
        if name not in known:
            raise UnknownName("lever", name, known)
    return tuple(names or known)


def changed_levers(before: OrgDesign, point: Mapping[str, object]) -> dict[str, tuple[float, float]]:
    """What a point changes of a design: by lever, from and to."""
    return {
        name: (float(getattr(before, name)), float(value))  # type: ignore[arg-type]  # levers are numbers
        for name, value in point.items()
        if getattr(before, name) != value
    }
