"""The levers in groups that are turned together, each with a name that a manager would use."""

from __future__ import annotations

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "who does what": ("specialization", "owner_stays", "routing_rule"),
    "pay": ("incentive_share",),
    "hand-off": ("handoff_latency", "on_duty", "sla_days", "sla_enforced"),
    "talk": ("info_sharing", "contact_hours", "message_sync", "sync_every"),
    "head and budget": ("joint_head", "joint_budget"),
    "platforms": ("crm", "automation", "analytics"),
}
