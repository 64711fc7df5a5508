"""What sources say of types of organization, and whether a table bears it out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from orgsim.evidence.presets import HOMBURG, KOTLER, STATEMENTS, judged
from orgsim.evidence.references import REFERENCES
from orgsim.inputs.designs import DESIGNS
from orgsim.results.metrics import METRICS


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: f"{one.preset}-{one.metric}")
def test_a_statement_speaks_of_presets_and_metrics_that_there_are(one):
    assert {one.preset, *one.against} <= set(DESIGNS)
    assert one.preset not in one.against
    assert one.metric in METRICS
    assert one.reference in REFERENCES
    assert one.sign in (-1, 1)


def test_every_one_of_homburgs_five_and_kotlers_four_is_spoken_of():
    assert {one.preset for one in STATEMENTS} >= {*HOMBURG, "undefined", "defined", "aligned", "integrated"}
    assert set(KOTLER) <= set(DESIGNS)


def test_found_opposite_and_open():
    luck = np.random.default_rng(3)
    rows = []
    for company, shift in (("up", 5.0), ("down", -5.0), ("even", 0.0)):
        for design in (*HOMBURG, *KOTLER):
            for pair in range(20):
                base = shift if design == "brand_focused_professionals" else 0.0
                row = {one.metric: luck.standard_normal() for one in STATEMENTS}
                rows.append({"company": company, "design": design, "pair": pair, **row, "profit": base + row["profit"]})
    found = judged(pd.DataFrame(rows))
    first = found[(found["preset"] == "brand_focused_professionals") & (found["metric"] == "profit")].set_index("company")
    assert first["found"].to_dict() == {"up": "found", "down": "opposite", "even": "open"}
    assert first.loc["up", "mean"] == pytest.approx(5.0, abs=0.8)
    assert len(found) == 3 * len(STATEMENTS)
