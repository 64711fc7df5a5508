"""Where compiled rules are kept when the usual places are not to be had; whose folders stay untouched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

CODE = "from orgsim.kernel.folders import cache_root, is_passing; print(cache_root(), is_passing())"
SOMEBODY = 54_321


def asked(user=None, **environment):
    """Where a new process keeps compiled rules."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ORGSIM_CACHE_DIR", "XDG_CACHE_HOME", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, env=kept | environment, user=user
    )
    folder, passing = done.stdout.split()
    return Path(folder), passing == "True"


def test_a_folder_of_the_users_holds_a_folder_of_ours_and_keeps_its_own(tmp_path):
    for number in range(1, 9):
        (tmp_path / f"thesis{number}").mkdir()
    code = "import orgsim; orgsim.simulate; from orgsim.kernel.compiler import cache_folder; cache_folder()"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"ORGSIM_CACHE_DIR": str(tmp_path)})
    assert {path.name for path in tmp_path.iterdir()} == {"orgsim-compiled", *(f"thesis{number}" for number in range(1, 9))}


def test_customs_that_name_no_place_are_passed_over(tmp_path):
    assert asked(HOME=str(tmp_path), XDG_CACHE_HOME="") == (tmp_path / ".cache" / "orgsim-compiled", False)
    assert asked(HOME=str(tmp_path), XDG_CACHE_HOME="here") == (
        Path(tempfile.gettempdir()) / f"orgsim-compiled-{os.getuid()}",
        False,
    )
    assert asked(HOME=str(tmp_path), ORGSIM_CACHE_DIR="") == (tmp_path / ".cache" / "orgsim-compiled", False)


def test_without_any_such_place_two_processes_share_a_private_folder(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    environment = {"ORGSIM_CACHE_DIR": str(blocked), "HOME": str(blocked), "TMPDIR": str(tmp_path)}
    folder, passing = asked(**environment)
    assert not passing
    assert folder == asked(**environment)[0]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o777)  # others could put code there, which would be run
    other, passing = asked(**environment)
    assert (other != folder, passing) == (True, True)
    assert not other.exists()  # gone with its process


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can be somebody else")
def test_a_user_whom_the_system_does_not_know_finds_a_place(tmp_path):
    place = tmp_path / "open"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)
    try:
        folder, passing = asked(user=SOMEBODY, TMPDIR=str(place))
    except (PermissionError, subprocess.CalledProcessError):
        pytest.skip("somebody else cannot run this Python here")
    assert folder == place / f"orgsim-compiled-{SOMEBODY}"
    assert not passing
