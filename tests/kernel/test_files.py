"""Files and folders are there whole or not at all; nothing is written through a link, nothing of others removed."""

from __future__ import annotations

import os

import pytest

from orgsim.kernel.errors import BadValue, CannotWrite, OutputExists
from orgsim.kernel.files import is_left_over, is_there, new_folder, write_text, write_whole


def test_a_file_that_cannot_be_finished_is_not_there(tmp_path):
    def fail(sink):
        sink.write(b"half")
        raise KeyboardInterrupt

    write_text(tmp_path / "kept", "before")
    for name in ("kept", "new"):
        with pytest.raises(KeyboardInterrupt):
            write_whole(tmp_path / name, fail)
    assert (tmp_path / "kept").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("target", ["there", "nowhere"])
def test_nothing_is_written_through_a_link(tmp_path, target):
    (tmp_path / "there").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / target)
    with pytest.raises(CannotWrite, match="is a link, and nothing is written through links"):
        write_text(tmp_path / "link", "theirs")
    assert (tmp_path / "there").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert is_there(tmp_path / "link")
    with pytest.raises(OutputExists), new_folder(tmp_path / "link"):
        pass


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
def test_a_folder_is_whole_or_not_there(tmp_path, stop):
    def begun():
        with new_folder(tmp_path / "a" / "out") as whole:
            (whole / "half").write_text("")
            raise stop

    with pytest.raises((KeyboardInterrupt, ValueError, CannotWrite)):
        begun()
    assert not list((tmp_path / "a").iterdir())
    with new_folder(tmp_path / "a" / "out") as whole:
        (whole / "all").write_text("")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["out"]


def test_only_names_that_we_give_count_as_left_over(tmp_path):
    ours = tmp_path / f".orgsim-{'0' * 32}.tmp"
    ours.write_text("")
    for name in (".mine.tmp", ".orgsim-.tmp", ".orgsim-plan.tmp", f"orgsim-{'0' * 32}.tmp"):
        (tmp_path / name).write_text("")
    (tmp_path / f".orgsim-{'1' * 32}.tmp").mkdir()
    (tmp_path / f".orgsim-{'2' * 32}.tmp").symlink_to(ours)
    assert [path for path in tmp_path.iterdir() if is_left_over(path)] == [ours]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_what_cannot_be_a_name_is_refused_in_words(tmp_path, name):
    with pytest.raises(BadValue, match="cannot be a path"):
        is_there(tmp_path / name)
    with pytest.raises(BadValue, match="cannot be a path"):
        write_text(tmp_path / name, "")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_nothing_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWrite, match="Permission denied"):
        write_text(tmp_path / "file", "")
