"""Sales goal: commission, and what a company pays beyond a quarter's goal."""

from __future__ import annotations

from orgsim.kernel.dates import DAYS_A_QUARTER
from orgsim.kernel.rules import rule
from orgsim.model.world import World


@rule
def rate_of(world: World, who: int) -> float:
    """What a seller gets for one EUR more now, relative to the usual commission; 1 where no goal is set."""
    staff = world.setup.staff
    person = world.people[who]
    if staff.goal <= 0.0 or person.sold < staff.goal * person.fte:
        return 1.0
    accelerator: float = staff.accelerator
    return accelerator


@rule
def count_sale(world: World, who: int, value: float) -> None:
    """A sale is paid by commission and counts toward the seller's goal."""
    staff = world.setup.staff
    if who < 0:
        world.today.commission += staff.commission * value
        return
    world.today.commission += staff.commission * value * rate_of(world, who)
    world.people[who].sold += value


@rule
def begin_quarter(world: World, who: int) -> None:
    """Goals are counted anew each quarter from day 0."""
    if (world.counts.day - world.setup.opening) % DAYS_A_QUARTER == 0:
        world.people[who].sold = 0.0


@rule
def quarter_end(world: World, when: float) -> float:
    """The last end of a quarter by then."""
    opening = world.setup.opening
    return opening + DAYS_A_QUARTER * ((when - opening) // DAYS_A_QUARTER)


@rule
def last_day(world: World, when: float, due: float) -> float:
    """When a decision falls that would fall on a day soon after the end of a quarter: on the quarter's last, if not past."""
    pull: float = world.setup.market.quarter_pull
    ends = quarter_end(world, due)
    if pull > 0.0 and due - ends <= pull and ends - 1.0 >= when:
        return ends - 1.0
    return due


@rule
def last_due(world: World, when: float) -> float:
    """The latest date on which a decision would fall that comes before the horizon nevertheless."""
    horizon = world.setup.days * 1.0
    pull: float = world.setup.market.quarter_pull
    ends = quarter_end(world, horizon)
    if pull > 0.0 and ends - 1.0 >= when:
        return max(horizon, ends + pull)
    return horizon
