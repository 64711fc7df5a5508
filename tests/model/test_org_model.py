"""OrgModel as a Mesa citizen, and `simulate` at its border."""

from __future__ import annotations

import mesa
import numpy as np
import pytest

import orgsim
from orgsim.kernel.errors import BadValue, OverriddenAgents, UnknownName
from orgsim.model.agents import Head, Marketer, Prospect, Rep
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import horizon, simulate
from orgsim.results.codes import Outcome


class StubbornRep(Rep):
    """Never trusts marketing's leads."""

    def trusts(self, lead):
        return False


class DeafProspect(Prospect):
    """Lets every date of the market pass."""

    def react(self):
        pass


@pytest.fixture
def model(village):
    return OrgModel("integrated", village, days=20, seed=3)


def test_agents_are_there_by_type(model, village):
    counts = {kind.__name__: len(agents) for kind, agents in model.agents_by_type.items()}
    assert counts == {"Marketer": 2, "Rep": 3, "Head": 2, "Prospect": village.market.prospects}
    assert {type(agent) for agent in model.agents} == {Marketer, Rep, Head, Prospect}


def test_agent_sets_can_be_asked_and_told(model):
    model.step()
    reps = model.agents_by_type[Rep]
    assert reps.agg("spent", max) <= 8.0 + 1e-9
    reps.do("end_day")
    lead = next(row for row in range(model.company.market.prospects) if model.prospect(row).lead >= 0)
    assert len(reps.map("trusts", model.prospect(lead))) == 3


def test_an_agent_is_a_window_on_its_row(model):
    rep = next(iter(model.agents_by_type[Rep]))
    rep.bar = 0.25
    assert model.world.people[rep.row].bar == 0.25
    model.world.people[rep.row].bar = -0.5
    assert rep.bar == -0.5
    assert len(rep.skills) == 4
    assert model.prospect(7).stage_name == "idle"


def test_a_misspelt_attribute_raises_at_once(model):
    rep = next(iter(model.agents_by_type[Rep]))
    with pytest.raises(AttributeError, match="Did you mean bar"):
        _ = rep.barr
    with pytest.raises(AttributeError, match="no attribute 'frustation'.*frustration"):
        rep.frustation = 1.0


def test_a_subclass_may_have_declared_state_of_its_own(village):
    class CountingRep(Rep):
        asked: int = 0

        def trusts(self, lead):
            self.asked += 1
            return super().trusts(lead)

    model = OrgModel("separated", village, seed=7, days=80, cast={Rep: CountingRep})
    history = model.run()
    assert sum(rep.asked for rep in model.agents_by_type[CountingRep]) > 0
    assert history == simulate("separated", village, days=80)


def test_a_stubborn_rep_takes_up_no_lead_of_marketing(village):
    stubborn = OrgModel("separated", village, days=250, cast={Rep: StubbornRep}).run()
    usual = simulate("separated", village, days=250)
    assert usual.metric("acceptance") > 0.2
    assert stubborn.metric("acceptance") == 0.0
    crossed = stubborn.leads[stubborn.leads["crossed"] == 1]
    assert len(crossed) > 0
    # Only a settled follow-up dispute can still make a rep pursue one.
    assert (crossed["contacted"] >= 0.0).mean() < 0.1
    assert (crossed["outcome"] == Outcome.WON).sum() <= (crossed["contacted"] >= 0.0).sum()


def test_the_compiled_walk_refuses_overridden_agents_by_name(village):
    model = OrgModel("separated", village, days=5, cast={Rep: StubbornRep, Prospect: DeafProspect})
    with pytest.raises(OverriddenAgents, match="StubbornRep overrides trusts of Rep"):
        model.run(compiled=True)


def test_the_compiled_walk_of_a_model_is_the_same_walk(village):
    assert OrgModel("pods", village, seed=7, days=40).run(compiled=True) == OrgModel("pods", village, seed=7, days=40).run()
    stepped = OrgModel("pods", village, days=40)
    stepped.step()
    with pytest.raises(BadValue, match="walked 1 day already"):
        stepped.run(compiled=True)


def test_a_verb_that_is_nearly_right_is_named(village):
    class Hopeful(Rep):
        def trust(self, lead):
            return True

        def smile(self):
            """No verb, and like none: one's own helper."""

    with pytest.raises(BadValue, match=r"Hopeful.trust is never called. Did you mean trusts\?"):
        OrgModel("separated", village, cast={Rep: Hopeful})


def test_a_cast_must_be_of_the_same_kind(village):
    with pytest.raises(BadValue, match="StubbornRep must be a subclass of Marketer"):
        OrgModel("separated", village, cast={Marketer: StubbornRep})
    with pytest.raises(BadValue, match="The cast replaces Marketer, Rep, Head, Prospect; it knows no StubbornRep"):
        OrgModel("separated", village, cast={StubbornRep: Rep})


def test_the_model_stops_at_the_horizon(model):
    for _ in range(25):
        model.step()
    assert model.day == 20
    assert model.running is False


def test_data_is_collected_each_day(village):
    model = OrgModel("separated", village, days=15, model_reporters={"trust": lambda m: float(m.world.units[0].trust)})
    model.run()
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == ["trust"]
    assert len(frame) == 15
    assert frame["trust"].between(0.0, 1.0).all()


def test_it_runs_under_mesas_batch_run(village):
    rows = mesa.batch_run(
        OrgModel,
        parameters={"design": ["separated", "integrated"], "company": [village], "days": [12], "seed": [1, 2]},
        number_processes=1,
        data_collection_period=-1,
        display_progress=False,
        **({"rng": [None]} if "rng" in mesa.batch_run.__code__.co_varnames else {"iterations": 1}),
    )
    assert len(rows) == 4
    assert {row["day"] for row in rows} == {11}
    assert all(row["revenue"] >= 0.0 for row in rows)


def test_seed_and_rng_address_the_draws(village):
    assert OrgModel("separated", village, days=30, rng=5).run() == OrgModel("separated", village, days=30, seed=5).run()
    by_generator = [OrgModel("separated", village, days=30, rng=np.random.default_rng(1)).draw_seed for _ in range(2)]
    assert by_generator[0] == by_generator[1]


def test_a_run_grows_its_tables_without_a_trace(village):
    """Journeys outgrow their first table within two years; the days before and after are the same."""
    long = simulate("separated", village, years=3)
    short = simulate("separated", village, days=100)
    assert long.journeys[: len(short.journeys)].tobytes() == short.journeys.tobytes()
    assert len(long.journeys) > 100_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"design": "seperated"}, "Did you mean separated"),
        ({"company": "midmarket"}, "Did you mean midmarket_saas"),
        ({"seed": -1}, r"seed = -1 lies outside 0\.\.9223372036854775807"),
        ({"seed": 1.5}, "seed = 1.5"),
        ({"days": 0}, r"days = 0 lies outside 1\.\."),
        ({"years": -2.0}, r"years = -2\.0 lies outside 0\.\.100"),
        ({"design": 3}, "A design is a name or an OrgDesign, not 3"),
        ({"settings": {"practice.progress_ratio": 0.9}}, "settings must be orgsim.Settings"),
        ({"years": "1"}, "years = '1' must be a number"),
        ({"years": 1.0, "days": 5}, "in years or in days, not in both"),
        ({"days": 1.5}, "days = 1.5 must be a whole number"),
        ({"years": float("nan")}, "years = nan lies outside"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(arguments, message):
    with pytest.raises((UnknownName, BadValue), match=message):
        simulate(**arguments)


def test_a_horizon_is_given_in_years_or_days():
    assert horizon(None, None) == 504
    assert horizon(1.0, None) == 252
    assert horizon(None, 17) == 17


def test_the_package_shows_its_names():
    assert set(orgsim.__all__) <= set(dir(orgsim))
    for name in orgsim.__all__:
        assert getattr(orgsim, name) is not None
    assert orgsim.__version__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = orgsim.nothing


def test_a_heads_plan_is_a_moment_of_its_own(village):
    """What a head does in the weekly review can be left out, and the run is another."""

    class Idle(Head):
        def plan(self):
            pass

    whole, idle = (OrgModel("separated", village, seed=5, days=60, cast={Head: one}) for one in (Head, Idle))
    whole.run(), idle.run()
    assert (whole.history.daily["bar"] != idle.history.daily["bar"]).any()


def test_a_history_taken_on_the_way_stays_what_it_was(village):
    model = OrgModel("separated", village, seed=5, days=40)
    for _ in range(20):
        model.step()
    taken = model.history
    before = taken.leads.tobytes() + taken.people.tobytes()
    model.run()
    assert taken.leads.tobytes() + taken.people.tobytes() == before
