"""Winners, drivers and mechanisms, on tables whose answers are known; and the overview of a run."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from orgsim.analysis.liveness import drivers, mechanism_effects, winners
from orgsim.analysis.overview import MONTH, mean_overview, overview
from orgsim.model.simulation import simulate
from orgsim.results.codes import Stage


@pytest.fixture(scope="module")
def table():
    """At share x of the range of 'strong', b earns 10 (x - 0.4) more than a; 'idle' does nothing."""
    luck = np.random.default_rng(4)
    rows = []
    for point in range(60):
        x, y = (point + 0.5) / 60.0, luck.uniform()
        for pair in range(3):
            base = luck.normal()
            for design, value in (("a", base), ("b", base + 10.0 * (x - 0.4))):
                rows.append({"company": "c", "design": design, "point": point, "pair": pair, "strong": x, "idle": y,
                             "profit": value})  # fmt: skip
    return pd.DataFrame(rows)


def test_winners_are_counted_by_point(table):
    shares = winners(table, "profit").set_index("design")["share"]
    assert shares["b"] == pytest.approx(0.6)
    assert shares.sum() == pytest.approx(1.0)


def test_the_driver_comes_first_and_turns_the_sign(table):
    found = drivers(table, "profit", "a", "b", ["idle", "strong"])
    first, second = found.to_dict("records")
    assert (first["factor"], second["factor"]) == ("strong", "idle")
    assert first["correlation"] == pytest.approx(1.0, abs=0.01)
    assert first["low_mean"] == pytest.approx(10.0 * (1.0 / 6.0 - 0.4), abs=0.1)
    assert first["high_mean"] == pytest.approx(10.0 * (5.0 / 6.0 - 0.4), abs=0.1)
    assert first["turns"]
    assert not second["turns"]
    assert abs(second["correlation"]) < 0.4


def test_effects_of_mechanisms_against_their_bases():
    rows = []
    for pair in range(4):
        for without, alone, value in (
            ("nothing", None, 10.0),
            ("pay", None, 7.0),
            (None, "nothing", 2.0),
            (None, "pay", 6.0),
        ):
            rows.append({"design": "a", "pair": pair, "without": without, "alone": alone, "profit": value + pair})
    table = pd.DataFrame(rows)
    lost = mechanism_effects(table, "profit", "without")
    assert lost[["mechanism", "mean", "pairs"]].to_numpy().tolist() == [["pay", -3.0, 4]]
    gained = mechanism_effects(table, "profit", "alone")
    assert gained[["mechanism", "mean", "pairs"]].to_numpy().tolist() == [["pay", 4.0, 4]]


def test_the_overview_adds_flows_and_averages_stocks(village):
    history = simulate("integrated", village, days=130, seed=2, journeys=False)
    seen = overview(history)
    assert {len(line) for lines in seen.values() for line in lines.values()} == {130 // MONTH}
    first = history.daily[:MONTH]
    assert seen["Qualified leads and deals won, a month"]["won"][0] == first["deals"].sum()
    assert seen["Customers"]["customers"][0] == pytest.approx(first["stocks"][:, Stage.CUSTOMER].mean())
    both = mean_overview([history, history])
    assert both["Trust"]["of buyers"] == pytest.approx(seen["Trust"]["of buyers"])
