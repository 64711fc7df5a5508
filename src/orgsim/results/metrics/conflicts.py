"""Metrics of conflict and harmony: disputes, trust between the units, messages and the buyer's trust."""

from __future__ import annotations

from collections.abc import Callable

from orgsim.results.history import History
from orgsim.results.metrics.lead_flow import mqls
from orgsim.results.metrics.metric import CONFLICTS, Metric, added, ratio, total
from orgsim.results.words import dispute, role, use


def disputes_per_100(history: History) -> float:
    """Disputes of all kinds per 100 qualified leads."""
    return 100.0 * ratio(total(history, "disputes"), mqls(history))


def disputes_between(history: History) -> float:
    """Disputes between a person of marketing and one of sales per 100 qualified leads."""
    return 100.0 * ratio(total(history, "disputes") - total(history, "within"), mqls(history))


def disputed_handoffs(history: History) -> float:
    """Disputes between a person of marketing and one of sales per hand-off."""
    return ratio(total(history, "disputes") - total(history, "within"), total(history, "handoffs"))


def dispute_hours(history: History) -> float:
    """Hours that everybody gave to disputes and double work, heads included."""
    return added(history.daily["hours"][:, :, use.DISPUTE])


def dispute_days(history: History) -> float:
    """Mean days until a dispute is settled."""
    return ratio(total(history, "dispute_days"), total(history, "arbitrated"))


def coordination_share(history: History) -> float:
    """Hours of marketers and reps for meetings and sorting out, as a share of their paid hours."""
    hours = history.daily["hours"][:, : role.HEAD, :]
    return ratio(added(hours[:, :, use.COORDINATE]), added(hours))


def unit_trust(history: History) -> float:
    """Trust between the units, mean over days and both directions."""
    return added(history.daily["unit_trust"]) / history.daily["unit_trust"].size


def inconsistency(history: History) -> float:
    """Mean distance of a message from what the buyer had heard, net of what moved toward the need."""
    return ratio(total(history, "distance"), total(history, "messages"))


def trust(history: History) -> float:
    """Mean trust of a buyer after hearing a message."""
    return ratio(total(history, "trust"), total(history, "messages"))


def turnover(history: History) -> float:
    """People who left, as a share of marketers and reps per year."""
    present = total(history, "present", role.MARKETER) + total(history, "present", role.REP)
    return ratio(252.0 * total(history, "leavers"), present)


def transition_hours(history: History) -> float:
    """Hours of training for another design."""
    return added(history.daily["hours"][:, :, use.TRANSITION])


def strategy_payoff(history: History) -> float:
    """How well the units' policies fit together, mean over days and both units; 0 where strategy search is off."""
    return added(history.daily["payoff"]) / history.daily["payoff"].size


def _of_kind(kind: int) -> Callable[[History], float]:
    def value(history: History) -> float:
        return 100.0 * ratio(total(history, "disputes", kind), mqls(history))

    return value


_ROWS = (
    ("Disputes", "per 100 qualified", -1, disputes_per_100),
    ("Disputes between the units", "per 100 qualified", -1, disputes_between),
    ("Disputes per hand-off", "share", -1, disputed_handoffs),
    ("Hours in disputes", "hour", -1, dispute_hours),
    ("Time to settle a dispute", "business day", -1, dispute_days),
    ("Hours for coordination", "share", -1, coordination_share),
    ("Trust between the units", "share", 1, unit_trust),
    ("Inconsistency of messages", "need units", -1, inconsistency),
    ("Buyers' trust", "share", 1, trust),
    ("Turnover", "share per year", -1, turnover),
    ("Hours of training for a change", "hour", -1, transition_hours),
    ("Payoff of policies", "share", 1, strategy_payoff),
)

METRICS = [
    Metric(value.__name__, label, unit, CONFLICTS, better, value.__doc__ or "", value)
    for label, unit, better, value in _ROWS
] + [
    Metric(
        f"disputes_{name}",
        f"... about {name.replace('_', '-')}",
        "per 100 qualified",
        CONFLICTS,
        -1,
        f"Disputes about {name.replace('_', '-')} per 100 qualified leads.",
        _of_kind(kind),
    )
    for kind, name in enumerate(dispute.NAMES)
]
