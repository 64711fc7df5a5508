"""M7 Disputes and trust between the units: who disputes what, what it costs, and what it mends."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_WEEK
from orgsim.kernel.draws import pair, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.joint_meetings import still_unclear, told
from orgsim.model.chapters.pipeline import log_dispute
from orgsim.model.purposes import Purpose
from orgsim.model.state import DISPUTES_WAITING
from orgsim.model.world import World
from orgsim.results.codes import Entry, Unit


class Disputes(Chapter):
    """A dispute is an event between two named people about a named prospect.

    It is raised with the following chances, each times ``scale`` and times (``distrust`` - u), u the trust between the
    units: lead quality: a rejected lead, ``lead_quality``; follow-up: a lead past its promised date, ``follow_up``; credit:
    a deal that both touched, ``credit`` x w (1 - w) x 4, since it takes a marketer paid for revenue and a rep paid for own
    deals; priority: a person who serves both functions and ran out of hours for both, ``priority`` a day; overlap: a
    prospect worked twice, or prospected by a seller who is ``unaware`` of a colleague's work, ``overlap``; message: a buyer
    heard promises further apart than ``patience``, ``message``. Two people of one unit may dispute, too; that moves no
    trust between units.

    Its severity lies evenly between ``least_severity`` and 1. It takes ``hours`` of both, frustrates both by ``frustration``
    x severity, waits for ``arbitration`` hours of the heads, who take the worst first (severity x (``waiting`` + days
    waited)), and moves u <- u + (gain (1 - u) cooperation - fall u severity) / n, n the full-time posts: what one of many
    lives through moves the unit by the share of one. What is told in joint meetings (M22) settles a part of the occasions,
    and counts as ``meeting_gain`` events a head and week where all is told; leads taken up and deals of leads handed over
    are cooperation, too. A settled dispute is functional where u > ``functional``: it corrects the bar or the estimate it
    was about by ``lesson``. A dispute that finds so many others waiting as there is room for is let go.

    Reference: dysfunctional conflict between the two is low, functional conflict high, two-way contact the strongest driver
    (Dawes and Massey 2005; Massey and Dawes 2007); bad experiences weigh about twice as much as good ones (trust games).
    Left out: coalitions, escalation above the heads.
    """

    code: ClassVar = "M7"
    effect: ClassVar = Effect("unit_trust", rises=True, lever="contact_hours", low=0.0, high=3.0, beside=("joint_meetings",))

    scale: float = parameter(1.0, 0.0, 5.0, "factor", "readiness to dispute", neutral=0.0, reference="B09")
    distrust: float = parameter(1.5, 1.0, 3.0, "factor", "readiness without any trust, relative", reference="G")
    lead_quality: float = parameter(0.12, 0.0, 1.0, "chance", "dispute per rejected lead", reference="B09")
    follow_up: float = parameter(0.10, 0.0, 1.0, "chance", "dispute per lead past its promised date", reference="B05")
    credit: float = parameter(0.25, 0.0, 1.0, "chance", "dispute per deal that both touched", reference="B07")
    priority: float = parameter(
        0.02, 0.0, 1.0, "chance per day", "dispute per person short of hours for both", reference="G"
    )
    overlap: float = parameter(0.30, 0.0, 1.0, "chance", "dispute per prospect worked twice", reference="G")
    unaware: float = parameter(
        0.1, 0.0, 1.0, "chance", "a seller without the CRM does not know that a colleague works an account", reference="G"
    )
    message: float = parameter(0.06, 0.0, 1.0, "chance", "dispute per buyer with contradictory promises", reference="B58")
    patience: float = parameter(0.5, 0.0, 5.0, "need units", "distance of promises that a buyer complains of", reference="G")
    least_severity: float = parameter(0.2, 0.0, 1.0, "share", "severity of the mildest dispute", reference="G")
    hours: float = parameter(0.75, 0.0, 8.0, "hour", "time a dispute takes of each side", neutral=0.0, reference="G")
    frustration: float = parameter(0.1, 0.0, 1.0, "share", "frustration of each side at full severity", reference="G")
    arbitration: float = parameter(0.5, 0.0, 8.0, "hour", "time of a head per dispute", neutral=0.0, reference="G")
    waiting: float = parameter(2.0, 0.1, 100.0, "day", "how little waiting moves a dispute forward", reference="G")
    gain: float = parameter(
        0.18, 0.0, 10.0, "per event and head", "trust gained per cooperation", neutral=0.0, reference="B57"
    )
    meeting_gain: float = parameter(
        0.35, 0.0, 5.0, "event per week", "cooperation per head where all is told in joint meetings", reference="G"
    )
    deal_gain: float = parameter(0.5, 0.0, 10.0, "event", "cooperation in the deal of a lead handed over", reference="G")
    take_up_gain: float = parameter(0.2, 0.0, 10.0, "event", "cooperation in taking up a lead", reference="G")
    fall: float = parameter(
        0.36, 0.0, 10.0, "per event and head", "trust lost per dispute of full severity", neutral=0.0, reference="B57"
    )
    ease: float = parameter(
        0.004, 0.0, 0.5, "per day", "return of trust to its usual level when nothing happens", neutral=0.0, reference="G"
    )
    usual: float = parameter(0.5, 0.0, 1.0, "share", "trust to which it returns", reference="G")
    start: float = parameter(0.55, 0.0, 1.0, "share", "trust between the units at the start", reference="B10")
    lesson: float = parameter(0.05, 0.0, 1.0, "share", "what a functional dispute corrects", neutral=0.0, reference="B10")
    functional: float = parameter(0.5, 0.0, 1.0, "share", "trust above which a dispute is functional", reference="B10")


@rule
def chance(disputes: Disputes, base: float, trust: float) -> float:
    """Chance that an occasion becomes a dispute."""
    return min(1.0, disputes.scale * base * (disputes.distrust - trust))


@rule
def credit_base(disputes: Disputes, incentive_share: float) -> float:
    """Base chance of a dispute over credit: most, ``credit``, where pay mixes own and joint goals evenly."""
    return disputes.credit * (2.0 * incentive_share) * (2.0 * (1.0 - incentive_share))


@rule
def trust_after(disputes: Disputes, trust: float, cooperation: float, severity: float) -> float:
    """Trust of one unit in the other after so much cooperation or disputes of such severity per head, 0..1."""
    moved = trust + disputes.gain * (1.0 - trust) * cooperation - disputes.fall * trust * severity
    return max(0.0, min(1.0, moved))


@rule
def trust_eased(disputes: Disputes, trust: float) -> float:
    """Trust after a day on which nothing happened."""
    return trust + disputes.ease * (disputes.usual - trust)


@rule
def weight_waiting(disputes: Disputes, severity: float, today: float, raised: float) -> float:
    """What a dispute of this severity, raised on that day, weighs today."""
    return severity * (disputes.waiting + today - raised)


@rule
def mutual_trust(world: World) -> float:
    """Mean of the trust of both units in each other, 0..1."""
    return (world.units[Unit.MARKETING].trust + world.units[Unit.SALES].trust) / 2.0


@rule
def cooperate(world: World, unit: int, times: float) -> None:
    """Somebody of a unit has good experience with the other, so many times."""
    one = world.units[unit]
    one.trust = trust_after(world.setup.settings.disputes, one.trust, times / world.setup.full_time, 0.0)


@rule
def settle_trust(world: World) -> None:
    """The evening: trust eases, and joint meetings have built some."""
    disputes: Disputes = world.setup.settings.disputes
    met = disputes.meeting_gain * told(world) / DAYS_A_WEEK
    for unit in range(len(Unit)):
        one = world.units[unit]
        one.trust = trust_after(disputes, trust_eased(disputes, one.trust), met, 0.0)


@rule
def annoy(world: World, who: int, severity: float) -> None:
    """A person loses time and patience over a dispute."""
    disputes: Disputes = world.setup.settings.disputes
    person = world.people[who]
    person.owed += disputes.hours
    person.frustration += disputes.frustration * severity


@rule
def dispute(world: World, kind: int, marketer: int, rep: int, index: int, nth: int, base: float, when: float) -> None:
    """An occasion for a dispute between two people about a prospect; it may become one. ``nth`` counts such occasions."""
    if marketer < 0 or rep < 0 or marketer == rep:
        return
    setup = world.setup
    disputes: Disputes = setup.settings.disputes
    both = pair(index, kind)
    rises = chance(disputes, base * still_unclear(world), mutual_trust(world))
    if uniform(setup.seed, Purpose.DISPUTE, both, nth, 0) >= rises:
        return
    mildest = disputes.least_severity
    severity = mildest + (1.0 - mildest) * uniform(setup.seed, Purpose.SEVERITY, both, nth, 0)
    annoy(world, marketer, severity)
    annoy(world, rep, severity)
    if world.people[marketer].unit == world.people[rep].unit:
        world.today.disputes_within += 1.0
    else:
        for unit in range(len(Unit)):
            world.units[unit].trust = trust_after(disputes, world.units[unit].trust, 0.0, severity / setup.full_time)
    world.today.disputes[kind] += 1.0
    log_dispute(world, when, Entry.DISPUTE, index, marketer, rep, kind)
    raise_dispute(world, kind, marketer, rep, index, severity, when)


@rule
def raise_dispute(world: World, kind: int, marketer: int, rep: int, index: int, severity: float, when: float) -> None:
    """Lay a dispute before the heads, where there is room for one more."""
    if world.counts.disputes >= DISPUTES_WAITING:
        return
    for place in range(DISPUTES_WAITING):
        waiting = world.disputes[place]
        if waiting.kind < 0:
            waiting.kind = kind
            waiting.marketer = marketer
            waiting.rep = rep
            waiting.prospect = index
            waiting.lead = world.prospects[index].lead
            waiting.severity = severity
            waiting.raised = when
            world.counts.disputes += 1
            return


@rule
def worst(world: World) -> int:
    """The dispute that weighs most, by severity and waiting time; -1 where none waits."""
    found = -1
    weight = 0.0
    for place in range(DISPUTES_WAITING):
        waiting = world.disputes[place]
        if waiting.kind >= 0:
            mine = weight_waiting(world.setup.settings.disputes, waiting.severity, world.counts.day, waiting.raised)
            if mine > weight:
                found = place
                weight = mine
    return found
