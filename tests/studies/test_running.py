"""Whoever does the runs, in whatever order, the table is the same to the byte."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import walks
from orgsim.kernel.errors import BadValue, CheckFailed, OutputExists, RunFailed, UnknownName, UsageError
from orgsim.model.simulation import simulate
from orgsim.studies import load
from orgsim.studies.driver import Progress
from orgsim.studies.seeds import pair_seed
from orgsim.studies.study import Study


def digest(found):
    return found.table().to_parquet(index=False), found.series("revenue").to_parquet(index=False)


@pytest.fixture
def found(small, tmp_path):
    return small.run(tmp_path / "one", workers=1, chunk=1)


def test_rows_are_the_runs_they_say_they_are(small, found):
    table = found.table()
    assert len(table) == small.size == 24
    row = table[(table["design"] == "pods") & (table["point"] == 2) & (table["pair"] == 3)].iloc[0]
    history = simulate(
        "pods", small.company_of("village.toml"), seed=pair_seed(7, 3), days=42, journeys=False,
        settings=found.recipe.settings.set("hours.switching", 0.5),
    )  # fmt: skip
    assert (row["profit"], row["leads"]) == (history.metric("profit"), history.metric("leads"))
    assert row["hours.switching"] == 0.5
    assert table["pair"].is_monotonic_increasing


def test_series_add_up_to_their_metric(found):
    revenue = found.series("revenue")
    assert sorted(revenue["day"].unique()) == [21, 42]
    first = revenue[(revenue["design"] == "pods") & (revenue["point"] == 0) & (revenue["pair"] == 0)]
    history = simulate(
        "pods", found.recipe.companies["village.toml"], seed=pair_seed(7, 0), days=42, journeys=False,
        settings=found.recipe.settings.set("hours.switching", 0.0),
    )  # fmt: skip
    assert first["value"].sum() == pytest.approx(history.metric("revenue"))


@pytest.mark.parametrize(
    "options",
    [
        {"workers": 2, "chunk": 25},
        {"workers": 2, "chunk": 1},
        {"executor": ThreadPoolExecutor(2)},
        {"executor": lambda: ThreadPoolExecutor(1)},
    ],
    ids=["two threads, chunks of 25", "two threads, chunks of 1", "an executor", "a factory"],
)
def test_threads_chunks_and_own_executors_change_nothing(small, found, tmp_path, options):
    assert digest(small.run(tmp_path / "two", **options)) == digest(found)


def test_loky_changes_nothing(small, found, tmp_path):
    assert digest(small.run(tmp_path / "two", executor="loky", workers=2)) == digest(found)


def test_a_study_in_steps_is_the_study_at_once(small, found, tmp_path):
    """Pairs grow, and what is done is not done again."""
    few = Study.model_validate(small.model_dump() | {"pairs": 2, "folder": small.folder})
    few.run(tmp_path / "steps")
    seen = []
    grown = small.run(tmp_path / "steps", progress=lambda one: seen.append((one.done, one.fresh)))
    assert seen[0] == (12, 0)
    assert max(fresh for _, fresh in seen) == 12
    assert digest(grown) == digest(found)


def test_a_sobol_plan_is_extended(folder):
    def of(points):
        return Study(
            name="plan", companies=("village.toml",), designs=("pods",), vary={"info_sharing": {}, "hours.switching": {}},
            plan={"method": "sobol", "points": points}, metrics=("leads",), pairs=1, days=21, folder=str(folder),
        )  # fmt: skip

    first = of(8).run(folder / "out").table()
    done = []
    both = of(16).run(folder / "out", progress=lambda one: done.append(one.fresh)).table()
    assert max(done) == 8
    assert both.head(8).to_csv() == first.to_csv()


def test_runs_that_are_the_same_are_done_once(folder):
    study = Study(
        name="same", companies=("village.toml",), designs=("separated", "pods"), metrics=("leads",), pairs=2, days=21,
        vary={"info_sharing": {"values": [0.1, 0.5, 0.9], "only": ["separated"]}}, folder=str(folder),
    )  # fmt: skip
    found = study.run(folder / "out")
    table = found.table()
    assert len(table) == study.size == 12
    assert found.counts()["runs"] == 2 * (3 + 1)
    assert table[table["design"] == "pods"].groupby("pair")["leads"].nunique().max() == 1
    assert table.loc[table["design"] == "pods", "info_sharing"].isna().all()


def test_a_run_that_raises_becomes_a_row(small, tmp_path):
    found = small.run(tmp_path / "out", walk=walks.raising, executor="loky", workers=2)
    assert found.counts() == {"runs": 24, "done": 24, "ok": 18, "failed": 6, "killed": 0}
    failures = found.failures()
    assert set(failures["pair"]) == {1}
    assert set(failures["error"]) == {"ArithmeticError: no such luck"}
    assert "in raising" in failures["traceback"].iloc[0]
    with pytest.raises(CheckFailed, match=r"18 of 24 runs went well.*\n.*pair 1: ArithmeticError: no such luck"):
        found.complete()
    assert len(found.verify(3, walk=walks.raising)) == 3
    with pytest.raises(UsageError, match=r"done by walks\.raising [0-9a-f]{16}; give that function"):
        found.verify(3)


def test_failures_are_kept_unless_they_are_to_be_tried_again(small, tmp_path):
    small.run(tmp_path / "out", walk=walks.raising)
    seen = []
    small.run(tmp_path / "out", walk=walks.raising, progress=lambda one: seen.append(one.fresh))
    assert seen == [0]
    small.run(tmp_path / "out", walk=walks.raising, retry=True, progress=lambda one: seen.append(one.fresh))
    assert seen[-1] == 6
    assert load(tmp_path / "out").counts()["failed"] == 6


def test_fail_fast_stops_and_says_why(small, tmp_path):
    with pytest.raises(RunFailed, match=r"pair 1 failed: ArithmeticError: no such luck"):
        small.run(tmp_path / "out", walk=walks.raising, workers=1, chunk=1, fail_fast=True)
    counts = load(tmp_path / "out").counts()
    assert counts["ok"] >= 6
    assert counts["done"] < 24


def test_stored_rows_reproduce_to_the_byte_and_a_changed_one_is_found(found):
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    assert len(found.verify(24)) == 24
    path = found.store.parts[0]
    table = pq.read_table(path)
    bent = table.set_column(
        table.schema.get_field_index("profit"), table.schema.field("profit"), pc.add(table["profit"], 1e-9)
    )
    pq.write_table(bent, path)
    with pytest.raises(CheckFailed, match="do not reproduce"):
        load(found.folder).verify(3)


def test_progress_knows_rate_and_time_left():
    state = Progress(100, done=30, fresh=20)
    state.started -= 10.0
    assert 2.0 >= state.rate > 1.0  # a slow machine may take a moment to ask
    assert state.seconds_left == pytest.approx(70.0 / 2.0, rel=1.0)


def test_the_window_is_bounded(small, tmp_path):
    """Handed out and not yet looked at by the driver: never more than three chunks per worker."""
    handed, seen, most = [], [], []

    class Counting(ThreadPoolExecutor):
        def submit(self, *args, **kwargs):
            handed.append(1)
            most.append(len(handed) - len(seen))
            return super().submit(*args, **kwargs)

    small.run(tmp_path / "out", executor=Counting(2), chunk=1, walk=walks.slow, progress=lambda _: seen.append(1))
    assert 2 <= max(most) <= 3 * 2


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"executor": "thread"}, UnknownName, "Did you mean threads"),
        ({"workers": 0}, BadValue, "workers = 0"),
        ({"chunk": 0}, BadValue, "chunk = 0"),
        ({"address": "tcp://x"}, BadValue, "goes with the executor 'dask'"),
        ({"executor": 3}, BadValue, "must be one of threads, loky, dask, mpi"),
        ({"walk": 3}, BadValue, "must be a function"),
    ],
)
def test_wrong_options_are_named(small, tmp_path, options, error, message):
    with pytest.raises(error, match=message):
        small.run(tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_something_else_is_left_alone(small, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("words")
    with pytest.raises(OutputExists, match="holds no study; nothing was written"):
        small.run(tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
    with pytest.raises(UsageError, match=r"holds no study: manifest\.json is missing"):
        load(tmp_path / "mine")


def test_exports(found, tmp_path):
    import pandas as pd

    for ending in ("csv", "parquet"):
        path = found.export(tmp_path / f"table.{ending}")
        again = pd.read_csv(path) if ending == "csv" else pd.read_parquet(path)
        assert again["profit"].to_list() == pytest.approx(found.table()["profit"].to_list(), rel=1e-14)
    cube = found.to_xarray()
    assert cube["profit"].dims == ("company", "design", "point", "pair")
    assert list(cube["design"].to_numpy()) == ["separated", "pods"]
    assert cube["profit"].attrs["units"] == "EUR"
    assert list(cube["hours.switching"].to_numpy()) == [0.0, 0.25, 0.5]
    assert found.to_polars()["profit"].sum() == pytest.approx(found.table()["profit"].sum())
    import xarray as xr

    with xr.open_dataset(found.export(tmp_path / "cube.nc")) as read:
        assert float(read["profit"].sum()) == pytest.approx(float(cube["profit"].sum()))
    with pytest.raises(BadValue, match="must end in one of"):
        found.export(tmp_path / "table.xlsx")
    with pytest.raises(UsageError, match="keeps no series 'leads'. Kept: revenue"):
        found.series("leads")


def test_a_study_of_designs_that_change_is_begun_and_gone_on_with(folder):
    study = Study(
        name="paths",
        companies=("village.toml",),
        designs=("separated", "separated then integrated@10~5", "divide_then_reintegrate"),
        metrics=("profit",),
        pairs=1,
        days=21,
        folder=str(folder),
    )
    first = study.run(folder / "paths")
    assert first.counts()["ok"] == 3
    again = study.changed(pairs=2).run(folder / "paths")
    assert again.counts()["ok"] == 6
    assert len(again.verify(3)) == 3


def test_one_mechanism_alone_and_one_left_out_are_factors_side_by_side(folder):
    study = Study(
        name="mechanisms",
        companies=("village.toml",),
        designs=("integrated",),
        vary={"without": {"values": ["pay"]}, "alone": {"values": ["nothing", "hours"]}},
        plan={"method": "one_at_a_time"},
        metrics=("switch_share", "profit"),
        pairs=2,
        days=42,
        folder=str(folder),
    )
    table = study.run(folder / "mechanisms").complete().set_index(["alone", "pair"])["switch_share"]
    assert (table["nothing"] == 0.0).all()
    assert (table["hours"] > 0.0).all()
