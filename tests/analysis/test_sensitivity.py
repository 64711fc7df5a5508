"""Sensitivity indices against functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from orgsim.analysis.sensitivity import DUMMY, LUCK, _dummy, elementary_effects, explained, noise_share, sensitivity
from orgsim.kernel.errors import BadValue, CheckFailed, UnknownName
from orgsim.model.simulation import simulate
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


def morris_1991(shares):
    """The function of twenty inputs of Morris (1991), section 4, its random coefficients drawn here."""
    rng = np.random.default_rng(1991)
    w = 2.0 * (shares - 0.5)
    for place in (2, 4, 6):
        w[:, place] = 2.0 * (1.1 * shares[:, place] / (shares[:, place] + 0.1) - 0.5)
    single = np.array([20.0] * 10 + list(rng.normal(0.0, 1.0, 10)))
    double = rng.normal(0.0, 1.0, (20, 20))
    double[:6, :6] = -15.0
    total = w @ single
    for i in range(20):
        for j in range(i + 1, 20):
            total = total + double[i, j] * w[:, i] * w[:, j]
            for k in range(j + 1, 5):
                total = total - 10.0 * w[:, i] * w[:, j] * w[:, k]
                for one in range(k + 1, 4):
                    total = total + 5.0 * w[:, i] * w[:, j] * w[:, k] * w[:, one]
    return total


def test_morris_finds_what_he_found():
    """Inputs 1 to 10 matter, 8 to 10 by themselves and 1 to 7 with others or bent; 11 to 20 do not (Morris 1991)."""
    shares = SAMPLERS["morris"].shares(20, 40, 4, 7)
    found = by_name(elementary_effects(shares.copy(), morris_1991(shares.copy()), 4))
    strength, spread = found["mu_star"][0], found["sigma"][0]
    assert strength[:10].min() > 2.0 * strength[10:].max()
    assert spread[:6].min() > 2.0 * spread[7:10].max()
    assert strength[7:10] == pytest.approx([40.0] * 3, rel=0.25)


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


def paying(formula, *factors):
    """A walk of one day whose new deals are worth what a formula makes of these settings, in EUR."""

    def walk(design, company, *, settings, seed, days, journeys=False, **whence):
        run = simulate(design, company, settings=settings, seed=seed, days=days, journeys=journeys, **whence).copied()
        values = []
        for name in factors:
            chapter, key = name.split(".")
            values.append(getattr(getattr(settings, chapter), key))
        run.daily["new_revenue"][:] = 0.0
        run.daily["new_revenue"][0] = formula(*values)
        return run

    return walk


def ishigami_of(x, y, z):
    """On -pi to pi each, from shares: sin x + 7 sin^2 y + 0.1 z^4 sin x (Ishigami and Homma 1990)."""
    x, y, z = (math.pi * (2.0 * one - 1.0) for one in (x, y, z))
    return 100.0 + math.sin(x) + 7.0 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)


def sobol_g(x, y, z):
    """Product of (|4 x - 2| + a) / (1 + a) with a = 0, 1, 4.5 (Saltelli and Sobol' 1995)."""
    return math.prod((abs(4.0 * one - 2.0) + a) / (1.0 + a) for one, a in ((x, 0.0), (y, 1.0), (z, 4.5)))


PARTS = [1.0 / (3.0 * (1.0 + a) ** 2) for a in (0.0, 1.0, 4.5)]
WHOLE = math.prod(1.0 + part for part in PARTS) - 1.0
KNOWN = {
    "ishigami": (ishigami_of, [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]),
    "g": (
        sobol_g,
        [part / WHOLE for part in PARTS],
        [part * math.prod(1.0 + other for other in PARTS if other is not part) / WHOLE for part in PARTS],
    ),
}
SHARES = ("hours.mixing", "hours.slack", "information.inherited")  # 0 to 1 each


@pytest.mark.parametrize("name", KNOWN)
def test_through_the_runner_indices_are_those_of_the_closed_form(name, tmp_path, folder):
    """Ishigami's function and Sobol' G as what a run earns, by Saltelli's plan, from a study's folder."""
    formula, first, total = KNOWN[name]
    study = Study(
        name="known",
        companies=("village.toml",),
        folder=str(folder),
        designs=("separated",),
        pairs=1,
        days=1,
        metrics=("new_revenue",),
        vary={one: {} for one in SHARES},
        plan={"method": "saltelli", "points": 512},
    )
    table = sensitivity(study.run(tmp_path / name, walk=paying(formula, *SHARES)), "new_revenue")
    found = {index: table[table["index"] == index].set_index("factor")["value"] for index in ("S1", "ST")}
    assert [found["S1"][one] for one in SHARES] == pytest.approx(first, abs=0.08)
    assert [found["ST"][one] for one in SHARES] == pytest.approx(total, abs=0.08)


def test_a_dummy_explains_what_chance_does():
    """Of pure noise a factor explains as much as the dummy; of a slope far more."""
    rng = np.random.default_rng(5)
    shares = rng.random((256, 2))
    values = 3.0 * shares[:, 0] + rng.normal(0.0, 0.3, 256)
    assert abs(_dummy(shares, values)[0]) < 0.2
    assert by_name(explained(shares, values))["S1"][0][0] > 0.8


def test_what_is_left_to_luck_is_its_share_of_the_variance():
    """Points spread by 2, luck by 3 over nine pairs: of the means' variance 1 of 5 is luck; what all share is none."""
    rng = np.random.default_rng(6)
    values = rng.normal(0.0, 2.0, (3000, 1)) + rng.normal(0.0, 3.0, (3000, 9)) + rng.normal(0.0, 50.0, 9)
    assert noise_share(values) == pytest.approx(0.2, abs=0.02)
    assert np.isnan(noise_share(np.ones((4, 2))))


def test_a_metric_without_a_number_at_some_points_is_refused_and_the_runs_are_named(tmp_path, folder):
    def sometimes(share):
        return float("nan") if share > 0.7 else share

    study = Study(
        name="holes",
        companies=("village.toml",),
        folder=str(folder),
        designs=("separated",),
        pairs=2,
        days=1,
        metrics=("new_revenue",),
        vary={"hours.mixing": {}},
        plan={"method": "sobol", "points": 64},
    )
    found = study.run(tmp_path / "holes", walk=paying(sometimes, "hours.mixing"))
    with pytest.raises(CheckFailed, match=r"new_revenue has no number in \d+ of 128 runs \(separated, point \d+, pair \d"):
        sensitivity(found, "new_revenue")


def test_several_pairs_tell_what_is_left_to_luck(tmp_path, folder):
    study = Study.model_validate(
        STUDY
        | {"plan": {"method": "sobol", "points": 64}, "companies": ("village.toml",), "folder": str(folder), "pairs": 2}
    )
    table = sensitivity(study.run(tmp_path / "out"), "leads")
    luck = table[table["factor"] == LUCK]
    assert set(luck["design"]) == {"separated", "integrated", "integrated − separated"}
    assert luck["value"].between(0.0, 1.0).all()
