"""The targets: every number that the model is held against, with its reference. Names are those of the list of evidence."""

from __future__ import annotations

import math
from typing import Final

from orgsim.evidence import measures
from orgsim.evidence.target import Target
from orgsim.kernel.errors import UnknownName

OLIST: Final = ("marketplace",)
SAAS: Final = ("midmarket_saas",)
B2B: Final = ("midmarket_saas", "enterprise", "smb_startup", "industrial")

_TABLE: Final = (
    Target("K1", "Qualified to won", 0.13, 0.11, 0.15, "share", "fit", "D1", "conversion", OLIST),
    Target(
        "K2", "Spread of conversion over campaigns", 0.045, 0.030, 0.060, "correlation", "fit", "D1",
        "campaign_spread", OLIST,
        "Landing pages there; a month's work on a channel for a segment here.",
    ),
    Target(
        "K3", "Best channel over worst", 3.7, 2.2, 6.3, "ratio", "fit", "D1", "channel_contrast", OLIST,
        "Paid search 14.8 % over e-mail 4.0 %; the bounds are the 95 % interval of that ratio.",
    ),
    Target("K4.days", "Response to deal", 12.9, 11.0, 15.0, "day", "fit", "D1", "close_days", OLIST),
    Target("K4.spread", "Spread of time to deal", 1.45, 1.30, 1.60, "log units", "fit", "D1", "close_spread", OLIST),
    Target("K4.quartiles", "Upper over lower quartile", 6.7, 5.5, 8.5, "ratio", "fit", "D1", "close_quartiles", OLIST),
    Target(
        "K6.burst", "Burstiness of weekly leads", 3.0, 1.5, 9.0, "ratio", "fit", "D1", "arrival_dispersion", OLIST,
        "Campaigns bring bursts, and five marketers who have to qualify have few hours for them.",
    ),
    Target(
        "K6.memory", "Correlation with the week before", 0.40, 0.0, 0.80, "correlation", "fit", "D1",
        "arrival_memory", OLIST,
        "Twenty weeks there: a standard error of about 0.2.",
    ),
    Target("K8", "Spread of deal values", 1.15, 1.07, 1.23, "log units", "fit", "D5", "value_spread"),
    Target(
        "K9", "Effect of a rival on winning", -0.9, -1.76, -0.04, "log-odds", "fit", "D2", "rival_effect", (),
        "Of the raw -2.05 much is the mix of current and new clients. Opportunities here are with new clients, for whom "
        "it is -0.9; the bounds are its 95 % interval (about 161 deals).",
    ),
    Target(
        "K10.plain", "Qualified leads pursued", 0.30, 0.20, 0.40, "share", "validate", "B05", "pursued", (),
        "The model's sellers take up what looks worth the time at the defaults, and nine in ten do.",
    ),
    Target(
        "K10.tracked", "... with analytics and tracked follow-up", 0.75, 0.60, 0.90, "share", "validate", "B05",
        measures.pursued_when_tracked,
    ),
    Target(
        "K11.hour", "Answered within an hour", 0.37, 0.27, 0.47, "share", "validate", "B50", "answered_in_an_hour", (),
        "There all who fill in a form, here those of them that are qualified; a separated organization hands leads over, "
        "which takes days.",
    ),
    Target("K11.never", "Never answered", 0.23, 0.13, 0.33, "share", "validate", "B50", "never_answered"),
    Target("K11.mean", "Time to answer within 30 days", 42.0, 30.0, 54.0, "hour", "validate", "B50", "answer_hours"),
    Target(
        "K12.five", "Sellers at full output after 5 months", 0.50, 0.35, 0.65, "share", "fit", "B35",
        measures.full_output_in_five_months, SAAS,
    ),
    Target(
        "K12.year", "Sellers at full output after 12 months", 0.93, 0.85, 1.0, "share", "fit", "B35",
        measures.full_output_in_a_year, SAAS,
    ),
    Target(
        "K13.ratio", "Advertising, long over short run", 2.0, 1.5, 3.0, "ratio", "fit", "B52",
        measures.advertising_long_over_short, (),
        "The reference mixes data by week, month and year; here the short run is a quarter.",
    ),
    Target(
        "K13.half", "Advertising, half-life", 10.0, 8.0, 12.0, "week", "fit", "B53", measures.advertising_half_life, (),
        "Of the adstock, with saturation taken off, as the studies behind it have it.",
    ),
    Target(
        "K14", "Response per further touch", -0.22, -0.29, -0.15, "share", "fit", "B56", measures.touch_wear,
        ("marketplace", "midmarket_saas"), "Companies with enough touches to tell.",
    ),
    Target(
        "K15.level", "Disputes per hand-off", 0.10, 0.0, 0.15, "share", "validate", "B09 B10", "disputed_handoffs", (),
        "Low is what the references say; the bound is a prior.",
    ),
    Target(
        "K15.contact", "... change with more contact, to be below", 0.0, -math.inf, 0.0, "share", "validate", "B09 B10",
        measures.dispute_change_in_touch, (), "The sign is what the references give.",
    ),
    Target(
        "B71.opened", "Talks that become opportunities", 0.56, 0.50, 0.62, "share", "fit", "B71", "opportunity_rate", SAAS,
    ),
    Target(
        "B70.opened", "Talks that become opportunities", 0.60, 0.40, 0.80, "share", "validate", "B70", "opportunity_rate",
        ("marketplace", "enterprise", "smb_startup", "industrial"),
    ),
    Target(
        "D1.sellers", "Sellers' share in the spread of time to deal", 0.156, 0.06, 0.25, "correlation", "validate", "D1",
        "seller_spread", OLIST,
        "22 sellers there, five here. The spread of sellers' tempo was set by it, which makes it no independent test; where "
        "buyers' own pace spreads as widely as in this company, hardly anything of it shows.",
    ),
    Target(
        "D2.clients", "Revenue from customers", 0.88, 0.60, 0.95, "share", "validate", "D2", "existing_share",
        ("industrial",), "Of deals won there, of revenue here; the lower bound is a prior.",
    ),
    Target(
        "away", "Days away", 0.10, 0.08, 0.13, "share", "validate", "G", "absence", (),
        "About a tenth of the days, leave and illness together: general knowledge.",
    ),
    Target(
        "B12", "Talks per opportunity, change with fuller notes, to be below", 0.0, -math.inf, 0.0, "conversation",
        "validate", "B12", measures.conversation_change_with_notes, (), "The sign is what the reference gives.",
    ),
    Target("B37", "Response to deal", 60.0, 50.0, 70.0, "day", "fit", "B37", "close_days", SAAS),
    Target("D5.spread", "Spread of time to deal", 0.80, 0.70, 0.90, "log units", "fit", "D5", "close_spread", B2B),
    Target("B74.small", "Win rate of opportunities", 0.30, 0.25, 0.35, "share", "fit", "B74", "win_rate", ("smb_startup",)),
    Target("B74.middle", "Win rate of opportunities", 0.25, 0.20, 0.30, "share", "fit", "B74", "win_rate", SAAS),
    Target("B74.large", "Win rate of opportunities", 0.175, 0.15, 0.20, "share", "fit", "B74", "win_rate", ("enterprise",)),
    Target("B78", "Customers lost per year", 0.10, 0.05, 0.15, "share", "validate", "B78", "churn"),
    Target(
        "B42", "Reps' hours of selling", 0.38, 0.22, 0.46, "share", "validate", "B42", "selling_share", (),
        "What counts as selling differs between the surveys: 22 to 46 %. Care for customers is left out here, and the hours "
        "that a customer takes were chosen with this target in sight: no independent test.",
    ),
)  # fmt: skip

TARGETS: Final[dict[str, Target]] = {one.name: one for one in _TABLE}


def target(name: str) -> Target:
    """The target of this name. Raises UnknownName."""
    if name not in TARGETS:
        raise UnknownName("target", name, TARGETS)
    return TARGETS[name]


def targets_for(company: str) -> list[Target]:
    """The targets that speak of a company, those to be fitted first."""
    found = [one for one in TARGETS.values() if one.speaks_of(company)]
    return sorted(found, key=lambda one: one.role != "fit")
