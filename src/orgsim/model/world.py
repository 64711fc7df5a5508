"""All state of one run, as tables, and the calendar of the prospects' dates."""

from __future__ import annotations

from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from orgsim.kernel import lists
from orgsim.kernel.dates import ROUNDS_A_DAY
from orgsim.kernel.handles import Tables, current_row, one_row
from orgsim.kernel.rules import rule
from orgsim.model.state import (
    Account,
    ChannelState,
    Counts,
    Dispute,
    PhaseRow,
    Prospect,
    Segment,
    Setup,
    UnitState,
)
from orgsim.results.tables import Day, JourneyEntry, Lead, Person

T_co = TypeVar("T_co", covariant=True)


class Table(Protocol[T_co]):
    """A table of rows; at run time a structured NumPy array."""

    def __getitem__(self, index: int, /) -> T_co: ...
    def __len__(self) -> int: ...


class World(Tables):
    """The tables of one run. Rules take it whole; agents are windows on its rows."""

    setup: Setup = one_row()
    counts: Counts = one_row()
    today: Day = current_row("daily", "counts.day")
    phases: Table[PhaseRow]
    prospects: Table[Prospect]
    leads: Table[Lead]
    people: Table[Person]
    units: Table[UnitState]
    segments: Table[Segment]
    channels: Table[ChannelState]
    disputes: Table[Dispute]
    accounts: Table[Account]  # shared by the two organizations in one market; one empty row where there is only one
    calendar: lists.Lists  # rounds of work -> prospects with a pending date
    desks: lists.Lists  # people -> prospects under work; then the dormant leads, the common inbox, and everybody's inbox
    acting: NDArray[np.int32]  # who acts in the present moment, in activation order
    acting_keys: NDArray[np.float64]  # and the keys of that order
    worklist: NDArray[np.int32]  # scratch: a desk in order of work
    ranks: NDArray[np.float64]  # scratch: and the keys of that order
    daily: Table[Day]
    journeys: Table[JourneyEntry]


@rule
def set_event(world: World, index: int, event: int, when: float, earliest: int) -> None:
    """Give a prospect its one pending date, not before the round ``earliest``; any other pending date is dropped."""
    prospect = world.prospects[index]
    prospect.event = event
    prospect.due = when
    rounds = world.setup.days * ROUNDS_A_DAY
    if when < world.setup.days and earliest < rounds:
        lists.put(world.calendar, max(int(when * ROUNDS_A_DAY), earliest), index)
    else:
        lists.take(world.calendar, index)
