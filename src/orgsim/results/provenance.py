"""Where a result comes from: everything that determines a run, and what it was made with."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import DESIGNS, PATHS, AnyDesign, Rivalry
from orgsim.kernel.fingerprints import fingerprints
from orgsim.kernel.parameters import Group


@cache
def package_version() -> str:
    """Version of the installed package."""
    try:
        return version("orgsim")
    except PackageNotFoundError:
        return "0+unknown"


def design_name(of: AnyDesign) -> str:
    """The preset's name, or 'custom'; of two organizations in one market, both."""
    if isinstance(of, Rivalry):
        return f"{design_name(of.own)} vs {design_name(of.other)}"
    return next((name for name, preset in {**DESIGNS, **PATHS}.items() if preset == of), "custom")


def versions() -> dict[str, str]:
    """What a result was made with: this package, its model, Python, NumPy and the platform."""
    return {
        "version": package_version(),
        "model": fingerprints().model,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "platform": platform.platform(),
    }


def facts_of(
    whose: Company, of: AnyDesign, settings: Group, seed: int, days: int, today: AnyDesign | None = None
) -> dict[str, Any]:
    """Everything that determines a run, and what it was made with. ``today`` is None where the design is at home."""
    return {
        "design": design_name(of),
        "levers": of.model_dump(),
        "today": None if today is None else {"design": design_name(today), "levers": today.model_dump()},
        "company": whose.name,
        "company_numbers": whose.model_dump(mode="json", exclude={"references"}),
        "settings": plain(settings.model_dump()),
        "seed": seed,
        "days": days,
    } | versions()


def plain(value: Any) -> Any:
    """The value as JSON can hold it: infinite numbers as text."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, float) and not np.isfinite(value) else value
