"""What a run leaves, saved and read back."""

from __future__ import annotations

import json

import numpy as np
import pyarrow.parquet as pq
import pytest

from orgsim.inputs.companies import company
from orgsim.kernel.errors import BrokenFile, OutputExists, UnknownName, UsageError
from orgsim.model.simulation import simulate
from orgsim.results.history import TABLES, History


@pytest.fixture(scope="module")
def history(village):
    return simulate("integrated", village, days=150)


def test_a_saved_history_reads_back_equal(history, tmp_path):
    folder = history.save(tmp_path / "run")
    again = History.load(folder)
    assert again == history
    assert again.facts == json.loads(json.dumps(history.facts))


def test_the_parts_are_plain_parquet_with_units(history, tmp_path):
    folder = history.save(tmp_path / "run")
    table = pq.read_table(folder / "daily.parquet")
    assert table.num_rows == 150
    assert table.schema.field("new_revenue").metadata[b"unit"] == b"EUR"
    assert table.column("entered_customer").to_pylist() == history.daily["entered"][:, 7].tolist()


def test_provenance_names_everything_that_determines_the_run(history, tmp_path):
    manifest = json.loads((history.save(tmp_path / "run") / "manifest.json").read_text())
    facts = manifest["facts"]
    assert facts["design"] == "integrated"
    assert facts["seed"] == 7
    assert facts["levers"]["contact_hours"] == 3.0
    assert facts["settings"]["practice"]["progress_ratio"] == 0.8
    assert {"version", "model", "python", "numpy", "platform", "company_numbers"} <= facts.keys()


def test_nothing_is_overwritten(history, tmp_path):
    folder = history.save(tmp_path / "run")
    with pytest.raises(OutputExists, match="exists; nothing was written"):
        history.save(folder)


def test_a_folder_without_a_history_or_with_a_broken_part_is_refused(history, tmp_path):
    with pytest.raises(UsageError, match=r"manifest\.json is missing"):
        History.load(tmp_path)
    folder = history.save(tmp_path / "run")
    (folder / "leads.parquet").write_bytes(b"torn")
    with pytest.raises(BrokenFile):
        History.load(folder)


@pytest.mark.parametrize("name", TABLES)
def test_tables_come_as_pandas_in_words(history, name):
    frame = history.table(name)
    assert len(frame) == len(getattr(history, name))
    if name == "leads":
        assert set(frame["source"]) <= {"campaign", "inbound", "nurtured", "prospected"}
        assert set(frame["channel"]) <= {one.name for one in company("midmarket_saas").channels}
        never = np.isnan(history.leads["contacted"])
        assert (frame["contacted"].isna() == never).all()
        assert 0 < never.sum() < len(frame)
    if name == "journeys":
        assert {"stage", "touch", "handoff"} <= set(frame["kind"])
        assert set(frame.loc[frame["kind"] == "stage", "after"]) <= {
            "idle", "in_market", "lead", "nurture", "mql", "sal", "opportunity", "customer",
        }  # fmt: skip


def test_an_unknown_table_or_metric_is_named(history):
    with pytest.raises(UsageError, match="no table of a history 'dayly'"):
        history.table("dayly")
    with pytest.raises(UnknownName, match="Did you mean revenue"):
        history.metric("revenu")


def test_it_says_what_it_is(history):
    assert repr(history).startswith("History(integrated at midmarket_saas, 150 days, seed 7:")
    assert history != "something else"
