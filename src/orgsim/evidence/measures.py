"""What is measured on a trial where one history of the separated organization does not tell it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from orgsim.evidence.trial import Trial
from orgsim.results.codes import Entry, Stage
from orgsim.studies.scenario import Settings

Floats = NDArray[np.float64]

MORE_MEDIA = 1.5
WEEK = 5
QUARTER = 63
YEAR = 252
FIVE_MONTHS = 105
CLOSE_BY = 10.0  # business days within which one touch counts as following another
MOST_TOUCHES = 5
ENOUGH_TOUCHES = 100
ENOUGH_ANSWERS = 30
STEPS = 25
NO_PAST = {"start.burn_in": 0.0, "start.customers": 0.0}
"""What is measured from its beginning on begins on day 0."""
TRACKED = "separated:analytics=0.9,sla_days=3,sla_enforced=1"
TOLD_MUCH, TOLD_LITTLE = "separated:info_sharing=0.9", "separated:info_sharing=0.2"
IN_TOUCH = "separated:contact_hours=3,info_sharing=0.9"


def pursued_when_tracked(trial: Trial) -> float:
    """Qualified leads pursued where they are qualified with analytics and follow-up is promised and tracked."""
    return trial.metric("pursued", TRACKED)


def dispute_change_in_touch(trial: Trial) -> float:
    """Disputes per hand-off with three hours of joint meetings a week and open information, less those without."""
    return trial.metric("disputed_handoffs", IN_TOUCH) - trial.metric("disputed_handoffs")


def conversation_change_with_notes(trial: Trial) -> float:
    """Conversations per opportunity with notes that tell nine tenths, less those with notes that tell two."""
    return _conversations(trial, TOLD_MUCH) - _conversations(trial, TOLD_LITTLE)


def _conversations(trial: Trial, design: str) -> float:
    leads = trial.history(design).leads
    opened = leads[np.isfinite(leads["opened"]) & (leads["crossed"] == 1)]
    return float(opened["discoveries"].mean()) if len(opened) else float("nan")


def _newcomers_at_full_output(trial: Trial, days: int) -> float:
    everybody_new = NO_PAST | {"staff.seniority_days": 0.0, "turnover.scale": 0.0}
    return trial.history(days=days, changes=everybody_new).metric("full_output")


def full_output_in_five_months(trial: Trial) -> float:
    """Sellers at full output after five months, where all started together and nobody left."""
    return _newcomers_at_full_output(trial, FIVE_MONTHS)


def full_output_in_a_year(trial: Trial) -> float:
    """The same after twelve months."""
    return _newcomers_at_full_output(trial, YEAR)


def _media_awareness(trial: Trial) -> tuple[Floats, Floats]:
    """Brand awareness day by day, as planned and with half as much media again, people's hours as they were."""
    as_planned: dict[str, float] = NO_PAST | {"pay.learning": 0.0}
    more = as_planned | {"response.media_month": MORE_MEDIA * trial.company.response.media_month}
    before, after = (trial.history(changes=one).daily["awareness"] for one in (as_planned, more))
    segments = slice(0, len(trial.company.segments))
    return before[:, segments], after[:, segments]


def _adstock(awareness: Floats, settings: Settings) -> Floats:
    """The adstock behind an awareness: the saturation taken off, as studies of carry-over do."""
    demand = settings.demand
    return np.asarray(demand.half * (awareness / (demand.ceiling - awareness)) ** (1.0 / demand.hill))


def advertising_half_life(trial: Trial) -> float:
    """Weeks until half of what more media adds to the adstock in the long run is there."""
    before, after = _media_awareness(trial)
    gain = (_adstock(after, trial.settings) - _adstock(before, trial.settings)).mean(axis=1)
    reached = np.flatnonzero(gain >= 0.5 * gain[-QUARTER:].mean())
    return float(reached[0]) / WEEK if gain[-1] > 0.0 else float("nan")


def advertising_long_over_short(trial: Trial) -> float:
    """What more media adds to awareness, to which raised hands answer, in the second year over the first quarter."""
    before, after = _media_awareness(trial)
    gain = (after - before).mean(axis=1)
    short = gain[:QUARTER].mean()
    return float(gain[YEAR:].mean() / short) if short > 0.0 else float("nan")


def touch_wear(trial: Trial) -> float:
    """Change of the response per further touch by a marketer within two weeks of the last: slope of its logarithm."""
    log = trial.history(days=YEAR, journeys=True).journeys
    marketing = (log["kind"] == Entry.TOUCH) & (log["person"] < trial.company.staff.marketers)
    place = np.flatnonzero(marketing & ~np.isin(log["before"], (Stage.NURTURE, Stage.LEAD)))
    touches, after = log[place], log[np.minimum(place + 1, len(log) - 1)]  # an answer is written down right after its touch
    answered = (after["kind"] == Entry.STAGE) & (after["after"] == Stage.LEAD) & (after["prospect"] == touches["prospect"])
    order = np.lexsort((touches["time"], touches["prospect"]))
    tried, hits = np.zeros(MOST_TOUCHES), np.zeros(MOST_TOUCHES)
    before, last, number = -1, -math.inf, 0
    rows = zip(touches["prospect"][order].tolist(), touches["time"][order].tolist(), answered[order].tolist(), strict=True)
    for prospect, time, hit in rows:
        follows = prospect == before and time - last <= CLOSE_BY
        number = number + 1 if follows else 0
        if number < MOST_TOUCHES:
            tried[number] += 1
            hits[number] += hit
        before, last = prospect, time
    enough = tried >= ENOUGH_TOUCHES
    if enough.sum() < 2 or hits.sum() < ENOUGH_ANSWERS:
        return float("nan")
    return math.exp(_log_slope(np.arange(MOST_TOUCHES, dtype=np.float64)[enough], tried[enough], hits[enough])) - 1.0


def _log_slope(place: Floats, tried: Floats, hits: Floats) -> float:
    """Slope of the logarithm of a rate: Poisson regression, by Newton's steps."""
    design = np.column_stack([np.ones(len(place)), place])
    found = np.array([math.log(hits.sum() / tried.sum()), 0.0])
    for _ in range(STEPS):
        expected = tried * np.exp(design @ found)
        found = found + np.linalg.solve(design.T @ (expected[:, None] * design), design.T @ (hits - expected))
    return float(found[1])
