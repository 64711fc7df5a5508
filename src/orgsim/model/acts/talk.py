"""What a seller says to a prospect, what a unit learns of its needs, and what the marketer hears of a lead's fate."""

from __future__ import annotations

from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.adoption import through_crm
from orgsim.model.acts.funnel import note
from orgsim.model.acts.handoff import channel_openness
from orgsim.model.acts.quarrels import quarrel
from orgsim.model.mechanisms.messages import hear
from orgsim.model.mechanisms.qualification import believe
from orgsim.model.world import World
from orgsim.results.words import dispute, entry, purpose, role


@rule
def say(world: World, who: int, index: int, when: float) -> float:
    """A seller speaks to a prospect: the unit's message, bent to the need as far as it is known."""
    setup = world.setup[0]
    messages = setup.settings.messages
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    center = world.segments[prospect.segment].center
    message = world.units[world.people[who].unit].message
    mine_x, mine_y = message[prospect.segment, 0], message[prospect.segment, 1]
    known_x = prospect.need[0] + lead.ignorance * (center[0] - prospect.need[0])
    known_y = prospect.need[1] + lead.ignorance * (center[1] - prospect.need[1])
    x = mine_x + messages.tailoring * (known_x - mine_x)
    y = mine_y + messages.tailoring * (known_y - mine_y)
    felt = hear(messages, prospect, x, y)
    heard(world, prospect.trust, felt)
    note(world, when, entry.TOUCH, index, who, -1, prospect.stage, prospect.stage, felt, 0.0)
    if felt > setup.settings.disputes.patience:
        quarrel(
            world, dispute.MESSAGE, lead.marketer, who, index, prospect.heard_count, setup.settings.disputes.message, when
        )
    return felt


@rule
def greet(world: World, index: int) -> None:
    """A prospect that comes by itself has read what marketing says."""
    prospect = world.prospects[index]
    message = world.units[role.MARKETING].message
    x, y = message[prospect.segment, 0], message[prospect.segment, 1]
    felt = hear(world.setup[0].settings.messages, prospect, x, y)
    heard(world, prospect.trust, felt)


@rule
def heard(world: World, trust: float, felt: float) -> None:
    """Count a message that a buyer heard."""
    today = world.daily[world.counts[0].day]
    today.messages += 1.0
    today.distance += felt
    today.trust += trust


@rule
def learn_need(world: World, unit: int, index: int) -> None:
    """A unit remembers the need of a prospect it came to know, as far as it knows it."""
    prospect = world.prospects[index]
    one = world.units[unit]
    segment = prospect.segment
    center = world.segments[segment].center
    ignorance = world.leads[prospect.lead].ignorance
    for axis in range(2):
        one.lesson[segment, axis] += prospect.need[axis] + ignorance * (center[axis] - prospect.need[axis])
    one.lessons[segment] += 1.0


@rule
def tell_marketer(world: World, index: int, good: float) -> None:
    """What became of a lead reaches the marketer, where the channel is open."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    marketer = world.leads[prospect.lead].marketer
    if marketer >= 0:
        kept = through_crm(world, channel_openness(world), marketer, world.leads[prospect.lead].owner)
        if uniform(setup.seed, purpose.FEEDBACK, index, prospect.turn, 0) < kept:
            believe(setup.settings.qualification, world.people[marketer], good)
