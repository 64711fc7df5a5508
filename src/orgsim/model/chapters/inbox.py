"""M6 Inbox: a seller decides which leads of marketing to take up, and which to send back or leave lying."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel import lists
from orgsim.kernel.codes import Code
from orgsim.kernel.draws import uniform
from orgsim.kernel.parameters import choice, parameter
from orgsim.kernel.quantiles import logistic
from orgsim.kernel.rules import rule
from orgsim.model.chapters.chapter import Chapter, Effect
from orgsim.model.chapters.disputes import cooperate, dispute
from orgsim.model.chapters.hours import clock, marketing_share
from orgsim.model.chapters.information import openness, reported_back
from orgsim.model.chapters.pipeline import next_round, to_nurture
from orgsim.model.chapters.trays import inbox_of, lay_on_desk
from orgsim.model.purposes import Purpose
from orgsim.model.state import Event
from orgsim.model.world import World, set_event
from orgsim.results.codes import Action, DisputeKind, Outcome, Stage, Unit
from orgsim.results.tables import Person


class TrustRule(Code):
    """Whom a seller trusts."""

    WORTH = 0, "a lead whose value per hour, as believed, beats own prospecting, the more so the more waits on the desk"
    BELIEF = 1, "a lead that is more likely good than not, as believed"
    EVERYBODY = 2, "every lead of marketing"


class Inbox(Chapter):
    """The seller keeps a Beta belief of the precision of marketing's leads, moves it by as much of a score as came across,
    and by default takes a lead up where chance x close_chance x value / (contact + chance x lead_hours) >= selectivity x
    (worth of an hour of own prospecting) x (idle_bar + load / usual_load), less the pull of a tracked promise (M3).

    Reference: sellers pursue about 30 % of marketing's leads; prequalification quality, volume and tracking move it, and
    volume lowers the time given to a lead (Sabnis et al. 2013). Left out: learning which marketer to trust.
    """

    code: ClassVar = "M6"
    effect: ClassVar = Effect("acceptance", rises=False)

    trust: int = choice(TrustRule.WORTH, "which leads a seller takes up")
    belief: float = parameter(0.5, 0.01, 0.99, "share", "seller's first belief in marketing's leads", reference="B05")
    prior: float = parameter(10.0, 1.0, 1000.0, "lead", "weight of that first belief", reference="G")
    memory: float = parameter(
        0.98, 0.5, 1.0, "share per lead", "what a seller keeps of the belief at each new lead", reference="G"
    )
    updating: float = parameter(
        1.0, 0.0, 1.0, "share", "how far sellers learn from the leads they worked", neutral=0.0, reference="B05"
    )
    selectivity: float = parameter(
        1.0, 0.0, 10.0, "factor", "how much better than own prospecting a lead must look", neutral=0.0, reference="B05"
    )
    score_weight: float = parameter(0.8, 0.0, 3.0, "per score", "how much a seller reads into the score", reference="B05")
    typical_score: float = parameter(1.0, -5.0, 5.0, "score", "score that leaves the belief as it is", reference="G")
    close_chance: float = parameter(0.25, 0.01, 1.0, "chance", "what a seller reckons with for a good lead", reference="B74")
    lead_hours: float = parameter(7.0, 0.5, 100.0, "hour", "and how long it will take", reference="G")
    idle_bar: float = parameter(0.5, 0.0, 5.0, "factor", "how choosy a seller with an empty desk is", reference="G")
    usual_load: float = parameter(
        40.0, 1.0, 1000.0, "prospect", "waiting per full-time seller, at which one is as choosy again", reference="G"
    )
    least_time: float = parameter(0.05, 0.01, 1.0, "share", "of a full day, below which load is not counted", reference="G")


@rule
def believed_precision(person: Person) -> float:
    """Seller's belief that a lead of marketing is good, 0..1."""
    return person.good / (person.good + person.bad)


@rule
def chance_seen(inbox: Inbox, belief: float, score: float, kept: float) -> float:
    """What the seller thinks of one lead: belief, moved by as much of the score as came across."""
    odds = belief / (1.0 - belief)
    weight = inbox.score_weight * kept
    shift = logistic(weight * (score - inbox.typical_score)) * 2.0
    return odds * shift / (1.0 + odds * shift)


@rule
def is_trusted(inbox: Inbox, chance: float, worth: float, needed: float) -> bool:
    """Whether a seller takes up a lead that is good with this chance and of this worth per hour, where so much is needed."""
    if inbox.trust == TrustRule.BELIEF:
        return chance + chance >= 1.0
    if inbox.trust == TrustRule.EVERYBODY:
        return True
    return worth >= needed


@rule
def believe(inbox: Inbox, person: Person, good: float) -> None:
    """Learn from one worked lead: 1 good, 0 bad."""
    if inbox.updating > 0.0:
        person.good = person.good * inbox.memory + inbox.updating * good
        person.bad = person.bad * inbox.memory + inbox.updating * (1.0 - good)
        short = inbox.prior - person.good - person.bad
        if short > 0.0:  # the first belief never fades below its weight
            person.good += short * inbox.belief
            person.bad += short * (1.0 - inbox.belief)


@rule
def first_belief(world: World, who: int) -> None:
    """What a newcomer believes of marketing's leads."""
    inbox: Inbox = world.setup.settings.inbox
    person = world.people[who]
    person.good = inbox.prior * inbox.belief
    person.bad = inbox.prior - person.good


@rule
def tell_marketer(world: World, index: int, good: float) -> None:
    """What became of a lead reaches the marketer, where the channel is open."""
    marketer = world.leads[world.prospects[index].lead].marketer
    if marketer >= 0 and reported_back(world, index, 0):
        believe(world.setup.settings.inbox, world.people[marketer], good)


@rule
def kind_of_work(world: World, index: int) -> int:
    """Which of a seller's actions a prospect on the desk calls for now, or -1 where it waits for something else."""
    prospect = world.prospects[index]
    at = prospect.stage
    if at == Stage.CUSTOMER:
        return Action.CARE if prospect.cared == 0.0 else -1
    if at == Stage.OPPORTUNITY or at == Stage.SAL:
        return -1 if prospect.event == Event.DECIDE or prospect.event == Event.LAPSE else Action.DEALS
    return Action.LEADS if waits_in_sales(world, index) else -1


@rule
def waits_in_sales(world: World, index: int) -> bool:
    """Whether a lead waits for a seller's first step: taken up and not contacted yet, or to be qualified in sales hours."""
    prospect = world.prospects[index]
    if prospect.stage == Stage.MQL:
        return world.leads[prospect.lead].verdict == 1
    return prospect.stage == Stage.LEAD and qualified_in_sales(world, index)


@rule
def qualified_in_sales(world: World, index: int) -> bool:
    """Whether a response is qualified in sales hours: where it stays with a seller, or with whoever is on duty."""
    lead = world.leads[world.prospects[index].lead]
    return lead.stays == 1 and (lead.hot == 1 or world.people[lead.owner].unit == Unit.SALES)


@rule
def load(world: World, who: int) -> float:
    """Prospects that wait for a person's sales work, on the desk and in the inbox, per full-time seller's hours."""
    count = 0.0
    for which in (who, inbox_of(world, who)):
        index = lists.first(world.desks, which)
        while index != lists.END:
            if kind_of_work(world, index) >= 0:
                count += 1.0
            index = lists.following(world.desks, index)
    inbox: Inbox = world.setup.settings.inbox
    return count / max(inbox.least_time, world.people[who].fte * (1.0 - marketing_share(world, who)))


@rule
def trusts(world: World, who: int, index: int) -> bool:
    """Whether a seller takes up a lead of marketing."""
    setup = world.setup
    inbox: Inbox = setup.settings.inbox
    person = world.people[who]
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    chance = chance_seen(inbox, believed_precision(person), lead.score, lead.kept)
    hours = setup.work.contact_hours + chance * inbox.lead_hours
    worth = chance * inbox.close_chance * lead.guess / setup.mean_value / hours
    busy = inbox.idle_bar + load(world, who) / inbox.usual_load
    pull = 1.0 / (1.0 + setup.settings.queue.tracking * setup.levers.sla_enforced)
    return is_trusted(inbox, chance, worth, inbox.selectivity * person.worth * pull * busy)


@rule
def next_unjudged(world: World, who: int) -> int:
    """A qualified lead in the inbox that the seller can judge now and has not yet, or END; whoever is away judges none."""
    now = clock(world, who)
    index = lists.END if world.people[who].away == 1 else lists.first(world.desks, inbox_of(world, who))
    while index != lists.END:
        prospect = world.prospects[index]
        if prospect.stage == Stage.MQL and world.leads[prospect.lead].verdict == 0 and prospect.ready <= now:
            return index
        index = lists.following(world.desks, index)
    return lists.END


@rule
def take_up(world: World, index: int) -> None:
    """Take up a lead of marketing; where it has crossed the boundary, marketing sees it."""
    lead = world.leads[world.prospects[index].lead]
    lead.verdict = 1
    lead.judged += 1
    owner = world.people[lead.owner]
    owner.unsorted = 1
    owner.notes += world.setup.settings.queue.report * world.setup.levers.sla_enforced
    world.today.judged += 1.0
    world.today.accepted += 1.0
    if lead.crossed == 1:
        cooperate(world, Unit.MARKETING, world.setup.settings.disputes.take_up_gain)


@rule
def turn_down(world: World, who: int, index: int) -> None:
    """Leave a lead of marketing aside: where the channel is open it goes back with a reason, else it just lies there."""
    setup = world.setup
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    when = clock(world, who)
    lead.verdict = 2
    lead.judged += 1
    world.today.judged += 1.0
    if uniform(setup.seed, Purpose.REJECT, index, prospect.turn, lead.judged - 1) < openness(world):
        if lead.marketer >= 0:
            believe(setup.settings.inbox, world.people[lead.marketer], 0.0)
        base = setup.settings.disputes.lead_quality
        dispute(world, DisputeKind.LEAD_QUALITY, lead.marketer, who, index, prospect.turn, base, when)
        to_nurture(world, index, Outcome.REJECTED, when, who)
    else:
        lay_on_desk(world, who, index, when)


@rule
def review(world: World, who: int) -> None:
    """Judge every new lead in the inbox."""
    index = next_unjudged(world, who)
    while index != lists.END:
        if trusts(world, who, index):
            take_up(world, index)
        else:
            turn_down(world, who, index)
        index = next_unjudged(world, who)


@rule
def promise_is_over(world: World, index: int, when: float) -> None:
    """The promised follow-up time has run out without a contact: marketing may complain, and the lead goes on waiting."""
    setup = world.setup
    prospect = world.prospects[index]
    lead = world.leads[prospect.lead]
    base = setup.settings.disputes.follow_up
    dispute(world, DisputeKind.FOLLOW_UP, lead.marketer, lead.owner, index, prospect.turn, base, when)
    cold = max(when, lead.assigned + setup.settings.leads.cold_days)
    set_event(world, index, Event.COLD, cold, next_round(world))
