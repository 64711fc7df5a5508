"""The bridge on histories made by hand, and on real ones: its parts add up to the difference."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.analysis.comparing import compare
from orgsim.analysis.why.bridge import PARTS, bridge, carrying, parts_by_pair
from orgsim.analysis.why.hours import hours_by_use, largest_overhead, sold_an_hour
from orgsim.model.simulation import simulate
from orgsim.results.codes import Use
from orgsim.results.ledger import FLOWS, Ledger, ledger_of


def ledger(steps=(100, 50, 50, 20, 10), value=1000.0, found=0.0, hours=None, **flows):
    used = np.zeros(len(Use))
    for use, many in (hours or {}).items():
        used[use] = many
    return Ledger(np.array(steps, dtype=float), value, found, np.array([flows.get(one, 0.0) for one in FLOWS]), used)


def parts(a, b):
    return dict(zip(PARTS, parts_by_pair([a], [b])[:, 0], strict=True))


def test_what_differs_alone_carries_all():
    """Twice the leads at the same rates and the same deal: all of the 1,000 EUR more are leads'."""
    found = parts(ledger(), ledger(steps=(200, 100, 100, 40, 20), value=2000.0))
    assert found.pop("leads") == pytest.approx(1000.0)
    assert all(value == pytest.approx(0.0) for value in found.values())


def test_two_steps_share_what_they_bring_together():
    """Leads from 100 to 200 and the share qualified from 1/2 to 1/4: the product stands, +750 and -750."""
    found = parts(ledger(), ledger(steps=(200, 50, 50, 20, 10)))
    assert found["leads"] == pytest.approx(750.0)
    assert found["qualified"] == pytest.approx(-750.0)


def test_money_that_comes_is_added_and_what_goes_is_taken_off():
    b = ledger(found=70.0, renewal_revenue=30.0, pay=20.0, media=5.0, delivery=3.0)
    found = parts(ledger(), b)
    assert [found[one] for one in ("own finds", "renewals", "pay", "media", "delivery")] == [70.0, 30.0, -20.0, -5.0, -3.0]
    assert sum(found.values()) == pytest.approx(b.profit - ledger().profit)


def test_a_side_without_a_lead_is_divided_all_the_same():
    none = ledger(steps=(0, 0, 0, 0, 0), value=0.0)
    found = parts(none, ledger())
    assert sum(found.values()) == pytest.approx(1000.0)
    assert found["leads"] == pytest.approx(1000.0)  # no rate is known that could have differed
    assert sum(parts(none, none).values()) == 0.0


def test_a_ledger_adds_up_to_the_profit_of_its_run(village):
    for of in ("separated", "integrated"):
        run = simulate(of, village, days=200, seed=4, today="separated")
        assert ledger_of(run).profit == pytest.approx(run.metric("profit"), abs=1e-3)
        assert ledger_of(run).hours.sum() == pytest.approx(run.daily["hours"][:, :2].sum())


def test_the_parts_of_a_comparison_add_up_to_its_difference_with_and_without_luck(village):
    found = compare("separated", "integrated", village, pairs=12, days=200)
    assert sum(one.mean for one in found.bridge) == pytest.approx(found["profit"].difference, abs=0.01)
    a, b = ([one.ledger for one in side] for side in (found.outcomes_a, found.outcomes_b))
    assert sum(one.mean for one in bridge(a, b)) == pytest.approx(found["profit"].plain[0], abs=0.01)
    carried = carrying(found.bridge, found["profit"].difference)
    told = found.summary()
    assert ("carried by" in told) == bool(carried and found["profit"].excludes_zero)


def test_only_clear_parts_of_its_sign_carry_a_difference():
    a = [ledger(value=1000.0 + pair, pay=0.0) for pair in range(8)]
    b = [ledger(value=1100.0 + pair, pay=30.0 + pair % 2) for pair in range(8)]
    found = bridge(a, b)
    assert [one.name for one in found] == ["size of deal", "pay"]
    assert [one.name for one in carrying(found, 70.0)] == ["size of deal"]
    assert [one.name for one in carrying(found, -70.0)] == ["pay"]


def test_hours_are_told_by_use_and_what_is_sold_in_the_rest():
    a = [ledger(hours={Use.SELLING: 100.0, Use.MEETINGS: 10.0 + pair, Use.CARE: 50.0}) for pair in range(4)]
    b = [ledger(hours={Use.SELLING: 80.0, Use.MEETINGS: 30.0 + pair, Use.CARE: 50.0}) for pair in range(4)]
    rows = {one.name: one for one in hours_by_use(a, b)}
    assert (rows["meetings"].mean_a, rows["meetings"].difference) == (11.5, 20.0)
    assert largest_overhead(hours_by_use(a, b)).name == "meetings"
    assert largest_overhead(hours_by_use(a, a)) is None
    assert sold_an_hour(a)[0] == pytest.approx(10.0)
    assert sold_an_hour(b)[0] == pytest.approx(12.5)
