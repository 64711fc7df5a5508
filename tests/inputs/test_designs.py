"""Designs by name, levers, and every mistake in them."""

from __future__ import annotations

import pytest

from orgsim.inputs.designs import DESIGNS, design
from orgsim.kernel.errors import BadValue, UnknownName


def test_the_two_poles_are_those_of_the_design_document():
    s, i = DESIGNS["separated"], DESIGNS["integrated"]
    assert (s.specialization, s.incentive_share, s.info_sharing, s.handoff_latency) == (1.0, 0.0, 0.45, 2.5)
    assert (i.specialization, i.incentive_share, i.info_sharing, i.handoff_latency) == (0.55, 0.8, 0.9, 0.5)


def test_levers_can_be_changed_in_the_name():
    changed = design("separated:info_sharing=0.9, contact_hours=2")
    assert changed == DESIGNS["separated"].set_all({"info_sharing": 0.9, "contact_hours": 2.0})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("integratd", "no design 'integratd'. Did you mean integrated"),
        ("separated:info_sharng=0.5", "no lever 'info_sharng'. Did you mean info_sharing"),
        ("separated:info_sharing=1.5", r"info_sharing = 1.5 lies outside 0..1 \(share\)"),
        ("separated:sync_every=2.5", r"sync_every = 2.5 must be a whole number in 1..252 \(day\)"),
        ("separated:info_sharing", "write name=value"),
        ("separated:info_sharing=much", r"info_sharing = 'much' must be a number in 0..1 \(share\)"),
        ("separated then integratd@20", "no design 'integratd'"),
        ("separated then integrated", "needs its day, as in integrated@252"),
        ("separated then integrated@90 then pods@60", "the days of a path must rise, not 0, 90, 60"),
        ("separated then integrated@90000", r"day = 90000 lies outside 0..25200 \(day\)"),
        ("separated vs pods vs aligned", "two organizations share a market, not more"),
    ],
)
def test_mistakes_are_named(given, message):
    with pytest.raises((UnknownName, BadValue), match=message):
        design(given)
