"""A study's table taken elsewhere: units, model and numbers go with it, and any row is run again from the file alone."""

from __future__ import annotations

import json

import numpy as np
import pyarrow.parquet as pq
import pytest

from orgsim.kernel.errors import BadValue, BrokenFile
from orgsim.kernel.fingerprints import fingerprints
from orgsim.studies.again import again
from orgsim.studies.result import ORIGIN


@pytest.fixture
def exported(small, tmp_path):
    """A study of which nothing is left but its table."""
    import shutil

    vary = {"hours.switching": {"values": [0.0, 0.5]}, "without": {"values": ["nothing", "pay"], "only": ["pods"]}}
    found = small.changed(vary=vary, pairs=2).run(tmp_path / "out")
    for ending in ("parquet", "nc", "csv"):
        found.export(tmp_path / f"t.{ending}")
    table = found.table()
    shutil.rmtree(tmp_path / "out")
    return tmp_path, table


@pytest.mark.parametrize("ending", ["parquet", "nc"])
def test_any_row_is_run_again_from_the_file_alone(exported, ending):
    folder, table = exported
    for row in table.sample(5, random_state=1).to_dict("records"):
        place = {name: row[name] for name in ("company", "design", "point", "pair")}
        history = again(folder / f"t.{ending}", **place)
        assert history.metric("profit") == row["profit"]
        assert history.facts["seed"] == row["seed"]
        assert len(history.journeys)


def test_units_model_and_numbers_stand_in_the_file(exported):
    folder, _ = exported
    schema = pq.read_schema(folder / "t.parquet")
    assert schema.field("profit").metadata[b"unit"] == b"EUR"
    assert schema.field("hours.switching").metadata[b"unit"]
    origin = json.loads(schema.metadata[ORIGIN.encode()])
    assert origin["made"]["model"] == fingerprints().model
    assert origin["recipe"]["companies"]["village.toml"]["staff"]["reps"] == 3
    import xarray as xr

    with xr.open_dataset(folder / "t.nc", engine="scipy") as data:
        assert data["profit"].attrs["units"] == "EUR"
        assert data.attrs["model"] == fingerprints().model


def test_what_is_no_such_file_or_row_is_said(exported):
    folder, _ = exported
    with pytest.raises(BadValue, match="holds no row of village.toml, pods, point 99, pair 0"):
        again(folder / "t.parquet", company="village.toml", design="pods", point=99)
    with pytest.raises(BadValue, match="holds no row"):
        again(folder / "t.nc", company="village.toml", design="podds")
    for name in ("t.csv", "none.parquet", "none.nc"):
        with pytest.raises(BrokenFile, match="no table that `orgsim study export` wrote"):
            again(folder / name, company="village.toml", design="pods")


def test_the_problem_is_what_salib_wants(small, tmp_path):
    from SALib.sample.latin import sample

    vary = {
        "info_sharing": {"low": 0.1, "high": 0.9},
        "disputes.scale": {"low": 0.5, "high": 2.0, "scale": "log"},
        "sync_every": {},
    }
    found = small.changed(vary=vary, plan={"method": "latin_hypercube", "points": 3}, pairs=1, designs=("pods",)).run(
        tmp_path / "out"
    )
    problem = found.problem
    assert problem == {
        "num_vars": 3, "names": ["info_sharing", "disputes.scale", "sync_every"],
        "bounds": [[0.1, 0.9], [0.5, 2.0], [1.0, 252.0]], "dists": ["unif", "logunif", "unif"],
    }  # fmt: skip
    points = sample(problem, 200, seed=1)
    assert np.exp(np.log(points[:, 1]).mean()) == pytest.approx(1.0, rel=0.05)  # even in logarithms
    words = small.changed(vary={"without": {"values": ["nothing", "pay"]}}, pairs=1, designs=("pods",)).run(
        tmp_path / "words"
    )
    with pytest.raises(BadValue, match="varied by words"):
        _ = words.problem


def test_saltellis_indices_are_those_of_a_function_that_is_known(small, tmp_path):
    """Ishigami's function has S1 = (0.314, 0.442, 0), ST = (0.558, 0.442, 0.244): Saltelli and others 2008."""
    from orgsim.analysis.sensitivity import variance_shares
    from orgsim.studies.plans import SAMPLERS

    shares = SAMPLERS["saltelli"].shares(3, 2048, 4, 7)
    assert shares.shape == (2048 * 5, 3)
    x = (2.0 * shares - 1.0) * np.pi
    values = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    (_, alone, _), (_, whole, _) = variance_shares(shares, values)
    assert alone == pytest.approx([0.314, 0.442, 0.0], abs=0.03)
    assert whole == pytest.approx([0.558, 0.442, 0.244], abs=0.03)
