"""When: the moments of a business day, in order, as data. Both walks loop over ``DAY``.

The order follows the work: the market moves first, plans are made before work, leads cross before sellers work, buyers
decide after they were met, quarrels are settled in the evening, and the day is written down last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MARKET: Final = 0
PLANNING: Final = 1
MARKETING: Final = 2
HANDOFF: Final = 3
SALES: Final = 4
DECISIONS: Final = 5
DISPUTES: Final = 6
PEOPLE: Final = 7
RECORD: Final = 8


@dataclass(frozen=True)
class Moment:
    """One moment of the day: who acts, and by which verb of theirs."""

    code: int
    name: str
    actors: str
    verb: str
    about: str


DAY: Final[tuple[Moment, ...]] = (
    Moment(MARKET, "market", "prospects", "stir", "needs arise and pass, hands are raised, leads go cold"),
    Moment(PLANNING, "planning", "heads", "plan", "weekly reviews, monthly lessons, rounds on messages"),
    Moment(MARKETING, "marketing", "workers", "market", "qualification, campaigns, brand work, nurturing"),
    Moment(HANDOFF, "hand-off", "prospects", "cross", "qualified leads reach a seller's inbox"),
    Moment(SALES, "sales", "workers", "sell", "inbox, first contacts, discovery, meetings, care, own sourcing"),
    Moment(DECISIONS, "decisions", "prospects", "decide", "buyers advance, buy or refuse"),
    Moment(DISPUTES, "disputes", "heads", "arbitrate", "the heads settle quarrels"),
    Moment(PEOPLE, "people", "everybody", "rest", "practice, tempers, turnover"),
    Moment(RECORD, "record", "nobody", "record", "the day is written down"),
)
ORDER: Final = tuple(moment.code for moment in DAY)
