"""A seller's inbox: which leads of marketing are taken up, sent back, or left lying."""

from __future__ import annotations

from orgsim.kernel import buckets
from orgsim.kernel.draws import uniform
from orgsim.kernel.rules import rule
from orgsim.model.acts.funnel import to_nurture
from orgsim.model.acts.handoff import channel_openness
from orgsim.model.acts.hours import clock, market_share
from orgsim.model.acts.quarrels import cooperate, quarrel
from orgsim.model.mechanisms.qualification import believe, believed_precision, chance_seen
from orgsim.model.world import World
from orgsim.results.words import action, dispute, event, outcome, purpose, role, stage, use

CLOSE_CHANCE = 0.25  # what a seller reckons with for a good lead
GOOD_LEAD_HOURS = 7.0  # and how long it will take
USUAL_LOAD = 40.0  # waiting prospects per full-time seller that make the bar half as high again


@rule
def kind_of_work(world: World, index: int) -> int:
    """Which of a seller's actions a prospect on the desk calls for now, or -1 where it waits for something else."""
    prospect = world.prospects[index]
    at = prospect.stage
    if at == stage.CUSTOMER:
        return action.CARE if prospect.cared == 0.0 else -1
    if at == stage.OPPORTUNITY or at == stage.SAL:
        return -1 if prospect.event == event.DECIDE or prospect.event == event.LAPSE else action.DEALS
    if at == stage.MQL and world.leads[prospect.lead].verdict == 1:
        return action.LEADS
    if at == stage.LEAD and qualified_in_sales(world, index):
        return action.LEADS
    return -1


@rule
def task_of(world: World, index: int) -> int:
    """The task class of the next step with a prospect on the desk."""
    at = world.prospects[index].stage
    if at == stage.CUSTOMER:
        return use.CARE
    return use.SELL if at == stage.OPPORTUNITY else use.DISCOVER


@rule
def qualified_in_sales(world: World, index: int) -> bool:
    """Whether a response is qualified in sales hours, and not only in those for marketing: a seller at home in sales, whose
    lead it stays, does not let it wait for the next marketing hours.
    """
    lead = world.leads[world.prospects[index].lead]
    return lead.stays == 1 and world.people[lead.owner].unit == role.SALES


@rule
def trusts(world: World, who: int, index: int) -> bool:
    """Whether a seller takes up a lead: its value per hour, as believed, must beat own sourcing, the more so the more waits
    on the desk (volume lowers the time given to a lead: Sabnis et al. 2013).
    """
    setup = world.setup[0]
    settings = setup.settings
    person = world.people[who]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    chance = chance_seen(settings.qualification, believed_precision(person), lead.score, lead.kept)
    hours = setup.work.contact_hours + chance * GOOD_LEAD_HOURS
    worth = chance * CLOSE_CHANCE * prospect.value / setup.mean_value / hours
    busy = 0.5 + load(world, who) / USUAL_LOAD
    pull = 1.0 / (1.0 + settings.queues.tracking * setup.levers.sla_enforced)
    return worth >= settings.qualification.selectivity * person.worth * pull * busy


@rule
def load(world: World, who: int) -> float:
    """Prospects that wait for a person's sales work, per full-time seller's hours."""
    count = 0.0
    index = buckets.first(world.books, who)
    while index != buckets.EMPTY:
        if kind_of_work(world, index) >= 0:
            count += 1.0
        index = buckets.following(world.books, index)
    return count / max(0.05, world.people[who].fte * (1.0 - market_share(world, who)))


@rule
def next_unjudged(world: World, who: int) -> int:
    """A qualified lead in the inbox that the seller has not judged yet, or EMPTY."""
    index = buckets.first(world.books, who)
    while index != buckets.EMPTY:
        prospect = world.prospects[index]
        if prospect.stage == stage.MQL and world.leads[prospect.lead].verdict == 0:
            return index
        index = buckets.following(world.books, index)
    return buckets.EMPTY


@rule
def take_up(world: World, index: int) -> None:
    """Take up a lead of marketing."""
    lead = world.leads[world.prospects[index].lead]
    lead.verdict = 1
    world.daily[world.counts[0].day].accepted += 1.0
    cooperate(world, role.MARKETING, 0.2)


@rule
def turn_down(world: World, who: int, index: int) -> None:
    """Leave a lead of marketing aside: where the channel is open it goes back with a reason, else it just lies there."""
    setup = world.setup[0]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    lead.verdict = 2
    if uniform(setup.seed, purpose.REJECT, index, prospect.turn, 0) < channel_openness(world):
        when = max(clock(world, who), lead.assigned)
        if lead.marketer >= 0:
            believe(setup.settings.qualification, world.people[lead.marketer], 0.0)
        quarrel(world, dispute.QUALITY, lead.marketer, who, index, prospect.turn, setup.settings.disputes.quality, when)
        to_nurture(world, index, outcome.REJECTED, when, who)


@rule
def review(world: World, who: int) -> None:
    """Judge every new lead in the inbox."""
    index = next_unjudged(world, who)
    while index != buckets.EMPTY:
        if trusts(world, who, index):
            take_up(world, index)
        else:
            turn_down(world, who, index)
        index = next_unjudged(world, who)
