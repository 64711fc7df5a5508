"""The command line on terminals of every kind: no character is an error, none commands the terminal, every stop is told."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

SHORT = ["compare", "--years", "0.2", "--pairs", "2"]
CODE = "from orgsim.faces.cli import main; import sys; sys.argv = ['orgsim', *{words!r}]; main()"


def called(words, folder, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "PYTHONUTF8")}
    return subprocess.run(
        [sys.executable, "-c", CODE.format(words=words)],
        cwd=folder,
        capture_output=True,
        check=False,
        env=kept | environment,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "latin-1", "utf-8", "utf-16"])
def test_whatever_the_terminal_can_show_the_answer_is_saved_and_said(tmp_path, encoding):
    (tmp_path / "größe.toml").write_text('name = "Größe → ●"\n', encoding="utf-8")
    done = called([*SHORT, "--company", "größe.toml", "--out", "kept"], tmp_path, PYTHONIOENCODING=encoding, TERM="dumb")
    assert done.returncode == 0, done.stderr
    assert {"comparison.json", "comparison.png", "table.csv"} <= {path.name for path in (tmp_path / "kept").iterdir()}
    said = done.stdout.decode(encoding)
    assert "LEAD FLOW" in said
    if encoding == "ascii":
        assert "Grosse -> *" in said


def test_without_a_locale(tmp_path):
    done = called([*SHORT], tmp_path, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"REVENUE" in done.stdout


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-", "1>/dev/full"])
def test_streams_that_nobody_reads(tmp_path, closed):
    command = f"{sys.executable} -m orgsim compare --years 0.2 --pairs 2 --csv t.csv {closed}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if "full" in closed else 0)
    assert "Traceback" not in done.stderr
    assert (tmp_path / "t.csv").exists()


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    command = f"{sys.executable} -m orgsim settings | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("0")
    assert done.stderr == ""


def test_names_command_no_terminal_and_no_picture(orgsim, tmp_path):
    (tmp_path / "odd.toml").write_text('name = "a $x_{$ 会社 | <b>"\n[market]\nprospects = 500\n')
    code, out, err = orgsim(*SHORT, "--company", "odd.toml", "--figure", "f.png", "--out", "o")
    assert code == 0, err
    assert "a $x_{$ 会社 | <b>" in out
    assert (tmp_path / "f.png").exists()
    (tmp_path / "worse.toml").write_text('name = "a \\u001b[2J"\n')
    code, out, err = orgsim(*SHORT, "--company", "worse.toml")
    assert (code, "line 1, name: a name is 1 to 100 letters that can be shown" in err) == (2, True)
    code, out, err = orgsim("compare", "a\x1b[2Jb\u202e")
    assert code == 2
    assert not {"\x1b", "\u202e"} & set(out + err)


def test_a_page_shows_names_as_they_are(orgsim, tmp_path):
    (tmp_path / "o|d.toml").write_text("[market]\nprospects = 300\n")
    (tmp_path / "s.toml").write_text("companies = ['o|d.toml']\npairs = 2\ndays = 21\nmetrics = ['profit']\n")
    assert orgsim("study", "run", "s.toml", "--out", "out", "--page", "--quiet")[0] == 0
    text = (tmp_path / "out" / "README.md").read_text()
    row = next(line for line in text.splitlines() if line.startswith("| o"))
    assert row.startswith("| o\\|d.toml |")


def stopped(words, folder, number, after):
    """Call, stop after so many seconds; returns exit code and stderr."""
    run = subprocess.Popen(
        [sys.executable, "-c", CODE.format(words=words)],
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  # no threads here
        text=True,
    )
    time.sleep(after)
    run.send_signal(number)
    said = run.communicate(timeout=60)[1]
    return run.returncode, said


LONG = ["--company", "enterprise"]
MANY = {
    "compare": ["compare", *LONG, "--pairs", "2000", "--out", "o"],
    "run": ["run", "separated", *LONG, "--years", "100", "--out", "o"],
    "validate": ["validate", *LONG, "--seeds", "500"],
    "diff": ["diff", *LONG, "--years", "60"],
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("verb", MANY)
def test_a_wish_to_stop_is_answered_with_how_to_go_on(tmp_path, verb, number):
    code, said = stopped(MANY[verb], tmp_path, number, 3.0)
    assert code == 128 + number, said
    assert f"Again with: orgsim {verb}" in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())


def test_a_stop_at_any_moment_gives_the_code_of_its_signal(tmp_path):
    """From the first line of ours to the last; an interpreter that has not come so far dies as all programs do."""
    chance = random.Random(5)
    codes = {}
    for _ in range(12):
        code, said = stopped(
            ["compare", "--years", "0.3", "--pairs", "40"], tmp_path, signal.SIGINT, chance.uniform(0.15, 1.6)
        )
        codes[code] = said
    assert set(codes) <= {0, 130}, codes


def test_a_stop_while_something_is_imported_waits_until_the_module_is_whole(tmp_path):
    (tmp_path / "slow.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGTERM)\nwhole = True\n")
    code = (
        "import sys, time; from orgsim.faces.cli import signals; signals.listen()\n"
        "try:\n    import slow; time.sleep(20)\n"
        "except KeyboardInterrupt as stop:\n    print(sys.modules['slow'].whole); sys.exit(signals.told(stop, ['run']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (143, "True"), done.stderr


@pytest.mark.parametrize(("asked", "code", "said"), [(True, 143, "Again with: orgsim"), (False, 1, "Panic: made of")])
def test_whatever_a_library_makes_of_a_stop_ends_as_a_stop_and_nothing_else_does(asked, code, said):
    """Compiled libraries raise errors of their own, beside all exceptions, for what was raised inside them."""
    told = (
        "import os, signal, sys; from orgsim.faces import cli; from orgsim.faces.cli import group\n"
        "class Panic(BaseException): pass\n"
        "def run():\n"
        "    try:\n"
        f"        if {asked}: os.kill(os.getpid(), signal.SIGTERM)\n"
        "    finally:\n        raise Panic('made of it')\n"
        "group.run = run; cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert said in done.stderr


def test_a_second_signal_does_not_disturb_what_is_being_kept(tmp_path):
    code = (
        "from orgsim.faces.cli import signals; import os, signal, sys\n"
        "signals.listen()\n"
        "try:\n    os.kill(os.getpid(), signal.SIGTERM); raise SystemExit(5)\n"
        "except KeyboardInterrupt as stop:\n"
        "    os.kill(os.getpid(), signal.SIGINT); print('kept'); sys.exit(signals.told(stop, ['run']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (143, "kept")
    assert "Again with: orgsim run" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["compare", "seperated"], "Did you mean separated"),
        (["compare", "--company", "marketplce"], "Did you mean marketplace"),
        (["compare", "--set", "practise.progress_ratio=0.8"], "Did you mean practice.progress_ratio"),
        (["run", "pds"], "Did you mean pods"),
        (["metrcs"], "Did you mean metrics"),
    ],
)
def test_a_typo_is_answered_before_anything_heavy_is_imported(words, message):
    code = (
        f"import sys; sys.argv = ['orgsim', *{words!r}]\nfrom orgsim.faces.cli import group\ncode = group.run()\n"
        "print(code, sorted({'numba', 'pandas', 'mesa', 'matplotlib', 'scipy', 'pyarrow'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "2 []", done.stderr
    assert message in done.stderr


def test_every_mark_of_a_table_is_told_where_a_terminal_has_plain_letters_only():
    from orgsim.faces.cli import console

    assert console._spelled("● ○ = … · –") == "* o = ... - -"
