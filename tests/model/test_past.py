"""The past before day 0: lived, shared by designs of today, never counted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

import orgsim
from helpers import BUSY, MIXED, resized
from orgsim.analysis.comparing import compare
from orgsim.inputs.companies import company
from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.errors import BadValue, BrokenFile, UnknownName
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate, simulate_both
from orgsim.results.codes import Stage
from orgsim.results.tables import DATES

PAST = {"burn_in": 60, "customers": 40}
STEADY = ("midmarket_saas", "enterprise", "industrial", "marketplace")


@pytest.fixture(scope="module")
def grown(village):
    """The village with customers and a past."""
    return resized(village, start=PAST)


def test_day_0_finds_the_customers_that_are_stated(grown):
    for design in ("separated", "integrated"):
        history = simulate(design, grown, days=30, seed=3)
        first = history.daily[0]
        assert first["stocks"][Stage.CUSTOMER] == 40 + first["deals"] - first["churned"]
        assert len(history.daily) == 30
        assert history.facts["days"] == 30


def test_both_designs_begin_with_the_same_customers_and_their_contracts(grown):
    """Renewals of the first months are those of the base: the same accounts, whatever the design."""
    one, two = (simulate(of, grown, days=21, seed=3, changes={"customers.churn_month": 0.0}) for of in ("separated", "pods"))
    assert one.daily["renewals"].sum() > 0
    assert np.array_equal(one.daily["renewals"], two.daily["renewals"])


def test_leads_that_were_open_are_kept_and_those_that_had_ended_are_not(grown):
    leads = simulate("separated", grown, days=60, seed=3).leads
    old = leads[leads["born"] < 0.0]
    assert len(old)
    assert (old["born"] >= -60.0).all()
    assert (np.isnan(leads["closed"]) | (leads["closed"] >= 0.0)).all()
    for earlier, later in pairwise(DATES):
        both = np.isfinite(leads[earlier]) & np.isfinite(leads[later])
        assert (leads[later][both] >= leads[earlier][both]).all()


def test_what_is_stated_of_the_pipeline_is_there(village):
    stated = resized(village, start=PAST | {"opportunities": 12, "conversations": 7, "leads": 5})
    history = simulate("separated", stated, days=1, seed=3, changes={"leads.cold_days": 400.0})
    first = history.daily[0]
    open_at_dawn = first["stocks"] - first["entered"]
    assert (history.leads["born"] == -1.0).sum() > 0
    assert (
        12 - first["losses"] - first["deals"]
        <= first["stocks"][Stage.OPPORTUNITY]
        <= 12 + first["entered"][Stage.OPPORTUNITY]
    )
    assert open_at_dawn[Stage.LEAD] <= 5


def test_from_today_both_sides_live_the_same_past_to_the_byte(grown):
    """A company that stays as it is gives what it gives at home; one that changes parts on day 0, and pays for it."""
    home = simulate("separated", grown, days=60, seed=3)
    stays = simulate("separated", grown, today="separated", days=60, seed=3)
    assert stays == home
    changes = simulate("integrated", grown, today="separated", days=60, seed=3)
    assert changes.daily["transition"][0] > 0.0
    assert changes.daily["hours"][:, :, 8].sum() > 0.0
    same = ("born", "prospect", "segment", "value")
    old = [run.leads[run.leads["born"] < 0.0] for run in (home, changes)]
    assert all(np.array_equal(old[0][name], old[1][name]) for name in same)
    assert changes != simulate("integrated", grown, days=60, seed=3)


def test_a_path_from_today_changes_twice(grown):
    path = simulate("integrated then separated@20", grown, today="separated", days=40, seed=3)
    assert (path.daily["transition"] > 0.0).nonzero()[0].tolist() == [0, 20]


@pytest.mark.parametrize("today", [None, "separated"])
def test_agent_by_agent_and_compiled_give_the_same_after_a_past(grown, today):
    for design in ("integrated", MIXED):
        model = orgsim.OrgModel(design, grown, today=today, settings=BUSY, seed=5, days=25)
        assert model.day == 0
        assert model.run() == simulate(design, grown, today=today, settings=BUSY, seed=5, days=25)


def test_two_organizations_in_one_market_have_customers_of_their_own(grown):
    own, other = simulate_both(orgsim.design("separated vs integrated"), grown, settings=BUSY, seed=3, seat=0, days=40)
    for history in (own, other):
        assert 30 <= history.daily["stocks"][0, Stage.CUSTOMER] <= 41
    duopoly = orgsim.Duopoly("separated vs integrated", grown, settings=BUSY, seed=3, seat=0, days=40)
    assert duopoly.run() == (own, other)


def test_a_duel_ends_and_begins_with_customers_that_both_know(village):
    """Accounts that changed sides in the past are free again when they leave; nobody's first customers are news."""
    many = resized(village, start={"burn_in": 60, "customers": 150, "customer_months": 2.0})
    settings = Settings().set("customers.churn_month", 0.5)
    own, other = simulate_both(orgsim.design("separated vs integrated"), many, settings=settings, seed=1, seat=0, days=126)
    for history in (own, other):
        assert history.daily["churned"].sum() > 50
        assert history.daily["rival_deals"][:2].max() < 10
    with pytest.raises(BadValue, match="both at home"):
        simulate("separated vs integrated", village, today="separated", days=5)
    with pytest.raises(BadValue, match="800 customers, deals and leads, of 600 prospects"):
        simulate("separated vs integrated", village, changes={"start.customers": 400}, days=5)


def test_ages_and_values_are_as_stated_on_day_0(village):
    """Whatever the past did to them: contracts of 10,000 EUR that come up for renewal in the first year."""
    stated = resized(village, start={"burn_in": 252, "customers": 500, "customer_value": 10_000.0, "customer_months": 24.0})
    settings = Settings().set_all({"customers.expand": 0.0, "customers.churn_month": 0.0})
    daily = simulate("separated", stated, settings=settings, seed=3, days=21, journeys=False).daily
    assert daily["due_revenue"].sum() / max(1.0, daily["renewals"].sum()) == pytest.approx(10_000.0, rel=0.5)
    model = orgsim.OrgModel("separated", stated, settings=settings, seed=3, days=5)
    customers = model.world.array("prospects")[model.world.array("prospects")["stage"] == Stage.CUSTOMER]
    assert customers["value"].mean() == pytest.approx(10_000.0, rel=0.2)
    assert customers["months"].mean() == pytest.approx(24.0, abs=3.5)
    assert (model.world.array("people")["total_hours"] == 0.0).all()


def test_the_file_may_say_how_the_company_is_organized_today(folder, grown):
    (folder / "ours.toml").write_text((folder / "village.toml").read_text() + '\n[today]\ndesign = "separated:crm=0.8"\n')
    path = folder / "ours.toml"
    told = simulate("integrated", path, days=20, seed=3)
    assert told == simulate("integrated", folder / "village.toml", today="separated:crm=0.8", days=20, seed=3)
    assert told.facts["today"]["levers"]["crm"] == 0.8
    assert simulate("integrated", path, today="home", days=20, seed=3).facts["today"] is None
    found = compare("separated", "integrated", path, pairs=2, days=20)
    assert found.question == "a start-up"
    assert compare("separated", "integrated", grown, today="separated", pairs=2, days=20).question == "from separated today"
    assert compare("separated", "integrated", grown, pairs=2, days=20).question == "at home"


def test_a_wrong_today_is_named(folder, village):
    with pytest.raises(UnknownName, match="seperated"):
        simulate("separated", village, today="seperated", days=5)
    with pytest.raises(BadValue, match="one design is wanted"):
        simulate("separated", village, today="separated then integrated@5", days=5)
    (folder / "odd.toml").write_text('[today]\ndesign = "joined"\n')
    with pytest.raises(BrokenFile, match="joined"):
        simulate("separated", folder / "odd.toml", days=5)
    (folder / "full.toml").write_text("[market]\nprospects = 50\n[start]\ncustomers = 60\n")
    with pytest.raises(BrokenFile, match="60 customers, deals and leads, of 50 prospects"):
        simulate("separated", folder / "full.toml", days=5)


def test_a_change_of_the_past_is_never_taken_from_another_one(grown):
    """The past that is kept for the other side belongs to one company, one seed, one design of today."""
    first = simulate("integrated", grown, today="separated", days=30, seed=3)
    simulate("integrated", grown, today="separated", days=30, seed=4)
    other = resized(grown, start=PAST | {"customers": 41})
    assert simulate("integrated", other, today="separated", days=30, seed=3) != first
    assert simulate("integrated", grown, today="separated", days=30, seed=3) == first


def mser_5(values):
    """Where a series is cut so that the error of its mean is least, in batches of five (White 1997)."""
    batches = values[: len(values) // 5 * 5].reshape(-1, 5).mean(axis=1)
    errors = [batches[cut:].var() / (len(batches) - cut) for cut in range(len(batches) // 2)]
    return 5 * int(np.argmin(errors))


@pytest.mark.parametrize("whose", STEADY)
def test_the_past_is_longer_than_a_company_takes_to_get_under_way(whose):
    """From a first morning with customers and nothing else, leads, open deals and decisions have settled before day 0."""
    past = company(whose).start.burn_in
    runs = [
        simulate("separated", whose, seed=seed, days=2 * past, journeys=False, changes={"start.burn_in": 0}).daily
        for seed in range(10)
    ]
    for series in (
        lambda daily: daily["entered"][:, Stage.MQL], lambda daily: daily["stocks"][:, Stage.OPPORTUNITY],
        lambda daily: daily["deals"] + daily["losses"],
    ):  # fmt: skip
        assert mser_5(np.mean([series(daily) for daily in runs], axis=0)) <= past


def _halves(history):
    """Six quantities over the first two years and over the second two."""
    daily, leads, found = history.daily, history.leads, []
    for part in (slice(0, 504), slice(504, 1008)):
        days = daily[part]
        ended = leads[np.isfinite(leads["qualified"]) & (leads["closed"] >= part.start) & (leads["closed"] < part.stop)]
        met = leads[(leads["qualified"] >= part.start) & (leads["qualified"] < part.stop) & np.isfinite(leads["contacted"])]
        found.append(
            [
                days["deals"].sum() / (days["deals"].sum() + days["losses"].sum()),
                (ended["outcome"] == 1).mean(),
                days["churned"].sum() / days["stocks"][:, Stage.CUSTOMER].sum(),
                np.median(met["contacted"] - met["born"]),
                days["unit_trust"].mean(),
                days["disputes"].sum() / days["entered"][:, Stage.MQL].sum(),
            ]
        )
    return found


@pytest.mark.parametrize("whose", STEADY)
def test_shipped_companies_are_steady(whose):
    """Win rate, conversion, churn, response, trust and disputes of the first two years and the next agree within Monte Carlo
    error; churn falls as the base ages, by less than a quarter, and answers take longer where a growing base recommends
    more to sellers who have no hour to spare, by less than a sixth.
    """
    both = np.array([_halves(simulate("separated", whose, seed=seed, years=4, journeys=False)) for seed in range(8)])
    moved = both[:, 1] - both[:, 0]
    error = np.maximum(moved.std(axis=0, ddof=1) / len(moved) ** 0.5, 1e-9)
    share = moved.mean(axis=0) / both[:, 0].mean(axis=0)
    steady = (np.abs(moved.mean(axis=0)) < 4.5 * error) | (np.abs(share) < 0.03)
    steady[2] |= abs(share[2]) < 0.25
    steady[3] |= abs(share[3]) < 1.0 / 6.0
    assert steady.all(), share


def test_a_start_up_says_that_it_is_one():
    assert company("smb_startup").start.is_startup
    assert not any(company(one).start.is_startup for one in STEADY)
    assert DESIGNS
