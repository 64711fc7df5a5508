"""All state of one run, as tables, and the rules that keep its calendar."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from orgsim.inputs.limits import MAX_CHANNELS, MAX_SEGMENTS
from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.fields import Row, column
from orgsim.kernel.handles import Tables
from orgsim.kernel.quantiles import exponential, log_normal
from orgsim.kernel.rules import rule
from orgsim.model.tables import Account, Counts, Outlet, Prospect, Quarrel, Segment, Unit
from orgsim.results.records import Day, Entry, Lead, Person, Vector
from orgsim.results.words import event, purpose

if TYPE_CHECKING:
    from orgsim.inputs.companies import Market, Mix, Response, Staff, Work
    from orgsim.inputs.designs import OrgDesign
    from orgsim.model.settings import Settings

HOURS_A_DAY = 8.0
DAYS_A_WEEK = 5
DAYS_A_MONTH = 21
DAYS_A_YEAR = 252

T_co = TypeVar("T_co", covariant=True)


class Table(Protocol[T_co]):
    """A table of rows; at run time a structured NumPy array."""

    def __getitem__(self, index: int, /) -> T_co: ...
    def __len__(self) -> int: ...


class Setup(Row):
    """What does not change during a run."""

    seed: int = column("i8", "seed of the organization's own luck")
    market_seed: int = column("i8", "seed of the market, the same for both organizations in it")
    seat: int = column("i8", "seat in a market with a second organization, or -1")
    days: int = column("i8", "horizon", unit="day")
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
        settings: Settings
        levers: OrgDesign
        staff: Staff
        market: Market
        work: Work
        response: Response
        mix: Mix


class PhaseRow(Row):
    """One phase of the design's path; a design that does not change has one."""

    day: int = column("i8", "day on which the change to it begins")
    ramp: int = column("i8", "days over which people are meant to change over", unit="day")
    change: float = column("f8", "how far it lies from the phase before, 0..1", unit="share")
    exchange: Vector = column("f8", "share of hours that goes to the other function, by home unit", (2,))
    if TYPE_CHECKING:
        levers: OrgDesign


class World(Tables):
    """The tables of one run. Rules take it whole; agents are windows on its rows."""

    setup: Table[Setup]
    phases: Table[PhaseRow]
    prospects: Table[Prospect]
    leads: Table[Lead]
    people: Table[Person]
    units: Table[Unit]
    segments: Table[Segment]
    outlets: Table[Outlet]
    quarrels: Table[Quarrel]
    accounts: Table[Account]  # shared by the two organizations in one market; one empty row where there is only one
    calendar: buckets.Buckets  # days -> prospects with a pending date
    books: buckets.Buckets  # people -> prospects that wait for their work; then the dormant leads, then the common inbox
    due: NDArray[np.int32]  # prospects gathered for the present moment, in order of action
    keys: NDArray[np.float64]  # sort keys of the above, also used as scratch
    turns: NDArray[np.int32]  # people in order of action
    turn_keys: NDArray[np.float64]  # and their sort keys
    daily: Table[Day]
    journeys: Table[Entry]
    counts: Table[Counts]


@rule
def pick(cumulated: Vector, count: int, u: float) -> int:
    """Index drawn from cumulated shares."""
    for index in range(count - 1):
        if u < cumulated[index]:
            return index
    return count - 1


@rule
def schedule(world: World, index: int, what: int, when: float, earliest: int) -> None:
    """Give a prospect its one pending date, not before the day ``earliest``; any other pending date is dropped."""
    prospect = world.prospects[index]
    prospect.event = what
    prospect.due = when
    days = world.setup[0].days
    if when < days and earliest < days:
        buckets.put(world.calendar, max(int(when), earliest), index)
    else:
        buckets.take(world.calendar, index)


@rule
def need_gap(world: World, index: int) -> float:
    """Days from the end of the present need to the next one; infinite where no needs arise."""
    setup = world.setup[0]
    if setup.market.needs_per_year <= 0.0:
        return math.inf
    u = uniform(setup.market_seed, purpose.NEED_GAP, index, world.prospects[index].episodes, 0)
    return exponential(u, DAYS_A_YEAR / setup.market.needs_per_year)


@rule
def first_value(world: World, index: int) -> float:
    """Value of a prospect's first deal."""
    setup = world.setup[0]
    u = uniform(setup.market_seed, purpose.VALUE, index, 0, 0)
    relative: float = setup.segment_value[world.prospects[index].segment]
    return relative * log_normal(u, setup.market.deal_value, setup.market.deal_sigma)


@rule
def next_need_ends(world: World, index: int) -> float:
    """When the next need will have passed."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    u = uniform(setup.market_seed, purpose.NEED_LENGTH, index, prospect.episodes + 1, 0)
    return prospect.next_need + exponential(u, setup.market.need_days)


@rule
def new_episode(prospect: Prospect) -> None:
    """Another need of the prospect begins; what happens in it has luck of its own, whatever went before."""
    prospect.episodes += 1
    prospect.touches = 0
    for channel in range(MAX_CHANNELS):
        prospect.touched_by[channel] = 0
    prospect.first_channel = -1
    prospect.last_channel = -1
    prospect.turn = 64 * prospect.episodes


@rule
def expect_need(world: World, index: int, now: float, earliest: int) -> None:
    """Wait for the next need. Needs come by the prospect's own clock, whatever the company does: those that came and went
    while the company was talking with it are passed over, so that two designs meet the same market.
    """
    prospect = world.prospects[index]
    ends = next_need_ends(world, index)
    while ends <= now:
        new_episode(prospect)
        prospect.next_need = ends + need_gap(world, index)
        ends = next_need_ends(world, index)
    schedule(world, index, event.NEED, max(prospect.next_need, now), earliest)
