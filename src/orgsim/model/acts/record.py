"""The last moment of the day: what is written down of it."""

from __future__ import annotations

from orgsim.kernel.rules import rule
from orgsim.model.acts.credit import remember_credit, spend_media
from orgsim.model.acts.reorganize import newest_phase
from orgsim.model.mechanisms.demand import brand_awareness
from orgsim.model.mechanisms.pay import share_of
from orgsim.model.mechanisms.practice import skill
from orgsim.model.mechanisms.qualification import believed_precision
from orgsim.model.world import World
from orgsim.results.words import action, role, stage, use


@rule
def record_people(world: World) -> None:
    """Hours, skills, beliefs and leanings of the people."""
    setup = world.setup[0]
    today = world.daily[world.counts[0].day]
    for who in range(setup.people):
        person = world.people[who]
        for what in range(use.COUNT):
            today.hours[person.role, what] += person.hours[what]
        today.flips[person.role] += person.flips
        for task in range(use.CLASSES):
            today.skill[person.role, task] += skill(setup.settings.practice, person.experience[task])
    posts = (setup.staff.marketers, setup.staff.reps, setup.people - setup.workers)
    for job in range(role.COUNT):
        for task in range(use.CLASSES):
            today.skill[job, task] /= posts[job]
    marketers, reps = 0.0, 0.0
    newest = newest_phase(world)
    for who in range(setup.workers):
        person = world.people[who]
        today.changed_over += 1.0 / setup.workers if person.phase == newest else 0.0
        side = role.MARKETING if person.unit == role.MARKETING else role.SALES
        if person.unit == role.MARKETING:
            marketers += 1.0
            today.bar += person.bar
        else:
            reps += 1.0
            today.belief += believed_precision(person)
        for chosen in range(action.COUNT):
            today.mix[side, chosen] += share_of(setup.settings.pay, person.propensity[side], chosen)
    today.bar /= max(1.0, marketers)
    today.belief /= max(1.0, reps)
    for chosen in range(action.COUNT):
        today.mix[0, chosen] /= max(1.0, marketers)
        today.mix[1, chosen] /= max(1.0, reps)


@rule
def record(world: World) -> None:
    """Write the day's row: stocks are carried from yesterday by the day's moves, flows were counted as they happened."""
    setup = world.setup[0]
    counts = world.counts[0]
    today = world.daily[counts.day]
    for at in range(stage.COUNT):
        today.stocks[at] = counts.stocks[at]
    spend_media(world)
    remember_credit(world)
    for unit in range(2):
        today.payoff[unit] = world.units[unit].payoff
    today.waiting = counts.quarrels * 1.0
    today.unit_trust[0] = world.units[0].trust
    today.unit_trust[1] = world.units[1].trust
    for segment in range(setup.segments):
        today.awareness[segment] = brand_awareness(setup.settings.demand, world.segments[segment].adstock)
    record_people(world)
