"""The funnel report, against counts taken by hand from the leads."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.funnel import CUTS, STEPS, funnel
from orgsim.kernel.codes import words
from orgsim.kernel.errors import UnknownName
from orgsim.model.simulation import simulate
from orgsim.results.codes import LeadSource, Outcome


@pytest.fixture(scope="module")
def history():
    return simulate("separated", "smb_startup", days=252, seed=6, journeys=False)


def test_the_whole_funnel_counts_every_step(history):
    table = funnel(history).set_index("step")
    leads = history.leads[history.leads["source"] != LeadSource.PROSPECTED]
    assert table.loc["response", "leads"] == len(leads) == history.metric("leads")
    assert table.loc["qualified", "leads"] == (leads["qualified"] >= 0.0).sum() == history.metric("mqls")
    assert table.loc["won", "leads"] == (leads["outcome"] == Outcome.WON).sum()
    qualified = leads[leads["qualified"] >= 0.0]
    assert table.loc["qualified", "conversion"] == pytest.approx(len(qualified) / len(leads))
    assert table.loc["qualified", "days"] == pytest.approx(np.median(qualified["qualified"] - qualified["born"]))
    assert np.isnan(table.loc["response", "conversion"])


@pytest.mark.parametrize("by", CUTS)
def test_the_parts_of_a_cut_add_up(history, by):
    table = funnel(history, by)
    whole = funnel(history).set_index("step")["leads"]
    parts = table[table[by] != words(LeadSource)[LeadSource.PROSPECTED]].groupby("step")["leads"].sum()
    assert {step: parts[step] for step in STEPS} == {step: whole[step] for step in STEPS}


def test_sellers_finds_begin_with_the_contact(history):
    own = funnel(history, "source").query(f"source == '{words(LeadSource)[LeadSource.PROSPECTED]}'")
    assert own["step"].tolist() == ["contacted", "opportunity", "won"]
    assert own["leads"].iloc[0] == (history.leads["source"] == LeadSource.PROSPECTED).sum()


def test_an_unknown_cut_is_named(history):
    with pytest.raises(UnknownName, match="channel"):
        funnel(history, "chanel")
