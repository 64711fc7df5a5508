"""A copy of the package whose sources a test may edit, run as plain Python in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import orgsim

PACKAGE = Path(orgsim.__file__).parent


class PackageCopy:
    """The sources in ``folder / "orgsim"``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = Path(shutil.copytree(PACKAGE, folder / "orgsim", ignore=shutil.ignore_patterns("__pycache__")))

    def edit(self, name: str, pattern: str, replacement: str) -> None:
        """Replace a pattern in one file, or in all where no name is given; it must be there."""
        files = [self.package / name] if name else sorted(self.package.rglob("*.py"))
        changed = 0
        for file in files:
            text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            file.write_text(text, encoding="utf-8")
            changed += count
        assert changed, pattern

    def add(self, name: str, text: str) -> None:
        """Add text at the end of a file, which may be new."""
        with (self.package / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def says(self, program: str, cwd: Path) -> Any:
        """What a program prints that imports this copy, read as JSON."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "NUMBA_DISABLE_JIT": "1"}
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
