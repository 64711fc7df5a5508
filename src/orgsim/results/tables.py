"""The tables that a run leaves, each column declared once: people, leads, the daily table and the journey log.

Rules see rows by attribute (``lead.born``); agents are windows on the same rows; nothing is stored twice. Times are days
since the start, with fractions; a business day has eight working hours.
"""

from __future__ import annotations

from typing import Final

from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel.rows import Row, Vector, column
from orgsim.results.codes import (
    Action,
    CreditRule,
    DisputeKind,
    Entry,
    LeadSource,
    Luck,
    Outcome,
    Platform,
    Role,
    Stage,
    Task,
    Unit,
    Use,
)


class Lead(Row):
    """One episode of interest, from the first response to its end: the record a CRM would keep."""

    prospect: int = column("i4", "the prospect")
    segment: int = column("i2", "its segment")
    channel: int = column("i2", "channel of the response")
    source: int = column("i2", "how it came about", code=LeadSource)
    action: int = column("i2", "the marketing action that brought it, or -1", code=Action)
    marketer: int = column("i2", "post that brought or qualified it, or -1")
    owner: int = column("i2", "post that works it, or -1")
    second: int = column("i2", "post that works it as well by mistake, or -1")
    stays: int = column("i2", "1 where one owner carries it across the boundary")
    verdict: int = column("i2", "the seller's: 0 none yet, 1 taken up, 2 put aside")
    judged: int = column("i2", "sellers who have judged it")
    crossed: int = column("i2", "1 where it changed hands on the way to sales")
    hot: int = column("i2", "1 where it met somebody on duty")
    meetings: int = column("i2", "meetings held")
    discoveries: int = column("i2", "discovery conversations held")
    outcome: int = column("i2", "how it ended", code=Outcome)
    in_need: int = column("i2", "1 where it came out of a need, 0 out of curiosity")
    rivals: int = column("i2", "static rivals that bid for the need")
    ignorance: float = column("f8", "what the owner does not know of the need: 1 knows the segment only, 0 all")
    kept: float = column("f8", "share of the context that survived the hand-off")
    untold: float = column("f8", "share of what there is to know that the buyer had told and will be asked again")
    sponsored: float = column("f8", "log-odds that a head's presence has added", unit="log-odds")
    waited: float = column("f8", "days that the buyer waited for us before the last step", unit="day")
    score: float = column("f8", "marketing's score")
    readiness: float = column("f8", "true readiness to buy")
    strength: float = column("f8", "intent at the response")
    work: float = column("f8", "hours of work already in the present step", unit="hour")
    begun: float = column("f8", "when that step was begun", unit="day")
    fit: float = column("f8", "fit of the offer at the last meeting", unit="share")
    value: float = column("f8", "value of the deal", unit="EUR")
    guess: float = column("f8", "value as the seller sees it", unit="EUR")
    born: float = column("f8", "response", unit="day")
    qualified: float = column("f8", "qualified by marketing", unit="day")
    assigned: float = column("f8", "reached the seller's inbox", unit="day")
    contacted: float = column("f8", "first contact by the seller begun", unit="day")
    opened: float = column("f8", "became an opportunity", unit="day")
    closed: float = column("f8", "ended", unit="day")


DATES: Final = ("born", "qualified", "assigned", "contacted", "opened", "closed")
"""The dates of a lead, in order; in a history not a number where it has not come to it, negative in the past."""


class Person(Row):
    """A post and whoever fills it."""

    role: int = column("i2", "marketer, rep or head", code=Role)
    unit: int = column("i2", "home unit", code=Unit)
    post: int = column("i4", "identity of the post")
    hires: int = column("i4", "how many people have filled the post so far")
    present: int = column("i2", "1 while the post is filled")
    away: int = column("i2", "1 where its holder is on leave or ill today")
    task: int = column("i2", "task class worked last, or -1 at the start of a day", code=Task)
    switches: int = column("i2", "changes of task class today")
    switching: float = column("f8", "hours of set-up on the last day at work", unit="hour")
    marketing_today: float = column("f8", "marketing hours still planned for today", unit="hour")
    part: int = column("i2", "part of today's sales work that is under way, or -1 before it")
    part_left: float = column("f8", "hours left for it", unit="hour")
    sales_today: float = column("f8", "hours planned for today's sales work", unit="hour")
    first_steps: float = column("f8", "hours of it already given to new leads", unit="hour")
    prospected: float = column("f8", "hours of it already given to own prospecting", unit="hour")
    unsorted: int = column("i2", "1 where new leads have come in since the inbox was put in order")
    unjudged: int = column("i2", "1 where a qualified lead has come in since the inbox was judged")
    touches: int = column("i4", "touches made today")
    attempts: int = column("i4", "attempts of own prospecting made today")
    marketing_due: float = column("f8", "marketing work put off to another day, or done ahead if negative", unit="hour")
    fte: float = column("f8", "share of a full working day", unit="share")
    pace: float = column("f8", "pace of learning, relative to the median person's")
    closing: float = column("f8", "what the holder adds to the log-odds of a meeting", unit="log-odds")
    tempo: float = column("f8", "time that buyers take with the holder, relative to the median seller's")
    experience: Vector = column("f8", "practice by task class", (Task,), unit="hour")
    hours: Vector = column("f8", "today's hours by use", (Use,), unit="hour")
    total_hours: Vector = column("f8", "hours by use since the start", (Use,), unit="hour")
    spent: float = column("f8", "hours of today gone", unit="hour")
    owed: float = column("f8", "hours of disputes and duplicate work still to be given", unit="hour")
    notes: float = column("f8", "hours of reading hand-off notes still to be given", unit="hour")
    propensity: Vector = column("f8", "leaning toward each action", (Action,))
    reward: Vector = column("f8", "reward seen since the last review, by action", (Action,))
    effort_hours: Vector = column("f8", "hours per action since the last review", (Action,), unit="hour")
    carry: Vector = column("f8", "unfinished fraction of a touch or attempt, by action", (Action,))
    bar: float = column("f8", "qualification bar", unit="score")
    good: float = column("f8", "Beta belief: good leads of marketing seen")
    bad: float = column("f8", "Beta belief: bad leads of marketing seen")
    qualified: float = column("f8", "leads qualified since the last review", unit="lead")
    days: int = column("i4", "days at work since the last review", unit="day")
    worth: float = column("f8", "what an hour of own prospecting is believed to bring", unit="deal values per hour")
    sold: float = column("f8", "value won this quarter", unit="EUR")
    frustration: float = column("f8", "recent disputes", unit="share")
    seniority: float = column("f8", "day the present holder was hired", unit="day")
    strain: float = column("f8", "accumulated hazard of leaving")
    limit: float = column("f8", "hazard at which the holder leaves")
    back: float = column("f8", "day the vacancy ends", unit="day")
    crosses: float = column("f8", "when the last batch of leads crosses, or crossed", unit="day")
    phase: int = column("i2", "phase of the design's path that the person has changed over to")
    unready: float = column("f8", "accumulated hazard of changing over to the next phase")
    training: float = column("f8", "hours of training still to be given", unit="hour")
    uses: Vector = column("i2", "1 where the person uses the platform", (Platform,))
    exposure: Vector = column("f8", "accumulated hazard of starting to use it", (Platform,))
    arbitration_hours: float = column("f8", "a head's hours left for arbitration today", unit="hour")


class Day(Row):
    """What is recorded of one day."""

    stocks: Vector = column("f8", "prospects by stage at the end of the day", (Stage,), unit="prospect")
    entered: Vector = column("f8", "prospects that entered each stage today", (Stage,), unit="prospect")
    leads_by_source: Vector = column("f8", "new leads by source", (LeadSource,), unit="lead")
    hours: Vector = column("f8", "hours by use, per role", (Role, Use), unit="hour")
    disputes: Vector = column("f8", "disputes raised by kind", (DisputeKind,), unit="dispute")
    disputes_within: float = column("f8", "of these, between two people of one unit", unit="dispute")
    arbitrated: float = column("f8", "disputes settled", unit="dispute")
    dispute_days: float = column("f8", "days that the disputes settled today had waited", unit="day")
    disputes_waiting: float = column("f8", "disputes waiting at the end of the day", unit="dispute")
    touches: float = column("f8", "targeted touches", unit="touch")
    attempts: float = column("f8", "sellers' own prospecting attempts", unit="attempt")
    handoffs: float = column("f8", "qualified leads handed to another person", unit="lead")
    kept: float = column("f8", "sum over hand-offs of the share of context kept", unit="lead")
    judged: float = column("f8", "marketing leads that sellers judged", unit="lead")
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
    deals: float = column("f8", "deals won", unit="deal")
    losses: float = column("f8", "opportunities lost", unit="deal")
    rival_deals: float = column("f8", "needs that a rival met", unit="deal")
    churned: float = column("f8", "customers lost", unit="customer")
    renewals: float = column("f8", "customers renewed at the end of a year", unit="customer")
    new_revenue: float = column("f8", "value won", unit="EUR")
    renewal_revenue: float = column("f8", "value renewed", unit="EUR")
    expansion_revenue: float = column("f8", "value added by customers", unit="EUR")
    repeat_revenue: float = column("f8", "value of orders of customers without a contract", unit="EUR")
    due_revenue: float = column("f8", "value of the contracts that came up for renewal or were left", unit="EUR")
    pay: float = column("f8", "salaries", unit="EUR")
    commission: float = column("f8", "commission", unit="EUR")
    media: float = column("f8", "media", unit="EUR")
    hiring: float = column("f8", "hiring", unit="EUR")
    platforms: float = column("f8", "licenses of the platforms", unit="EUR")
    transition: float = column("f8", "fees of a change of design", unit="EUR")
    delivery: float = column("f8", "cost of delivering what was sold", unit="EUR")
    media_by_channel: Vector = column("f8", "media by channel", (MAX_CHANNELS,), unit="EUR")
    credited: Vector = column(
        "f8", "value won, credited by each rule to each channel", (CreditRule, MAX_CHANNELS), unit="EUR"
    )
    users: Vector = column("f8", "marketers and reps who use each platform", (Platform,), unit="person")
    payoff: Vector = column("f8", "payoff of each unit's policies", (Unit,), unit="share")
    changed_over: float = column("f8", "marketers and reps who work under the newest design", unit="share")
    leavers: float = column("f8", "people who left", unit="person")
    luck: Vector = column(
        "f8", "sum of (outcome - chance) x what hangs on it, by decision; on day 0 the past's, too", (Luck,), unit="EUR"
    )
    luck_count: Vector = column(
        "f8", "sum of (outcome - chance), by decision; on day 0 the past's, too", (Luck,), unit="event"
    )
    present: Vector = column("f8", "people present, per role", (Role,), unit="person")
    switches: Vector = column("f8", "changes of task class, per role", (Role,), unit="change")
    skill: Vector = column("f8", "mean skill by task class over the posts of each role", (Role, Task), unit="share")
    unit_trust: Vector = column("f8", "trust of each unit in the other", (Unit,), unit="share")
    trust: float = column("f8", "sum over messages of the trust they left", unit="message")
    awareness: Vector = column("f8", "brand awareness by segment", (MAX_SEGMENTS,), unit="share")
    bar: float = column("f8", "mean qualification bar", unit="score")
    belief: float = column("f8", "mean belief of sellers in marketing's leads", unit="share")
    mix: Vector = column("f8", "mean share of hours meant for each action", (Action,), unit="share")


class JourneyEntry(Row):
    """One row of the journey log."""

    time: float = column("f8", "when", unit="day")
    kind: int = column("i2", "what it records", code=Entry)
    before: int = column("i2", "stage left, or kind of dispute")
    after: int = column("i2", "stage entered")
    person: int = column("i2", "who did it, or -1")
    other: int = column("i2", "the other person concerned, or -1")
    prospect: int = column("i4", "the prospect")
    distance: float = column("f8", "distance of the message from what was heard before")
    kept: float = column("f8", "share of context kept")
