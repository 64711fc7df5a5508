"""orgsim: try an organization of sales and marketing before you live in it.

    import orgsim
    orgsim.compare("separated", "integrated").summary()

The house, from the top: ``faces`` (command line, figures, pages, protocol, glossary), ``evidence`` (targets, validation,
fits), ``analysis`` (differences and what they say), ``studies`` (many runs), ``model`` (one run: chapters, schedule, both
walks, agents), ``results`` (what a run leaves, metrics), ``inputs`` (designs, companies), ``kernel`` (compiler, draws,
declared parameters). Whatever is not here is imported from there.

Names are loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from orgsim.kernel.shown import PRESENTERS

if TYPE_CHECKING:
    from orgsim.analysis.advice.advising import advise
    from orgsim.analysis.advice.optimizing import optimize
    from orgsim.analysis.attribution import attribution
    from orgsim.analysis.comparing import compare, compare_several
    from orgsim.analysis.funnel import funnel
    from orgsim.analysis.parting import diff
    from orgsim.analysis.ranking import rank
    from orgsim.analysis.transition import transition
    from orgsim.analysis.when.turning import turning
    from orgsim.analysis.when.uncertain import uncertain
    from orgsim.analysis.why.levers import why
    from orgsim.analysis.why.partings import partings
    from orgsim.evidence.validation import validate
    from orgsim.faces.displaying import plot
    from orgsim.faces.notebook import teach
    from orgsim.faces.notebook.explorer import explore
    from orgsim.faces.notebook.player import play
    from orgsim.inputs.companies import company
    from orgsim.inputs.designs import DESIGNS, design
    from orgsim.kernel.errors import OrgsimError
    from orgsim.model.agents import Head, Marketer, Prospect, Rep
    from orgsim.model.duopoly import Duopoly
    from orgsim.model.org_model import OrgModel
    from orgsim.model.settings import Settings
    from orgsim.model.simulation import simulate
    from orgsim.results.history import History
    from orgsim.results.metrics import METRICS
    from orgsim.studies import load
    from orgsim.studies.study import Study

PRESENTERS.append("orgsim.faces.displaying")

_HOMES = {
    "analysis.advice.advising": ("advise",),
    "analysis.advice.optimizing": ("optimize",),
    "analysis.attribution": ("attribution",),
    "analysis.comparing": ("compare", "compare_several"),
    "analysis.funnel": ("funnel",),
    "analysis.parting": ("diff",),
    "analysis.ranking": ("rank",),
    "analysis.transition": ("transition",),
    "analysis.when.turning": ("turning",),
    "analysis.when.uncertain": ("uncertain",),
    "analysis.why.levers": ("why",),
    "analysis.why.partings": ("partings",),
    "evidence.validation": ("validate",),
    "faces.displaying": ("plot",),
    "faces.notebook.explorer": ("explore",),
    "faces.notebook.player": ("play",),
    "inputs.companies": ("company",),
    "inputs.designs": ("DESIGNS", "design"),
    "kernel.errors": ("OrgsimError",),
    "model.agents": ("Head", "Marketer", "Prospect", "Rep"),
    "model.duopoly": ("Duopoly",),
    "model.org_model": ("OrgModel",),
    "model.settings": ("Settings",),
    "model.simulation": ("simulate",),
    "results.history": ("History",),
    "results.metrics": ("METRICS",),
    "studies": ("load",),
    "studies.study": ("Study",),
}
_HOME_OF = {name: f"orgsim.{home}" for home, names in _HOMES.items() for name in names}

__all__ = [
    "DESIGNS",
    "METRICS",
    "Duopoly",
    "Head",
    "History",
    "Marketer",
    "OrgModel",
    "OrgsimError",
    "Prospect",
    "Rep",
    "Settings",
    "Study",
    "advise",
    "attribution",
    "company",
    "compare",
    "compare_several",
    "design",
    "diff",
    "explore",
    "funnel",
    "load",
    "optimize",
    "partings",
    "play",
    "plot",
    "rank",
    "simulate",
    "teach",
    "transition",
    "turning",
    "uncertain",
    "validate",
    "why",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("orgsim.results.provenance").package_version()
    if name == "teach":
        return import_module("orgsim.faces.notebook.teach")
    if name not in _HOME_OF:
        message = f"module 'orgsim' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
