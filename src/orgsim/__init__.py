"""orgsim: try an organization of sales and marketing before you live in it.

The house, from the ground up: ``kernel`` (compiling, draws, declared numbers), ``words``, ``tables`` (state),
``mechanisms`` (what happens), ``schedule`` (when), ``settings`` / ``designs`` / ``companies`` (the three kinds of numbers),
``world`` and ``populate``, ``acts`` (the verbs of the day), ``agents`` (Mesa faces), ``walk`` and ``model`` (both walks),
``history``, ``metrics``, ``studies`` (many runs), ``analysis``, ``evidence`` (targets, validation, fits), ``plots``,
``report`` (pages), ``protocol`` (the ODD) and ``cli``.

    import orgsim
    orgsim.compare("separated", "integrated").summary()

Names are loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orgsim.analysis.attribution import Attribution, attribution
    from orgsim.analysis.comparison import Comparison, compare
    from orgsim.analysis.funnel import funnel
    from orgsim.analysis.parting import Parting, diff
    from orgsim.analysis.transition import Dip, transition
    from orgsim.evidence.targets import TARGETS
    from orgsim.evidence.validation import Validation, validate
    from orgsim.inputs.companies import Company, company, company_names
    from orgsim.inputs.designs import DESIGNS, DesignPath, OrgDesign, Rivalry
    from orgsim.kernel.errors import OrgsimError
    from orgsim.model.agents import Head, Marketer, Person, Prospect, Rep
    from orgsim.model.duopoly import Duopoly
    from orgsim.model.org_model import OrgModel
    from orgsim.model.settings import MECHANISMS, Settings
    from orgsim.model.simulation import simulate
    from orgsim.results.history import History
    from orgsim.results.metrics import METRICS
    from orgsim.studies import load
    from orgsim.studies.result import StudyResult
    from orgsim.studies.study import Study

_HOMES = {
    "orgsim.model.agents": ("Head", "Marketer", "Person", "Prospect", "Rep"),
    "orgsim.analysis.attribution": ("Attribution", "attribution"),
    "orgsim.analysis.comparison": ("Comparison", "compare"),
    "orgsim.analysis.funnel": ("funnel",),
    "orgsim.analysis.parting": ("Parting", "diff"),
    "orgsim.analysis.transition": ("Dip", "transition"),
    "orgsim.inputs.companies": ("Company", "company", "company_names"),
    "orgsim.inputs.designs": ("DESIGNS", "DesignPath", "OrgDesign", "Rivalry"),
    "orgsim.kernel.errors": ("OrgsimError",),
    "orgsim.evidence.targets": ("TARGETS",),
    "orgsim.evidence.validation": ("Validation", "validate"),
    "orgsim.results.history": ("History",),
    "orgsim.results.metrics": ("METRICS",),
    "orgsim.model.duopoly": ("Duopoly",),
    "orgsim.model.org_model": ("OrgModel",),
    "orgsim.model.simulation": ("simulate",),
    "orgsim.model.settings": ("MECHANISMS", "Settings"),
    "orgsim.studies": ("load",),
    "orgsim.studies.result": ("StudyResult",),
    "orgsim.studies.study": ("Study",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DESIGNS",
    "MECHANISMS",
    "METRICS",
    "TARGETS",
    "Attribution",
    "Company",
    "Comparison",
    "DesignPath",
    "Dip",
    "Duopoly",
    "Head",
    "History",
    "Marketer",
    "OrgDesign",
    "OrgModel",
    "OrgsimError",
    "Parting",
    "Person",
    "Prospect",
    "Rep",
    "Rivalry",
    "Settings",
    "Study",
    "StudyResult",
    "Validation",
    "attribution",
    "company",
    "company_names",
    "compare",
    "diff",
    "funnel",
    "load",
    "simulate",
    "transition",
    "validate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("orgsim.results.provenance").package_version()
    if name not in _HOME_OF:
        message = f"module 'orgsim' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
