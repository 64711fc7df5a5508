"""M8 Messages and the buyer's trust: what the two functions say, how far apart it lies, and what the buyer makes of it."""

from __future__ import annotations

import math
from typing import ClassVar

from orgsim.kernel.dates import DAYS_A_MONTH
from orgsim.kernel.draws import pair, uniform
from orgsim.kernel.parameters import parameter
from orgsim.kernel.quantiles import normal
from orgsim.kernel.rules import rule
from orgsim.kernel.tolerances import FULL_CIRCLE
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.disputes import Disputes, dispute
from orgsim.model.chapters.pipeline import log_touch
from orgsim.model.purposes import Purpose
from orgsim.model.state import DIMENSIONS, Prospect
from orgsim.model.world import World
from orgsim.results.codes import DisputeKind, Unit


class Messages(Chapter):
    """Each unit has a message per segment, a point in the space of needs.

    Monthly m_U <- m_U + learning (mean need it met - m_U) + N(0, drift); at each round of ``sync_every`` days
    m_U <- (1 - k) m_U + k mean, k the lever ``message_sync``, at ``round_hours`` x k of every person.
    A seller says (1 - tailoring) m_U + tailoring theta_hat. For the buyer, with theta the need and H what was heard:
    d = max(0, |said - H| - max(0, |H - theta| - |said - theta|)), the distance net of what moved toward the need;
    T <- T + gain (1 - T) exp(-d / d0) - fall T min(1, d / d0); H <- H + recency (said - H).

    Reference: 71 % say that inconsistency confuses buyers (Demand Metric and Lucidpress 2016, opinion data, hence modest
    gains); losses weigh about twice as much (trust games). Left out: rivals' claims, word of mouth about messages.
    """

    code: ClassVar = "M8"
    effect: ClassVar = Effect("inconsistency", rises=False, lever="message_sync", low=0.0, high=0.9)

    gain: float = parameter(
        0.05, 0.0, 1.0, "per message", "trust gained by a consistent message", neutral=0.0, reference="B57"
    )
    fall: float = parameter(0.10, 0.0, 1.0, "per message", "trust lost by a contradiction", neutral=0.0, reference="B57")
    patience: float = parameter(1.0, 0.05, 5.0, "need units", "distance that counts as a full contradiction", reference="G")
    recency: float = parameter(0.4, 0.01, 1.0, "share", "weight of the newest message in what is remembered", reference="G")
    first_trust: float = parameter(0.5, 0.0, 1.0, "share", "trust of a prospect that heard nothing yet", reference="G")
    spread: float = parameter(
        0.6, 0.0, 3.0, "need units", "distance of each unit's first message from the segment's mean", neutral=0.0,
        reference="B58",
    )  # fmt: skip
    learning: float = parameter(
        0.15, 0.0, 1.0, "share per month", "how fast a unit learns from whom it met", neutral=0.0, reference="G"
    )
    drift: float = parameter(
        0.12, 0.0, 2.0, "need units per root month", "wandering of a unit's message", neutral=0.0, reference="B58"
    )
    sync: float = parameter(
        1.0, 0.0, 1.0, "share", "how far the lever message_sync takes effect", neutral=0.0, reference="model"
    )
    round_hours: float = parameter(
        1.0, 0.0, 20.0, "hour", "time of each person per message round at full pull", neutral=0.0, reference="G"
    )
    tailoring: float = parameter(0.5, 0.0, 1.0, "share", "how far a seller speaks to the prospect's own need", reference="G")
    relevance_slope: float = parameter(
        0.5, 0.0, 3.0, "per need unit", "fall of responses with the distance of the message from the need", neutral=0.0,
        reference="G",
    )  # fmt: skip


@rule
def distance(ax: float, ay: float, bx: float, by: float) -> float:
    """Distance of two points in the space of needs."""
    return math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by))


@rule
def contradiction(prospect: Prospect, x: float, y: float) -> float:
    """How far a message contradicts what the prospect heard, net of what moves toward its need."""
    need_x, need_y = prospect.need[0], prospect.need[1]
    step = distance(x, y, prospect.heard[0], prospect.heard[1])
    nearer = distance(prospect.heard[0], prospect.heard[1], need_x, need_y) - distance(x, y, need_x, need_y)
    return max(0.0, step - max(0.0, nearer))


@rule
def hear(messages: Messages, prospect: Prospect, x: float, y: float) -> float:
    """Let the prospect hear a message; returns the contradiction it felt (0 at the first message)."""
    prospect.heard_count += 1
    if prospect.heard_count == 1:
        prospect.heard[0] = x
        prospect.heard[1] = y
        return 0.0
    felt = contradiction(prospect, x, y)
    bad = min(1.0, felt / messages.patience)
    good = math.exp(-felt / messages.patience)
    prospect.trust += messages.gain * (1.0 - prospect.trust) * good - messages.fall * prospect.trust * bad
    prospect.inconsistency += messages.recency * (felt - prospect.inconsistency)
    prospect.heard[0] += messages.recency * (x - prospect.heard[0])
    prospect.heard[1] += messages.recency * (y - prospect.heard[1])
    return felt


@rule
def relevance(messages: Messages, prospect: Prospect, x: float, y: float) -> float:
    """Factor on the response to a message, 0..1."""
    return math.exp(-messages.relevance_slope * distance(x, y, prospect.need[0], prospect.need[1]))


@rule
def pulled(messages: Messages, message_sync: float, own: float, mean: float) -> float:
    """One coordinate of a unit's message after a round that pulls the units together."""
    return own + messages.sync * message_sync * (mean - own)


@rule
def tell(world: World, index: int, x: float, y: float) -> float:
    """A prospect hears a message, and the day counts it; returns the contradiction it felt."""
    prospect = world.prospects[index]
    felt = hear(world.setup.settings.messages, prospect, x, y)
    today = world.today
    today.messages += 1.0
    today.distance += felt
    today.trust += prospect.trust
    return felt


@rule
def greet(world: World, index: int) -> None:
    """A prospect that comes by itself has read what marketing says."""
    message = world.units[Unit.MARKETING].message
    segment = world.prospects[index].segment
    tell(world, index, message[segment, 0], message[segment, 1])


@rule
def say(world: World, who: int, index: int, when: float) -> float:
    """A seller speaks to a prospect: the unit's message, bent to the need as far as it is known."""
    disputes: Disputes = world.setup.settings.disputes
    messages: Messages = world.setup.settings.messages
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    center = world.segments[prospect.segment].center
    message = world.units[world.people[who].unit].message
    mine_x, mine_y = message[prospect.segment, 0], message[prospect.segment, 1]
    known_x = prospect.need[0] + lead.ignorance * (center[0] - prospect.need[0])
    known_y = prospect.need[1] + lead.ignorance * (center[1] - prospect.need[1])
    x = mine_x + messages.tailoring * (known_x - mine_x)
    y = mine_y + messages.tailoring * (known_y - mine_y)
    felt = tell(world, index, x, y)
    log_touch(world, when, index, who, felt)
    if felt > disputes.patience:
        dispute(world, DisputeKind.MESSAGE, lead.marketer, who, index, prospect.heard_count, disputes.message, when)
    return felt


@rule
def first_messages(world: World, unit: int) -> None:
    """A unit's messages on day 0: somewhere around each segment's mean need."""
    setup = world.setup
    spread = setup.settings.messages.spread
    for segment in range(setup.segments):
        center = world.segments[segment].center
        angle = FULL_CIRCLE * uniform(setup.seed, Purpose.FIRST_MESSAGE, unit, 0, segment)
        world.units[unit].message[segment, 0] = center[0] + spread * math.cos(angle)
        world.units[unit].message[segment, 1] = center[1] + spread * math.sin(angle)


@rule
def revise_messages(world: World, unit: int) -> None:
    """A month's lessons move a unit's message toward the needs it met; the rest of the move is chance."""
    setup = world.setup
    messages: Messages = setup.settings.messages
    month = world.counts.day // DAYS_A_MONTH
    one = world.units[unit]
    for segment in range(setup.segments):
        for axis in range(DIMENSIONS):
            own = one.message[segment, axis]
            if one.lessons[segment] > 0.0:
                own += messages.learning * (one.lesson[segment, axis] / one.lessons[segment] - own)
            z = normal(uniform(setup.seed, Purpose.MESSAGE, pair(unit, segment), month, axis))
            one.message[segment, axis] = own + messages.drift * z
            one.lesson[segment, axis] = 0.0
            z = normal(uniform(setup.seed, Purpose.STRAY, pair(unit, segment), month, axis))
            one.stray[segment, axis] += setup.settings.platforms.automation_drift * z
        one.lessons[segment] = 0.0


@rule
def bring_message(world: World, unit: int) -> None:
    """A head brings the unit's message to a round."""
    one = world.units[unit]
    one.brought_on = world.counts.day * 1.0
    for segment in range(world.setup.segments):
        for axis in range(DIMENSIONS):
            one.brought[segment, axis] = one.message[segment, axis]


@rule
def synchronize(world: World, unit: int) -> None:
    """A round pulls a unit's message toward the mean of what both brought; without the other's there is no round."""
    setup = world.setup
    messages: Messages = setup.settings.messages
    sync = setup.levers.message_sync
    one, other = world.units[unit], world.units[1 - unit]
    day = world.counts.day
    if one.brought_on != day or other.brought_on != day:
        return
    for segment in range(setup.segments):
        for axis in range(DIMENSIONS):
            mean = (one.brought[segment, axis] + other.brought[segment, axis]) / 2.0
            one.message[segment, axis] = pulled(messages, sync, one.message[segment, axis], mean)
            one.stray[segment, axis] = pulled(messages, sync, one.stray[segment, axis], 0.0)


@rule
def bring_nearer(world: World, segment: int, share: float) -> None:
    """Both units' messages to a segment move toward their mean by this share."""
    first, second = world.units[Unit.MARKETING].message, world.units[Unit.SALES].message
    for axis in range(DIMENSIONS):
        mean = (first[segment, axis] + second[segment, axis]) / 2.0
        first[segment, axis] += share * (mean - first[segment, axis])
        second[segment, axis] += share * (mean - second[segment, axis])
