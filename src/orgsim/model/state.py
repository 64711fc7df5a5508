"""The state of a run that its history does not keep, each column declared once: prospects, units, market, disputes waiting.

Times are days since the past began, with fractions; -1 stands for nobody, nothing or never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel.codes import Code
from orgsim.kernel.rows import Row, Vector, column
from orgsim.results.codes import CreditRule, DisputeKind, Luck, Stage, Task

if TYPE_CHECKING:
    from orgsim.inputs.companies import Market, Mix, Response, Staff, Start, Work
    from orgsim.inputs.designs import OrgDesign

DIMENSIONS = 2  # of needs and messages
MAX_POLICIES = 8
DISPUTES_WAITING = 256  # disputes that can wait for arbitration
LEADS_PER_NEED = 4096  # a lead's luck is named by the need that it belongs to, and its number within
MONTHS_PER_LIFE = 4096  # a month's luck is named by which life as a customer it belongs to, and its number within
MOST_TOUCHES = 100  # touches through one channel that are counted


class Event(Code):
    """What a prospect's one pending date stands for."""

    NONE = 0, "nothing"
    NEED = 1, "a need arises"
    RAISE = 2, "the prospect raises its hand by itself"
    END = 3, "the need, or a dormant interest, passes"
    ARRIVE = 4, "a qualified lead reaches the seller's inbox"
    SLA = 5, "the promised follow-up time is over"
    COLD = 6, "nobody pursued the lead: it goes cold"
    DECIDE = 7, "the buyer makes up their mind after a meeting"
    MONTH = 8, "a customer's month is over"
    LAPSE = 9, "a deal that the buyer does not decide"


class Prospect(Row):
    """A prospect, that is, a buying account: what it needs, what it has heard, where it stands."""

    segment: int = column("i2", "market segment")
    stage: int = column("i2", "where it stands in the pipeline", code=Stage)
    event: int = column("i2", "what its pending date stands for", code=Event)
    owner: int = column("i2", "post that cares for it as a customer, or -1")
    rival: int = column("i2", "static rivals that bid for the present need")
    lead: int = column("i4", "row of its present lead, or -1")
    touches: int = column("i4", "targeted touches since the last need arose")
    episodes: int = column("i4", "needs that have arisen so far")
    decisions: int = column("i4", "decisions taken about the present lead")
    paced: int = column("i2", "1 where the luck of its pace has been counted")
    valued: int = column("i2", "1 where the luck of its value has been counted, or was never open")
    turn: int = column("i4", "which lead this is: 4096 x needs so far + leads since the last one; names its luck")
    months: int = column("i4", "months as a customer")
    wants: int = column("i2", "1 where it is a customer with a need, and has no contract")
    lives: int = column("i4", "times that it has become a customer")
    heard_count: int = column("i4", "messages heard so far")
    need: Vector = column("f8", "what it needs", (DIMENSIONS,))
    touched_by: Vector = column("i1", "touches by channel since the last need arose", (MAX_CHANNELS,))
    first_channel: int = column("i1", "channel of the first of them, or -1")
    last_channel: int = column("i1", "channel of the last of them, or -1")
    value: float = column("f8", "value of a deal", unit="EUR")
    pace: float = column("f8", "its own time to decide, relative to the market")
    due: float = column("f8", "date of the pending event", unit="day")
    ready: float = column("f8", "from when the next step with it can be worked", unit="day")
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


class UnitState(Row):
    """A group that shares a message and a pay rule."""

    message: Vector = column("f8", "message to each segment", (MAX_SEGMENTS, DIMENSIONS))
    lesson: Vector = column("f8", "sum of needs learned since the last round", (MAX_SEGMENTS, DIMENSIONS))
    lessons: Vector = column("f8", "how many", (MAX_SEGMENTS,))
    stray: Vector = column("f8", "how far the machine's message strays from it", (MAX_SEGMENTS, DIMENSIONS))
    brought: Vector = column("f8", "message that its head brought to the last round", (MAX_SEGMENTS, DIMENSIONS))
    brought_on: float = column("f8", "day of that round, or -1", unit="day")
    trust: float = column("f8", "trust toward the other unit", unit="share")
    quota: float = column("f8", "quota of its members, relative to the company's")
    qualified: float = column("f8", "leads qualified in its function since that was set", unit="lead")
    policy: Vector = column("i2", "yes/no policies", (MAX_POLICIES,))
    payoff: float = column("f8", "how well they fit together and with the other unit's", unit="share")
    practiced: Vector = column("f8", "today's hours by task class", (Task,), unit="hour")
    heads: float = column("f8", "people present", unit="person")


class Segment(Row):
    """A market segment."""

    center: Vector = column("f8", "mean need", (DIMENSIONS,))
    adstock: float = column("f8", "carried-over brand work and media", unit="full weeks")
    brand_input: float = column("f8", "this week's brand work", unit="hour")
    resonance: Vector = column("f8", "this week's resonance by channel", (MAX_CHANNELS,))


class ChannelState(Row):
    """A channel as the company runs it: its media, and what it is credited with."""

    plan: float = column("f8", "planned share of the media", unit="share")
    media: float = column("f8", "present share of the media", unit="share")
    credited: Vector = column("f8", "value credited lately, by rule", (CreditRule,), unit="EUR")


class Dispute(Row):
    """A dispute waiting for arbitration; ``kind`` is -1 in a free row."""

    kind: int = column("i2", "what it is about", code=DisputeKind)
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
    """How far the growing tables are filled, and the present day."""

    leads: int = column("i8", "leads so far")
    entries: int = column("i8", "journey entries so far")
    disputes: int = column("i8", "disputes waiting")
    day: int = column("i8", "the present day")
    slot: int = column("i8", "rounds of work so far, the present one left out")
    stocks: Vector = column("f8", "prospects by stage now", (Stage,), unit="prospect")
    fallen: Vector = column(
        "f8", "decisions so far about leads and staying customers: what they decide, curious or in need", (Luck, 2)
    )
    came: Vector = column("f8", "of these, those that came", (Luck, 2))
    took: float = column("f8", "days from first contact to deal, of all that were won", unit="day")
    thought: float = column("f8", "days for which their buyers are expected to have thought", unit="day")
    renewed: float = column("f8", "how often a contract is renewed when it ends", unit="share")
    deal_worth: Vector = column("f8", "what hangs today on an opportunity, per EUR of the deal, curious or in need", (2,))
    talk_worth: Vector = column("f8", "on a talk", (2,))
    lead_worth: Vector = column("f8", "on a qualified lead", (2,))
    response_worth: Vector = column("f8", "on a response", (2,))
    overflow: int = column("i8", "1 where a table was too small (a bug)")


class Setup(Row):
    """What does not change during a run, but for the levers, which follow the design's path."""

    seed: int = column("i8", "seed of the organization's own luck")
    market_seed: int = column("i8", "seed of the market, the same for both organizations in it")
    seat: int = column("i8", "seat in a market with a second organization, or -1")
    opening: int = column("i8", "day 0 of the record; what lies before it is the past", unit="day")
    days: int = column("i8", "horizon, the past included", unit="day")
    journeys: int = column("i8", "1 where journeys are recorded")
    daily_bound: int = column("i8", "more journey entries than one day can bring")
    people: int = column("i8", "posts, heads included")
    workers: int = column("i8", "posts of marketers and reps")
    prospects: int = column("i8", "prospects")
    segments: int = column("i8", "segments")
    channels: int = column("i8", "channels")
    full_time: float = column("f8", "marketers and reps in full-time posts")
    mean_value: float = column("f8", "mean value of a deal", unit="EUR")
    segment_share: Vector = column("f8", "prospects by segment, cumulated", (MAX_SEGMENTS,))
    segment_rivals: Vector = column("f8", "rivals by segment, relative", (MAX_SEGMENTS,))
    segment_value: Vector = column("f8", "deal values by segment, relative", (MAX_SEGMENTS,))
    channel_touches: Vector = column("f8", "touches by channel, cumulated", (MAX_CHANNELS,))
    channel_inbound: Vector = column("f8", "raised hands by channel, cumulated", (MAX_CHANNELS,))
    channel_response: Vector = column("f8", "responses by channel, relative", (MAX_CHANNELS,))
    channel_readiness: Vector = column("f8", "readiness by channel", (MAX_CHANNELS,))
    channel_reach: Vector = column("f8", "part of each channel that works", (MAX_CHANNELS,))
    if TYPE_CHECKING:
        settings: Any  # orgsim.model.settings.Settings; chapters name the type of the part they use
        levers: OrgDesign
        staff: Staff
        market: Market
        work: Work
        response: Response
        mix: Mix
        start: Start


class PhaseRow(Row):
    """One phase of the design's path; a design that does not change has one."""

    day: int = column("i8", "day on which the change to it begins")
    ramp: int = column("i8", "days over which people are meant to change over", unit="day")
    change: float = column("f8", "how far it lies from the phase before, 0..1", unit="share")
    exchange: Vector = column("f8", "share of hours that goes to the other function, by home unit", (2,))
    if TYPE_CHECKING:
        levers: OrgDesign
