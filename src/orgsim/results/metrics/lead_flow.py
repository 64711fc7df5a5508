"""Metrics of the flow of leads, from first response to a decided opportunity."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from orgsim.kernel.dates import HOURS_A_DAY
from orgsim.results.codes import Action, LeadSource, Outcome, Role, Stage, Task, Use
from orgsim.results.metrics.metric import LEAD_FLOW, LESS, MORE, NEITHER, Recorded, added, mean, median, metric, ratio, total

FOLLOW_UP_DAYS = 5.0
FULL = 0.9


def _qualified(history: Recorded) -> Any:
    """Leads qualified since day 0."""
    return history.leads[history.leads["qualified"] >= 0.0]


def _ended(history: Recorded) -> Any:
    """Qualified leads that have ended since day 0, whenever they came: slow ones count as well as quick ones."""
    leads = history.leads
    return leads[np.isfinite(leads["qualified"]) & (leads["closed"] >= 0.0)]


@metric("Leads", "lead", LEAD_FLOW, MORE, headline=True)
def leads(history: Recorded) -> float:
    """Leads from campaigns, raised hands and nurturing (not a seller's own)."""
    return total(history, "leads_by_source") - total(history, "leads_by_source", LeadSource.PROSPECTED)


@metric("Qualified leads", "lead", LEAD_FLOW, MORE, headline=True)
def mqls(history: Recorded) -> float:
    """Leads that marketing qualified."""
    return total(history, "entered", Stage.MQL)


@metric("Qualified leads truly ready", "share", LEAD_FLOW, MORE, headline=True)
def mql_precision(history: Recorded) -> float:
    """Qualified leads that were truly ready, as a share."""
    return ratio(total(history, "good_mqls"), mqls(history))


@metric("Taken up by sales", "share", LEAD_FLOW, MORE, headline=True)
def acceptance(history: Recorded) -> float:
    """Leads of marketing that sellers took up, as a share of those that they judged."""
    return ratio(total(history, "accepted"), total(history, "judged"))


@metric("Contacted within a week", "share", LEAD_FLOW, MORE, headline=True)
def follow_up(history: Recorded) -> float:
    """Qualified leads contacted within five business days of being qualified, as a share; the last week is left out."""
    rows = _qualified(history)
    rows = rows[rows["qualified"] < len(history.daily) - FOLLOW_UP_DAYS]
    in_time = (rows["contacted"] >= 0.0) & (rows["contacted"] - rows["qualified"] <= FOLLOW_UP_DAYS)
    return ratio(in_time.sum(), len(rows))


@metric("Qualified leads gone cold", "share", LEAD_FLOW, LESS)
def gone_cold(history: Recorded) -> float:
    """Qualified leads that nobody pursued in time, as a share of those that ended."""
    ended = _ended(history)
    return ratio((ended["outcome"] == Outcome.COLD).sum(), len(ended))


@metric("Time to first contact", "working hour", LEAD_FLOW, LESS, headline=True)
def response_hours(history: Recorded) -> float:
    """Median working hours from a prospect's response to the first contact by a seller."""
    rows = _qualified(history)
    rows = rows[rows["contacted"] >= 0.0]
    return median(HOURS_A_DAY * (rows["contacted"] - rows["born"]))


@metric("Intent left at first contact", "share", LEAD_FLOW, MORE)
def intent_left(history: Recorded) -> float:
    """Intent left at the first contact, as a share of what it was at the response."""
    return ratio(total(history, "intent"), total(history, "contacts"))


@metric("Qualified to won", "share", LEAD_FLOW, MORE, headline=True)
def mql_to_won(history: Recorded) -> float:
    """Qualified leads that were won, as a share of those that ended, whenever they had come."""
    ended = _ended(history)
    return ratio((ended["outcome"] == Outcome.WON).sum(), len(ended))


@metric("Talks that become opportunities", "share", LEAD_FLOW, MORE)
def opportunity_rate(history: Recorded) -> float:
    """Leads that became opportunities, as a share of those with whom talks began, sellers' own finds included."""
    return ratio(total(history, "entered", Stage.OPPORTUNITY), total(history, "entered", Stage.SAL))


@metric("Win rate of opportunities", "share", LEAD_FLOW, MORE, headline=True)
def win_rate(history: Recorded) -> float:
    """Opportunities won, as a share of those that ended; one that went cold is not won."""
    won = total(history, "deals")
    return ratio(won, won + total(history, "losses"))


@metric("Response to deal", "business day", LEAD_FLOW, LESS, headline=True)
def cycle_days(history: Recorded) -> float:
    """Median business days from response to deal, of marketing's leads that were won, whenever they had come."""
    rows = _ended(history)
    rows = rows[rows["outcome"] == Outcome.WON]
    return median(rows["closed"] - rows["born"])


@metric("Own find to deal", "business day", LEAD_FLOW, LESS)
def own_cycle_days(history: Recorded) -> float:
    """Median business days from the first talk to the deal, of leads that sellers found themselves."""
    rows = history.leads[(history.leads["source"] == LeadSource.PROSPECTED) & (history.leads["closed"] >= 0.0)]
    rows = rows[rows["outcome"] == Outcome.WON]
    return median(rows["closed"] - rows["born"])


@metric("Fit of the offer", "share", LEAD_FLOW, MORE, headline=True)
def fit(history: Recorded) -> float:
    """Mean fit of the offer over all meetings."""
    return ratio(total(history, "fit"), total(history, "meetings"))


@metric("Brand awareness", "share", LEAD_FLOW, MORE)
def awareness(history: Recorded) -> float:
    """Brand awareness, mean over days and segments."""
    seen = history.daily["awareness"]
    used = seen.max(axis=0) > 0.0
    return added(seen[:, used]) / (len(seen) * int(used.sum())) if used.any() else 0.0


def worked(hours: Any) -> float:
    """Hours at work, of an array of hours whose last axis is what they are used for."""
    return added(hours) - added(hours[..., Use.AWAY])


@metric("Hours at work on the task", "share", LEAD_FLOW, NEITHER, headline=True)
def utilization(history: Recorded) -> float:
    """Hours in the four task classes, as a share of the hours that marketers and reps are at work."""
    hours = history.daily["hours"][:, : Role.HEAD, :]
    return ratio(added(hours[:, :, : len(Task)]), worked(hours))


@metric("Hours lost to switching", "share", LEAD_FLOW, LESS)
def switch_share(history: Recorded) -> float:
    """Hours lost to set-up between tasks, as a share of the hours that marketers and reps are at work."""
    hours = history.daily["hours"][:, : Role.HEAD, :]
    return ratio(added(hours[:, :, Use.SWITCHING]), worked(hours))


@metric("Task switches", "per person and day", LEAD_FLOW, LESS)
def switches(history: Recorded) -> float:
    """Changes of task class per person and day."""
    present = total(history, "present", Role.MARKETER) + total(history, "present", Role.REP)
    return ratio(total(history, "switches", Role.MARKETER) + total(history, "switches", Role.REP), present)


@metric("Reps' hours of selling", "share", LEAD_FLOW, MORE)
def selling_share(history: Recorded) -> float:
    """Hours of reps in first contacts, discovery and meetings, as a share of those at work; care for customers apart."""
    hours = history.daily["hours"][:, Role.REP, :]
    return ratio(added(hours[:, [Use.SELLING, Use.DISCOVERY]]), worked(hours))


@metric("Reps' hours of care", "share", LEAD_FLOW, NEITHER)
def care_share(history: Recorded) -> float:
    """Hours of reps in care for customers, as a share of their hours at work."""
    hours = history.daily["hours"][:, Role.REP, :]
    return ratio(added(hours[:, Use.CARE]), worked(hours))


@metric("Days away", "share", LEAD_FLOW, NEITHER)
def absence(history: Recorded) -> float:
    """Hours on leave or ill, as a share of the paid hours of marketers and reps."""
    hours = history.daily["hours"][:, : Role.HEAD, :]
    return ratio(added(hours[:, :, Use.AWAY]), added(hours))


@metric("Marketing skill", "share", LEAD_FLOW, MORE)
def skill_marketing(history: Recorded) -> float:
    """Mean skill of marketers at marketing."""
    return mean(history, "skill", Role.MARKETER, Task.MARKETING)


@metric("Selling skill", "share", LEAD_FLOW, MORE)
def skill_sales(history: Recorded) -> float:
    """Mean skill of reps at selling."""
    return mean(history, "skill", Role.REP, Task.SELLING)


@metric("Selling skill gained", "share", LEAD_FLOW, MORE)
def skill_gain(history: Recorded) -> float:
    """Mean skill of reps at selling on the last day less that on the first."""
    skill = history.daily["skill"][:, Role.REP, Task.SELLING]
    return float(skill[-1] - skill[0])


@metric("Reps at full output", "share", LEAD_FLOW, MORE)
def full_output(history: Recorded) -> float:
    """Reps who sell nine tenths of an experienced one's output per hour, or more, on the last day, as a share."""
    practice = history.facts["settings"]["practice"]
    reps = history.people[(history.people["role"] == Role.REP) & (history.people["present"] == 1)]
    b = -math.log2(practice["progress_ratio"])
    able = 1.0 - (1.0 - practice["start"]) * (1.0 + reps["experience"][:, Task.SELLING] / practice["scale"]) ** -b
    return ratio((able >= FULL * practice["standard"]).sum(), len(reps))


@metric("Campaign hours for the brand", "share", LEAD_FLOW, NEITHER)
def mix_brand(history: Recorded) -> float:
    """Share of campaign hours that marketers mean for brand work."""
    return mean(history, "mix", Action.BRAND)


@metric("Leads worked twice", "per 100 qualified", LEAD_FLOW, LESS)
def duplicates(history: Recorded) -> float:
    """Leads worked by two people, per 100 qualified."""
    return 100.0 * ratio(total(history, "duplicates"), mqls(history))


@metric("Leads without an owner", "per 100 qualified", LEAD_FLOW, LESS)
def orphans(history: Recorded) -> float:
    """Leads nobody claimed or whose owner left, per 100 qualified."""
    return 100.0 * ratio(total(history, "orphans"), mqls(history))
