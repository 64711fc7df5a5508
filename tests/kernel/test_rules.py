"""The compiler's off-switches, and the fingerprint of the sources."""

from __future__ import annotations

import os
import subprocess
import sys

HIDE_NUMBA = "import sys; sys.modules['numba'] = None; "


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_rules_stay_python_when_compiling_is_switched_off_or_numba_is_missing():
    code = "from orgsim.kernel import rules; print(rules.COMPILED, rules.is_cold())"
    assert run(code, NUMBA_DISABLE_JIT="1") == "False False"
    assert run(HIDE_NUMBA + code) == "False False"


def test_an_unwritable_cache_falls_back_to_a_temporary_folder(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    found = run("from orgsim.kernel import rules; print(rules.cache_folder())", ORGSIM_CACHE_DIR=str(blocked / "below"))
    assert str(blocked) not in found


def test_a_cache_in_a_folder_of_the_users_leaves_what_lies_there_alone(tmp_path):
    """Old states of ours make room; the user's folders never do, whatever they are called."""
    ours = tmp_path / "orgsim-compiled"
    for place in range(8):
        (tmp_path / f"thesis{place}").mkdir()
        (ours / f"thesis{place}").mkdir(parents=True)
        (ours / f"{place:016x}-cpython-311-numba0.61.0").mkdir()
    run("from orgsim.kernel import rules; print(rules.cache_folder())", ORGSIM_CACHE_DIR=str(tmp_path))
    assert len(list(tmp_path.glob("thesis*"))) == 8
    assert len(list(ours.glob("thesis*"))) == 8
    assert len(list(ours.glob("*-cpython-*"))) == 4 + 1


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'numba', 'numpy', 'mesa', 'pandas', 'pydantic', 'matplotlib', 'scipy', 'rich', 'click'}"
    assert run(f"import sys, orgsim; print(sorted({heavy} & set(sys.modules)))") == "[]"
    assert run(f"import sys, orgsim.faces.cli.main; print(sorted(({heavy} - {{'click'}}) & set(sys.modules)))") == "[]"
