"""What people know from Mesa holds here, too; what does not stands at the end, each with its reason.

After the behavior that Mesa's own tests ask for (agents, sets of agents, models, collectors, batches), for whatever Mesa is
installed: the last line for Python 3.11, the newest on newer ones.
"""

from __future__ import annotations

import pickle

import mesa
import numpy as np
import pandas as pd
import pytest
from mesa.agent import AgentSet

import orgsim
from orgsim.kernel import lists
from orgsim.kernel.errors import BadValue, OverriddenAgents
from orgsim.model.agents import Head, Marketer, Prospect, Rep
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate

NUMBERS = {
    "staff.marketers": 3, "staff.reps": 4, "market.prospects": 60, "market.needs_per_year": 6.0, "start.customers": 0,
    "start.burn_in": 0,
}  # fmt: skip
PEOPLE = 9
BATCH = {"changes": [NUMBERS], "days": [6]}


def made(**given):
    return OrgModel("integrated", **{"days": 12, "rng": 3, "changes": NUMBERS} | given)


@pytest.fixture
def model():
    return made()


@pytest.fixture
def people(model):
    """Nine people as a set, in order of their numbers."""
    return model.agents.select(lambda one: not isinstance(one, Prospect))


def batch(parameters, times=1, **options):
    """Mesa's batch runner, by its old and by its new way to say how often."""
    how = {"rng": [None] * times} if "rng" in mesa.batch_run.__code__.co_varnames else {"iterations": times}
    return mesa.batch_run(OrgModel, parameters, display_progress=False, **how | options)


class TestAgents:
    def test_each_has_a_number_of_its_own_from_1(self, model):
        assert sorted(one.unique_id for one in model.agents) == list(range(1, len(model.agents) + 1))

    def test_luck_is_the_models(self, model):
        one = model.agents[0]
        assert one.random is model.random
        assert one.rng is model.rng

    def test_removed_ones_are_gone(self, model):
        rep = model.agents_by_type[Rep][0]
        rep.remove()
        assert rep not in model.agents
        assert rep not in model.agents_by_type[Rep]
        assert len(model.agents_by_type[Rep]) == 3

    def test_agents_of_ones_own_join(self, model):
        class Consultant(mesa.Agent):
            def __init__(self, model, fee, days=0):
                super().__init__(model)
                self.fee, self.days = fee, days

        made_ones = Consultant.create_agents(model, 3, [1.0, 2.0, 3.0], days=7)
        assert made_ones.get("fee") == [1.0, 2.0, 3.0]
        assert len(model.agents_by_type[Consultant]) == 3
        assert made().run() == model.run()  # who does nothing changes nothing

    def test_a_subclass_may_take_its_own_state_in_init(self):
        class Moody(Rep):
            def __init__(self, model, row):
                super().__init__(model, row)
                self.mood = 0.5
                self.calls = []

            def do_sales(self):
                self.calls.append(self.model.day)
                super().do_sales()

        model = made(cast={Rep: Moody})
        model.run()
        assert {one.mood for one in model.agents_by_type[Moody]} == {0.5}
        assert any(one.calls for one in model.agents_by_type[Moody])
        assert model.history == made().run()

    def test_state_set_before_super_is_kept_and_reading_too_early_says_so(self):
        class Early(Rep):
            def __init__(self, model, row):
                self.mood = 1
                with pytest.raises(AttributeError, match=r"after super\(\).__init__\(model, row\)"):
                    _ = self.bar
                super().__init__(model, row)

        assert {one.mood for one in made(cast={Rep: Early}).agents_by_type[Early]} == {1}

    def test_what_looks_like_a_misspelt_column_is_refused_unless_declared(self, model):
        rep = model.agents_by_type[Rep][0]
        with pytest.raises(AttributeError, match="Did you mean frustration"):
            rep.frustation = 1.0
        rep.favorite = "coffee"
        assert rep.favorite == "coffee"
        with pytest.raises(AttributeError):
            _ = rep.unknown


class TestSets:
    @pytest.mark.filterwarnings("ignore:.*__getitem__")  # which newer Mesas do without
    def test_membership_order_and_places(self, model, people):
        agents = list(people)
        assert len(people) == PEOPLE
        assert agents[0] in people
        assert people[0] is agents[0]
        assert people[-1] is agents[-1]
        assert people[1:3] == agents[1:3]
        with pytest.raises(IndexError):
            _ = people[20]

    def test_select(self, people):
        assert len(people.select(at_most=0.34)) == 3
        assert len(people.select(at_most=1)) == 1
        assert len(people.select(lambda one: one.unique_id > 5)) == 4
        assert len(people.select(agent_type=Rep)) == 4
        assert people.select(inplace=True) is people

    def test_sort_shuffle_and_get(self, people):
        down = people.sort("unique_id", ascending=False)
        assert [one.unique_id for one in down] == list(range(PEOPLE, 0, -1))
        assert set(people.shuffle()) == set(people)
        assert people.get("row") == list(range(PEOPLE))
        assert people.get(["row", "unique_id"])[0] == [0, 1]
        assert people.get("mood", handle_missing="default", default_value=2) == [2] * PEOPLE
        with pytest.raises(AttributeError):
            people.get("mood")

    def test_set_writes_columns_and_free_attributes(self, model, people):
        people.set("bar", 0.25).set("mood", 3)
        assert set(np.asarray(model.world.people["bar"])) == {0.25}
        assert people.get("mood") == [3] * PEOPLE

    def test_do_map_and_agg(self, people):
        assert people.do("end_day") is people
        assert people.do(lambda one, by: setattr(one, "bar", by), 0.5).get("bar") == [0.5] * PEOPLE
        assert people.map(lambda one: one.row) == list(range(PEOPLE))
        assert people.agg("row", max) == PEOPLE - 1
        assert people.agg("row", [min, max]) == [0, PEOPLE - 1]
        people.shuffle_do("end_day")
        with pytest.raises(AttributeError):
            people.do("no_such_verb")

    def test_groupby(self, people):
        groups = people.groupby(lambda one: type(one).__name__)
        assert {name: len(group) for name, group in groups} == {"Marketer": 3, "Rep": 4, "Head": 2}
        assert people.groupby("unit").count() == {0: 4, 1: 5}
        assert people.groupby("unit", result_type="list").map(len) == {0: 4, 1: 5}

    def test_add_discard_and_remove_change_a_set_and_not_the_model(self, model, people):
        one = next(iter(people))
        people.discard(one)
        people.discard(one)
        with pytest.raises(KeyError):
            people.remove(one)
        people.add(one)
        assert one in people
        assert one in model.agents

    def test_sets_hold_together_when_pickled_with_their_agents(self, people):
        agents, again = pickle.loads(pickle.dumps([list(people), people]))
        assert [one.unique_id for one in again] == [one.unique_id for one in agents]

    def test_an_empty_one(self, model):
        empty = AgentSet([], random=model.random)
        assert len(empty) == 0
        assert empty.do("end_day") is empty


class TestModels:
    def test_steps_are_counted_and_running_ends_at_the_horizon(self, model):
        model.run_model()
        assert (model.steps, model.day, model.running) == (12, 12, False)
        if hasattr(model, "time"):
            assert model.time == 12.0

    @pytest.mark.skipif(not hasattr(mesa.Model, "run_for"), reason="this Mesa has no run_for")
    def test_run_for_walks_so_many_days(self, model):
        model.run_for(5)
        assert model.day == 5

    def test_types_are_told(self, model):
        assert set(model.agent_types) == {Marketer, Rep, Head, Prospect}
        assert len(model.agents_by_type[Prospect]) == 60

    def test_without_a_seed_luck_is_fresh_and_recorded(self):
        one, two = made(rng=None), made(rng=None)
        assert one.draw_seed != two.draw_seed
        assert one.run() != two.run()
        assert one.history == made(rng=one.draw_seed).run()
        assert one.history.facts["seed"] == one.draw_seed

    def test_seed_and_rng_say_the_same_and_not_both(self):
        assert made(rng=5).run() == made(rng=None, seed=5).run()
        with pytest.raises(BadValue, match="seed or rng, not both"):
            made(seed=5)
        assert made(rng=np.random.default_rng(5)).draw_seed == made(rng=np.random.default_rng(5)).draw_seed
        assert made(rng=np.random.SeedSequence(5)).draw_seed == made(rng=np.random.SeedSequence(5)).draw_seed
        assert made(rng=np.int64(5)).draw_seed == 5

    def test_a_subclass_may_do_more_in_a_step(self):
        class Watched(OrgModel):
            def __init__(self, *given, **named):
                super().__init__(*given, **named)
                self.seen = []

            def step(self):
                super().step()
                self.seen.append(self.day)

        model = Watched("integrated", days=12, rng=3, changes=NUMBERS)
        model.run()
        assert model.seen == list(range(1, 13))
        assert model.history == made().run()

    def test_what_agents_do_is_what_is_compiled(self, model):
        assert model.run() == made().run(compiled=True) == simulate("integrated", seed=3, days=12, changes=NUMBERS)


class TestRemoval:
    def test_without_reps_nothing_is_sold_any_more(self):
        def walked(removed):
            model = OrgModel("separated", days=80, rng=3, changes=NUMBERS)
            for _ in range(20):
                model.step()
            for rep in list(model.agents_by_type[Rep]) if removed else ():
                rep.remove()
            return model.run()

        kept, left = walked(removed=False), walked(removed=True)
        assert kept.daily["attempts"][21:].sum() > 0.0
        assert left.daily["attempts"][21:].sum() == 0.0
        assert left.daily["pay"][30] < kept.daily["pay"][30]
        assert left.daily["present"][21:, 1].max() == 0.0
        assert left.daily["leavers"].sum() >= 4.0
        assert left.metric("profit") != kept.metric("profit")

    def test_their_leads_go_to_colleagues_or_lie_orphaned(self):
        model = made(days=80, changes=NUMBERS | {"market.needs_per_year": 30.0, "staff.reps": 2})
        busy = []
        while not busy:
            model.step()
            busy = [one for one in model.agents_by_type[Rep] if lists.first(model.world.desks, one.row) != lists.END]
        rep = busy[0]
        rep.remove()
        history = model.run()
        assert history.daily["orphans"].sum() > 0.0
        stocks = history.daily["stocks"].sum(axis=1)
        assert (stocks == 60).all()

    def test_a_removed_agents_own_verbs_are_not_called(self):
        class Loud(Rep):
            called = 0

            def do_sales(self):
                Loud.called += 1
                super().do_sales()

        model = made(cast={Rep: Loud})
        for rep in list(model.agents_by_type[Loud]):
            rep.remove()
        model.run()
        assert Loud.called == 0

    def test_the_compiled_walk_knows_nobody_who_was_removed(self, model):
        model.agents_by_type[Marketer][0].remove()
        with pytest.raises(OverriddenAgents, match="People were removed"):
            model.run(compiled=True)


class TestCollectors:
    def test_days_are_those_of_the_daily_table(self, model):
        model.run()
        frame = model.datacollector.get_model_vars_dataframe()
        assert frame["day"].tolist() == model.history.table("daily")["day"].tolist()
        assert frame["deals"].iloc[-1] == model.history.daily["deals"].sum()

    def test_reporters_of_the_model_and_of_agents(self):
        model = made(
            days=3,
            model_reporters={"trust": lambda one: float(one.world.units[0].trust), "day": "day", "called": [len, [[1, 2]]]},
            agent_reporters={"spent": lambda one: getattr(one, "spent", None), "id": "unique_id"},
        )
        model.run()
        assert model.datacollector.get_model_vars_dataframe()["day"].tolist() == [1, 2, 3]
        assert model.datacollector.get_model_vars_dataframe()["called"].tolist() == [2, 2, 2]
        frame = model.datacollector.get_agent_vars_dataframe()
        assert len(frame) == 3 * (PEOPLE + 60)
        assert frame["id"].min() == 1

    def test_reporters_by_type_of_agent(self):
        model = made(
            days=2, agenttype_reporters={Rep: {"belief": lambda one: one.good / (one.good + one.bad), "row": "row"}}
        )
        model.run()
        frame = model.datacollector.get_agenttype_vars_dataframe(Rep)
        assert len(frame) == 8
        assert frame["belief"].between(0.0, 1.0).all()

    def test_a_reporter_that_errs_is_heard(self):
        with pytest.raises((AttributeError, RuntimeError)):
            made(model_reporters={"x": lambda one: one.no_such_thing}).run()

    def test_a_collector_of_ones_own_takes_the_place(self, model):
        model.datacollector = mesa.DataCollector(tables={"notes": ["day", "text"]})
        model.datacollector.add_table_row("notes", {"day": 0, "text": "begun"})
        model.run()
        assert model.datacollector.get_table_dataframe("notes")["text"].tolist() == ["begun"]


class TestBatches:
    def test_repeats_differ(self):
        rows = batch(BATCH | {"design": "integrated", "days": [40]}, times=4)
        assert len({row["leads"] for row in rows}) > 1

    def test_seeds_among_the_parameters_are_kept(self):
        rows = batch(BATCH | {"design": ["integrated"], "seed": [1, 2, 3, 4]})
        expected = [len(simulate("integrated", seed=seed, days=6, changes=NUMBERS).leads) for seed in (1, 2, 3, 4)]
        assert [row["leads"] for row in sorted(rows, key=lambda row: row["seed"])] == expected

    @pytest.mark.skipif("rng" not in mesa.batch_run.__code__.co_varnames, reason="this Mesa's batches take no rng")
    def test_a_batchs_own_seeds_are_taken(self):
        rows = mesa.batch_run(OrgModel, BATCH | {"design": "pods"}, rng=[5, 6], display_progress=False)
        expected = [len(simulate("pods", seed=seed, days=6, changes=NUMBERS).leads) for seed in (5, 6)]
        assert [row["leads"] for row in rows] == expected

    def test_every_combination_with_every_day(self):
        rows = batch(BATCH | {"design": ["separated", "pods"], "seed": [1, 2]}, data_collection_period=1)
        assert len(rows) == 2 * 2 * 6
        assert sorted({row["day"] for row in rows}) == [0, 1, 2, 3, 4, 5]
        assert {row["design"] for row in rows} == {"separated", "pods"}

    def test_agents_are_reported(self):
        rows = batch(BATCH | {"design": "pods", "seed": 1, "agent_reporters": [{"row": "row"}]})
        assert len(rows) == PEOPLE + 60
        assert pd.DataFrame(rows)["row"].max() == 59

    def test_max_steps_stops(self):
        assert batch(BATCH | {"design": "pods", "seed": 1}, max_steps=3)[0]["day"] in (2, 3)  # Mesa 3.3 takes one more


class TestOtherwiseThanInMesa:
    """What does not hold, and why."""

    def test_prospects_and_heads_stay(self, model):
        """The market's accounts are counted at every stage, and disputes need heads."""
        for agent in (model.agents_by_type[Prospect][0], model.agents_by_type[Head][0]):
            with pytest.raises(BadValue, match="cannot be removed"):
                agent.remove()
            assert agent in model.agents
        with pytest.raises(BadValue, match="cannot be removed"):
            model.remove_all_agents()
        assert len(model.agents) == PEOPLE + 60

    def test_people_and_prospects_are_numbers_of_the_company(self, model):
        """Tables are made for so many rows, before the first day."""
        for way in (lambda: Rep(model, 3), lambda: Rep(model), lambda: Rep.create_agents(model, 2)):
            with pytest.raises(BadValue, match=r"OrgModel\(changes=\{'staff.reps': 14\}\)"):
                way()

    def test_resetting_the_models_generators_moves_no_draw(self, model):
        """Every draw has an address under ``draw_seed``, so that two designs meet the same luck."""
        model.step()
        if hasattr(model, "reset_rng"):
            model.reset_rng(rng=99)
        model.random.seed(99)
        assert model.run() == made().run()

    def test_the_order_within_a_moment_is_the_models(self, model):
        """Who acts first is drawn by address each day; shuffling a set decides nothing."""
        model.agents.shuffle(inplace=True)
        assert model.run() == made().run()

    def test_two_organizations_are_a_model_of_their_own(self):
        with pytest.raises(BadValue, match=r"orgsim\.Duopoly"):
            OrgModel("separated vs pods")
        assert len(orgsim.Duopoly(days=2, changes=NUMBERS).organizations) == 2
