"""The compiler's off-switches, and the fingerprint of the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from orgsim.kernel import compiler, rules
from orgsim.kernel.codes import Code
from orgsim.kernel.rules import rule
from orgsim.model.org_model import OrgModel
from orgsim.model.simulation import simulate

FOLDER = "from orgsim.kernel.compiler import cache_folder; print(cache_folder())"
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


def test_both_walks_say_once_why_the_first_takes_longer(monkeypatch, tmp_path, capsys):
    """They are compiled apart: who has walked all days in one still waits for the first that is walked agent by agent."""
    monkeypatch.setattr(compiler, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(rules, "SILENT", False)  # a command may have asked for silence before
    told = []
    for _ in range(2):
        simulate(days=2)
        told.append(capsys.readouterr().err)
        OrgModel(days=2).step()
        told.append(capsys.readouterr().err)
    assert [("compiling the model for" in one, "compiling the model, agent by agent," in one) for one in told] == [
        (True, False), (False, True), (False, False), (False, False)
    ]  # fmt: skip


def test_a_numba_that_lacks_what_we_use_is_an_error_and_no_slow_run():
    lacking = "import numba.core.codegen as one; del one.JITCodeLibrary\nimport orgsim; orgsim.simulate(days=1)"
    done = subprocess.run([sys.executable, "-c", lacking], capture_output=True, text=True, check=False)
    assert "cannot import name 'JITCodeLibrary'" in done.stderr


class Tide(Code):
    """Of the sea."""

    LOW = 3, "gone out"
    HIGH = 5, "come in"


@rule
def next_tide(tide: int) -> int:
    """A rule that calls another one and reads codes: members, their number, a member that Python passes."""
    return Tide.HIGH if is_low(tide) else len(Tide)


@rule
def is_low(tide: int) -> bool:
    """What it calls."""
    return tide == Tide.LOW


def test_rules_read_codes_as_python_does():
    plain = [Tide.HIGH, 2, Tide.HIGH]
    assert [next_tide(tide) for tide in (Tide.LOW, Tide.HIGH, 3)] == plain


def test_only_what_python_calls_of_the_package_itself_is_kept_on_disk(tmp_path):
    """``normal`` calls ``_tail``, which goes into it; a rule from elsewhere may be edited without our noticing."""
    calling = (
        "from orgsim.kernel.compiler import cache_folder\nfrom orgsim.kernel.quantiles import normal\n"
        "from test_rules import next_tide\nnormal(0.5), next_tide(3)\n"
        "print(*(path.name.split('-')[0] for path in cache_folder().glob('*.nbi')))"
    )
    assert run(calling, ORGSIM_CACHE_DIR=str(tmp_path), PYTHONPATH=str(Path(__file__).parent)) == "quantiles.normal"


def test_an_unwritable_cache_falls_back_to_a_temporary_folder(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    found = run(FOLDER, ORGSIM_CACHE_DIR=str(blocked / "below"))
    assert str(blocked) not in found


def test_a_cache_in_a_folder_of_the_users_leaves_what_lies_there_alone(tmp_path):
    """Old states of ours make room; the user's folders never do, whatever they are called."""
    ours = tmp_path / "orgsim-compiled"
    for place in range(8):
        (tmp_path / f"thesis{place}").mkdir()
        (ours / f"thesis{place}").mkdir(parents=True)
        (ours / f"{place:016x}-cpython-311-numba0.61.0").mkdir()
    run(FOLDER, ORGSIM_CACHE_DIR=str(tmp_path))
    assert len(list(tmp_path.glob("thesis*"))) == 8
    assert len(list(ours.glob("thesis*"))) == 8
    assert len(list(ours.glob("*-cpython-*"))) == 4 + 1


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'numba', 'numpy', 'mesa', 'pandas', 'pydantic', 'matplotlib', 'scipy', 'rich', 'click'}"
    assert run(f"import sys, orgsim; print(sorted({heavy} & set(sys.modules)))") == "[]"
    assert run(f"import sys, orgsim.faces.cli.group; print(sorted(({heavy} - {{'click'}}) & set(sys.modules)))") == "[]"
