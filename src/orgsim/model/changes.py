"""Numbers changed by name: a lever of the design, a number of the company, a setting, or one of three switches.

The one list of names, wherever a number is changed: ``changes=`` of ``simulate``, ``OrgModel`` and ``compare``, ``--set`` on
the command line, ``[settings]`` and ``[vary]`` of a study.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from orgsim.inputs.companies import Company, company_numbers
from orgsim.inputs.designs import AnyDesign, OrgDesign
from orgsim.inputs.limits import MAX_SEGMENTS
from orgsim.kernel.errors import UnknownName, shown
from orgsim.kernel.parameters import Parameter, parameters, paths
from orgsim.model.settings import MECHANISMS, Settings

SEGMENTS: Final = "segments"
WITHOUT: Final = "without"
ALONE: Final = "alone"
IN_WORDS: Final = (WITHOUT, ALONE)
NOTHING: Final = "nothing"

Value = float | int | str
Parts = tuple[AnyDesign, Company, Settings]
_SPECIAL: Final = {
    SEGMENTS: Parameter(1, 1, MAX_SEGMENTS, "segment", "equal market segments around a circle", None, ""),
    WITHOUT: Parameter(NOTHING, 0, 0, "mechanism", "one mechanism at its neutral settings, or nothing", None, ""),
    ALONE: Parameter(NOTHING, 0, 0, "mechanism", "one mechanism and all others neutral, or nothing: all neutral", None, ""),
}


@cache
def known() -> dict[str, Parameter]:
    """Range, unit and sentence of all that can be changed, by name."""
    return parameters(OrgDesign) | paths(Settings) | company_numbers() | _SPECIAL


def declared(name: str) -> Parameter:
    """Range, unit and sentence of what has this name. Raises UnknownName."""
    if name not in known():
        raise UnknownName("lever, setting or number of a company", name, known())
    return known()[name]


def changed(design: AnyDesign, company: Company, settings: Settings, changes: Mapping[str, object]) -> Parts:
    """Design, company and settings with numbers changed by name, in the order given; of two organizations in one market
    only our own design changes. Raises UnknownName or BadValue.
    """
    for name, given in changes.items():
        if name in IN_WORDS:
            settings = _switched(name, given, settings)
            continue
        value = declared(name).checked(name, given)
        if name == SEGMENTS:
            company = company.with_segments(int(value))
        elif name in parameters(OrgDesign):
            design = design.set(name, value)
        elif name in company_numbers():
            company = company.set(name, value)
        else:
            settings = settings.set(name, value)
    return design, company, settings


def _switched(name: str, given: object, settings: Settings) -> Settings:
    if given != NOTHING and given not in MECHANISMS:
        raise UnknownName("mechanism", given if isinstance(given, str) else shown(given), (NOTHING, *MECHANISMS))
    if name == ALONE:
        return Settings.neutral(but=None if given == NOTHING else str(given))
    return settings if given == NOTHING else settings.without(str(given))
