"""Sensitivity indices against functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from orgsim.analysis.sensitivity import DUMMY, LUCK, elementary_effects, explained, sensitivity
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.studies.plans import SAMPLERS
from orgsim.studies.study import Study


def ishigami(shares):
    """Ishigami and Homma 1990, a = 7, b = 0.1, on [-pi, pi]^3."""
    x = (2.0 * shares - 1.0) * math.pi
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def by_name(indices):
    return {name: (values, halves) for name, values, halves in indices}


@pytest.mark.parametrize("method", ["sobol", "latin_hypercube"])
def test_the_variance_of_ishigamis_function_is_shared_as_its_closed_form_says(method):
    """S1 = 0.3139, 0.4424, 0 (Saltelli et al. 2008)."""
    shares = SAMPLERS[method].shares(3, 2048, 0, 7)
    values, halves = by_name(explained(shares, ishigami(shares)))["S1"]
    assert values == pytest.approx([0.3139, 0.4424, 0.0], abs=0.05)
    assert (halves < 0.1).all()


def test_elementary_effects_of_a_plane_are_its_slopes():
    """Morris 1991: for a linear function every elementary effect is the slope, so mu = slope and sigma = 0."""
    shares = SAMPLERS["morris"].shares(4, 10, 4, 7)
    found = by_name(elementary_effects(shares, shares @ np.array([3.0, -2.0, 0.5, 0.0]), 4))
    assert found["mu"][0] == pytest.approx([3.0, -2.0, 0.5, 0.0])
    assert found["mu_star"][0] == pytest.approx([3.0, 2.0, 0.5, 0.0])
    assert found["sigma"][0] == pytest.approx([0.0] * 4, abs=1e-9)


def test_an_interaction_shows_in_sigma():
    """For x y both effects differ from place to place, by the other's value: mu = 1/2, sigma > 0."""
    shares = SAMPLERS["morris"].shares(2, 200, 4, 7)
    found = by_name(elementary_effects(shares, shares.prod(axis=1), 4))
    assert found["mu"][0] == pytest.approx([0.5, 0.5], abs=0.08)
    assert (found["sigma"][0] > 0.2).all()


STUDY = {
    "name": "tried", "designs": ("separated", "integrated"), "pairs": 1, "days": 63, "metrics": ("leads", "mqls"),
    "vary": {"staff.quota": {}, "work.touches_per_hour": {"low": 5.0, "high": 60.0}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "first"),
    [({"method": "morris", "points": 4, "levels": 4}, "mu_star"), ({"method": "sobol", "points": 128}, "S1")],
)
def test_a_study_names_what_moves_its_metric(tmp_path, folder, plan, first):
    study = Study.model_validate(STUDY | {"plan": plan, "companies": ("village.toml",), "folder": str(folder)})
    table = sensitivity(study.run(tmp_path / "out"), "leads")
    assert set(table["design"]) == {"separated", "integrated", "integrated − separated"}
    told = table[~table["factor"].isin((DUMMY, LUCK))]
    assert len(told) == 3 * 2 * table["index"].nunique()
    strongest = table[(table["index"] == first) & (table["design"] == "separated")]
    assert list(strongest["factor"])[:2] == ["work.touches_per_hour", "staff.quota"]
    assert strongest["value"].iloc[0] > 3.0 * abs(strongest["value"].iloc[1])


def test_a_plan_that_fills_no_space_and_a_metric_that_was_not_kept_are_refused(tmp_path, folder):
    study = Study.model_validate(STUDY | {"companies": ("village.toml",), "folder": str(folder), "plan": {"levels": 2}})
    found = study.run(tmp_path / "out")
    with pytest.raises(BadValue, match="as morris or sobol, not factorial"):
        sensitivity(found, "leads")
    with pytest.raises(UnknownName, match="metric of this study 'profit'"):
        sensitivity(found, "profit", found.table())


def test_of_few_points_however_drawn_nothing_is_told(village, tmp_path):
    """Random balance designs find 1 for every factor in 16 points of pure noise; 60 at least are asked for."""
    study = Study(name="s", companies=("smb_startup",), days=15, pairs=1, designs=("pods",), metrics=("leads",),
                  vary={"info_sharing": {}, "handoff_latency": {}}, plan={"method": "sobol", "points": 16})  # fmt: skip
    assert sensitivity(study.run(tmp_path / "few"), "leads").empty
    many = sensitivity(study.changed(plan={"method": "sobol", "points": 64}).run(tmp_path / "many"), "leads")
    assert list(many["factor"])[2:] == [DUMMY]
    assert len(many) == 3
    noise = np.random.default_rng(0).normal(size=64)
    values, _ = by_name(explained(SAMPLERS["sobol"].shares(2, 64, 0, 7), noise))["S1"]
    assert np.abs(values).max() < 0.5
