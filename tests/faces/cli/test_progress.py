"""What long work says of itself."""

from __future__ import annotations

import sys
import time

from orgsim.faces.cli import progress
from orgsim.studies.driver import Progress


class Terminal:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return True


def test_a_terminal_sees_a_bar_with_rate_and_failures(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress.study_bar("try", quiet=False) as tell:
        tell(Progress(10, done=4, failed=1, fresh=4))
        time.sleep(0.3)  # it is drawn ten times a second
    assert "try" in screen.text
    assert "4/10" in screen.text
    assert "1 failed" in screen.text
    assert "runs/s" in screen.text


def test_a_log_gets_a_line_a_minute(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress.study_bar("try", quiet=False) as tell:
        for minute in range(1, 4):
            now[0] = 61.0 * minute
            tell(Progress(100, done=10 * minute, fresh=10 * minute, started=0.0))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("try: 10 of 100 runs")
    assert "min left" in lines[0]


def test_quiet_is_quiet(capsys):
    with progress.study_bar("try", quiet=True) as tell:
        assert tell is None
    assert capsys.readouterr().err == ""
