"""The compiler's off-switches, and the fingerprint of the sources."""

from __future__ import annotations

import os
import subprocess
import sys

from orgsim.kernel import rules

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


def test_the_source_hash_covers_every_file_that_can_change_a_run(tmp_path, monkeypatch):
    before = rules.source_hash()
    for name in ("one.py", "deep/two.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    monkeypatch.setattr(rules, "PACKAGE", tmp_path)
    rules.source_hash.cache_clear()
    first = rules.source_hash()
    (tmp_path / "deep" / "two.py").write_text("x = 2\n")
    rules.source_hash.cache_clear()
    second = rules.source_hash()
    monkeypatch.undo()
    rules.source_hash.cache_clear()
    assert len({before, first, second}) == 3


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'numba', 'numpy', 'mesa', 'pandas', 'pydantic', 'matplotlib', 'scipy', 'rich', 'click'}"
    assert run(f"import sys, orgsim; print(sorted({heavy} & set(sys.modules)))") == "[]"
    assert run(f"import sys, orgsim.faces.cli.main; print(sorted(({heavy} - {{'click'}}) & set(sys.modules)))") == "[]"
