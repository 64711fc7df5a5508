"""Moments of a funnel: what evidence about real companies can be held against, computed from records or from runs alike."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from orgsim.results.metrics.funnel import Codes, Flags, Funnel, Numbers, funnel_of
from orgsim.results.metrics.metric import LEAD_FLOW, LESS, MORE, NEITHER, Recorded, added, declare, median, ratio

WEEK = 7.0
LARGE = 0.035  # share of the leads from which on a channel counts as a large one
HOUR = 1.0 / 24.0
WORKING_HOUR = 7.0 / 5.0 / 8.0  # in calendar days: runs spread eight working hours evenly over a business day


Moment = Callable[[Funnel], float]
MOMENTS: Final[dict[str, Moment]] = {}
"""Every moment by name, as a function of a funnel; the metric of the same name takes it of a run."""


def moment(label: str, unit: str, better: int) -> Callable[[Moment], Moment]:
    """Declare the function below as a moment of a funnel, and as the metric that takes it of a run."""

    def declared(value: Moment) -> Moment:
        MOMENTS[value.__name__] = value
        declare(value.__name__, label, unit, LEAD_FLOW, better, value.__doc__ or "", _of_run(value))
        return value

    return declared


def _of_run(value: Moment) -> Callable[[Recorded], float]:
    def of_run(history: Recorded) -> float:
        return value(funnel_of(history))

    return of_run


@moment("Conversion of older leads", "share", MORE)
def conversion(funnel: Funnel) -> float:
    """Qualified leads that were won, as a share of those old enough to be decided."""
    return ratio(funnel.won[funnel.mature].sum(), funnel.mature.sum())


@moment("Spread of conversion over campaigns", "correlation", NEITHER)
def campaign_spread(funnel: Funnel) -> float:
    """Intraclass correlation of conversion over campaigns, the rho of a beta-binomial: 0 where all campaigns are alike.

    Analysis of variance estimator (Ridout, Demetrio and Firth 1999), over campaigns with two leads or more.
    """
    return _intraclass(funnel.won[funnel.mature], funnel.campaign[funnel.mature])


def _intraclass(values: Flags | Numbers, group: Codes) -> float:
    _, place, sizes = np.unique(group, return_inverse=True, return_counts=True)
    kept = sizes[place] >= 2
    if not kept.any():
        return float("nan")
    _, place, sizes = np.unique(group[kept], return_inverse=True, return_counts=True)
    sums, squares = (np.bincount(place, weights=values[kept] ** power) for power in (1, 2))
    groups, n = len(sizes), float(sizes.sum())
    if groups < 2 or n <= groups:
        return float("nan")
    mean = added(sums) / n
    between = added((sums - sizes * mean) ** 2 / sizes) / (groups - 1)
    within = added(squares - sums * sums / sizes) / (n - groups)
    typical = (n - added(sizes.astype(np.float64) ** 2) / n) / (groups - 1)
    return ratio(between - within, between + (typical - 1.0) * within)


@moment("Best channel over worst", "ratio", NEITHER)
def channel_contrast(funnel: Funnel) -> float:
    """Conversion of the best large channel over that of the worst; large ones bring 3.5 % of the leads or more. Leads whose
    channel is not known (code -1) are left out.
    """
    known = funnel.mature & (funnel.channel >= 0)
    channel, won = funnel.channel[known], funnel.won[known]
    rates = [won[channel == one].mean() for one in np.unique(channel) if (channel == one).mean() >= LARGE]
    return ratio(max(rates), min(rates)) if len(rates) >= 2 else float("nan")


def _log_days(funnel: Funnel) -> Numbers:
    days = funnel.to_close[funnel.won & funnel.mature]
    return np.asarray(np.log(days[days > 0.0]))


@moment("Response to deal, calendar", "day", LESS)
def close_days(funnel: Funnel) -> float:
    """Median calendar days from response to deal, of leads old enough to be decided."""
    return median(funnel.to_close[funnel.won & funnel.mature])


@moment("Spread of time to deal", "log units", NEITHER)
def close_spread(funnel: Funnel) -> float:
    """Standard deviation of the logarithm of the days from response to deal."""
    return _spread(_log_days(funnel))


@moment("Upper over lower quartile of time to deal", "ratio", NEITHER)
def close_quartiles(funnel: Funnel) -> float:
    """Days from response to deal at the upper quartile over those at the lower."""
    days = _log_days(funnel)
    if len(days) < 4:
        return float("nan")
    low, high = np.quantile(days, [0.25, 0.75])
    return math.exp(high - low)


def _spread(values: Numbers) -> float:
    if len(values) < 2:
        return float("nan")
    return math.sqrt(added((values - added(values) / len(values)) ** 2) / (len(values) - 1))


def _weekly(funnel: Funnel) -> Numbers:
    first = float(funnel.response.min()) if len(funnel.response) else 0.0
    weeks = int((funnel.last - first) // WEEK)
    cells = ((funnel.response - first) // WEEK).astype(np.int64)
    return np.bincount(cells[cells < weeks], minlength=max(weeks, 0)).astype(np.float64)


@moment("Sellers' share in the spread of time to deal", "correlation", NEITHER)
def seller_spread(funnel: Funnel) -> float:
    """Intraclass correlation over sellers of the logarithm of the days from response to deal: 0 where all are alike."""
    counted = funnel.won & funnel.mature & (funnel.to_close > 0.0) & (funnel.seller >= 0)
    return _intraclass(np.log(funnel.to_close[counted]), funnel.seller[counted])


@moment("Burstiness of arrivals", "variance/mean", NEITHER)
def arrival_dispersion(funnel: Funnel) -> float:
    """Variance over mean of the qualified leads by the week of their response."""
    weeks = _weekly(funnel)
    if len(weeks) < 2:
        return float("nan")
    return ratio(_spread(weeks) ** 2, added(weeks) / len(weeks))


@moment("Memory of arrivals", "correlation", NEITHER)
def arrival_memory(funnel: Funnel) -> float:
    """Correlation of a week's qualified leads with those of the week before."""
    weeks = _weekly(funnel)
    if len(weeks) < 3:
        return float("nan")
    off = weeks - added(weeks) / len(weeks)
    return ratio(added(off[1:] * off[:-1]), added(off * off))


@moment("Spread of deal values", "log units", NEITHER)
def value_spread(funnel: Funnel) -> float:
    """Standard deviation of the logarithm of the value of opportunities."""
    return _spread(np.log(funnel.value[funnel.opened & (funnel.value > 0.0)]))


@moment("Effect of a rival on winning", "log-odds", NEITHER)
def rival_effect(funnel: Funnel) -> float:
    """Log-odds of winning a decided opportunity where a rival bids, less those where none does."""
    odds = []
    for contested in (1, 0):
        won = funnel.won[funnel.opened & funnel.decided & (funnel.contested == contested)]
        share = ratio(won.sum(), len(won))
        odds.append(math.log(share / (1.0 - share)) if 0.0 < share < 1.0 else float("nan"))
    return odds[0] - odds[1]


@moment("Qualified leads pursued", "share", MORE)
def pursued(funnel: Funnel) -> float:
    """Qualified leads that a seller contacted at all, as a share of those old enough to be decided."""
    return ratio(np.isfinite(funnel.to_contact[funnel.mature]).sum(), funnel.mature.sum())


@moment("Answered within a working hour", "share", MORE)
def answered_in_an_hour(funnel: Funnel) -> float:
    """Qualified leads that asked for a contact and got it within a working hour, as a share of those old enough."""
    waits = funnel.to_contact[funnel.asked & funnel.mature]
    return ratio((waits <= WORKING_HOUR).sum(), len(waits))


@moment("Never answered", "share", LESS)
def never_answered(funnel: Funnel) -> float:
    """Qualified leads that asked for a contact and never got one, as a share of those old enough to be decided."""
    waits = funnel.to_contact[funnel.asked & funnel.mature]
    return ratio(np.isnan(waits).sum(), len(waits))


@moment("Time to answer", "hour", LESS)
def answer_hours(funnel: Funnel) -> float:
    """Mean calendar hours until qualified leads that asked were contacted, of those contacted within 30 days."""
    waits = funnel.to_contact[funnel.asked & (funnel.to_contact <= 30.0)]
    return ratio(added(waits) / HOUR, len(waits))
