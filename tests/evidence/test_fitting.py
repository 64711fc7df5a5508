"""Fits: the estimate on a known surface, the refusals, and one fit from file to numbers."""

from __future__ import annotations

import json

import numpy as np
import pytest

from helpers import VILLAGE
from orgsim.evidence import fitting, surface
from orgsim.evidence.target import Target
from orgsim.kernel.errors import UsageError
from orgsim.studies.study import Study

FIT = """
about = "How widely deal values spread."
companies = ["village.toml"]
designs = ["separated"]
pairs = 6
days = 504
metrics = ["value_spread"]
[vary]
"market.deal_sigma" = { low = 0.8, high = 1.8 }
[plan]
method = "latin_hypercube"
points = 12
[fit]
K8 = "value_spread"
"""


def wanted(value):
    return Target("T", "t", value, value - 0.1, value + 0.1, "1", "fit", "G", "leads")


def test_a_known_quadratic_gives_back_its_point():
    """Moments x + y and x y are (0.7, 0.12) at (0.3, 0.4), or with the two exchanged."""
    luck = np.random.default_rng(1)
    shares = luck.uniform(size=(60, 2))
    moments = np.column_stack([shares.sum(axis=1), shares.prod(axis=1)]) + 1e-4 * luck.standard_normal((60, 2))
    found = surface.estimate(shares, moments, [wanted(0.7), wanted(0.12)])
    assert sorted(found) == pytest.approx([0.3, 0.4], abs=0.01)
    error = surface.over_points(shares, moments, [wanted(0.7), wanted(0.12)], found)
    assert (error < 0.01**2).all()
    assert surface.accuracy(shares, moments[:, 0]) > 0.999
    assert surface.accuracy(shares, luck.standard_normal(60)) < 0.5


def test_the_error_grows_with_the_noise():
    luck = np.random.default_rng(2)
    shares = luck.uniform(size=(80, 1))
    errors = []
    for noise in (0.01, 0.1):
        again = []
        for _ in range(30):
            moments = shares + noise * luck.standard_normal((80, 1))
            again.append(surface.estimate(shares, moments, [wanted(0.5)]))
        told = surface.over_points(shares, moments, [wanted(0.5)], again[-1])[0] ** 0.5
        assert told == pytest.approx(np.std(again), rel=0.6)
        errors.append(told)
    assert errors[1] > 5.0 * errors[0]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"fit": {}}, "names no target"),
        ({"fit": {"K10.plain": "value_spread"}}, "never fit to it"),
        ({"fit": {"K1": "value_spread"}}, "measured by conversion"),
        ({"fit": {"K1": "value_spread"}}, "does not speak of"),
        ({"vary": {"market.deal_sigma": {}, "market.rivals": {"values": [0.1, 0.5]}}}, "has 2 values"),
        ({"designs": ("separated", "pods")}, "one company and one design"),
        ({"plan": {"method": "latin_hypercube", "points": 4}}, "too few"),
        ({"vary": {"market.deal_sigma": {"values": [1.0, 1.2]}}}, "no factor"),
        ({"vary": {"market.deal_sigma": {}, "market.rivals": {}}}, "2 free numbers against 1 targets"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_words(tmp_path, changed, says):
    (tmp_path / "village.toml").write_text(VILLAGE)
    (tmp_path / "spread.toml").write_text(FIT)
    study = Study.from_toml(tmp_path / "spread.toml")
    with pytest.raises(UsageError, match=says):
        fitting.check_fit(study.changed(**changed))


def test_a_metric_that_is_not_kept_is_named():
    with pytest.raises(UsageError, match=r"fit\.K8: metric 'profit' is not kept"):
        Study(name="x", metrics=("leads",), fit={"K8": "profit"})


def test_the_error_holds_the_luck_that_all_points_share():
    """Pairs move all points together: the variance of their mean is that of pairs over their number."""
    luck = np.random.default_rng(3)
    shift = luck.standard_normal(12)
    again = [np.array([np.delete(shift, pair).mean()]) for pair in range(12)]
    assert surface.jackknifed(again)[0] == pytest.approx(shift.var(ddof=1) / 12)


def test_from_a_file_to_numbers_that_meet_the_target(tmp_path, monkeypatch, capsys):
    from orgsim.faces.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "village.toml").write_text(VILLAGE)
    (tmp_path / "spread.toml").write_text(FIT)
    for words in (["orgsim", "fit", "spread.toml"], ["orgsim", "fit", "spread.toml", "--json"]):
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 0
        out = capsys.readouterr().out
    document = json.loads(out)
    number, moment = document["numbers"][0], document["moments"][0]
    assert number["name"] == "market.deal_sigma"
    assert 0.9 < number["value"] < 1.7
    assert not number["at_edge"]
    assert moment["inside"]
    assert moment["low"] < 1.15 < moment["high"] or abs(moment["simulated"] - 1.15) < 0.08
    folder = tmp_path / "results" / "fits" / "spread"
    assert json.loads((folder / "fit.json").read_text())["numbers"] == document["numbers"]
    assert (folder / "fit.png").stat().st_size > 5000
