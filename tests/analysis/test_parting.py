"""The difference followed to single prospects."""

from __future__ import annotations

import pytest

from orgsim.analysis.parting import diff
from orgsim.kernel.errors import BadValue
from orgsim.results.codes import Outcome


@pytest.fixture(scope="module")
def found(village):
    return diff("separated", "integrated", village, days=300)


def test_the_prospects_won_under_one_design_only_are_set_apart(found):
    won = [
        set(history.leads["prospect"][history.leads["outcome"] == Outcome.WON].tolist()) for history in (found.a, found.b)
    ]
    assert set(found.only_a) == won[0] - won[1]
    assert set(found.only_b) == won[1] - won[0]
    assert set(found.both) == won[0] & won[1]
    assert len(found.table) == len(found.only_a) + len(found.only_b)


def test_both_journeys_are_told_and_end_with_where_they_parted(found):
    prospect = found.most_telling()
    mine, theirs = found.journeys(prospect)
    texts = [[step.text for step in steps] for steps in (mine, theirs)]
    assert sum(any("customer" in text for text in one) for one in texts) == 1
    assert [step.day for step in mine] == sorted(step.day for step in mine)
    assert found.parted(prospect).startswith("They parted on day ")


def test_the_same_design_parts_nowhere(village):
    same = diff("pods", "pods", village, days=120)
    assert same.only_a == same.only_b == []
    assert same.parted(same.both[0] if same.both else 0).startswith("The two journeys did not part")
    assert same.most_telling() is None


def test_a_prospect_that_does_not_exist_is_refused(found):
    with pytest.raises(BadValue, match=r"prospect = 600 lies outside 0\.\.599"):
        found.journeys(600)
