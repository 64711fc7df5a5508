"""The tables that hold the state of a run, each column declared once.

Rules see rows by attribute (``prospect.trust``); agents are windows on the same rows; nothing is stored twice. Times are
days since the start, with fractions; a business day has eight working hours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel.fields import Row, column
from orgsim.words import action, platform, stage, use

MAX_SEGMENTS = 8
MAX_CHANNELS = 8
MAX_POLICIES = 8
CREDIT_RULES = 4  # see M12
QUARRELS = 256  # disputes that can wait for arbitration
DIMENSIONS = 2  # of needs and messages
Vector = NDArray[np.float64]


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


class Lead(Row):
    """One episode of interest, from the first response to its end: the record a CRM would keep."""

    prospect: int = column("i4", "the prospect")
    segment: int = column("i2", "its segment")
    channel: int = column("i2", "channel of the response")
    source: int = column("i2", "how it came about")
    action: int = column("i2", "the marketing action that brought it, or -1")
    marketer: int = column("i2", "post that brought or qualified it, or -1")
    owner: int = column("i2", "post that works it, or -1")
    second: int = column("i2", "post that works it as well by mistake, or -1")
    stays: int = column("i2", "1 where one owner carries it across the boundary")
    verdict: int = column("i2", "the seller's: 0 none yet, 1 taken up, 2 put aside")
    crossed: int = column("i2", "1 where it changed hands on the way to sales")
    meetings: int = column("i2", "meetings held")
    sessions: int = column("i2", "discovery conversations held")
    outcome: int = column("i2", "how it ended")
    in_need: int = column("i2", "1 where it came out of a need, 0 out of curiosity")
    rivals: int = column("i2", "static rivals that bid for the need")
    ignorance: float = column("f8", "what the owner does not know of the need: 1 knows the segment only, 0 all")
    kept: float = column("f8", "share of the context that survived the hand-off")
    score: float = column("f8", "marketing's score")
    readiness: float = column("f8", "true readiness to buy (0 = the bar of a good lead)")
    strength: float = column("f8", "intent at the response")
    work: float = column("f8", "hours of work already in the present step", unit="hour")
    fit: float = column("f8", "fit of the offer at the last meeting", unit="share")
    value: float = column("f8", "value of the deal", unit="EUR")
    born: float = column("f8", "response", unit="day")
    qualified: float = column("f8", "qualified by marketing", unit="day")
    assigned: float = column("f8", "reached the seller's inbox", unit="day")
    contacted: float = column("f8", "first contact by the seller", unit="day")
    opened: float = column("f8", "became an opportunity", unit="day")
    closed: float = column("f8", "ended", unit="day")


class Person(Row):
    """A post and whoever fills it."""

    role: int = column("i2", "marketer, rep or head")
    unit: int = column("i2", "home unit")
    post: int = column("i4", "identity of the post")
    hires: int = column("i4", "how many people have filled the post so far")
    present: int = column("i2", "1 while the post is filled")
    task: int = column("i2", "task class worked last, or -1 at the start of a day")
    flips: int = column("i2", "changes of task class today")
    setting_up: float = column("f8", "hours of set-up on the last day at work", unit="hour")
    market_due: float = column("f8", "marketing work put off to another day, or done ahead if negative", unit="hour")
    fte: float = column("f8", "share of a full working day", unit="share")
    pace: float = column("f8", "pace of learning, relative to the median person's")
    experience: Vector = column("f8", "practice by task class", (use.CLASSES,), unit="hour")
    hours: Vector = column("f8", "today's hours by use", (use.COUNT,), unit="hour")
    total_hours: Vector = column("f8", "hours by use since the start", (use.COUNT,), unit="hour")
    spent: float = column("f8", "hours of today gone", unit="hour")
    owed: float = column("f8", "hours of disputes and duplicate work still to be given", unit="hour")
    notes: float = column("f8", "hours of reading hand-off notes still to be given", unit="hour")
    propensity: Vector = column("f8", "leaning toward each action", (2, action.COUNT))
    reward: Vector = column("f8", "reward seen since the last review, by action", (2, action.COUNT))
    effort_hours: Vector = column("f8", "hours per action since the last review", (2, action.COUNT), unit="hour")
    carry: Vector = column("f8", "unfinished fraction of a touch or attempt, by action", (2, action.COUNT))
    bar: float = column("f8", "qualification bar", unit="score")
    good: float = column("f8", "Beta belief: good leads of marketing seen")
    bad: float = column("f8", "Beta belief: bad leads of marketing seen")
    qualified: float = column("f8", "leads qualified since the last review", unit="lead")
    worth: float = column("f8", "what an hour of own sourcing is believed to bring", unit="deal values per hour")
    frustration: float = column("f8", "recent disputes", unit="share")
    seniority: float = column("f8", "day the present holder was hired", unit="day")
    strain: float = column("f8", "accumulated hazard of leaving")
    limit: float = column("f8", "hazard at which the holder leaves")
    back: float = column("f8", "day the vacancy ends", unit="day")
    phase: int = column("i2", "phase of the design's path that the person has changed over to")
    unready: float = column("f8", "accumulated hazard of changing over to the next phase")
    training: float = column("f8", "hours of training still to be given", unit="hour")
    uses: Vector = column("i2", "1 where the person uses the platform", (platform.COUNT,))
    exposure: Vector = column("f8", "accumulated hazard of starting to use it", (platform.COUNT,))
    backlog_hours: float = column("f8", "a head's hours left for arbitration today", unit="hour")


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
