"""The tables that hold the state of a run, each column declared once.

Rules see rows by attribute (``prospect.trust``); agents are windows on the same rows; nothing is stored twice. Times are
days since the start, with fractions; a business day has eight working hours.
"""

from __future__ import annotations

from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel.fields import Row, column
from orgsim.results.records import CREDIT_RULES, Vector
from orgsim.results.words import stage, use

MAX_POLICIES = 8
QUARRELS = 256  # disputes that can wait for arbitration
DIMENSIONS = 2  # of needs and messages


class Prospect(Row):
    """A prospect, that is, a buying account: what it needs, what it has heard, where it stands."""

    segment: int = column("i2", "market segment")
    stage: int = column("i2", "where it stands in the funnel")
    event: int = column("i2", "what its pending date stands for")
    owner: int = column("i2", "post that cares for it as a customer, or -1")
    rival: int = column("i2", "static rivals that bid for the present need")
    lead: int = column("i4", "row of its present lead, or -1")
    touches: int = column("i4", "targeted touches since the last need arose")
    episodes: int = column("i4", "needs that have arisen so far")
    decisions: int = column("i4", "decisions taken about the present lead")
    turn: int = column("i4", "which lead this is: 64 x needs so far + leads since the last one; names its luck")
    months: int = column("i4", "months as a customer")
    heard_count: int = column("i4", "messages heard so far")
    need: Vector = column("f8", "what it needs", (DIMENSIONS,))
    touched_by: Vector = column("i1", "touches by channel since the last need arose", (MAX_CHANNELS,))
    first_channel: int = column("i1", "channel of the first of them, or -1")
    last_channel: int = column("i1", "channel of the last of them, or -1")
    value: float = column("f8", "value of a deal", unit="EUR")
    pace: float = column("f8", "its own time to decide, relative to the market")
    due: float = column("f8", "date of the pending event", unit="day")
    need_until: float = column("f8", "when the present need passes", unit="day")
    next_need: float = column("f8", "when the next need arises", unit="day")
    bound_until: float = column("f8", "until when it is a rival's customer", unit="day")
    seen: float = column("f8", "when awareness and fatigue were last brought up to date", unit="day")
    awareness: float = column("f8", "own awareness from touches, at `seen`", unit="share")
    fatigue: float = column("f8", "recent touches that still tire, at `seen`")
    trust: float = column("f8", "trust in the firm's word", unit="share")
    heard: Vector = column("f8", "recency-weighted mean of the messages heard", (DIMENSIONS,))
    inconsistency: float = column("f8", "recency-weighted distance between messages heard")
    satisfaction: float = column("f8", "satisfaction as a customer", unit="share")
    cared: float = column("f8", "1 where this month's care was given")


class Unit(Row):
    """A group that shares a message and a pay rule."""

    message: Vector = column("f8", "message to each segment", (MAX_SEGMENTS, DIMENSIONS))
    lesson: Vector = column("f8", "sum of needs learned since the last round", (MAX_SEGMENTS, DIMENSIONS))
    lessons: Vector = column("f8", "how many", (MAX_SEGMENTS,))
    stray: Vector = column("f8", "how far the machine's message strays from it", (MAX_SEGMENTS, DIMENSIONS))
    trust: float = column("f8", "trust toward the other unit", unit="share")
    policy: Vector = column("i2", "yes/no policies", (MAX_POLICIES,))
    payoff: float = column("f8", "how well they fit together and with the other unit's", unit="share")
    practiced: Vector = column("f8", "today's hours by task class", (use.CLASSES,), unit="hour")
    heads: float = column("f8", "people present", unit="person")


class Segment(Row):
    """A market segment."""

    center: Vector = column("f8", "mean need", (DIMENSIONS,))
    adstock: float = column("f8", "carried-over brand work and media", unit="full weeks")
    brand_input: float = column("f8", "this week's brand work", unit="hour")
    mood: Vector = column("f8", "this week's resonance by channel", (MAX_CHANNELS,))


class Outlet(Row):
    """A channel as the company runs it: its media, and what it is credited with."""

    plan: float = column("f8", "planned share of the media", unit="share")
    media: float = column("f8", "present share of the media", unit="share")
    credited: Vector = column("f8", "value credited lately, by rule", (CREDIT_RULES,), unit="EUR")


class Quarrel(Row):
    """A dispute waiting for arbitration; ``kind`` is -1 in a free row."""

    kind: int = column("i2", "kind of dispute")
    marketer: int = column("i2", "post of the marketer")
    rep: int = column("i2", "post of the rep")
    prospect: int = column("i4", "the prospect it is about")
    lead: int = column("i4", "its lead")
    severity: float = column("f8", "how bad", unit="share")
    raised: float = column("f8", "when", unit="day")


class Account(Row):
    """What two organizations in one market know of each other's dealings with an account; see M11, head to head."""

    owner: int = column("i2", "seat of the organization whose customer it is, or -1")
    bids: Vector = column("i2", "1 where that seat's offer is on the table", (2,))
    odds: Vector = column("f8", "log-odds of that seat's offer at its last meeting", (2,))
    sold: float = column("f8", "day on which it became a customer, or -1", unit="day")
    freed: float = column("f8", "day on which it left, or -1", unit="day")


class Counts(Row):
    """How far the growing tables are filled."""

    leads: int = column("i8", "leads so far")
    entries: int = column("i8", "journey entries so far")
    quarrels: int = column("i8", "disputes waiting")
    day: int = column("i8", "the present day")
    due: int = column("i8", "prospects gathered for the present moment")
    stocks: Vector = column("f8", "prospects by stage now", (stage.COUNT,), unit="prospect")
    overflow: int = column("i8", "1 where a table was too small (a bug)")
