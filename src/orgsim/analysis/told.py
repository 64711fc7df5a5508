"""Numbers as texts ask for them: one with its interval, and several of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgsim.analysis.wording import amount


@dataclass(frozen=True)
class Told:
    """One number in words. ``signed`` where it is a difference."""

    value: float
    bounds: tuple[float, float]
    unit: str
    signed: bool = True

    def _amount(self, value: float) -> str:
        told = amount(value, self.unit, sign=self.signed)
        return f"{told} EUR" if self.unit == "EUR" else told

    @property
    def mean(self) -> str:
        """The mean."""
        return self._amount(self.value)

    @property
    def size(self) -> str:
        """The mean without its sign."""
        return self._amount(abs(self.value)).removeprefix("+")

    @property
    def low(self) -> str:
        """Where its interval begins."""
        return self._amount(self.bounds[0])

    @property
    def high(self) -> str:
        """Where its interval ends."""
        return self._amount(self.bounds[1])

    @property
    def interval(self) -> str:
        """Its 95 % interval."""
        most = max(map(abs, (self.value, *self.bounds)))
        low, high = (amount(bound, self.unit, sign=self.signed, beside=most) for bound in self.bounds)
        return f"{low} to {high}"

    def __str__(self) -> str:
        return f"{self.mean} ({self.interval})"


@dataclass(frozen=True)
class Several:
    """Several numbers of one kind, by what they belong to."""

    each: Mapping[str, Told]

    def __getitem__(self, name: str) -> Told:
        return self.each[name]

    def _number(self, chosen: Iterator[bool]) -> str:
        return str(sum(chosen))

    @property
    def count(self) -> str:
        """How many there are."""
        return str(len(self.each))

    @property
    def open(self) -> str:
        """How many intervals include zero."""
        return self._number(one.bounds[0] <= 0.0 <= one.bounds[1] for one in self.each.values())

    @property
    def above(self) -> str:
        """How many intervals lie above zero."""
        return self._number(one.bounds[0] > 0.0 for one in self.each.values())

    @property
    def below(self) -> str:
        """How many intervals lie below zero."""
        return self._number(one.bounds[1] < 0.0 for one in self.each.values())

    @property
    def positive(self) -> str:
        """How many means lie above zero."""
        return self._number(one.value > 0.0 for one in self.each.values())

    @property
    def negative(self) -> str:
        """How many means lie below zero."""
        return self._number(one.value < 0.0 for one in self.each.values())

    @property
    def named_above(self) -> str:
        """Those whose interval lies above zero, by name."""
        return ", ".join(name for name, one in self.each.items() if one.bounds[0] > 0.0) or "none"

    @property
    def named_below(self) -> str:
        """Those whose interval lies below zero, by name."""
        return ", ".join(name for name, one in self.each.items() if one.bounds[1] < 0.0) or "none"

    def _ordered(self) -> list[tuple[str, Told]]:
        return sorted(self.each.items(), key=lambda item: item[1].value)

    @property
    def top(self) -> Told:
        """The one with the highest mean."""
        return self._ordered()[-1][1]

    @property
    def bottom(self) -> Told:
        """The one with the lowest mean."""
        return self._ordered()[0][1]

    @property
    def lowest(self) -> str:
        """The lowest mean."""
        return self.bottom.mean

    @property
    def highest(self) -> str:
        """The highest mean."""
        return self.top.mean

    @property
    def worst(self) -> str:
        """Which has the lowest mean."""
        return self._ordered()[0][0]

    @property
    def best(self) -> str:
        """Which has the highest mean."""
        return self._ordered()[-1][0]

    @property
    def least(self) -> str:
        """The smallest size."""
        return min(self.each.values(), key=lambda one: abs(one.value)).size

    @property
    def most(self) -> str:
        """The largest size."""
        return max(self.each.values(), key=lambda one: abs(one.value)).size
