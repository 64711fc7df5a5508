"""The command line: one small file per verb, each thin: read, call the library, print. Data to stdout, notes to stderr."""

from __future__ import annotations

from orgsim.faces.cli.main import main

__all__ = ["main"]
