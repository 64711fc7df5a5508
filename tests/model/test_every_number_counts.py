"""Every parameter of every chapter, every lever and every number of a company moves something that can be observed."""

from __future__ import annotations

import math

import pytest

from helpers import BUSY, MIXED, resized
from orgsim.inputs.companies import Channel, Company, SegmentPlan, company
from orgsim.inputs.designs import DESIGNS, DesignPath, OrgDesign, Phase
from orgsim.kernel.parameters import parameters, tables
from orgsim.model.settings import CHAPTERS
from orgsim.model.simulation import simulate
from orgsim.results.history import TABLES

CHANGING = DesignPath(phases=(Phase(to=MIXED), Phase(to=DESIGNS["integrated"], day=120, ramp=20)))
TOWN = resized(
    company("midmarket_saas"),
    staff={"marketers": 3, "reps": 4, "rep_fte": 0.5},
    market={"prospects": 800, "needs_per_year": 2.0, "think_days": 3.0, "contract_months": 3},
    work={"contact_hours": 1.0},
)
NEEDS = {
    "customers.care_loss": {"work.care_hours": 4.0}, "start.customer_months": {"start.customers": 60},
    "start.customer_value": {"start.customers": 60}, "staff.goal": {"staff.accelerator": 2.0},
    "staff.accelerator": {"staff.goal": 20_000.0}, "market.season_peak": {"market.season": 0.5},
    **{f"orders.{key}": {"market.contract_months": 0, "start.customers": 60} for key in parameters(CHAPTERS["orders"])},
}  # fmt: skip
"""Numbers that show only where something else is so, too."""
LARGE = {
    "market.prospects": 2000, "start.burn_in": 60, "start.customers": 60, "start.opportunities": 30,
    "start.conversations": 30, "start.leads": 30, "staff.goal": 20_000.0,
}  # fmt: skip


def ends(name, one):
    """Two values far apart, or every variant of a choice."""
    if one.choices:
        return [int(variant) for variant in one.choices]
    low = one.low if math.isfinite(one.low) else -10.0
    high = LARGE.get(name, one.high if math.isfinite(one.high) else 10.0 * max(1.0, one.default))
    return [int(edge) if one.whole else edge for edge in (low, high)]


def told_apart(*scenarios):
    """Whether each two of (design, company, settings) leave other histories under one luck or another."""
    for seed in (3, 4, 5, 6):
        found = set()
        for design, whose, settings in scenarios:
            one = simulate(design, whose, settings=settings, seed=seed, days=250)
            found.add(b"".join(getattr(one, table).tobytes() for table in TABLES))
        if len(found) == len(scenarios):
            return True
    return False


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_parameter_of_a_chapter(chapter):
    effect = CHAPTERS[chapter].effect
    busy = BUSY.set_all({f"{chapter}.{key}": value for key, value in (effect.on if effect else ())})
    for key, one in parameters(CHAPTERS[chapter]).items():
        path = f"{chapter}.{key}"
        whose = TOWN.set_all(NEEDS.get(path, {}))
        found = told_apart(*((CHANGING, whose, busy.set(path, end)) for end in ends(path, one)))
        assert found, f"{path}: two of {ends(path, one)} leave the same histories; does a rule read it?"


def test_every_lever():
    for lever, one in parameters(OrgDesign).items():
        assert told_apart(*((CHANGING.set(lever, end), TOWN, BUSY) for end in ends(lever, one))), lever


@pytest.mark.parametrize("table", [name for name, kind in tables(Company).items() if not kind.together])
def test_every_number_of_a_company(table):
    for key, one in parameters(tables(Company)[table]).items():
        name = f"{table}.{key}"
        whose = TOWN.set_all(NEEDS.get(name, {}))
        assert told_apart(*((CHANGING, whose.set(name, end), BUSY) for end in ends(name, one))), name


@pytest.mark.parametrize("name", parameters(type(TOWN.mix)))
def test_every_share_of_the_hours(name):
    """Shares of one function add up to one, so another one gives way."""
    order = list(parameters(type(TOWN.mix)))
    place = order.index(name)
    other = order[place + 1 if place % 4 < 3 else place - 1]
    moved = {name: getattr(TOWN.mix, name) + 0.05, other: getattr(TOWN.mix, other) - 0.05}
    assert told_apart(*((CHANGING, whose, BUSY) for whose in (TOWN, resized(TOWN, mix=moved))))


@pytest.mark.parametrize(("kind", "table"), [(SegmentPlan, "segments"), (Channel, "channels")])
def test_every_number_of_a_segment_and_a_channel(kind, table):
    """Of two, one is changed and the other gives way where shares add up to one."""
    shares = {"share", "touches", "inbound"}
    alike = dict.fromkeys(shares & parameters(kind).keys(), 0.5)
    two = (kind(name="one", **alike), kind(name="two", **alike))
    for name, one in parameters(kind).items():
        step = 0.2 if name in shares or one.default + 0.2 <= one.high else -0.2
        first = two[0].model_copy(update={name: getattr(two[0], name) + step})
        second = two[1].model_copy(update={name: 0.5 - step}) if name in shares else two[1]
        towns = [TOWN.model_copy(update={table: entries}) for entries in (two, (first, second))]
        assert told_apart(*((CHANGING, whose, BUSY) for whose in towns)), name
