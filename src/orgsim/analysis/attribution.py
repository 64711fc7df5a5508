"""What the channels are credited with, against what they are worth: the same draws again with a channel closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.kernel.arguments import callback, checked, whole
from orgsim.kernel.codes import words
from orgsim.kernel.shown import Shown
from orgsim.results.codes import CreditRule
from orgsim.results.history import History
from orgsim.studies.scenario import DEFAULT_COMPANY, GIVEN, Scenario, Settings, Value, called
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Attribution(Shown):
    """Value credited to each channel by each rule, and the truth.

    ``credited`` has shape (runs, rules, channels) and ``truth`` (runs, channels), both in EUR of new deals; the truth of a
    channel is the value won less the value won when it is closed, under the same draws. Channels work together, so that
    truths need not add up to the whole.
    """

    channels: tuple[str, ...]
    credited: NDArray[np.float64] = field(repr=False)
    truth: NDArray[np.float64] = field(repr=False)
    name_a: str = ""
    company: str = ""

    def summary(self) -> str:
        """Which channel is worth most, and which rule says least wrong, in words."""
        shares = _shares(np.maximum(self.truth.mean(axis=0), 0.0))
        if not np.isfinite(shares).all():
            return "No channel is worth anything here: what is won is won without it, too."
        most, errors = int(shares.argmax()), self.errors
        rules = [
            f"{name.replace('_', ' ')} {100.0 * error:.0f} %"
            for name, error in sorted(errors.items(), key=_second)
            if np.isfinite(error)
        ]
        return (
            f"Worth most: {self.channels[most]}, {100.0 * shares[most]:.0f} % of what the channels bring. "
            f"Credited to the wrong channels: {', '.join(rules)}."
        )

    @property
    def errors(self) -> dict[str, float]:
        """``attribution_error`` of each rule: half the sum over channels of |credited share - true share|, of the means."""
        true = _shares(np.maximum(self.truth.mean(axis=0), 0.0))
        shares = self.credited.mean(axis=0)
        return {
            rule: float(0.5 * np.abs(_shares(shares[place]) - true).sum()) for place, rule in enumerate(words(CreditRule))
        }

    @property
    def table(self) -> pd.DataFrame:
        """Shares by channel: each rule's, and the truth's with the standard error of its mean in EUR."""
        import pandas as pd

        runs = len(self.truth)
        frame = pd.DataFrame({"channel": self.channels})
        for place, rule in enumerate(words(CreditRule)):
            frame[rule] = _shares(self.credited.mean(axis=0)[place])
        frame["truth"] = _shares(np.maximum(self.truth.mean(axis=0), 0.0))
        frame["worth"] = self.truth.mean(axis=0)
        frame["worth_error"] = self.truth.std(axis=0, ddof=1) / runs**0.5 if runs > 1 else float("nan")
        return frame.set_index("channel")


def _second(item: tuple[str, float]) -> float:
    return item[1]


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = values.sum()
    return values / whole if whole > 0.0 else np.full(len(values), float("nan"))


def closed(whose: Company, channel: int) -> Company:
    """The company with one channel closed: nothing is sent through it, nobody comes by it, its media are not spent."""
    channels = tuple(
        one.model_copy(update={"reach": 0.0}) if place == channel else one for place, one in enumerate(whose.channels)
    )
    return whose.model_copy(update={"channels": channels})


def _won(history: History) -> float:
    return history.metric("new_revenue")


@checked(**GIVEN, runs=whole(1, 10_000, "seeds"), progress=callback)
def attribution(
    design: str | AnyDesign = "separated",
    company: str | Path | Company = DEFAULT_COMPANY,
    *,
    today: str | OrgDesign | None = None,
    settings: Settings | None = None,
    changes: Mapping[str, Value] | None = None,
    runs: int = 10,
    seed: int = 7,
    years: float | None = None,
    days: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Attribution:
    """Credit every channel by every rule, and knock each one out in turn, over so many seeds.

    Parameters as in ``simulate``; ``runs`` seeds, each walked once whole and once per channel. Raises UnknownName, BadValue
    or BrokenFile.
    """
    scenario = Scenario.of(design, company, today=today, settings=settings, changes=changes, years=years, days=days)
    channels = scenario.company.channels
    count = len(channels)
    without = [replace(scenario, company=closed(scenario.company, channel)) for channel in range(count)]
    credited = np.zeros((runs, len(CreditRule), count))
    truth = np.zeros((runs, count))
    for run in range(runs):
        drawn = pair_seed(seed, run)
        whole = scenario.history(drawn)
        credited[run] = whole.daily["credited"].sum(axis=0)[:, :count]
        for channel in range(count):
            truth[run, channel] = _won(whole) - _won(without[channel].history(drawn))
            if progress:
                progress(run * count + channel + 1, runs * count)
    names = tuple(one.name for one in channels)
    return Attribution(names, credited, truth, called(design, scenario.design), scenario.company.name)
