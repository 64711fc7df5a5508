"""The command line, called in an empty folder."""

from __future__ import annotations

import sys

import pytest

from orgsim.faces.cli.main import main


@pytest.fixture
def orgsim(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str):
        monkeypatch.setattr(sys, "argv", ["orgsim", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return stop.value.code, out, err

    return call
