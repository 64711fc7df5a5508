"""The funnel report, against counts taken by hand from the leads."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.funnel import funnel
from orgsim.kernel.codes import words
from orgsim.kernel.errors import UnknownName
from orgsim.model.simulation import simulate
from orgsim.results.codes import LeadSource, Outcome
from orgsim.results.metrics.funnel import STEPS


@pytest.fixture(scope="module")
def history():
    return simulate("separated", "smb_startup", days=252, seed=6, journeys=False)


def ended(history, own):
    """Leads that ended in the time, of sellers or of marketing."""
    leads = history.leads[history.leads["closed"] >= 0.0]
    return leads[(leads["source"] == LeadSource.PROSPECTED) == own]


def test_the_whole_funnel_counts_every_step_of_the_leads_that_ended(history):
    both = funnel(history)
    table = both[both["funnel"] == "leads of marketing"].set_index("step")
    leads = ended(history, own=False)
    qualified = leads[np.isfinite(leads["qualified"])]
    won = leads["outcome"] == Outcome.WON
    assert list(table.index) == list(STEPS)
    assert table.loc["response", "leads"] == len(leads)
    assert table.loc["qualified", "leads"] == len(qualified)
    assert table.loc["won", "leads"] == won.sum()
    assert table.loc["qualified", "conversion"] == pytest.approx(len(qualified) / len(leads))
    assert table.loc["qualified", "days"] == pytest.approx(np.median(qualified["qualified"] - qualified["born"]))
    assert np.isnan(table.loc["response", "conversion"])
    assert (table["open"] == 0).all()
    assert won.sum() / len(qualified) == pytest.approx(history.metric("mql_to_won"))


def test_no_step_has_more_than_the_one_before_and_the_win_rate_is_one_number(history):
    both = funnel(history)
    assert (both["conversion"].dropna() <= 1.0).all()
    last = both[both["step"].isin(["opportunity", "won"])].groupby("step")["leads"].sum()
    assert last["won"] / last["opportunity"] == pytest.approx(history.metric("win_rate"))


def test_own_finds_are_a_branch_that_begins_with_the_contact(history):
    for table in (funnel(history), funnel(history, "source")):
        own = table[table.iloc[:, 0].isin(["own prospecting", words(LeadSource)[LeadSource.PROSPECTED]])]
        assert own["step"].tolist() == ["contacted", "opportunity", "won"]
        assert own["leads"].iloc[0] == len(ended(history, own=True))


@pytest.mark.parametrize("by", ["segment", "channel", "source"])
def test_the_parts_of_a_cut_add_up(history, by):
    table, both = funnel(history, by), funnel(history)
    whole = both[both["funnel"] == "leads of marketing"].set_index("step")["leads"]
    parts = table[table[by] != words(LeadSource)[LeadSource.PROSPECTED]].groupby("step")["leads"].sum()
    assert {step: parts[step] for step in STEPS} == {step: whole[step] for step in STEPS}


def test_cohorts_count_those_that_came_and_mark_what_is_open(history):
    table = funnel(history, "cohort")
    responses = table[table["step"] == "response"]
    leads = history.leads[(history.leads["source"] != LeadSource.PROSPECTED) & (history.leads["born"] >= 0.0)]
    assert responses["leads"].sum() == len(leads) == history.metric("leads")
    assert responses["open"].sum() == np.isnan(leads["closed"]).sum()
    assert responses["open"].iloc[0] < responses["open"].iloc[-1]
    assert set(table.columns) == {"cohort", "step", "leads", "conversion", "days", "open"}


def test_an_unknown_cut_is_named(history):
    with pytest.raises(UnknownName, match="channel"):
        funnel(history, "chanel")
