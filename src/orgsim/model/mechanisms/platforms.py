"""M15 Platforms: CRM, marketing automation and analytics, for those who use them."""

from __future__ import annotations

from typing import ClassVar

from orgsim.kernel.fields import number
from orgsim.kernel.rules import rule
from orgsim.model.mechanisms.mechanism import Effect, Mechanism


class Platforms(Mechanism):
    """A share of the people, the lever of the platform, is willing to use it. On day 0 all of them do; whoever comes to be
    willing later starts with hazard ``begin`` + ``spread`` x (share of colleagues who use it) a day.

    CRM, where both sides of a hand-off use it: of what would be lost, ``crm_keeps`` is kept, either way; the wait at the
    boundary falls by ``crm_speeds`` where the giver uses it; each hand-off and first contact takes ``crm_entry`` hours of
    a user. Automation: qualification takes a user ``automation_saves`` less, and a dormant lead
    that a user writes to gets ``automation_messages`` messages in place of one, so that it comes back with chance
    1 - (1 - revive)^messages; what the machine says strays from the unit's message by
    ``automation_drift`` a month, and rounds on messages bring it back as they bring the units together. Analytics: a
    user's score noise falls by ``analytics_sharpens``, and the noise in what a user sees of results by
    ``analytics_clears``. Each user costs a licence.

    Source: fewer than 40 % of firms reach full adoption, 30-70 % of CRM initiatives miss their aims, change and training
    cost about three times the licence (trade press, B80), so adoption is a share of people and entry costs time; the size
    of the effects is a prior. Left out: data quality as a stock, forecasts, integration of one platform with another.
    """

    code: ClassVar = "M15"
    effect: ClassVar = Effect("leads", rises=True, lever="automation", low=0.0, high=1.0)

    scale: float = number(1.0, 0.0, 1.0, "share", "how far the three levers take effect", neutral=0.0, source="model")
    begin: float = number(0.004, 0.0, 1.0, "per day", "hazard of starting to use one alone", source="B80")
    spread: float = number(0.02, 0.0, 1.0, "per day", "and what colleagues who use it add", source="B80")
    crm_keeps: float = number(0.3, 0.0, 1.0, "share", "of what a hand-off would lose, kept by a CRM", source="G")
    crm_speeds: float = number(0.3, 0.0, 1.0, "share", "of the wait at the boundary, saved by a CRM", source="G")
    crm_entry: float = number(0.1, 0.0, 2.0, "hour", "data entry per hand-off and first contact", source="model")
    automation_saves: float = number(0.4, 0.0, 0.9, "share", "of the hours of qualification", source="G")
    automation_messages: int = number(3, 1, 20, "message", "messages that a dormant lead gets from the machine", source="G")
    automation_drift: float = number(
        0.15, 0.0, 2.0, "need units per root month", "straying of what the machine says", source="G"
    )
    analytics_sharpens: float = number(0.35, 0.0, 1.0, "share", "of the noise of scores, removed", source="G")
    analytics_clears: float = number(0.5, 0.0, 1.0, "share", "of the noise in seen results, removed", source="G")
    crm_licence: float = number(900.0, 0.0, 1e5, "EUR per user and year", "CRM", source="G")
    automation_licence: float = number(1200.0, 0.0, 1e5, "EUR per user and year", "automation", source="G")
    analytics_licence: float = number(800.0, 0.0, 1e5, "EUR per user and year", "analytics", source="G")


@rule
def hazard(platforms: Platforms, users: float) -> float:
    """Hazard a day of starting to use a platform that this share of the colleagues uses."""
    return platforms.begin + platforms.spread * users


@rule
def kept_with_crm(platforms: Platforms, kept: float) -> float:
    """Share of the context kept where both sides use the CRM."""
    return kept + platforms.crm_keeps * (1.0 - kept)
