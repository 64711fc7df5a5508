"""What is written down of a run: the daily table and the journey log, each column declared once."""

from __future__ import annotations

from orgsim.kernel.fields import Row, column
from orgsim.tables import CREDIT_RULES, MAX_CHANNELS, MAX_SEGMENTS, Vector
from orgsim.words import action, dispute, platform, role, source, stage, use


class Day(Row):
    """What is recorded of one day."""

    stocks: Vector = column("f8", "prospects by stage at the end of the day", (stage.COUNT,), unit="prospect")
    entered: Vector = column("f8", "prospects that entered each stage today", (stage.COUNT,), unit="prospect")
    leads_by_source: Vector = column("f8", "new leads by source", (source.COUNT,), unit="lead")
    hours: Vector = column("f8", "hours by use, per role", (role.COUNT, use.COUNT), unit="hour")
    disputes: Vector = column("f8", "disputes raised by kind", (dispute.COUNT,), unit="dispute")
    within: float = column("f8", "of these, between two people of one unit", unit="dispute")
    arbitrated: float = column("f8", "disputes settled", unit="dispute")
    dispute_days: float = column("f8", "days that the disputes settled today had waited", unit="day")
    waiting: float = column("f8", "disputes waiting at the end of the day", unit="dispute")
    touches: float = column("f8", "targeted touches", unit="touch")
    attempts: float = column("f8", "own sourcing attempts of sellers", unit="attempt")
    handoffs: float = column("f8", "qualified leads handed to another person", unit="lead")
    kept: float = column("f8", "sum over hand-offs of the share of context kept", unit="lead")
    accepted: float = column("f8", "marketing leads taken up by sellers", unit="lead")
    contacts: float = column("f8", "first contacts with qualified leads", unit="lead")
    intent: float = column("f8", "sum over first contacts of the intent left", unit="lead")
    good_mqls: float = column("f8", "qualified leads truly ready", unit="lead")
    duplicates: float = column("f8", "leads worked by two", unit="lead")
    orphans: float = column("f8", "leads nobody claimed, or whose owner left", unit="lead")
    messages: float = column("f8", "messages heard by prospects", unit="message")
    distance: float = column("f8", "sum over messages of the distance from what was heard before")
    meetings: float = column("f8", "meetings held", unit="meeting")
    fit: float = column("f8", "sum over meetings of the fit of the offer", unit="meeting")
    wins: float = column("f8", "deals won", unit="deal")
    losses: float = column("f8", "opportunities lost", unit="deal")
    rival_wins: float = column("f8", "needs that a rival met", unit="deal")
    churned: float = column("f8", "customers lost", unit="customer")
    renewals: float = column("f8", "customers renewed at the end of a year", unit="customer")
    new_revenue: float = column("f8", "value won", unit="EUR")
    renewal_revenue: float = column("f8", "value renewed", unit="EUR")
    expansion_revenue: float = column("f8", "value added by customers", unit="EUR")
    due_revenue: float = column("f8", "value of the contracts that came up for renewal or were left", unit="EUR")
    pay: float = column("f8", "salaries", unit="EUR")
    commission: float = column("f8", "commission", unit="EUR")
    media: float = column("f8", "media", unit="EUR")
    hiring: float = column("f8", "hiring", unit="EUR")
    platforms: float = column("f8", "licences of the platforms", unit="EUR")
    transition: float = column("f8", "fees of a change of design", unit="EUR")
    media_by_channel: Vector = column("f8", "media by channel", (MAX_CHANNELS,), unit="EUR")
    credited: Vector = column(
        "f8", "value won, credited by each rule to each channel", (CREDIT_RULES, MAX_CHANNELS), unit="EUR"
    )
    users: Vector = column("f8", "marketers and reps who use each platform", (platform.COUNT,), unit="person")
    payoff: Vector = column("f8", "payoff of each unit's policies", (2,), unit="share")
    changed_over: float = column("f8", "marketers and reps who work under the newest design", unit="share")
    leavers: float = column("f8", "people who left", unit="person")
    present: Vector = column("f8", "people present, per role", (role.COUNT,), unit="person")
    flips: Vector = column("f8", "changes of task class, per role", (role.COUNT,), unit="change")
    skill: Vector = column(
        "f8", "mean skill by task class over the posts of each role", (role.COUNT, use.CLASSES), unit="share"
    )
    unit_trust: Vector = column("f8", "trust of each unit in the other", (2,), unit="share")
    trust: float = column("f8", "sum over messages of the trust they left", unit="message")
    awareness: Vector = column("f8", "brand awareness by segment", (MAX_SEGMENTS,), unit="share")
    bar: float = column("f8", "mean qualification bar", unit="score")
    belief: float = column("f8", "mean belief of sellers in marketing's leads", unit="share")
    mix: Vector = column("f8", "mean share of hours meant for each action", (2, action.COUNT), unit="share")


class Entry(Row):
    """One row of the journey log."""

    time: float = column("f8", "when", unit="day")
    kind: int = column("i2", "stage change, touch, hand-off, dispute ...")
    before: int = column("i2", "stage left, or kind of dispute")
    after: int = column("i2", "stage entered")
    person: int = column("i2", "who did it, or -1")
    other: int = column("i2", "the other person concerned, or -1")
    prospect: int = column("i4", "the prospect")
    distance: float = column("f8", "distance of the message from what was heard before")
    kept: float = column("f8", "share of context kept")
