"""Accounts won under one design and lost under the other, over many pairs: what parted them, how many, for how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from orgsim.analysis.difference import mean_interval
from orgsim.analysis.parting import Parting, diff
from orgsim.analysis.why.causes import ABOUT, CAUSES, NEVER, Parted, lost_elsewhere
from orgsim.analysis.wording import amount
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import WORKERS, callback, checked
from orgsim.kernel.shown import Shown
from orgsim.studies.pairs import PAIRS, on_all_cores
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, both_called
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    import pandas as pd


MOST = 8  # steps that a story tells of each journey
WORDS = {
    "in_market": "a need arises", "lead": "it shows interest", "mql": "judged ready", "sal": "first talk held",
    "opportunity": "a proposal is wanted", "customer": "it buys", "nurture": "put aside", "idle": "the need has passed",
}  # fmt: skip


@dataclass(frozen=True)
class Partings(Shown):
    """``only_a`` and ``only_b`` hold, pair by pair, the accounts won under one design only."""

    name_a: str
    name_b: str
    company: str
    question: str
    seeds: tuple[int, ...]
    only_a: list[list[Parted]] = field(repr=False)
    only_b: list[list[Parted]] = field(repr=False)

    @property
    def pairs(self) -> int:
        """Number of pairs."""
        return len(self.seeds)

    @property
    def table(self) -> pd.DataFrame:
        """One row per design and cause: accounts won there only and lost for that under the other design, a pair; share;
        value a pair in EUR, with its 95 % interval.
        """
        import pandas as pd

        rows = []
        for name, sides in ((self.name_a, self.only_a), (self.name_b, self.only_b)):
            total = max(1, len([one for side in sides for one in side]))
            for cause in CAUSES:
                counts = np.array([len([one for one in side if one.cause == cause]) for side in sides], dtype=float)
                money = np.array([float(np.sum([one.value for one in side if one.cause == cause])) for side in sides])
                if counts.any():
                    mean, low, high = mean_interval(money)
                    rows.append((name, cause, ABOUT[cause], counts.mean(), float(counts.sum()) / total, mean, low, high))
        columns = ["won_under", "cause", "about", "accounts", "share", "value", "low", "high"]
        frame = pd.DataFrame(rows, columns=columns).sort_values("value", ascending=False, kind="stable")
        return frame.sort_values("won_under", key=lambda names: names != self.name_a, kind="stable")

    def telling(self) -> tuple[int, Parted] | None:
        """The pair and the account that tells most: the middle one by value of the costliest cause of
        either side but "never reached".
        """
        found: list[tuple[float, list[tuple[int, Parted]]]] = []
        for sides in (self.only_a, self.only_b):
            for cause in CAUSES:
                some = [(pair, one) for pair, side in enumerate(sides) for one in side if one.cause == cause]
                if some and cause != NEVER:
                    found.append((float(np.sum([one.value for _, one in some])), some))
        if not found:
            return None
        _, costliest = max(found, key=lambda item: item[0])
        ordered = sorted(costliest, key=lambda one: (one[1].value, one[1].prospect))
        return ordered[len(ordered) // 2]

    def summary(self) -> str:
        """What parts the designs' accounts, in sentences."""
        lines = []
        for name, other, sides in (
            (self.name_a, self.name_b, self.only_a), (self.name_b, self.name_a, self.only_b),
        ):  # fmt: skip
            accounts = [one for side in sides for one in side]
            if not accounts:
                lines.append(f"No account is won under {name} only.")
                continue
            worth = float(np.sum([one.value for one in accounts])) / self.pairs
            rows = self.table[self.table["won_under"] == name].head(3)
            causes = ", ".join(
                f"{cause} {100.0 * share:.0f} % ({ABOUT[cause]})"
                for cause, share in zip(rows["cause"].tolist(), rows["share"].tolist(), strict=True)
            )
            lines.append(
                f"{len(accounts) / self.pairs:.0f} accounts a pair, {amount(worth, 'EUR')} EUR, are won under {name} and "
                f"not under {other}. What parted them first there: {causes}."
            )
        return " ".join(lines)

    def __repr__(self) -> str:
        return f"Partings({self.name_a} vs {self.name_b} at {self.company}, {self.pairs} pairs)\n{self.summary()}"


@checked(**GIVEN, pairs=PAIRS, workers=WORKERS, progress=callback)
def partings(
    a: str | AnyDesign = "separated",
    b: str | AnyDesign = "integrated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    pairs: int = 10,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Partings:
    """Follow the accounts that only one of two designs wins, over so many pairs, to what parted them first.

    Parameters as in ``compare``. Raises UnknownName, BadValue or BrokenFile.
    """
    sides = [
        Scenario.of(of, company, today=today, settings=settings, changes=changes, years=years, days=days) for of in (a, b)
    ]
    name_a, name_b = both_called(a, b)

    def of_pair(pair: int) -> tuple[list[Parted], list[Parted]]:
        one, two = (side.history(pair_seed(seed, pair), journeys=True) for side in sides)
        return lost_elsewhere(one, two), lost_elsewhere(two, one)

    found = on_all_cores(of_pair, range(pairs), workers=workers, progress=progress, each=2)
    seeds = tuple(pair_seed(seed, pair) for pair in range(pairs))
    whose = sides[0].company.name
    return Partings(name_a, name_b, whose, sides[0].question, seeds, [one for one, _ in found], [two for _, two in found])


def story(found: Parting, one: Parted) -> str:
    """An account's two journeys in plain words."""
    won_under = found.name_a if one.prospect in found.only_a else found.name_b
    lost_under = found.name_b if won_under == found.name_a else found.name_a
    mine, theirs = found.journeys(one.prospect)
    if won_under == found.name_b:
        mine, theirs = theirs, mine
    told = [
        f"Account {one.prospect}, worth {amount(one.value, 'EUR')} EUR, was won under {won_under} and lost under "
        f"{lost_under}: {one.cause} ({ABOUT[one.cause]})."
    ]
    for name, steps in ((won_under, mine), (lost_under, theirs)):
        heard = len([step for step in steps if step.heard])
        spoken = [step for step in steps if not step.heard]
        way = "; ".join(f"day {step.day:.0f}: {_plain(step.text)}" for step in spoken[-MOST:])
        told.append(f"Under {name} it heard {heard} messages. {way}." if way else f"Under {name} nothing became of it.")
    return " ".join(told)


def _plain(text: str) -> str:
    """A step in plain words: what a change of stage meant for the account."""
    before, arrow, after = text.partition(" → ")
    stage, _, who = after.partition(", ")
    if not arrow or stage not in WORDS:
        return before if not arrow else text
    by = f" by {who}" if who and stage in ("mql", "sal") else ""
    return f"{WORDS[stage]}{by}"


__all__ = ["Parted", "Partings", "diff", "partings", "story"]
