"""What a study must survive: killed drivers and workers, torn files, full disks, two drivers, other versions."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import walks
from orgsim.kernel.errors import BrokenFile, CannotWrite, OutputExists, RunFailed, UsageError
from orgsim.kernel.fingerprints import Fingerprints
from orgsim.studies import driver, load, writing
from orgsim.studies.founding import open_store
from orgsim.studies.recipe import Recipe
from orgsim.studies.store import Store
from orgsim.studies.study import Study

DRIVER = """
import sys
sys.path.insert(0, {tests!r})
import walks
from orgsim.studies import driver
from orgsim.studies.study import Study
driver.FLUSH_SECONDS = 0.05
Study.from_toml({file!r}).run({out!r}, walk=walks.slow, workers=2, progress=lambda one: print(one.done, flush=True))
"""


def changed(study, **changes):
    return Study.model_validate(study.model_dump() | {"folder": study.folder} | changes)


def test_a_killed_driver_loses_nothing(folder):
    """SIGKILL at random moments, several times; the table is the uninterrupted one, byte by byte."""
    text = """
companies = ["village.toml"]
metrics = ["profit", "leads"]
series = ["revenue"]
pairs = 10
days = 21
[vary]
'hours.switching' = { values = [0.0, 0.5] }
"""
    (folder / "s.toml").write_text(text)
    out = folder / "out"
    code = DRIVER.format(tests=str(Path(walks.__file__).parent), file=str(folder / "s.toml"), out=str(out))
    chance = random.Random(7)
    kept = []
    for _ in range(4):
        run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert run.stdout.readline()  # under way
        before = len(list((out / "parts").glob("part-*")))
        while len(list((out / "parts").glob("part-*"))) == before and run.poll() is None:  # something new is kept
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.1))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        kept.append(load(out).counts()["done"])
    assert kept == sorted(kept)
    assert kept[-1] > 0
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    whole = Study.from_toml(folder / "s.toml").run(folder / "whole", walk=walks.slow)
    assert load(out).table().to_parquet() == whole.table().to_parquet()
    assert load(out).series("revenue").to_parquet() == whole.series("revenue").to_parquet()
    assert not list(out.rglob(".*.tmp"))


def test_a_killed_driver_loses_at_most_what_came_in_since_the_last_part(folder):
    """The promise for SIGKILL and power cuts: what was finished more than ``FLUSH_SECONDS`` before is on the disk."""
    (folder / "s.toml").write_text("companies = ['village.toml']\nmetrics = ['leads']\npairs = 400\ndays = 21\n")
    out = folder / "out"
    code = DRIVER.format(tests=str(Path(walks.__file__).parent), file=str(folder / "s.toml"), out=str(out))
    code = code.replace("driver.FLUSH_SECONDS = 0.05\n", "")
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    seen: list[tuple[float, int]] = []
    reader = threading.Thread(
        target=lambda: [seen.append((time.monotonic(), int(line))) for line in run.stdout], daemon=True
    )
    reader.start()
    while len(seen) < 150 and run.poll() is None:
        time.sleep(0.01)
    killed = time.monotonic()
    run.kill()
    run.wait()
    reader.join()
    run.stdout.close()
    safe = max(done for at, done in seen if at < killed - driver.FLUSH_SECONDS - 1.0)
    assert safe > 20
    assert load(out).counts()["done"] >= safe


def test_ctrl_c_keeps_what_is_finished(small, tmp_path):
    def interrupt(state):
        if state.fresh >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small.run(tmp_path / "out", workers=1, chunk=1, progress=interrupt)
    assert 5 <= load(tmp_path / "out").counts()["done"] < 24
    assert small.run(tmp_path / "out").counts()["ok"] == 24


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_at_the_command_line_says_how_to_go_on(folder, number):
    """Ctrl-C, and the polite kill of a batch system."""
    (folder / "s.toml").write_text("companies = ['village.toml']\npairs = 500\ndays = 252\nmetrics = ['leads']\n")
    command = [sys.executable, "-m", "orgsim", "study", "run", "s.toml", "--out", "out", "--workers", "1"]
    heard = partial(signal.signal, signal.SIGINT, signal.default_int_handler)  # a job in the background starts deaf to it
    run = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, preexec_fn=heard)  # noqa: PLW1509  # no threads here
    while not list((folder / "out" / "parts").glob("part-*")):
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(number)
    said = run.communicate()[1]
    assert run.returncode == 128 + number
    assert "Go on with: orgsim study run s.toml --out out" in said
    assert "Traceback" not in said
    assert 0 < load(folder / "out").counts()["done"] < 1000


def test_a_run_that_kills_its_worker_is_found_and_named(small, tmp_path):
    two = small.changed(vary={"hours.switching": {"values": [0.0, 0.5]}}, pairs=3)
    found = two.run(tmp_path / "out", walk=walks.deadly, executor="loky", workers=2, chunk=4)
    assert found.counts() == {"runs": 12, "done": 12, "ok": 10, "failed": 0, "killed": 2}
    killed = found.failures()
    assert set(zip(killed["design"], killed["pair"], strict=True)) == {("separated", 1)}
    assert killed["error"].str.contains("two workers died of this run, which did nothing else").all()


@pytest.mark.parametrize("executor", ["loky", "dask"])
def test_runs_that_kill_their_workers_cost_seconds_each(small, tmp_path, executor):
    """Six of them, on both: 3 s each were measured; Dask's own way of waiting came to no end."""
    if executor == "dask":
        pytest.importorskip("distributed")
    six = small.changed(vary={"hours.switching": {"values": [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]}}, pairs=2, days=21)
    start = time.monotonic()
    found = six.run(tmp_path / "out", walk=walks.deadly, executor=executor, workers=2, chunk=4)
    assert found.counts() == {"runs": 24, "done": 24, "ok": 18, "failed": 0, "killed": 6}
    assert time.monotonic() - start < 90.0


def test_too_many_deaths_stop_the_study_and_the_next_call_goes_on(small, tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "MOST_DEATHS", 1)
    with pytest.raises(RunFailed, match="2 runs have killed their worker"):
        small.run(tmp_path / "out", walk=walks.deadly, executor="loky", workers=1, chunk=2)
    monkeypatch.setattr(driver, "MOST_DEATHS", 9)
    found = small.run(tmp_path / "out", walk=walks.deadly, executor="loky", workers=1, chunk=2)
    assert found.counts()["killed"] == 3
    assert found.counts()["ok"] == 21


def test_a_worker_that_dies_once_costs_nothing(small, tmp_path, monkeypatch):
    monkeypatch.setenv("ORGSIM_TEST_FLAG", str(tmp_path / "flag"))
    found = small.run(tmp_path / "out", walk=walks.deadly_once, executor="loky", workers=2, chunk=4)
    assert (tmp_path / "flag").exists()
    assert found.counts()["ok"] == 24


def test_torn_parts_are_set_aside_and_done_again(small, tmp_path):
    whole = small.run(tmp_path / "out").table().to_parquet()
    part = load(tmp_path / "out").store.parts[0]
    part.write_bytes(part.read_bytes()[:-100])
    with pytest.raises(BrokenFile, match=r"torn: it cannot be read whole; .* sets it aside"):
        load(tmp_path / "out").table()
    told = []
    found = small.run(tmp_path / "out", notify=told.append)
    assert "was torn; it is set aside" in told[0]
    assert found.table().to_parquet() == whole
    assert list(tmp_path.rglob("*.torn"))


def test_a_part_of_another_version_is_not_mixed_in(small, tmp_path):
    small.run(tmp_path / "out")
    part = load(tmp_path / "out").store.parts[0]
    table = pq.read_table(part)
    other = table.replace_schema_metadata({**table.schema.metadata, b"orgsim_model": b"0123456789abcdef"})
    pq.write_table(other, part.with_name("part-000099-other.parquet"))
    for attempt in (lambda: load(tmp_path / "out").table(), lambda: small.run(tmp_path / "out")):
        with pytest.raises(BrokenFile, match="made by another model"):
            attempt()


def bent(out, **facts):
    """A study's manifest, changed by hand."""
    path = out / "manifest.json"
    manifest = json.loads(path.read_text())
    for name, value in facts.items():
        manifest[name] = manifest[name] | value if isinstance(value, dict) else value
    path.write_text(json.dumps(manifest))


def of_another_model(out, change=lambda table: table):
    """The same study as if another model had made it."""
    bent(out, made={"model": "0123456789abcdef", "version": "0.0.1"})
    for part in load(out).store.parts:
        table = change(pq.read_table(part))
        facts = {**pq.read_schema(part).metadata, b"orgsim_model": b"0123456789abcdef"}
        pq.write_table(table.replace_schema_metadata(facts), part)


def test_a_folder_of_another_model_that_gives_the_same_rows_is_gone_on_with(small, tmp_path):
    small.run(tmp_path / "out")
    of_another_model(tmp_path / "out")
    told = []
    found = changed(small, pairs=5).run(tmp_path / "out", notify=told.append)
    assert "made by another model; this one gave 20 of its runs again, equal to the byte" in told[0]
    assert found.counts() == {"runs": 30, "done": 30, "ok": 30, "failed": 0, "killed": 0}
    assert found.manifest["also"][0]["same"] == 20
    assert found.table().to_parquet() == changed(small, pairs=5).run(tmp_path / "new").table().assign(
        run_key=found.table()["run_key"]
    ).to_parquet()  # fmt: skip
    assert len(found.verify(30)) == 30


def test_a_folder_of_another_model_that_gives_other_rows_is_refused(small, tmp_path):
    small.run(tmp_path / "out")

    def richer(table):
        place = table.schema.get_field_index("profit")
        return table.set_column(place, table.schema.field(place), pc.add(table["profit"], 1.0))

    of_another_model(tmp_path / "out", richer)
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    with pytest.raises(UsageError, match=r"made by orgsim 0\.0\.1, model 0123456789abcdef.*\n.*profit was .*, is"):
        small.run(tmp_path / "out")
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before
    assert len(load(tmp_path / "out").table()) == 24  # it can still be read


def test_rows_that_match_nothing_asked_are_named(small, tmp_path):
    found = small.run(tmp_path / "out")
    pairs = found.store.parts[0]
    bent(tmp_path / "out", pairs=3)
    with pytest.raises(BrokenFile, match=r"6 rows match no run that this study asks for .*Put the files back"):
        load(tmp_path / "out").table()
    bent(tmp_path / "out", pairs=4)
    changed(small, seed=8).run(tmp_path / "other")
    shutil.copy(load(tmp_path / "other").store.parts[0], pairs.with_name("part-000050-other.parquet"))
    with pytest.raises(BrokenFile, match="24 rows match no run"):
        load(tmp_path / "out").counts()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seed": 8}, "seed: 7 there, 8 here"),
        ({"days": 63}, "days: 42 there, 63 here"),
        ({"pairs": 2}, "pairs: 4 there, only 2 here"),
        ({"designs": ("separated", "integrated")}, "designs: "),
        (
            {"vary": {"hours.switching": {"values": [0.0, 0.1]}}},
            r"vary.hours.switching.values: \[0.0, 0.25, 0.5\] there, \[0.0, 0.1\] here",
        ),
        ({"vary": {"practice.spillover": {}}}, "vary.hours.switching is there, but not here"),
    ],
)
def test_a_changed_study_is_not_mixed_in(small, tmp_path, changes, message):
    small.run(tmp_path / "out")
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    with pytest.raises(UsageError, match=message) as caught:
        changed(small, **changes).run(tmp_path / "out")
    assert "choose another folder" in str(caught.value)
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before


def test_a_company_that_changed_behind_its_name_is_noticed(small, folder):
    small.run(folder / "out")
    (folder / "village.toml").write_text((folder / "village.toml").read_text().replace("reps = 3", "reps = 4"))
    with pytest.raises(UsageError, match=r"companies.village.toml.staff.reps: the numbers behind the names have changed"):
        small.run(folder / "out")


def test_words_of_a_study_may_change(small, tmp_path):
    small.run(tmp_path / "out")
    changed(small, about="what we really ask").run(tmp_path / "out")
    assert load(tmp_path / "out").manifest["study"]["about"] == "what we really ask"


def test_two_drivers_do_not_share_a_folder(small, tmp_path):
    small.run(tmp_path / "out")
    with (
        open_store(tmp_path / "out", small, Recipe.of(small))[0],
        pytest.raises(OutputExists, match="Another run is writing"),
    ):
        small.run(tmp_path / "out")
    assert small.run(tmp_path / "out").counts()["ok"] == 24


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_is_full_or_closed_loses_nothing_that_was_kept(small, tmp_path, monkeypatch, number):
    """The third part cannot be written: two are kept, nothing is half there, and the study goes on later."""
    monkeypatch.setattr(driver, "FLUSH_ROWS", 1)
    parts = []
    whole = writing.write_whole

    def fill_up(path, write):
        if path.name.startswith("part-"):
            parts.append(path)
        if len(parts) > 2:
            raise OSError(number, os.strerror(number))
        write(path)

    with monkeypatch.context() as patch:
        patch.setattr(
            writing, "write_whole", lambda path, write: whole(path, lambda sink: fill_up(path, lambda _: write(sink)))
        )
        with pytest.raises(CannotWrite, match=rf"{os.strerror(number)}\. What was written before is whole"):
            small.run(tmp_path / "out", workers=1, chunk=1)
    assert not list((tmp_path / "out").rglob(".*.tmp"))
    assert load(tmp_path / "out").counts()["ok"] == len(load(tmp_path / "out").store.rows()) >= 2
    assert small.run(tmp_path / "out").counts()["ok"] == 24


def test_a_real_limit_on_file_size_is_told_and_the_study_goes_on_without_it(small, folder):
    (folder / "s.toml").write_text("companies = ['village.toml']\npairs = 2\ndays = 21\n")
    arguments = ["orgsim", "study", "run", str(folder / "s.toml"), "--out", str(folder / "out")]
    code = f"from orgsim.faces.cli import main; import sys; sys.argv = {arguments!r}; main()"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)); "
    done = subprocess.run([sys.executable, "-c", limit + code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert load(folder / "out").counts()["ok"] == 4


def test_a_change_of_a_byte_in_a_part_is_noticed(small, tmp_path):
    """Parquet's own checksums, which by default are neither written nor read."""
    whole = small.run(tmp_path / "out").table().to_parquet()
    part = load(tmp_path / "out").store.parts[0]
    column = pq.ParquetFile(part).metadata.row_group(0).column(pq.read_schema(part).get_field_index("profit"))
    content = bytearray(part.read_bytes())
    content[column.data_page_offset + column.total_compressed_size // 2] ^= 1
    part.write_bytes(content)
    with pytest.raises(BrokenFile, match="torn"):
        load(tmp_path / "out").table()
    assert small.run(tmp_path / "out").table().to_parquet() == whole


def test_an_interrupt_while_rows_are_written_loses_none(small, tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "FLUSH_ROWS", 1)
    finished, append = [], writing.Writer.append

    def interrupted(self, rows):
        if len(finished) >= 10 and "stop" not in finished:  # several runs may have come in since the last part
            finished.append("stop")
            raise KeyboardInterrupt
        append(self, rows)

    monkeypatch.setattr(writing.Writer, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        small.run(tmp_path / "out", workers=1, chunk=1, progress=lambda one: finished.append(1) if one.fresh else None)
    assert load(tmp_path / "out").counts()["done"] >= 10


def test_a_folder_that_was_only_begun_is_gone_on_with(small, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(writing.json, "dumps", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            small.run(tmp_path / "out")
    assert not (tmp_path / "out" / "manifest.json").exists()
    assert small.run(tmp_path / "out").counts()["ok"] == 24


def test_a_reader_beside_a_driver_that_merges_sees_whole_tables(small, tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "FLUSH_ROWS", 1)
    monkeypatch.setattr(writing, "MANY", 1)
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            if Store.is_one(tmp_path / "out"):
                seen.append(load(tmp_path / "out").counts()["done"])

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        small.run(tmp_path / "out", workers=1, chunk=1, walk=walks.slower)
    finally:
        stop.set()
    reader.join()
    assert reader.ident
    assert seen == sorted(seen)
    assert len(set(seen)) > 1


def test_an_executor_of_ones_own_that_breaks_is_said_to_have_broken(small, tmp_path, monkeypatch):
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    monkeypatch.setenv("ORGSIM_TEST_FLAG", str(tmp_path / "flag"))
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with pytest.raises(RunFailed, match="The executor broke"):
        small.run(tmp_path / "out", executor=pool, walk=walks.deadly_once, chunk=1)
    assert load(tmp_path / "out").counts()["killed"] == 0


def test_a_walk_that_cannot_be_sent_is_no_dead_worker(small, tmp_path):
    from concurrent.futures import ProcessPoolExecutor

    with pytest.raises(RunFailed, match="A task failed outside of its run"):
        small.run(tmp_path / "out", executor=lambda: ProcessPoolExecutor(1), walk=lambda *_, **__: None)
    assert load(tmp_path / "out").counts()["done"] == 0


def test_a_worker_of_another_version_stops_the_study(small, tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "fingerprints", lambda: Fingerprints("", "0123456789abcdef"))
    with pytest.raises(RunFailed, match="A worker has another model"):
        small.run(tmp_path / "out")


def test_a_place_where_no_folder_can_be_made_is_named(small, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="cannot be written: Not a directory"):
        small.run(tmp_path / "file" / "out")


def test_a_manifest_that_is_none_is_named(small, tmp_path):
    small.run(tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text("{}")
    with pytest.raises(BrokenFile, match="not the format 2"):
        load(tmp_path / "out")


def test_small_parts_are_merged_and_nothing_is_lost(small, tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "FLUSH_ROWS", 1)
    monkeypatch.setattr(writing, "MANY", 3)
    counted = []
    found = small.run(
        tmp_path / "out", workers=1, chunk=1, progress=lambda _: counted.append(len(Store(tmp_path / "out").parts))
    )
    assert max(counted) <= 5
    assert len(found.store.parts) == 1
    assert found.counts()["ok"] == 24
