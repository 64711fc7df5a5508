"""How a company is organized: a design is a point in the space of levers."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.parameters import Group, parameter


class OrgDesign(Group):
    """The levers that managers choose. Defaults are those of the `separated` preset; no rule reads a design's name.

    >>> OrgDesign().set("contact_hours", 2).contact_hours
    2.0
    """

    noun: ClassVar = "lever"

    specialization: float = parameter(1.0, 0.4, 1.0, "share", "hours that a person keeps inside the home function")
    incentive_share: float = parameter(0.0, 0.0, 1.0, "share", "weight of joint revenue against the own KPI in pay")
    info_sharing: float = parameter(0.45, 0.0, 1.0, "share", "how much is told and asked across the boundary, both ways")
    handoff_latency: float = parameter(
        2.5, 0.0, 10.0, "day", "mean wait between qualification and the seller's inbox: half the days between two batches"
    )
    on_duty: float = parameter(0.0, 0.0, 1.0, "share", "raised hands that meet somebody on duty, who answers at once")
    message_sync: float = parameter(0.05, 0.0, 1.0, "share", "pull of the units' messages together per planning round")
    sync_every: int = parameter(63, 1, 252, "day", "days between planning rounds for messages")
    owner_stays: float = parameter(0.0, 0.0, 1.0, "share", "leads whose owner stays the same across the boundary")
    routing_rule: float = parameter(1.0, 0.0, 1.0, "share", "how clear it is who takes what; 1 = always one owner")
    contact_hours: float = parameter(0.5, 0.0, 4.0, "hour per week", "joint meetings per person")
    joint_budget: float = parameter(0.0, 0.0, 1.0, "share", "media budget moved on attributed return")
    joint_head: int = parameter(0, 0, 1, "0 or 1", "one head's word holds for both units (1), or two must agree (0)")
    crm: float = parameter(0.5, 0.0, 1.0, "share", "adoption aimed at for the CRM")
    automation: float = parameter(0.3, 0.0, 1.0, "share", "adoption aimed at for marketing automation")
    analytics: float = parameter(0.3, 0.0, 1.0, "share", "adoption aimed at for analytics")
    sla_days: float = parameter(10.0, 1.0, 20.0, "day", "promised follow-up time")
    sla_enforced: float = parameter(0.0, 0.0, 1.0, "share", "tracking of that promise")
