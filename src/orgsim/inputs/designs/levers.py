"""How a company is organized: a design is a point in the space of levers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.fields import Group, number, numbers


class OrgDesign(Group):
    """The levers that managers choose. Defaults are those of the `separated` preset; no rule reads a design's name.

    >>> OrgDesign().set("contact_hours", 2).contact_hours
    2.0
    """

    specialization: float = number(1.0, 0.4, 1.0, "share", "hours that a person keeps inside the home function")
    incentive_share: float = number(0.0, 0.0, 1.0, "share", "weight of joint revenue against the own KPI in pay")
    info_sharing: float = number(0.45, 0.0, 1.0, "share", "a lead's context that survives the boundary, both ways")
    handoff_latency: float = number(2.5, 0.0, 10.0, "day", "mean wait between qualification and the seller's inbox")
    message_sync: float = number(0.05, 0.0, 1.0, "share", "pull of the units' messages together per planning round")
    sync_every: int = number(63, 1, 252, "day", "days between planning rounds for messages")
    owner_stays: float = number(0.0, 0.0, 1.0, "share", "leads whose owner stays the same across the boundary")
    routing_rule: float = number(1.0, 0.0, 1.0, "share", "how clear it is who takes what; 1 = always one owner")
    contact_hours: float = number(0.5, 0.0, 4.0, "hour per week", "joint meetings per person")
    joint_budget: float = number(0.0, 0.0, 1.0, "share", "media budget moved on attributed return")
    joint_head: int = number(0, 0, 1, "0 or 1", "one head settles a dispute (1), or two must agree (0)")
    crm: float = number(0.5, 0.0, 1.0, "share", "adoption aimed at for the CRM")
    automation: float = number(0.3, 0.0, 1.0, "share", "adoption aimed at for marketing automation")
    analytics: float = number(0.3, 0.0, 1.0, "share", "adoption aimed at for analytics")
    sla_days: float = number(10.0, 1.0, 20.0, "day", "promised follow-up time")
    sla_enforced: float = number(0.0, 0.0, 1.0, "share", "tracking of that promise")

    def set(self, lever: str, value: float) -> Self:
        """The same design with one lever changed. Raises UnknownName or BadValue."""
        declared = numbers(type(self)).get(lever)
        if declared is None:
            raise UnknownName("lever", lever, numbers(type(self)))
        whole = isinstance(declared.default, int)
        if isinstance(value, bool) or not isinstance(value, int | float) or (whole and value != int(value)):
            raise BadValue(f"{lever} = {value!r} must be a {'whole ' if whole else ''}number in {declared.allowed}.")
        if not declared.low <= value <= declared.high:
            raise BadValue(f"{lever} = {value:g} lies outside {declared.allowed}: {declared.about}.")
        return self.model_copy(update={lever: int(value) if whole else float(value)})

    def set_all(self, changes: Mapping[str, Any]) -> Self:
        """The same design with several levers changed."""
        design = self
        for lever, value in changes.items():
            design = design.set(lever, value)
        return design
