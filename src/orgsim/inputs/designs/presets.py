"""The presets: named points in the space of levers, and paths between them, each with its origin in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orgsim.inputs.designs.levers import OrgDesign
from orgsim.inputs.designs.path import DesignPath, Phase


@dataclass(frozen=True)
class Preset:
    """A design with a name. ``origin`` says where it comes from; of Homburg's five the characters are known, their lever
    values are our reading.
    """

    design: OrgDesign | DesignPath
    origin: str


# fmt: off
_POINTS: Final[dict[str, Preset]] = {
    "separated": Preset(
        OrgDesign(),
        "The article's two departments, each with its own KPI, thin links; lever values set with the model.",
    ),
    "integrated": Preset(
        OrgDesign(
            specialization=0.55, incentive_share=0.8, info_sharing=0.9, handoff_latency=0.5, on_duty=0.3,
            message_sync=0.6, sync_every=5, owner_stays=0.5, routing_rule=0.75, contact_hours=3.0, joint_budget=1.0,
            joint_head=1, crm=0.9, automation=0.6, analytics=0.6, sla_days=3.0, sla_enforced=1.0
        ),
        "One mixed team with joint pay, rich links and one head; the corner that Kotler, Rackham and Krishnaswamy 2006 "
        "also call integrated.",
    ),
    "undefined": Preset(
        OrgDesign(
            incentive_share=0.0, info_sharing=0.3, handoff_latency=4.0, message_sync=0.0, sync_every=63,
            routing_rule=0.6, contact_hours=0.1, crm=0.3, automation=0.2, analytics=0.2, sla_days=20.0
        ),
        "Kotler, Rackham and Krishnaswamy 2006: the two grew apart by themselves, rules unclear, little contact.",
    ),
    "defined": Preset(
        OrgDesign(
            info_sharing=0.5, handoff_latency=2.0, on_duty=0.1, message_sync=0.1, routing_rule=1.0, contact_hours=0.5,
            sla_days=7.0, sla_enforced=0.3
        ),
        "Kotler, Rackham and Krishnaswamy 2006: boundaries and rules are clear, contact stays thin.",
    ),
    "aligned": Preset(
        OrgDesign(
            specialization=0.95, incentive_share=0.3, info_sharing=0.7, handoff_latency=1.0, on_duty=0.3,
            message_sync=0.35, sync_every=21, routing_rule=0.95, contact_hours=1.5, joint_budget=0.4, crm=0.7,
            automation=0.5, analytics=0.5, sla_days=5.0, sla_enforced=0.7
        ),
        "Kotler, Rackham and Krishnaswamy 2006: clear but flexible boundaries, joint planning and training.",
    ),
    "ivory_tower": Preset(
        OrgDesign(
            info_sharing=0.25, handoff_latency=4.0, message_sync=0.0, routing_rule=0.9, contact_hours=0.1, crm=0.3,
            automation=0.2, analytics=0.4, sla_days=15.0
        ),
        "Homburg, Jensen and Krohmer 2008: detached marketing with little market knowledge, weak links.",
    ),
    "brand_focused_professionals": Preset(
        OrgDesign(
            incentive_share=0.3, info_sharing=0.8, handoff_latency=1.0, on_duty=0.2, message_sync=0.6, sync_every=21,
            contact_hours=2.0, joint_budget=0.5, crm=0.7, automation=0.6, analytics=0.8, sla_days=5.0, sla_enforced=0.6
        ),
        "Homburg, Jensen and Krohmer 2008: long-term, knowledgeable marketing, strong links.",
    ),
    "sales_rules": Preset(
        OrgDesign(
            specialization=0.85, info_sharing=0.35, handoff_latency=2.0, message_sync=0.1, routing_rule=0.9,
            contact_hours=0.5, crm=0.5, automation=0.2, analytics=0.1, sla_days=12.0
        ),
        "Homburg, Jensen and Krohmer 2008: powerful sales that does much itself, marketing knows little.",
    ),
    "marketing_driven_devil": Preset(
        OrgDesign(
            info_sharing=0.35, handoff_latency=3.0, message_sync=0.05, routing_rule=0.85, contact_hours=0.2, crm=0.4,
            automation=0.5, analytics=0.6, sla_days=5.0, sla_enforced=0.2
        ),
        "Homburg, Jensen and Krohmer 2008: powerful marketing, weak links, poor cooperation.",
    ),
    "sales_driven_symbiosis": Preset(
        OrgDesign(
            incentive_share=0.4, info_sharing=0.75, handoff_latency=1.0, on_duty=0.3, message_sync=0.4, sync_every=21,
            routing_rule=0.95, contact_hours=2.0, joint_budget=0.3, crm=0.8, automation=0.4, analytics=0.4, sla_days=4.0,
            sla_enforced=0.7
        ),
        "Homburg, Jensen and Krohmer 2008: powerful sales with many links to marketing.",
    ),
    "pods": Preset(
        OrgDesign(
            specialization=0.75, incentive_share=0.6, info_sharing=0.85, handoff_latency=0.5, on_duty=0.5,
            message_sync=0.5, sync_every=21, owner_stays=0.9, routing_rule=0.95, contact_hours=2.0, joint_budget=0.5,
            crm=0.8, automation=0.5, analytics=0.5, sla_days=3.0, sla_enforced=0.8
        ),
        "Small cross-functional teams that keep an account from first response to close.",
    ),
    "linked_specialists": Preset(
        OrgDesign(
            incentive_share=0.4, info_sharing=0.85, handoff_latency=0.5, on_duty=0.5, message_sync=0.6, sync_every=21,
            contact_hours=2.0, joint_budget=0.5, crm=0.8, automation=0.5, analytics=0.5, sla_days=3.0, sla_enforced=0.8
        ),
        "Full specialization with strong links: what the article's section on a unified strategy argues for.",
    ),
}
# fmt: on

DESIGNS: Final[dict[str, OrgDesign]] = {
    name: one.design for name, one in _POINTS.items() if isinstance(one.design, OrgDesign)
}
"""The presets that are points in the space of levers, by name."""

# fmt: off
_PATHS: Final[dict[str, Preset]] = {
    "divide_then_reintegrate": Preset(
        DesignPath(
            phases=(
                Phase(to=DESIGNS["integrated"]),
                Phase(to=DESIGNS["separated"], day=1),
                Phase(to=DESIGNS["integrated"], day=252, ramp=63),
            )
        ),
        "Siggelkow and Levinthal 2003: an integrated company divides itself for a year, then reintegrates over a quarter; "
        "dates are our reading.",
    ),
}
# fmt: on

PATHS: Final[dict[str, DesignPath]] = {
    name: one.design for name, one in _PATHS.items() if isinstance(one.design, DesignPath)
}
"""The presets that change on the way, by name."""
PRESETS: Final[dict[str, Preset]] = _POINTS | _PATHS
"""Every preset by name."""
