"""Whether a model is alive: what each mechanism does, and where in the plausible ranges which design is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from orgsim.analysis.difference import crossed_interval, mean_interval
from orgsim.kernel.errors import UnknownName
from orgsim.studies.factors import NOTHING

if TYPE_CHECKING:
    import pandas as pd


def mechanism_effects(table: pd.DataFrame, metric: str, factor: str) -> pd.DataFrame:
    """Paired effect of each mechanism named in a column (``without`` or ``alone``) against the point that names nothing.

    Columns mechanism, design, mean, low, high, pairs.
    """
    import pandas as pd

    place = [one for one in ("company", "design", "pair") if one in table]
    start = table[table[factor] == NOTHING].groupby(place, sort=False)[metric].mean().reset_index(name="base")
    moved = table[table[factor].notna() & (table[factor] != NOTHING)].merge(start, on=place)
    moved["step"] = moved[metric] - moved["base"]
    rows = []
    for (mechanism, design), group in moved.groupby([factor, "design"], sort=False):
        steps = group.groupby("pair")["step"].mean().to_numpy(dtype=np.float64)
        steps = steps[np.isfinite(steps)]
        rows.append((mechanism, design, *mean_interval(steps), len(steps)))
    return pd.DataFrame(rows, columns=["mechanism", "design", "mean", "low", "high", "pairs"])


TIED = "tied"


def _by_point(whole: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Means over the pairs that have a number under every design: a row for each point, a column for each design."""
    if metric not in whole:
        raise UnknownName("metric in this table", metric, [str(name) for name in whole.columns])
    found = whole.pivot_table(index=["point", "pair"], columns="design", values=metric)
    found = found.reindex(columns=sorted(set(whole["design"]))).dropna()
    means: pd.DataFrame = found.groupby("point").mean()
    return means


def winners(table: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Share of the points at which each design alone has the highest mean over pairs.

    Columns company, design, share, points. A row ``tied`` says at which share of the points several are first, where there
    are such points. Points at which a design has no number are left out.
    """
    import pandas as pd

    rows = []
    for company, whole in table.groupby("company", sort=False):
        means = _by_point(whole, metric)
        first = means.eq(means.max(axis=1), axis=0)
        alone = first.sum(axis=1) == 1
        shares = {design: (first[design] & alone) for design in means.columns}
        if len(means) and not alone.all():
            shares[TIED] = ~alone
        rows += [(company, design, float(at.mean()) if len(at) else np.nan, len(means)) for design, at in shares.items()]
    return pd.DataFrame(rows, columns=["company", "design", "share", "points"])


def shares_ahead(table: pd.DataFrame, metric: str, a: str, b: str) -> dict[str, float]:
    """By company, the share of the points at which b has the higher mean over pairs than a."""
    found = {}
    for company, whole in table.groupby("company", sort=False):
        means = _by_point(whole, metric).reindex(columns=[a, b]).dropna()
        found[str(company)] = float((means[b] > means[a]).mean()) if len(means) else float("nan")
    return found


def drivers(table: pd.DataFrame, metric: str, a: str, b: str, factors: Sequence[str]) -> pd.DataFrame:
    """How the paired difference b - a moves with each factor over the points of a plan that fills their space.

    Columns company, factor, correlation (Spearman's, over points), low_mean, low_half, high_mean, high_half (mean difference
    in the lowest and highest third of the factor's values, with the half-width of its 95 % interval over points and pairs),
    and turns (whether the two means differ in sign, both intervals excluding zero). Strongest correlation first; one that
    is no number, as where a factor or the difference never moves, comes last.
    """
    import pandas as pd

    rows = []
    for company, whole in table.groupby("company", sort=False):
        wide = whole.pivot_table(index=["point", "pair"], columns="design", values=metric).reindex(columns=[a, b])
        by_pair = (wide[b] - wide[a]).unstack("pair").dropna(how="all")  # noqa: PD010  # of a series
        steps = by_pair.mean(axis=1)
        points = whole.groupby("point")[list(factors)].first().loc[steps.index]
        for factor in factors:
            ranks = points[factor].rank()
            ends = []
            for third in (ranks <= len(ranks) / 3.0, ranks > 2.0 * len(ranks) / 3.0):
                middle, low, high = crossed_interval(by_pair[third].to_numpy(dtype=np.float64))
                ends += [middle, 0.5 * (high - low)]
            clear = abs(ends[0]) > ends[1] and abs(ends[2]) > ends[3]
            turns = bool(clear and ends[0] * ends[2] < 0.0)
            moves = len(steps) > 1 and np.ptp(ranks) > 0.0 and np.ptp(steps) > 0.0
            rows.append((company, factor, float(ranks.corr(steps.rank())) if moves else np.nan, *ends, turns))
    found = pd.DataFrame(
        rows,
        columns=["company", "factor", "correlation", "low_mean", "low_half", "high_mean", "high_half", "turns"],
    )
    order = found["correlation"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order].sort_values("company", kind="stable").reset_index(drop=True)
