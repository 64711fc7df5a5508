"""Damage of any kind is named, set aside and got back from the parts; never a traceback, never a row lost."""

from __future__ import annotations

import json
import random

import pytest

from orgsim.kernel.errors import BrokenFile, CannotWrite, OrgsimError, UsageError
from orgsim.studies import load, writing
from orgsim.studies.repair import repair

DAMAGES = {
    "empty": lambda _: b"",
    "a list": lambda _: b"[]",
    "null": lambda _: b"null",
    "no keys": lambda _: b"{}",
    "half": lambda content: content[: len(content) // 2],
    "zeros": lambda content: bytes(len(content)),
    "deep": lambda _: b"[" * 100_000,
    "a key less": lambda content: _without(content, "recipe"),
    "a key of a key less": lambda content: _without(content, "made"),
}


def _without(content, key):
    manifest = json.loads(content) if content[:1] == b"{" else {}
    manifest.pop(key, None)
    return json.dumps(manifest).encode()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["manifest.json", "points.parquet"])
def test_a_damaged_or_missing_file_comes_back(small, tmp_path, name, damage):
    whole = small.run(tmp_path / "out").table().to_parquet()
    path = tmp_path / "out" / name
    before = path.read_bytes()
    path.write_bytes(DAMAGES[damage](before))
    with pytest.raises(BrokenFile, match="study repair FOLDER"):
        load(tmp_path / "out")
    done = repair(tmp_path / "out")
    assert any(f"{name} was damaged" in line for line in done)
    assert list((tmp_path / "out").glob("*.damaged"))
    assert load(tmp_path / "out").table().to_parquet() == whole
    if name == "manifest.json":
        assert json.loads(path.read_text()) == json.loads(before)
    assert small.run(tmp_path / "out").counts()["ok"] == 24
    assert repair(tmp_path / "out") == []


def test_both_missing_come_back(small, tmp_path):
    whole = small.run(tmp_path / "out").table().to_parquet()
    for name in ("manifest.json", "points.parquet"):
        (tmp_path / "out" / name).unlink()
    assert len(repair(tmp_path / "out")) == 2
    assert load(tmp_path / "out").table().to_parquet() == whole


def test_points_from_a_table_come_back_with_the_table(small, folder):
    (folder / "p.csv").write_text("hours.switching\n0.0\n0.5\n")
    study = small.changed(vary={}, plan={"method": "table", "table": "p.csv"})
    whole = study.run(folder / "out").table().to_parquet()
    (folder / "out" / "points.parquet").unlink()
    with pytest.raises(BrokenFile, match="cannot be made again"):
        repair(folder / "out")
    assert repair(folder / "out", beside=folder)
    assert load(folder / "out").table().to_parquet() == whole


def test_points_that_are_not_those_of_the_rows_are_refused(small, tmp_path, monkeypatch):
    small.run(tmp_path / "out")
    (tmp_path / "out" / "points.parquet").unlink()
    monkeypatch.setattr("orgsim.studies.repair.digests", lambda *_: [b"0" * 16, b"1" * 16])
    with pytest.raises(BrokenFile, match="are not those of the rows"):
        repair(tmp_path / "out")


def test_torn_parts_are_set_aside_each_under_a_name_of_its_own(small, tmp_path):
    whole = small.run(tmp_path / "out").table().to_parquet()
    for _ in range(2):
        part = load(tmp_path / "out").store.parts[0]
        part.rename(part.with_name("part-000001-aaaaaaaa.parquet"))
        part = part.with_name("part-000001-aaaaaaaa.parquet")
        part.write_bytes(part.read_bytes()[:-20])
        assert "was torn" in repair(tmp_path / "out")[0]
        assert small.run(tmp_path / "out").table().to_parquet() == whole
    assert len(list(tmp_path.rglob("*.torn"))) == 2


@pytest.mark.parametrize("seed", range(30))
def test_any_damage_ends_in_words_of_ours(small, tmp_path, seed):
    """Random bytes anywhere in any file of the folder."""
    chance = random.Random(seed)
    whole = small.run(tmp_path / "out").table()
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.name != ".lock"]
    path = chance.choice(files)
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
    try:
        found = load(tmp_path / "out").table()
    except OrgsimError:
        pass
    else:
        assert len(found) <= len(whole)
    try:
        repair(tmp_path / "out")
        again = small.run(tmp_path / "out").table()
    except OrgsimError:
        pass
    else:
        assert again.drop(columns="run_key").equals(whole.drop(columns="run_key"))


def test_nothing_of_a_study_left_is_said(tmp_path, small):
    with pytest.raises(UsageError, match="holds no parts"):
        repair(tmp_path)
    small.run(tmp_path / "out")
    (tmp_path / "out" / "manifest.json").unlink()
    for part in (tmp_path / "out" / "parts").iterdir():
        part.write_bytes(b"")
    with pytest.raises(BrokenFile, match="run the study's file into a new folder"):
        repair(tmp_path / "out")


def test_at_the_command_line(orgsim, folder):
    (folder / "s.toml").write_text("companies = ['village.toml']\npairs = 2\ndays = 21\nmetrics = ['profit']\n")
    orgsim("study", "run", "s.toml", "--out", "out", "--quiet")
    (folder / "out" / "manifest.json").write_text("[]")
    code, _, err = orgsim("study", "status", "out")
    assert (code, "orgsim study repair FOLDER" in err) == (2, True)
    assert "comes back from part-" in orgsim("study", "repair", "out")[1]
    assert orgsim("study", "status", "out")[0] == 0
    assert json.loads(orgsim("study", "repair", "out", "--json")[1])["done"] == []


def test_a_disk_that_is_full_in_the_last_merge_costs_nothing(small, tmp_path, monkeypatch):
    monkeypatch.setattr("orgsim.studies.driver.FLUSH_ROWS", 1)

    def full(self, most=None):
        raise CannotWrite("No space left on device")

    told = []
    with monkeypatch.context() as patch:
        patch.setattr(writing.Writer, "merge", full)
        found = small.run(tmp_path / "out", workers=1, chunk=1, notify=told.append)
    assert found.counts()["ok"] == 24
    assert "Every row is kept, but the parts could not be put together: No space left" in told[-1]
    assert len(found.store.parts) > 1
    small.run(tmp_path / "out")
    assert len(load(tmp_path / "out").store.parts) == 1
