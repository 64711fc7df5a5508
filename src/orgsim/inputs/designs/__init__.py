"""How a company is organized: levers, presets, paths from one design to another, and two organizations in one market."""

from __future__ import annotations

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.inputs.designs.naming import AnyDesign, assignment, assignments, design, point, revived
from orgsim.inputs.designs.path import DesignPath, Phase, size_of_change
from orgsim.inputs.designs.presets import DESIGNS, ORIGINS, PATHS
from orgsim.inputs.designs.rivalry import Rivalry

__all__ = [
    "DESIGNS",
    "ORIGINS",
    "PATHS",
    "AnyDesign",
    "DesignPath",
    "OrgDesign",
    "Phase",
    "Rivalry",
    "assignment",
    "assignments",
    "design",
    "point",
    "revived",
    "size_of_change",
]  # fmt: skip
