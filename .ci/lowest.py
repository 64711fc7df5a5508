"""Prints the lowest version of every dependency that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
optional = project["optional-dependencies"]
for group in (project["dependencies"], *(optional[name] for name in optional if name not in ("dev", "mesa-viz"))):
    for one in map(Requirement, group):
        if one.marker is None or one.marker.evaluate():
            print(f"{one.name}=={next(bound.version for bound in one.specifier if bound.operator == '>=')}")
