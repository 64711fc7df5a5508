"""Mesa's own page, SolaraViz, of the model: to step it, to reset it, to watch what agents bring about; ``orgsim[mesa-viz]``.

``solara run orgsim.faces.mesa_viz`` shows ``page``. It is for those who come from Mesa; the dashboard is the front door.
"""

from __future__ import annotations

from typing import Any

from mesa.visualization import SolaraViz, make_plot_component

from orgsim.inputs.companies import company_names
from orgsim.inputs.designs import DESIGNS
from orgsim.model.org_model import OrgModel

COMPANY = "smb_startup"
DAYS = 252


class Watched(OrgModel):
    """The model as SolaraViz makes it again when a parameter moves: with the page's reporters, over a year."""

    def __init__(self, design: str = "separated", company: str = COMPANY, seed: int | None = 7) -> None:
        super().__init__(
            design, company, seed=seed, days=DAYS,
            model_reporters={
                "deals": lambda model: model.so_far("deals"),
                "disputes": lambda model: float(model.so_far("disputes")),
                "marketing's trust in sales": lambda model: float(model.world.units[0].trust),
                "sales' trust in marketing": lambda model: float(model.world.units[1].trust),
            },
        )  # fmt: skip
        self.datacollector.collect(self)


PARAMETERS: dict[str, Any] = {
    "design": {"type": "Select", "value": "separated", "values": list(DESIGNS), "label": "Design"},
    "company": {"type": "Select", "value": COMPANY, "values": company_names(), "label": "Company"},
    "seed": {"type": "SliderInt", "value": 7, "min": 0, "max": 99, "step": 1, "label": "Seed"},
}
COMPONENTS = [
    make_plot_component({"deals": "tab:blue", "disputes": "tab:red"}),
    make_plot_component({"marketing's trust in sales": "tab:blue", "sales' trust in marketing": "tab:orange"}),
]

page = SolaraViz(Watched(), components=COMPONENTS, model_params=PARAMETERS, name="orgsim")
"""What Solara shows."""
