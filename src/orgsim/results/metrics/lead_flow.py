"""Metrics of the flow of leads, from first response to a decided opportunity."""

from __future__ import annotations

import math
from typing import Any

from orgsim.results.history import History
from orgsim.results.metrics.metric import LEAD_FLOW, Metric, added, mean, median, ratio, total
from orgsim.results.words import action, outcome, role, source, stage, use

HOURS_A_DAY = 8.0
FOLLOW_UP_DAYS = 5.0
FULL = 0.9


def _qualified(history: History) -> Any:
    return history.leads[history.leads["qualified"] >= 0.0]


def leads(history: History) -> float:
    """Leads from campaigns, raised hands and nurturing (not a seller's own)."""
    return total(history, "leads_by_source") - total(history, "leads_by_source", source.SOURCED)


def mqls(history: History) -> float:
    """Leads that marketing qualified."""
    return total(history, "entered", stage.MQL)


def mql_precision(history: History) -> float:
    """Qualified leads that were truly ready, as a share."""
    return ratio(total(history, "good_mqls"), mqls(history))


def acceptance(history: History) -> float:
    """Leads that crossed to another person and were taken up, as a share."""
    return ratio(total(history, "accepted"), total(history, "handoffs"))


def follow_up(history: History) -> float:
    """Qualified leads contacted within five business days of being qualified, as a share; the last week is left out."""
    rows = _qualified(history)
    rows = rows[rows["qualified"] < len(history.daily) - FOLLOW_UP_DAYS]
    in_time = (rows["contacted"] >= 0.0) & (rows["contacted"] - rows["qualified"] <= FOLLOW_UP_DAYS)
    return ratio(in_time.sum(), len(rows))


def gone_cold(history: History) -> float:
    """Qualified leads that nobody pursued in time, as a share of those that have ended."""
    rows = _qualified(history)
    ended = rows[rows["outcome"] != outcome.OPEN]
    return ratio((ended["outcome"] == outcome.COLD).sum(), len(ended))


def response_hours(history: History) -> float:
    """Median working hours from a prospect's response to the first contact by a seller."""
    rows = _qualified(history)
    rows = rows[rows["contacted"] >= 0.0]
    return median(HOURS_A_DAY * (rows["contacted"] - rows["born"]))


def intent_left(history: History) -> float:
    """Intent left at the first contact, as a share of what it was at the response."""
    return ratio(total(history, "intent"), total(history, "contacts"))


def mql_to_won(history: History) -> float:
    """Qualified leads that were won, as a share of those that have ended."""
    rows = _qualified(history)
    ended = rows[rows["outcome"] != outcome.OPEN]
    return ratio((ended["outcome"] == outcome.WON).sum(), len(ended))


def win_rate(history: History) -> float:
    """Opportunities won, as a share of those decided."""
    won = total(history, "wins")
    return ratio(won, won + total(history, "losses"))


def cycle_days(history: History) -> float:
    """Median business days from response to deal."""
    rows = history.leads[history.leads["outcome"] == outcome.WON]
    return median(rows["closed"] - rows["born"])


def fit(history: History) -> float:
    """Mean fit of the offer over all meetings."""
    return ratio(total(history, "fit"), total(history, "meetings"))


def awareness(history: History) -> float:
    """Brand awareness, mean over days and segments."""
    seen = history.daily["awareness"]
    used = seen.max(axis=0) > 0.0
    return added(seen[:, used]) / (len(seen) * int(used.sum())) if used.any() else 0.0


def utilization(history: History) -> float:
    """Hours in the four task classes, as a share of the paid hours of marketers and reps."""
    hours = history.daily["hours"][:, : role.HEAD, :]
    return ratio(added(hours[:, :, : use.CLASSES]), added(hours))


def switch_share(history: History) -> float:
    """Hours lost to set-up between tasks, as a share of the paid hours of marketers and reps."""
    hours = history.daily["hours"][:, : role.HEAD, :]
    return ratio(added(hours[:, :, use.SWITCH]), added(hours))


def switches(history: History) -> float:
    """Changes of task class per person and day."""
    present = total(history, "present", role.MARKETER) + total(history, "present", role.REP)
    return ratio(total(history, "flips", role.MARKETER) + total(history, "flips", role.REP), present)


def selling_share(history: History) -> float:
    """Hours of reps in discovery, meetings and care, as a share of their paid hours."""
    hours = history.daily["hours"][:, role.REP, :]
    return ratio(added(hours[:, [use.SELL, use.DISCOVER, use.CARE]]), added(hours))


def skill_marketing(history: History) -> float:
    """Mean skill of marketers at marketing."""
    return mean(history, "skill", role.MARKETER, use.MARKET)


def skill_sales(history: History) -> float:
    """Mean skill of reps at selling."""
    return mean(history, "skill", role.REP, use.SELL)


def skill_gain(history: History) -> float:
    """Mean skill of reps at selling on the last day less that on the first."""
    skill = history.daily["skill"][:, role.REP, use.SELL]
    return float(skill[-1] - skill[0])


def full_output(history: History) -> float:
    """Reps who sell nine tenths of an experienced one's output per hour, or more, on the last day, as a share."""
    practice = history.facts["settings"]["practice"]
    reps = history.people[(history.people["role"] == role.REP) & (history.people["present"] == 1)]
    b = -math.log2(practice["progress_ratio"])
    able = 1.0 - (1.0 - practice["start"]) * (1.0 + reps["experience"][:, use.SELL] / practice["scale"]) ** -b
    return ratio((able >= FULL * practice["standard"]).sum(), len(reps))


def mix_brand(history: History) -> float:
    """Share of campaign hours that marketers mean for brand work."""
    return mean(history, "mix", 0, action.BRAND)


def duplicates(history: History) -> float:
    """Leads worked by two people, per 100 qualified."""
    return 100.0 * ratio(total(history, "duplicates"), mqls(history))


def orphans(history: History) -> float:
    """Leads nobody claimed or whose owner left, per 100 qualified."""
    return 100.0 * ratio(total(history, "orphans"), mqls(history))


_ROWS = (
    ("Leads", "lead", 1, leads),
    ("Qualified leads", "lead", 1, mqls),
    ("Qualified leads truly ready", "share", 1, mql_precision),
    ("Taken up by sales", "share", 1, acceptance),
    ("Contacted within a week", "share", 1, follow_up),
    ("Qualified leads gone cold", "share", -1, gone_cold),
    ("Time to first contact", "working hour", -1, response_hours),
    ("Intent left at first contact", "share", 1, intent_left),
    ("Qualified to won", "share", 1, mql_to_won),
    ("Win rate of opportunities", "share", 1, win_rate),
    ("Response to deal", "business day", -1, cycle_days),
    ("Fit of the offer", "share", 1, fit),
    ("Brand awareness", "share", 1, awareness),
    ("Hours at work on the task", "share", 0, utilization),
    ("Hours lost to switching", "share", -1, switch_share),
    ("Task switches", "per person and day", -1, switches),
    ("Reps' hours with buyers", "share", 1, selling_share),
    ("Marketing skill", "share", 1, skill_marketing),
    ("Selling skill", "share", 1, skill_sales),
    ("Selling skill gained", "share", 1, skill_gain),
    ("Reps at full output", "share", 1, full_output),
    ("Campaign hours for the brand", "share", 0, mix_brand),
    ("Leads worked twice", "per 100 qualified", -1, duplicates),
    ("Leads without an owner", "per 100 qualified", -1, orphans),
)

METRICS = [
    Metric(value.__name__, label, unit, LEAD_FLOW, better, value.__doc__ or "", value)
    for label, unit, better, value in _ROWS
]
