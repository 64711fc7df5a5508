"""M11: rivals that bid, and two organizations in one market."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest

from helpers import resized
from orgsim.inputs.companies import SegmentPlan, company
from orgsim.inputs.designs import DESIGNS, Rivalry
from orgsim.kernel.errors import BadValue
from orgsim.kernel.parameters import record
from orgsim.kernel.quantiles import logistic
from orgsim.model.chapters import rivals
from orgsim.model.duopoly import Duopoly
from orgsim.model.org_model import OrgModel
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate, simulate_both
from orgsim.results.codes import Outcome, Stage
from test_exact import NO_TIME


def packed(**numbers):
    return record(rivals.Rivals(**numbers))[0]


def test_one_rival_costs_the_log_odds_of_the_salvirt_data():
    """K9: -1.4 within current clients."""
    assert math.log(1.0 + rivals.offers(packed(), 1.0)) == pytest.approx(1.4, abs=0.01)


@pytest.mark.parametrize("firms", [1, 2, 5])
def test_one_rival_at_least_bids_as_often_as_the_company_says(firms):
    r = packed(firms=firms)
    u = (np.arange(20_000) + 0.5) / 20_000
    bids = np.array([rivals.bidders(r, 0.6, one) for one in u])
    assert (bids > 0).mean() == pytest.approx(0.6, abs=1e-3)
    each = 1.0 - 0.4 ** (1.0 / firms)
    assert bids.mean() == pytest.approx(firms * each, abs=2e-3)
    assert rivals.bidders(packed(firms=firms, presence=0.0), 0.6, 0.999) == 0


@pytest.mark.parametrize("firms", [1, 3])
def test_contested_deals_are_won_by_the_logit_of_all_offers(firms):
    """McFadden 1974: with attraction e^odds for ours, r for each of n rivals and 1 for none, we win
    e^odds / (1 + e^odds + n r)."""
    whose = resized(company("midmarket_saas"), work=NO_TIME, market={"think_days": 0.5, "meetings": 1, "rivals": 1.0})
    settings = Settings.neutral(but="rivals").set("rivals.firms", firms).set("rivals.binding", 0.0)
    won, decided = 0, 0
    for seed in range(3):
        leads = simulate("separated", whose, settings=settings, seed=seed).leads
        old = leads[(leads["opened"] >= 0.0) & (leads["opened"] < 450.0)]
        won += int((old["outcome"] == Outcome.WON).sum())
        decided += len(old)
    ours, theirs = math.exp(settings.decision.advance), firms * math.exp(settings.rivals.offer)
    expected = ours / (1.0 + ours + theirs)
    assert won / decided == pytest.approx(expected, abs=4.0 * math.sqrt(expected * (1.0 - expected) / decided))


def test_needs_that_nobody_notices_are_met_by_rivals_at_their_logit():
    """A market without any company at work: n rivals take n r / (1 + n r) of the needs for which they bid."""
    idle = {"marketers": 1, "reps": 1, "marketer_fte": 0.05, "rep_fte": 0.05}
    ways = ("respond", "respond_curious", "prospecting", "prospecting_idle", "raise_base", "raise_aware")
    silent = dict.fromkeys(ways, 0.0)
    whose = resized(company("midmarket_saas"), staff=idle, response=silent, market={"rivals": 1.0, "need_days": 5.0})
    daily = simulate("separated", whose, settings=Settings.neutral(but="rivals").set("rivals.binding", 0.0)).daily
    needs, taken = daily["entered"][:499, Stage.IN_MARKET].sum(), daily["rival_deals"].sum()
    expected = logistic(1.12)
    assert taken / needs == pytest.approx(expected, abs=0.015)


def test_a_segment_without_rivals_is_never_contested():
    calm = (SegmentPlan(name="calm", rivals=0.0),)
    history = simulate("separated", company("midmarket_saas").model_copy(update={"segments": calm}), days=200)
    assert history.daily["rival_deals"].sum() == 0.0
    assert history.metric("market_share") == 1.0


class TestHeadToHead:
    def test_the_shares_of_two_organizations_add_up_to_one(self, village):
        own, other = Duopoly("separated vs integrated", village, seed=4, days=250).run()
        assert own.metric("deals") > 20
        assert own.metric("market_share") + other.metric("market_share") == pytest.approx(1.0, abs=0.02)
        assert (
            own.daily["rival_deals"].sum() == other.daily["deals"][:-1].sum()
        )  # the last day's are not learned of any more

    def test_no_account_is_a_customer_of_both(self, village):
        market = Duopoly("pods vs integrated", village, seed=3, days=300)
        while market.running:
            market.step()
            one, two = (np.asarray(model.world.prospects) for model in market.organizations)
            assert not ((one["stage"] == Stage.CUSTOMER) & (two["stage"] == Stage.CUSTOMER)).any()
        accounts = np.asarray(market.own.world.accounts)
        held = np.where(accounts["sold"] < 299.0, accounts["owner"], -1)  # the last day's sales are not learned of any more
        for seat, table in enumerate((one, two)):
            assert (accounts["owner"][table["stage"] == Stage.CUSTOMER] == seat).all()
            assert (table["stage"][held == 1 - seat] == Stage.IDLE).all()

    def test_neither_seat_gains_from_its_place(self, village):
        """The same design in both seats: the first seat's share of deals is a half, within noise."""
        same = Rivalry(own=DESIGNS["separated"], other=DESIGNS["separated"])
        run = partial(simulate_both, same, village, settings=Settings(), seat=0, days=250, journeys=False)
        values = np.array([run(seed=seed)[0].metric("market_share") for seed in range(40)])
        assert abs(values.mean() - 0.5) < 3.0 * values.std(ddof=1) / math.sqrt(len(values))

    def test_the_seed_draws_the_seat_and_simulate_agrees(self, village):
        for seed in (2, 3):
            found = simulate("pods vs separated", village, seed=seed, days=60)
            assert found.facts["seat"] == seed % 2
            assert found.facts["design"] == "pods vs separated"

    def test_an_organization_alone_is_no_duopoly_and_two_are_no_single_model(self, village):
        with pytest.raises(BadValue, match="has two organizations"):
            Duopoly("separated", village)
        with pytest.raises(BadValue, match=r"orgsim\.Duopoly"):
            OrgModel("separated vs pods", village)
        with pytest.raises(BadValue, match="seat = 2 lies outside 0..1"):
            Duopoly("separated vs pods", village, seat=2)
