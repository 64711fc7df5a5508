"""The codes that a run's tables hold: where a prospect stands, how a lead ended, what an hour was used for.

Rules compare members (``Stage.MQL``); tables store their numbers; texts take their words.
"""

from __future__ import annotations

from orgsim.kernel.codes import Code


class Stage(Code):
    """Where a prospect stands in the pipeline."""

    IDLE = 0, "no need at present"
    IN_MARKET = 1, "has a need that nobody has noticed"
    LEAD = 2, "responded or raised a hand; waits to be qualified"
    NURTURE = 3, "dormant: not ready, or nobody pursued it"
    MQL = 4, "marketing-qualified; on its way to sales or in a seller's inbox"
    SAL = 5, "sales-accepted: first contact made, discovery under way"
    OPPORTUNITY = 6, "meetings and a proposal"
    CUSTOMER = 7, "bought, and has not left"


class Outcome(Code):
    """How a lead ended."""

    OPEN = 0, "it has not ended"
    WON = 1, "a deal"
    LOST = 2, "the buyer said no"
    COLD = 3, "nobody pursued it in time"
    REJECTED = 4, "the seller sent it back"
    UNQUALIFIED = 5, "below the bar"
    RIVAL = 6, "bought from the other organization in the market"
    UNDECIDED = 7, "the buyer never made up their mind"
    UNFIT = 8, "talks showed that nothing would come of it"


class LeadSource(Code):
    """How a lead came about."""

    CAMPAIGN = 0, "answered a touch"
    INBOUND = 1, "raised a hand"
    NURTURED = 2, "revived from the dormant ones"
    PROSPECTED = 3, "found by a seller's own prospecting"


class Entry(Code):
    """What a row of the journey log records."""

    STAGE = 0, "a change of stage, from the one before to the one after"
    TOUCH = 1, "the buyer heard something, so far from what was heard before"
    HANDOFF = 2, "a lead changed hands, with so much of its context kept"
    DISPUTE = 3, "a dispute was raised"
    ARBITRATION = 4, "a head settled one"
    DUPLICATE = 5, "two people claimed the prospect"
    ORPHAN = 6, "nobody claimed it, or its owner left"


class Role(Code):
    """Posts that a person can fill."""

    MARKETER = 0, "a person whose home is marketing"
    REP = 1, "a sales rep: a person whose home is sales"
    HEAD = 2, "leads a unit and settles disputes"


class Unit(Code):
    """The two units, each with a message and a pay rule of its own."""

    MARKETING = 0, "turns strangers into leads"
    SALES = 1, "turns leads into customers and keeps them"


class Task(Code):
    """Classes of tasks: people get better at one by doing it."""

    MARKETING = 0, "campaigns, brand work, nurturing, prospecting"
    SELLING = 1, "meetings, proposals, closing"
    DISCOVERY = 2, "qualification, first contact, learning a buyer's need"
    CARE = 3, "care for customers"


class Use(Code):
    """What an hour can be used for: the tasks, and what is none."""

    MARKETING = 0, "the task of this name"
    SELLING = 1, "the task of this name"
    DISCOVERY = 2, "the task of this name"
    CARE = 3, "the task of this name"
    MEETINGS = 4, "joint meetings, rounds on messages, heads who agree"
    NOTES = 5, "hand-off notes written and read, reports, records, batches"
    COORDINATION = 6, "sorting out who does what, duty, results read, budgets reviewed"
    LEADING = 7, "a head's hours with the people led"
    DISPUTE = 8, "disputes and work done twice"
    SWITCHING = 9, "set-up between classes of tasks"
    ADMIN = 10, "administration"
    TRANSITION = 11, "training for another design"
    IDLE = 12, "nothing to do"
    AWAY = 13, "on leave or ill"


class Action(Code):
    """What people choose between when they divide their hours: four for marketing work, four for sales work."""

    VOLUME = 0, "targeted touches, as many as possible"
    RESEARCHED = 1, "fewer touches, each target researched"
    BRAND = 2, "content and brand work"
    NURTURE = 3, "writing to dormant leads"
    LEADS = 4, "leads that marketing qualified"
    PROSPECTING = 5, "a seller's own prospecting"
    DEALS = 6, "open opportunities"
    CARE = 7, "customers"


class Platform(Code):
    """The three platforms that people may use."""

    CRM = 0, "customer relationship management: context survives hand-offs"
    AUTOMATION = 1, "marketing automation: qualification and nurturing by machine"
    ANALYTICS = 2, "scores and results seen more clearly"


class DisputeKind(Code):
    """What a dispute is about."""

    LEAD_QUALITY = 0, "a rejected lead"
    FOLLOW_UP = 1, "a lead ignored past the promised time"
    CREDIT = 2, "both claim one deal"
    PRIORITY = 3, "two requests for the same hours"
    OVERLAP = 4, "one prospect worked twice"
    MESSAGE = 5, "a buyer complains of contradictory promises"


class Luck(Code):
    """Decisions that fall by chance, whose luck is recorded."""

    RAISED = 0, "a need leads to a raised hand"
    REACHED = 1, "a touch is one that can be answered, whatever it says and whoever is tired"
    ANSWERED = 2, "such a touch is answered"
    FOUND = 3, "an attempt of a seller's own leads to a talk"
    REVIVED = 4, "a dormant lead comes back"
    QUALIFIED = 5, "a response is scored above the bar"
    CONNECTED = 6, "a first contact leads to a conversation"
    ADVANCED = 7, "a meeting leads on to the next"
    WON = 8, "the last meeting leads to a deal"
    STAYED = 9, "a customer stays another month"
    EXPANDED = 10, "a customer buys more"
    TOLD = 11, "a customer recommends"
    MARKETER_LEFT = 12, "a marketer leaves"
    REP_LEFT = 13, "a rep leaves"
    VALUED = 14, "a deal turns out to be worth more than it looked from outside"
    DECIDED = 15, "a buyer decides in time"
    FITTED = 16, "a conversation leads on"
    ORDERED = 17, "a customer orders again"


class CreditRule(Code):
    """Whom a deal is credited to, of the channels through which its buyer was touched."""

    LAST_TOUCH = 0, "the last channel"
    FIRST_TOUCH = 1, "the first channel"
    LINEAR = 2, "each channel by its touches"
    SHAPLEY = 3, "each channel that took part, equally"
