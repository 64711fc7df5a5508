"""What a search for designs ends with: candidates that were tested on fresh pairs, and the best of them, measured again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from orgsim.analysis.advice.robust import Robustness
from orgsim.analysis.advice.space import Aim, Limit
from orgsim.analysis.wording import amount, interval
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.shown import Shown
from orgsim.results.metrics import METRICS

if TYPE_CHECKING:
    import pandas as pd

Interval = tuple[float, float, float]
SETTINGS: Final = 16  # plausible settings of a robust choice


@dataclass(frozen=True)
class Candidate:
    """A design of the front: what it changes of the first design, its aims on fresh pairs, means and what they gain on the
    first design's there (paired, with 95 % intervals), whether it keeps to the limits, and how robust it is, where asked.
    """

    design: OrgDesign
    changed: Mapping[str, tuple[float, float]]
    aims: Mapping[str, float]
    gains: Mapping[str, Interval]
    keeps: bool
    robust: Robustness | None


@dataclass(frozen=True)
class Optimum(Shown):
    """Candidates, best in the first aim first, tested on fresh pairs, ``base`` the first design's aims there. The best of
    them is ``measured`` on other pairs again.
    """

    name: str
    company: str
    aims: tuple[Aim, ...]
    limits: tuple[Limit, ...]
    base: Mapping[str, float]
    candidates: tuple[Candidate, ...]
    trials: int
    pairs: int
    measured: Candidate

    @property
    def best(self) -> Candidate:
        """The first that keeps to all limits, of least regret where that was asked, else best in the first aim; measured
        once more, on pairs that did not choose it.
        """
        return self.measured

    @property
    def table(self) -> pd.DataFrame:
        """One row per candidate: aims, gains with intervals, whether it keeps to the limits, regret, levers it changes."""
        import pandas as pd

        rows = []
        for one in self.candidates:
            row: dict[str, object] = {}
            for name, (gain, low, high) in one.gains.items():
                row |= {name: one.aims[name], f"{name}_gain": gain, f"{name}_low": low, f"{name}_high": high}
            row["keeps"] = one.keeps
            if one.robust is not None:
                row |= {"regret": one.robust.regret, "suffices": one.robust.suffices}
            row["changes"] = ", ".join(f"{lever}={to:g}" for lever, (_, to) in one.changed.items())
            rows.append(row)
        return pd.DataFrame(rows)

    def summary(self) -> str:
        """What the best candidate comes to, against the first design."""
        one = self.best
        told = []
        for aim in self.aims:
            unit, (gain, low, high) = METRICS[aim.metric].unit, one.gains[aim.name]
            after, before = (amount(value, unit) for value in (one.aims[aim.name], one.aims[aim.name] - gain))
            more = amount(gain, unit, sign=True)
            told.append(f"{aim.name} {more} ({interval(low, high, unit)}), {after} against {before} of {self.name}")
        what = ", ".join(f"{lever} {was:g} → {to:g}" for lever, (was, to) in one.changed.items()) or "no lever"
        limits = f" within {', '.join(map(str, self.limits))}" if self.limits else ""
        kept = "" if one.keeps else " No design that was tested again keeps to all limits."
        robust = ""
        if one.robust is not None:
            robust = (
                f" Of {SETTINGS} plausible settings it earns no less than {self.name} in {100 * one.robust.suffices:.0f} %, "
                f"and its regret is at most {amount(one.robust.regret, 'EUR')} EUR in nine of ten."
            )
        return (
            f"Of {self.trials} designs tried{limits}, the best of those tested again, measured on {self.pairs} other pairs: "
            f"{'; '.join(told)}. "
            f"It changes {what}.{kept}{robust}"
        )

    def __repr__(self) -> str:
        return f"Optimum({self.name} at {self.company})\n{self.summary()}"
