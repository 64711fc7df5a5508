"""Metrics of conflict and harmony: disputes, trust between the units, messages and the buyer's trust."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.results.codes import DisputeKind, Role, Use
from orgsim.results.metrics.lead_flow import mqls, worked
from orgsim.results.metrics.metric import CONFLICTS, LESS, MORE, Recorded, added, declare, metric, ratio, total

TALK: Final = [Use.MEETINGS, Use.NOTES, Use.COORDINATION]
"""What the hours of coordination go to."""


@metric("Disputes", "per 100 qualified", CONFLICTS, LESS, headline=True)
def disputes_per_100(history: Recorded) -> float:
    """Disputes of all kinds per 100 qualified leads."""
    return 100.0 * ratio(total(history, "disputes"), mqls(history))


@metric("Disputes between the units", "per 100 qualified", CONFLICTS, LESS, headline=True)
def disputes_between(history: Recorded) -> float:
    """Disputes between a person of marketing and one of sales per 100 qualified leads."""
    return 100.0 * ratio(total(history, "disputes") - total(history, "disputes_within"), mqls(history))


@metric("Disputes per hand-off", "dispute per hand-off", CONFLICTS, LESS)
def disputed_handoffs(history: Recorded) -> float:
    """Disputes between a person of marketing and one of sales per hand-off."""
    return ratio(total(history, "disputes") - total(history, "disputes_within"), total(history, "handoffs"))


@metric("Hours in disputes", "hour", CONFLICTS, LESS, headline=True)
def dispute_hours(history: Recorded) -> float:
    """Hours that everybody gave to disputes and double work, heads included."""
    return added(history.daily["hours"][:, :, Use.DISPUTE])


@metric("Time to settle a dispute", "business day", CONFLICTS, LESS)
def dispute_days(history: Recorded) -> float:
    """Mean days until a dispute is settled."""
    return ratio(total(history, "dispute_days"), total(history, "arbitrated"))


@metric("Hours for coordination", "share", CONFLICTS, LESS, headline=True)
def coordination_share(history: Recorded) -> float:
    """Hours of marketers and reps for meetings, notes and sorting out, as a share of their hours at work."""
    hours = history.daily["hours"][:, : Role.HEAD, :]
    return ratio(added(hours[:, :, TALK]), worked(hours))


@metric("Trust between the units", "share", CONFLICTS, MORE, headline=True)
def unit_trust(history: Recorded) -> float:
    """Trust between the units, mean over days and both directions."""
    return added(history.daily["unit_trust"]) / history.daily["unit_trust"].size


@metric("Inconsistency of messages", "need units", CONFLICTS, LESS, headline=True)
def inconsistency(history: Recorded) -> float:
    """Mean distance of a message from what the buyer had heard, net of what moved toward the need."""
    return ratio(total(history, "distance"), total(history, "messages"))


@metric("Buyers' trust", "share", CONFLICTS, MORE, headline=True)
def trust(history: Recorded) -> float:
    """Mean trust of a buyer after hearing a message."""
    return ratio(total(history, "trust"), total(history, "messages"))


@metric("Turnover", "share per year", CONFLICTS, LESS)
def turnover(history: Recorded) -> float:
    """People who left, as a share of marketers and reps per year."""
    present = total(history, "present", Role.MARKETER) + total(history, "present", Role.REP)
    return ratio(DAYS_A_YEAR * total(history, "leavers"), present)


@metric("Hours of training for a change", "hour", CONFLICTS, LESS)
def transition_hours(history: Recorded) -> float:
    """Hours of training for another design."""
    return added(history.daily["hours"][:, :, Use.TRANSITION])


@metric("Payoff of policies", "share", CONFLICTS, MORE)
def strategy_payoff(history: Recorded) -> float:
    """How well the units' policies fit together, mean over days and both units; 0 where strategy search is off."""
    return added(history.daily["payoff"]) / history.daily["payoff"].size


def _of_kind(kind: int) -> Callable[[Recorded], float]:
    def value(history: Recorded) -> float:
        return 100.0 * ratio(total(history, "disputes", kind), mqls(history))

    return value


for _kind in DisputeKind:
    _about = _kind.word.replace("_", "-")
    declare(
        f"disputes_{_kind.word}",
        f"... about {_about}",
        "per 100 qualified",
        CONFLICTS,
        LESS,
        f"Disputes about {_about} per 100 qualified leads.",
        _of_kind(_kind),
    )
