"""The model's description after the ODD protocol, written from the code's own declarations.

Reference: Grimm, Railsback, Vincenot et al., "The ODD protocol for describing agent-based and other simulation models: a
second update", 2020.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence

from orgsim.evidence.references import REFERENCES
from orgsim.faces.glossary import ROWS, codes, said
from orgsim.inputs.companies import Company, company_names
from orgsim.inputs.designs import PRESETS, OrgDesign
from orgsim.kernel.dates import ROUNDS_A_DAY
from orgsim.kernel.parameters import Group, parameters, tables
from orgsim.kernel.rows import columns
from orgsim.model.schedule import MOMENTS, ROUND
from orgsim.model.settings import CHAPTERS
from orgsim.results.metrics import METRICS

PURPOSE = """Two functions serve one market: marketing turns strangers into leads, sales turns leads into customers and keeps
them. The model shows under which conditions, by how much, why and at what risk one design of the two functions beats another
in lead flow, conflicts and revenue. A design is a point in a space of levers; no rule knows its name. Patterns it is held
against: conversion and time to close of a real funnel, sellers' neglect of marketing's leads, fast decay of response, low
open conflict between the functions, ramp of new reps, carry-over of advertising."""

# fmt: off
CONCEPTS = (
    ("Basic principles", "Learning curves, queueing with fading intent, information loss at boundaries, incentives that "
     "move attention, thought worlds in messages, adstock and diffusion; each in its own submodel."),
    ("Emergence", "Conversion, waiting, disputes, trust, skill and profit come out of hours, skill, information, pay, "
     "messages and disputes. Pooling gains are not coded; they come out of the queues."),
    ("Adaptation", "People lean toward actions that brought reward, marketers move their bar, sellers decide which leads to "
     "take up, units revise their messages."),
    ("Objectives", "Pay: (1 - w) own KPI + w joint revenue, as each person observes it."),
    ("Learning", "Practice by task class; reinforcement of actions; Beta beliefs of the precision of leads."),
    ("Prediction", "Sellers reckon with a lead's value per hour from belief and score; nobody looks further ahead."),
    ("Sensing", "People see their own noisy weekly rewards; context and outcomes cross the boundary in part; nobody sees a "
     "metric of the model."),
    ("Interaction", "Hand-offs, messages to buyers, disputes between two named people, word of mouth, shared practice."),
    ("Stochasticity", "Every draw has an address (seed, purpose, who, when, nth) in a counter-based generator, so two "
     "designs under one seed share all luck that they did not change."),
    ("Collectives", "Two units, each with a message per segment and trust toward the other; two heads who settle disputes."),
    ("Observation", "A daily table, one row per lead, a journey log, the people at the end; metrics come from these."),
)
# fmt: on


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "/") for cell in row) + " |"
    yield ""


def _numbers(group: type[Group]) -> Iterator[str]:
    rows = [
        (
            name, f"{one.default:g}", one.allowed, "" if one.neutral is None else f"{one.neutral:g}", one.about,
            one.reference,
        )
        for name, one in parameters(group).items()
    ]  # fmt: skip
    yield from _table(("number", "default", "range", "neutral", "meaning", "reference"), rows)


def _lines() -> Iterator[str]:
    yield "# orgsim: ODD description (2020 update)\n"
    yield f"## 1. Purpose and patterns\n\n{PURPOSE}\n"
    yield "## 2. Entities, state variables and scales\n"
    for row in ROWS:
        yield f"### {said(row.__name__).capitalize()}\n\n{inspect.getdoc(row)}\n"
        rows = [(name, one.unit, one.about) for name, one in columns(row).items()]
        yield from _table(("variable", "unit", "meaning"), rows)
    yield "### Codes\n"
    rows = [(said(code.__name__), one.word, one.about) for code in codes() for one in sorted(code)]
    yield from _table(("code", "word", "meaning"), rows)
    yield "One step is a business day of eight working hours; 5 days a week, 21 a month, 252 a year. Space is the market's"
    yield "two dimensions of need.\n"
    yield "## 3. Process overview and scheduling\n"
    moments = [(str(place), one.name, one.actors.value, one.verb, one.about) for place, one in enumerate(MOMENTS, 1)]
    yield from _table(("moment", "name", "who", "verb", "what happens"), moments)
    yield f"Those from '{ROUND[0].name}' to '{ROUND[-1].name}' are a round of work; a day has {ROUNDS_A_DAY} of them."
    yield "Within a round all work by their own clocks and see what is there by then. Within a moment the order of action is"
    yield "drawn anew.\n"
    yield "## 4. Design concepts\n"
    for name, text in CONCEPTS:
        yield f"- **{name}.** {text}"
    yield "\n## 5. Initialization\n"
    yield "Prospects, people and first messages are drawn from addressed numbers. Then a past is lived, under the design"
    yield "itself or that of today, and not counted: `start.burn_in` days. On day 0 the company has the customers that it"
    yield "states, the same accounts under every design, and the leads and deals that it states or its past has brought."
    yield "Levers of a design:\n"
    yield from _numbers(OrgDesign)
    yield from _table(("preset", "origin"), [(name, one.origin) for name, one in PRESETS.items()])
    yield "## 6. Input data\n"
    yield f"A company file gives the constants. Shipped: {', '.join(company_names())}. No time series drive the model.\n"
    for name, kind in tables(Company).items():
        if not parameters(kind):
            continue
        yield f"### {name}\n"
        yield from _numbers(kind)
    yield "## 7. Submodels\n"
    for name, chapter in CHAPTERS.items():
        yield f"### {chapter.code} {name}".replace("  ", " ") + f"\n\n{inspect.getdoc(chapter)}\n"
        if effect := chapter.effect:
            change = f"as {effect.lever} goes from {effect.low:g} to {effect.high:g}" if effect.lever else "when it is on"
            seen = "".join(f", {name} = {value:g}" for name, value in effect.where)
            yield f"Alone, `{effect.metric}` {'rises' if effect.rises else 'falls'} {change}{seen}.\n"
        yield from _numbers(chapter)
    yield "## References\n"
    yield from _table(("code", "reference"), list(REFERENCES.items()))
    yield "## Metrics\n"
    yield from _table(
        ("metric", "unit", "definition"),
        [(one.name, one.unit, one.definition) for one in METRICS.values()],
    )


def protocol() -> str:
    """The whole description, in Markdown."""
    return "\n".join(_lines()).rstrip() + "\n"
