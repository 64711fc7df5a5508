"""Files from strangers: nothing that lies in a folder is run, followed or believed beyond what it can be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orgsim.kernel.errors import BrokenFile, CannotWrite, OrgsimError, OutputExists
from orgsim.studies import load
from orgsim.studies.repository import git_state
from orgsim.studies.tables import points_in

GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and programs as POSIX has them")


def git(folder, *words):
    person = ["-c", "user.name=n", "-c", "user.email=n@example.com"]
    return subprocess.run([GIT, *person, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """A repository whose configuration names programs wherever it can; each would leave a mark."""
    if GIT is None:
        pytest.skip("git is not there")
    folder, mark = tmp_path / "theirs", tmp_path / "mark"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "study.toml").write_text("pairs = 2\n")
    (folder / "big.bin").write_text("1\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "begun")
    (folder / ".gitattributes").write_text("* filter=bad diff=bad\n")
    git(folder, "add", ".gitattributes")
    git(folder, "commit", "-qm", "attributes")
    program = folder / "bad.sh"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "filter.bad.clean", "filter.bad.smudge", "filter.bad.process", "diff.bad.textconv",
                "diff.external", "core.pager", "core.sshCommand", "alias.status"):  # fmt: skip
        git(folder, "config", key, f"!{program}" if key.startswith("alias") else str(program))
    git(folder, "config", "core.hooksPath", str(folder / "hooks"))
    (folder / "hooks").mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-commit", "post-checkout"):
        shutil.copy(program, folder / "hooks" / hook)
    return folder, mark


def test_no_program_of_a_repository_is_run_and_its_state_is_told(repository):
    folder, mark = repository
    commit = (folder / ".git" / "HEAD").read_text().removeprefix("ref: ").strip()
    commit = (folder / ".git" / commit).read_text().strip()
    mark.unlink(missing_ok=True)
    time.sleep(0.02)
    os.utime(folder / "big.bin")  # as if touched: git would ask its filters
    assert git_state(folder) == {"commit": commit, "clean": True}
    (folder / "study.toml").write_text("pairs = 3\n")
    assert git_state(folder) == {"commit": commit, "clean": False}
    assert not mark.exists()


def test_the_state_is_told_of_packed_references_worktrees_and_no_repository(tmp_path):
    if GIT is None:
        pytest.skip("git is not there")
    folder = tmp_path / "mine"
    folder.mkdir()
    git(folder, "init", "-q")
    assert git_state(folder) is None  # nothing was committed yet
    (folder / "a").write_text("1")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "begun")
    (folder / "results").mkdir()
    (folder / "results" / "r").write_text("1")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "results")
    commit = git(folder, "rev-parse", "HEAD")
    (folder / "results" / "r").write_text("2")
    assert git_state(folder / "results") == {"commit": commit, "clean": True}
    git(folder, "pack-refs", "--all")
    assert git_state(folder) == {"commit": commit, "clean": True}
    git(folder, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
    assert git_state(tmp_path / "beside") == {"commit": commit, "clean": True}
    (tmp_path / "beside" / "a").write_text("2")
    assert git_state(tmp_path / "beside") == {"commit": commit, "clean": False}
    assert git_state(tmp_path) is None


def test_a_change_in_the_second_of_a_commit_is_seen_later(tmp_path):
    """The same length, the same second as the index: only the index's time tells git to look into the file."""
    if GIT is None:
        pytest.skip("git is not there")
    git(tmp_path, "init", "-q")
    time.sleep(1.02 - time.time() % 1)  # a second begins
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begun")
    (tmp_path / "a").write_text("2")
    time.sleep(1.1)
    assert git_state(tmp_path)["clean"] is False


def test_the_commit_is_told_where_git_is_not_installed(repository, monkeypatch):
    folder, _ = repository
    whole = git_state(folder)
    monkeypatch.setenv("PATH", "")
    assert git_state(folder) == whole | {"clean": None}
    monkeypatch.setenv("PATH", str(folder))  # a program of the stranger's is none of the system's
    shutil.copy(folder / "bad.sh", folder / "git")
    assert git_state(folder) == whole | {"clean": None}


def test_what_counts_as_the_same_is_taken_from_the_repository(tmp_path):
    """Git for Windows sets core.fileMode to false; a program's mode is then no change."""
    if GIT is None:
        pytest.skip("git is not there")
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begun")
    (tmp_path / "a").chmod(0o755)
    assert git_state(tmp_path)["clean"] is False
    git(tmp_path, "config", "core.fileMode", "false")
    assert git_state(tmp_path)["clean"] is True


def test_a_users_own_points_are_no_beginning_of_a_study(small, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "points.parquet").write_bytes(b"mine")
    with pytest.raises(OutputExists, match="holds no study"):
        small.run(tmp_path / "out")
    assert (tmp_path / "out" / "points.parquet").read_bytes() == b"mine"


def test_small_files_that_unfold_to_large_tables_are_refused(small, tmp_path):
    """Eleven kilobytes that come to gigabytes: one text, named by every row."""
    small.run(tmp_path / "out")
    part = load(tmp_path / "out").store.parts[0]
    table = pq.read_table(part)
    rows = 100_000
    texts = {"error": pa.array(["e" * 20_000] * 1).dictionary_encode().take(pa.array([0] * rows))}
    cells = [texts.get(name, pa.nulls(rows, table.schema.field(name).type)) for name in table.schema.names]
    pq.write_table(pa.table(cells, names=table.schema.names).replace_schema_metadata(table.schema.metadata),
                   part.with_name("part-000099-bomb.parquet"))  # fmt: skip
    assert part.with_name("part-000099-bomb.parquet").stat().st_size < 100_000
    with pytest.raises(BrokenFile, match="torn"):
        load(tmp_path / "out").failures()
    pq.write_table(pa.table({"without": texts["error"]}), tmp_path / "plan.parquet")
    with pytest.raises(OrgsimError, match="its texts come to 2,000 MB, more than can be ours"):
        points_in(tmp_path / "plan.parquet")


@pytest.mark.parametrize("name", ["parts", "manifest.json", "points.parquet", ".lock"])
def test_a_study_is_not_written_through_links(small, tmp_path, name):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / name).symlink_to(elsewhere if name == "parts" else elsewhere / "precious")
    with pytest.raises(CannotWrite, match="is a link"):
        small.run(out)
    assert [path.name for path in elsewhere.iterdir()] == ["precious"]
    assert (elsewhere / "precious").read_text() == "mine"


def test_what_the_user_keeps_beside_the_rows_stays(small, tmp_path):
    small.run(tmp_path / "out")
    for place in (tmp_path / "out", tmp_path / "out" / "parts"):
        (place / ".mine.tmp").write_text("mine")
        (place / f".orgsim-{'a' * 32}.tmp").write_text("ours")
    small.changed(pairs=5).run(tmp_path / "out")
    assert sorted(path.parent.name for path in (tmp_path / "out").rglob(".*.tmp")) == ["out", "parts"]


@pytest.mark.parametrize("name", ["README.md", "effects.csv", "profit.png"])
def test_a_page_is_not_written_through_links(orgsim, folder, name):
    (folder / "s.toml").write_text("companies = ['village.toml']\npairs = 2\ndays = 21\nmetrics = ['profit']\n")
    assert orgsim("study", "run", "s.toml", "--out", "out", "--quiet")[0] == 0
    (folder / "precious").write_text("mine")
    (folder / "out" / name).symlink_to(folder / "precious")
    code, _, err = orgsim("study", "page", "out")
    assert (code, "is a link, and nothing is written through links" in err) == (1, True)
    assert (folder / "precious").read_text() == "mine"


def test_outputs_are_not_written_through_dangling_links(orgsim, folder):
    (folder / "t.csv").symlink_to(folder / "nowhere.csv")
    (folder / "o").symlink_to(folder / "nowhere")
    short = ["--company", "village.toml", "--years", "0.1", "--pairs", "2"]
    for option in (["--csv", "t.csv"], ["--out", "o"]):
        code, _, err = orgsim("compare", *short, *option)
        assert (code, "exists; nothing was overwritten" in err) == (4, True)
    assert not (folder / "nowhere.csv").exists()
    assert not (folder / "nowhere").exists()


def spoiled(out, **changes):
    manifest = json.loads((out / "manifest.json").read_text())
    for path, value in changes.items():
        *above, last = path.split("__")
        inner = manifest
        for key in above:
            inner = inner[key]
        inner[last] = value
    (out / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "changes",
    [
        {"pairs": 10**8}, {"points": 10**9}, {"recipe__days": 10**9}, {"recipe__seed": -1}, {"recipe__companies": []},
        {"made": None}, {"columns__metrics": {"profit": {}}}, {"study__page": "x"}, {"also": {}}, {"pairs": True},
    ],
)  # fmt: skip
def test_a_manifest_that_lies_is_refused_at_once(small, tmp_path, changes):
    small.run(tmp_path / "out")
    spoiled(tmp_path / "out", **changes)
    start = time.perf_counter()
    with pytest.raises(BrokenFile, match="study repair FOLDER"):
        load(tmp_path / "out").counts()
    assert time.perf_counter() - start < 1.0


def test_a_part_that_declares_more_than_it_can_hold_is_refused_before_it_is_read(small, tmp_path):
    small.run(tmp_path / "out")
    part = load(tmp_path / "out").store.parts[0]
    facts = pq.read_schema(part).metadata
    many = pa.table({"run_key": pa.DictionaryArray.from_arrays(pa.array([0] * 2_000_000, pa.int8()), ["k"])})
    pq.write_table(many.replace_schema_metadata(facts), part.with_name("part-000099-bomb.parquet"))
    start = time.perf_counter()
    with pytest.raises(BrokenFile, match="torn"):
        load(tmp_path / "out").table()
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize("kind", ["fifo", "folder", "large", "binary", "deep", "digits"])
def test_files_that_are_no_files_of_people_are_refused(orgsim, folder, kind):
    path = folder / "odd.toml"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes({"large": b"#" * (5 << 20), "binary": b"\xff\xfe\x00", "deep": b"a = " + b"[" * 5000,
                          "digits": b"[staff]\nreps = " + b"1" * 5000}[kind])  # fmt: skip
    for words in (["compare", "--company", "odd.toml"], ["compare", "--set", "odd.toml"], ["study", "check", "odd.toml"]):
        code, _, err = orgsim(*words)
        assert code == 2
        assert "Traceback" not in err
        assert len(err) < 2000


def test_errors_of_ours_can_be_sent_between_processes():
    import pickle

    from orgsim.kernel.errors import UnknownName

    for error in (BrokenFile("f", ["a", "b"]), UnknownName("metric", "leds", ["leads"])):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (type(error), str(error))
        assert isinstance(again, OrgsimError)
