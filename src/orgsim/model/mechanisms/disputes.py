"""M7 Disputes and trust between the units: who quarrels about what, what it costs, and what it mends."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Disputes(Mechanism):
    """A dispute is an event between two named people about a named prospect.

    It is raised with the following chances, each times ``scale`` and times (1.5 - u), u the trust between the units:
    quality: a rejected lead, ``quality``; follow-up: a lead past its promised date, ``follow_up``; credit: a win that both
    touched, ``credit`` x w (1 - w) x 4, since it takes a marketer paid for revenue and a rep paid for own wins; priority:
    a person who serves both functions and ran out of hours for both, ``priority`` a day; overlap: a prospect worked
    twice, or sourced by a seller who is ``unaware`` of a colleague's work, ``overlap``; message: a buyer heard promises
    further apart than ``patience``, ``message``. Two people of one unit may quarrel, too; that moves no trust between units.

    It takes ``hours`` of both, waits for ``arbitration`` hours of the heads, and moves
    u <- u + gain (1 - u) cooperation - fall u severity. Joint meetings and leads taken up are cooperation.
    A settled dispute is functional where u > 0.5: it corrects the bar or the estimate it was about by ``lesson``.
    A dispute that finds ``QUARRELS`` others waiting is let go.

    Source: dysfunctional conflict between the two is low, functional conflict high, two-way contact the strongest driver
    (Dawes and Massey 2005; Massey and Dawes 2007); bad experiences weigh about twice as much as good ones (trust games).
    Left out: coalitions, escalation above the heads.
    """

    code: ClassVar = "M7"
    effect: ClassVar = Effect("unit_trust", rises=True, lever="contact_hours", low=0.0, high=3.0)

    scale: float = number(1.0, 0.0, 5.0, "factor", "readiness to quarrel", neutral=0.0, source="B09")
    quality: float = number(0.12, 0.0, 1.0, "chance", "dispute per rejected lead", source="B09")
    follow_up: float = number(0.10, 0.0, 1.0, "chance", "dispute per lead past its promised date", source="B05")
    credit: float = number(0.25, 0.0, 1.0, "chance", "dispute per win that both touched", source="B07")
    priority: float = number(0.02, 0.0, 1.0, "chance per day", "dispute per person short of hours for both", source="G")
    overlap: float = number(0.30, 0.0, 1.0, "chance", "dispute per prospect worked twice", source="G")
    unaware: float = number(
        0.1, 0.0, 1.0, "chance", "a seller without the CRM does not know that a colleague works an account", source="G"
    )
    message: float = number(0.06, 0.0, 1.0, "chance", "dispute per buyer with contradictory promises", source="B58")
    patience: float = number(0.5, 0.0, 5.0, "need units", "distance of promises that a buyer complains of", source="G")
    hours: float = number(0.75, 0.0, 8.0, "hour", "time a dispute takes of each side", neutral=0.0, source="G")
    arbitration: float = number(0.5, 0.0, 8.0, "hour", "time of a head per dispute", neutral=0.0, source="G")
    gain: float = number(0.01, 0.0, 0.5, "per event", "trust gained per cooperation", neutral=0.0, source="B57")
    fall: float = number(0.02, 0.0, 0.5, "per event", "trust lost per dispute of full severity", neutral=0.0, source="B57")
    ease: float = number(
        0.004, 0.0, 0.5, "per day", "return of trust toward a half when nothing happens", neutral=0.0, source="G"
    )
    start: float = number(0.55, 0.0, 1.0, "share", "trust between the units at the start", source="B10")
    lesson: float = number(0.05, 0.0, 1.0, "share", "what a functional dispute corrects", neutral=0.0, source="B10")


@rule
def chance(disputes: Disputes, base: float, trust: float) -> float:
    """Chance that an occasion becomes a dispute."""
    return min(1.0, disputes.scale * base * (1.5 - trust))


@rule
def trust_after(disputes: Disputes, trust: float, cooperation: float, severity: float) -> float:
    """Trust of one unit in the other after so much cooperation or a dispute of this severity, 0..1."""
    return trust + disputes.gain * (1.0 - trust) * cooperation - disputes.fall * trust * severity


@rule
def trust_eased(disputes: Disputes, trust: float) -> float:
    """Trust after a day on which nothing happened."""
    return trust + disputes.ease * (0.5 - trust)
