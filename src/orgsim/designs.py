"""How a company is organized: a design is a point in the space of levers, and the presets are rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from orgsim.errors import BadValue, UnknownName
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


UNREAD: Final = {
    "joint_budget": "M12 measurement and attribution",
    "crm": "M15 platforms",
    "automation": "M15 platforms",
    "analytics": "M15 platforms",
}
"""Levers that no mechanism reads yet, and the mechanism that will."""

_SEPARATED = OrgDesign()

# fmt: off
DESIGNS: Final[dict[str, OrgDesign]] = {
    "separated": _SEPARATED,
    "integrated": OrgDesign(
        specialization=0.55, incentive_share=0.8, info_sharing=0.9, handoff_latency=0.5, message_sync=0.6,
        sync_every=5, owner_stays=0.5, routing_rule=0.75, contact_hours=3.0, joint_budget=1.0, joint_head=1,
        crm=0.9, automation=0.6, analytics=0.6, sla_days=3.0, sla_enforced=1.0
    ),
    "undefined": OrgDesign(
        incentive_share=0.0, info_sharing=0.3, handoff_latency=4.0, message_sync=0.0, sync_every=63,
        routing_rule=0.6, contact_hours=0.1, crm=0.3, automation=0.2, analytics=0.2, sla_days=20.0
    ),
    "defined": OrgDesign(
        info_sharing=0.5, handoff_latency=2.0, message_sync=0.1, routing_rule=1.0, contact_hours=0.5,
        sla_days=7.0, sla_enforced=0.3
    ),
    "aligned": OrgDesign(
        specialization=0.95, incentive_share=0.3, info_sharing=0.7, handoff_latency=1.0, message_sync=0.35,
        sync_every=21, routing_rule=0.95, contact_hours=1.5, joint_budget=0.4, crm=0.7, automation=0.5,
        analytics=0.5, sla_days=5.0, sla_enforced=0.7
    ),
    "ivory_tower": OrgDesign(
        info_sharing=0.25, handoff_latency=4.0, message_sync=0.0, routing_rule=0.9, contact_hours=0.1,
        crm=0.3, automation=0.2, analytics=0.4, sla_days=15.0
    ),
    "brand_focused_professionals": OrgDesign(
        incentive_share=0.3, info_sharing=0.8, handoff_latency=1.0, message_sync=0.6, sync_every=21,
        contact_hours=2.0, joint_budget=0.5, crm=0.7, automation=0.6, analytics=0.8, sla_days=5.0,
        sla_enforced=0.6
    ),
    "sales_rules": OrgDesign(
        specialization=0.85, info_sharing=0.35, handoff_latency=2.0, message_sync=0.1, routing_rule=0.9,
        contact_hours=0.5, crm=0.5, automation=0.2, analytics=0.1, sla_days=12.0
    ),
    "marketing_driven_devil": OrgDesign(
        info_sharing=0.35, handoff_latency=3.0, message_sync=0.05, routing_rule=0.85, contact_hours=0.2,
        crm=0.4, automation=0.5, analytics=0.6, sla_days=5.0, sla_enforced=0.2
    ),
    "sales_driven_symbiosis": OrgDesign(
        incentive_share=0.4, info_sharing=0.75, handoff_latency=1.0, message_sync=0.4, sync_every=21,
        routing_rule=0.95, contact_hours=2.0, joint_budget=0.3, crm=0.8, automation=0.4, analytics=0.4,
        sla_days=4.0, sla_enforced=0.7
    ),
    "pods": OrgDesign(
        specialization=0.75, incentive_share=0.6, info_sharing=0.85, handoff_latency=0.5, message_sync=0.5,
        sync_every=21, owner_stays=0.9, routing_rule=0.95, contact_hours=2.0, joint_budget=0.5, crm=0.8,
        automation=0.5, analytics=0.5, sla_days=3.0, sla_enforced=0.8
    ),
    "linked_specialists": OrgDesign(
        incentive_share=0.4, info_sharing=0.85, handoff_latency=0.5, message_sync=0.6, sync_every=21,
        contact_hours=2.0, joint_budget=0.5, crm=0.8, automation=0.5, analytics=0.5, sla_days=3.0,
        sla_enforced=0.8
    ),
}
# fmt: on
"""Every preset: name to point."""

ORIGINS: Final[dict[str, str]] = {
    "separated": "The article's two departments, each with its own KPI, thin links; lever values set with the model.",
    "integrated": "One mixed team with joint pay, rich links and one head; the corner that Kotler, Rackham and "
    "Krishnaswamy 2006 also call integrated.",
    "undefined": "Kotler, Rackham and Krishnaswamy 2006: the two grew apart by themselves, rules unclear, little contact.",
    "defined": "Kotler, Rackham and Krishnaswamy 2006: boundaries and rules are clear, contact stays thin.",
    "aligned": "Kotler, Rackham and Krishnaswamy 2006: clear but flexible boundaries, joint planning and training.",
    "ivory_tower": "Homburg, Jensen and Krohmer 2008: detached marketing with little market knowledge, weak links.",
    "brand_focused_professionals": "Homburg, Jensen and Krohmer 2008: long-term, knowledgeable marketing, strong links.",
    "sales_rules": "Homburg, Jensen and Krohmer 2008: powerful sales that does much itself, marketing knows little.",
    "marketing_driven_devil": "Homburg, Jensen and Krohmer 2008: powerful marketing, weak links, poor cooperation.",
    "sales_driven_symbiosis": "Homburg, Jensen and Krohmer 2008: powerful sales with many links to marketing.",
    "pods": "Small cross-functional teams that keep an account from first response to close.",
    "linked_specialists": "Full specialization with strong links: what the article's section on a unified strategy "
    "argues for.",
}
"""The source of each preset in words. Characters of Homburg's five are known; their lever values are our reading."""


def design(name_or_design: str | OrgDesign) -> OrgDesign:
    """The design of this name, or the design itself. ``separated:info_sharing=0.9,contact_hours=2`` changes levers.

    Raises UnknownName or BadValue.
    """
    if isinstance(name_or_design, OrgDesign):
        return name_or_design
    if not isinstance(name_or_design, str):
        raise BadValue(f"A design is a name or an OrgDesign, not {name_or_design!r}.")
    name, _, changes = name_or_design.partition(":")
    if name not in DESIGNS:
        raise UnknownName("design", name, DESIGNS)
    return DESIGNS[name].set_all(assignments(changes.split(",") if changes else ()))


def assignments(texts: Iterable[str]) -> dict[str, float]:
    """Names and numbers of several ``name=number``. Raises BadValue, also where a name comes twice."""
    found: dict[str, float] = {}
    for text in texts:
        name, value = assignment(text)
        if name in found:
            raise BadValue(f"{name} is set twice, to {found[name]:g} and to {value:g}.")
        found[name] = value
    return found


def assignment(text: str) -> tuple[str, float]:
    """Name and number of ``name=number``. Raises BadValue."""
    name, equals, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        hint = "a number must follow the sign =" if equals else "write name=number"
        raise BadValue(f"'{text}' cannot be read: {hint}.") from None
