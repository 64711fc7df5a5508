"""The agent player: a run to watch, day by day, forward and backward."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from orgsim.faces.notebook.film import MOST_DAYS, film
from orgsim.faces.notebook.widgets import view_widget
from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.arguments import checked, one_of_kind, optional, whole
from orgsim.model.org_model import OrgModel
from orgsim.results.history import History

if TYPE_CHECKING:
    from anywidget import AnyWidget

RUN = optional(one_of_kind((OrgModel, History), "an OrgModel or a History"))


@checked(run=RUN, days=whole(1, MOST_DAYS, "days"), seed=whole(0, 2**62, "seed"))
def play(
    run: OrgModel | History | None = None, *, design: str | OrgDesign = "separated",
    company: str | Path | Company = "smb_startup", days: int = 63, seed: int = 7,
) -> AnyWidget:  # fmt: skip
    """Watch a run: who works on what, what lies with whom, disputes, trust, one account's life.

    ``run`` is a model, which is walked on from where it stands by so many days, or a history, which is walked again; without
    one, ``design`` is run in ``company``. Raises UsageError where anywidget is not installed.
    """
    of = run if run is not None else OrgModel(design, company, seed=seed, days=days)
    return cast("AnyWidget", view_widget(film=film(of, days)))
