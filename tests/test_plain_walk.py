"""Everything that the chapters say is walked, by the loop and agent by agent, with equal histories.

With ``NUMBA_DISABLE_JIT=1`` rules are plain Python, and whether each line is reached is measured: ``.ci/run`` asks for nine
tenths of every chapter.
"""

from __future__ import annotations

import pytest

from helpers import BUSY, HAMLET, MIXED, resized
from orgsim.inputs.companies import Company, read_company
from orgsim.inputs.designs import DESIGNS, AnyDesign, DesignPath, Phase, Rivalry
from orgsim.kernel.parameters import parameters
from orgsim.model.duopoly import Duopoly
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import CHAPTERS, Settings
from orgsim.model.simulation import simulate, simulate_both

BUSIER = BUSY.set("leads.cold_days", 15.0)
QUARRELSOME = BUSIER.set_all(
    {
        "disputes.functional": 0.0, "disputes.scale": 5.0, "disputes.follow_up": 1.0, "disputes.message": 1.0,
        "disputes.patience": 0.01,
    }
)  # fmt: skip
CHANGING = DesignPath(phases=(Phase(to=MIXED), Phase(to=DESIGNS["integrated"], day=60, ramp=20)))
MISRULED = MIXED.set_all({"contact_hours": 3.0, "sla_days": 20.0, "routing_rule": 0.0, "info_sharing": 0.0})
VARIANTS = [
    (f"{name}.{key}", int(variant))
    for name, kind in CHAPTERS.items()
    for key, one in parameters(kind).items()
    for variant in one.choices or ()
    if variant != one.default
]


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Company:
    """Few people and accounts, quick to buy and to leave."""
    path = tmp_path_factory.mktemp("town") / "town.toml"
    path.write_text(HAMLET)
    return resized(
        read_company(path),
        staff={"marketers": 2, "reps": 3, "rep_fte": 0.5, "seniority_days": 100.0},
        market={"prospects": 120, "think_days": 2.0, "contract_months": 1, "meetings": 2, "ready_mean": 1.5},
        work={"contact_hours": 0.3, "meeting_hours": 0.5, "discovery_hours": 0.3, "nurtured_per_hour": 4.0},
        response={"revive": 0.5},
    )


def agree(of: AnyDesign | str, whose: Company, settings: Settings, days: int) -> None:
    """Both walks leave the same."""
    whole = simulate(of, whose, settings=settings, seed=3, days=days)
    assert OrgModel(of, whose, settings=settings, seed=3, days=days).run() == whole


@pytest.mark.parametrize("of", [CHANGING, MISRULED, DESIGNS["integrated"]], ids=["changing", "misruled", "integrated"])
def test_a_busy_town(of, town):
    agree(of, town, BUSIER, 160)


def test_a_town_where_nothing_happens_but_work(town):
    agree("separated", town, Settings.neutral(), 60)


def test_a_town_whose_people_are_few_and_leave(town):
    agree(MISRULED, resized(town, staff={"marketers": 1, "reps": 2}), BUSIER.set("turnover.scale", 5.0), 120)


@pytest.mark.parametrize("today", [None, "separated"])
def test_a_town_that_has_lived(town, today):
    """With customers, deals and leads as they are stated: more than the past has brought of some, fewer of others."""
    settings = BUSIER.set("disputes.functional", 0.0)
    for start in ({"opportunities": 9, "conversations": 6, "leads": 8}, {"opportunities": 0, "customer_value": 9000.0}):
        lived = resized(town, start={"burn_in": 40, "customers": 20, "customer_months": 6.0} | start)
        whole = simulate(MISRULED, lived, today=today, settings=settings, seed=3, days=30)
        assert OrgModel(MISRULED, lived, today=today, settings=settings, seed=3, days=30).run() == whole


@pytest.mark.parametrize("of", ["separated:sla_days=1,contact_hours=0", MISRULED], ids=["silent", "misruled"])
def test_a_shop_without_contracts_whose_sellers_have_goals(of, town):
    """Customers order again, needs come with the seasons, buyers decide at the end of quarters, and people argue."""
    shop = resized(
        town, staff={"goal": 20_000.0, "accelerator": 2.0, "arbitration_hours": 0.3},
        market={"contract_months": 0, "season": 0.5, "quarter_pull": 20.0, "rivals": 0.5},
        start={"burn_in": 20, "customers": 30, "customer_months": 12.0},
    )  # fmt: skip
    agree(of, shop, QUARRELSOME, 90)


@pytest.mark.parametrize(("path", "variant"), VARIANTS)
def test_every_variant_of_a_rule(path, variant, town):
    agree("separated", town, BUSY.set(path, variant), 30)


def test_two_organizations_in_one_market(town):
    rivalry = Rivalry(own=DESIGNS["separated"], other=DESIGNS["integrated"])
    lived = resized(town, start={"burn_in": 20, "customers": 20})
    both = simulate_both(rivalry, lived, settings=BUSY, seed=3, seat=1, days=70)
    assert Duopoly(rivalry, lived, settings=BUSY, seed=3, days=70).run() == both
