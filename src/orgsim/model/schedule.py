"""When: the moments of a business day, in order, as data; both walks are one plain loop over them.

Plans are made in the morning. Then come rounds of work, one an hour: in each the market moves first, then marketing works,
leads cross, sellers work, and buyers decide. Within a round all work by their own clocks and see what is there by then;
what others do becomes known at the next one. So an answer within the hour is possible where somebody is free, nothing is
done before it can be, and a day is still a plain loop: a list of events, the alternative, would be as true and slower,
since nine tenths of what people do (touches, attempts) concerns nobody else. Disputes are settled in the evening, and the
day is written down last. A moment says who acts in it and by which rule; agents get a verb of that rule's name. Prospects
act only on their own dates, each in the moment that deals with such a date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from orgsim.kernel.dates import ROUNDS_A_DAY
from orgsim.model.chapters import (
    absence,
    arbitration,
    campaign,
    course,
    customers,
    day,
    decision,
    demand,
    handoff,
    hours,
    inbox,
    pipeline,
    planning,
    strategy,
    transition,
)
from orgsim.model.state import Event


class Actors(StrEnum):
    """Who acts in a moment."""

    PROSPECTS = "prospects"
    WORKERS = "marketers and reps"
    HEADS = "heads"
    PEOPLE = "everybody"
    COMPANY = "the company"


@dataclass(frozen=True)
class Moment:
    """One moment of the day: who acts, by which rule, and the number that is part of the address of its activation order.

    ``deals_with`` lists the dates of prospects that come up in it, and what then happens. ``round`` counts the rounds of
    work; -1 outside of them.
    """

    number: int
    name: str
    actors: Actors
    about: str
    rule: Callable[..., Any] | None = None
    deals_with: tuple[tuple[Event, Callable[..., Any]], ...] = ()
    verb_of_prospects: str = ""
    round: int = -1

    @property
    def verb(self) -> str:
        """What an agent's verb for it is called."""
        return self.verb_of_prospects or getattr(self.rule, "__name__", "")


MORNING: Final[tuple[Moment, ...]] = (
    Moment(17, "roll call", Actors.COMPANY, "who is on leave or ill today", absence.call_roll),
    Moment(9, "morning", Actors.HEADS, "heads start their day", day.begin_day),
    Moment(10, "reorganization", Actors.COMPANY, "a change of design takes its course", transition.reorganize),
    Moment(11, "conditions", Actors.COMPANY, "channels resonate anew, brands fade, needs shift", demand.market_moves),
    Moment(1, "planning", Actors.HEADS, "weekly reviews, monthly lessons and media", planning.plan),
    Moment(12, "strategy", Actors.COMPANY, "the units try policies", strategy.search_strategy),
    Moment(13, "rounds", Actors.HEADS, "rounds that pull the units' messages together", planning.hold_round),
    Moment(14, "start of work", Actors.WORKERS, "meetings, notes, training, the plan for today", day.begin_day),
)
ROUND: Final[tuple[Moment, ...]] = (
    Moment(
        0,
        "market",
        Actors.PROSPECTS,
        "needs arise and pass, hands are raised, leads go cold, customers' months end",
        deals_with=(
            (Event.NEED, demand.need_arises),
            (Event.RAISE, demand.raise_hand),
            (Event.END, pipeline.interest_passes),
            (Event.COLD, pipeline.go_cold),
            (Event.LAPSE, pipeline.lapse),
            (Event.SLA, inbox.promise_is_over),
            (Event.MONTH, customers.month_ends),
        ),
        verb_of_prospects="react",
    ),
    Moment(16, "administration", Actors.COMPANY, "a round's administration of everybody", hours.administer),
    Moment(2, "marketing", Actors.WORKERS, "qualification, campaigns, brand work, nurturing", campaign.do_marketing),
    Moment(
        3,
        "hand-off",
        Actors.PROSPECTS,
        "qualified leads reach a seller's inbox",
        deals_with=((Event.ARRIVE, handoff.arrive),),
        verb_of_prospects="arrive",
    ),
    Moment(4, "sales", Actors.WORKERS, "inbox, first contacts, discovery, meetings, care, prospecting", course.do_sales),
    Moment(
        5,
        "decisions",
        Actors.PROSPECTS,
        "buyers advance, buy or refuse",
        deals_with=((Event.DECIDE, decision.decide),),
        verb_of_prospects="decide",
    ),
)
EVENING: Final[tuple[Moment, ...]] = (
    Moment(6, "disputes", Actors.HEADS, "the heads settle disputes", arbitration.arbitrate),
    Moment(15, "tally", Actors.COMPANY, "what the evening needs to know of each unit", day.tally),
    Moment(7, "evening", Actors.PEOPLE, "practice, tempers, turnover", day.end_day),
    Moment(8, "record", Actors.COMPANY, "the day is written down", day.record),
)  # fmt: skip
MOMENTS: Final[tuple[Moment, ...]] = (*MORNING, *ROUND, *EVENING)
"""Each moment once."""
DAY: Final[tuple[Moment, ...]] = (
    *MORNING,
    *(replace(moment, round=number) for number in range(ROUNDS_A_DAY) for moment in ROUND),
    *EVENING,
)
"""The day."""
