"""How a company is organized: levers, presets, paths from one design to another, and two organizations in one market."""

from __future__ import annotations

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.inputs.designs.naming import AnyDesign, assignment, assignments, design, point
from orgsim.inputs.designs.path import DesignPath, Phase, size_of_change
from orgsim.inputs.designs.presets import DESIGNS, PATHS, PRESETS, Preset
from orgsim.inputs.designs.rivalry import Rivalry

__all__ = [
    "DESIGNS",
    "PATHS",
    "PRESETS",
    "AnyDesign",
    "DesignPath",
    "OrgDesign",
    "Phase",
    "Preset",
    "Rivalry",
    "assignment",
    "assignments",
    "design",
    "point",
    "size_of_change",
]  # fmt: skip
