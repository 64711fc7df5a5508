"""Whom a company sells to: its market, its segments and its channels."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator

from orgsim.kernel.parameters import Group, parameter

MOST_LETTERS: Final = 100


def _shown(name: str) -> str:
    """A name that can be shown in tables, pictures and on terminals."""
    if not name.isprintable() or not name.strip() or len(name) > MOST_LETTERS:
        raise ValueError(f"a name is 1 to {MOST_LETTERS} letters that can be shown, on one line")
    return name


Name = Annotated[str, AfterValidator(_shown)]


class Market(Group):
    """Who might buy, how often, how much and how."""

    prospects: int = parameter(20_000, 10, 5_000_000, "prospect", "buying accounts in reach", reference="model")
    needs_per_year: float = parameter(0.4, 0.0, 50.0, "per year", "needs that arise per prospect without one", reference="G")
    need_days: float = parameter(90.0, 1.0, 2520.0, "day", "mean time that a need lasts", reference="G")
    rivals: float = parameter(0.5, 0.0, 1.0, "share", "needs for which a rival bids", reference="G")
    deal_value: float = parameter(25_000.0, 1.0, 1e9, "EUR", "median value of a deal", reference="G")
    deal_sigma: float = parameter(1.15, 0.0, 3.0, "log units", "spread of deal values", reference="K8")
    ready_mean: float = parameter(1.0, -5.0, 5.0, "score", "mean readiness of a prospect in need", reference="G")
    curious_mean: float = parameter(
        -1.2, -5.0, 5.0, "score", "mean readiness of one that answers without a need", reference="G"
    )
    bar: float = parameter(
        0.0, -3.0, 3.0, "score", "score from which a lead counts as qualified, at the start", reference="B73"
    )
    ready_spread: float = parameter(0.8, 0.0, 3.0, "score", "spread of readiness", reference="G")
    need_spread: float = parameter(
        0.8, 0.0, 5.0, "need units", "spread of needs within a segment, per dimension", reference="G"
    )
    meetings: int = parameter(4, 1, 20, "meeting", "meetings from opportunity to close", reference="model")
    think_days: float = parameter(6.0, 0.0, 252.0, "day", "median time to decide after a meeting", reference="B37")
    pace_sigma: float = parameter(0.7, 0.0, 6.0, "log units", "spread of a buyer's own pace", reference="K4")
    season: float = parameter(
        0.0, 0.0, 0.8, "share", "swing of the needs that arise, over the year, around their mean", reference="G"
    )
    season_peak: int = parameter(0, 0, 251, "day", "of the year of day 0, on which most needs arise", reference="G")
    quarter_pull: float = parameter(
        0.0, 0.0, 60.0, "day", "before their time, at most, decisions are brought to the end of a quarter", reference="G"
    )
    contract_months: int = parameter(
        12, 0, 120, "month", "length of a contract; 0 = one sale, nothing to renew", reference="G"
    )
    gross_margin: float = parameter(
        0.75, 0.0, 1.0, "share", "of revenue that is left after the cost of delivering it", reference="G"
    )


class SegmentPlan(Group):
    """One market segment."""

    name: Name
    share: float = parameter(1.0, 0.0, 1.0, "share", "prospects in it", reference="G")
    x: float = parameter(0.0, -10.0, 10.0, "need units", "mean need, first dimension", reference="G")
    y: float = parameter(0.0, -10.0, 10.0, "need units", "mean need, second dimension", reference="G")
    rivals: float = parameter(
        1.0, 0.0, 10.0, "factor", "needs for which rivals bid, relative to the company's", reference="G"
    )
    value: float = parameter(1.0, 0.01, 100.0, "factor", "deal values relative to the company's median", reference="G")


class Channel(Group):
    """One channel of approach and response."""

    name: Name
    touches: float = parameter(1.0, 0.0, 1.0, "share", "targeted touches sent through it", reference="G")
    inbound: float = parameter(1.0, 0.0, 1.0, "share", "raised hands that come through it", reference="G")
    media: float = parameter(1.0, 0.0, 100.0, "weight", "planned media, relative to the other channels", reference="G")
    reach: float = parameter(1.0, 0.0, 1.0, "share", "part of the channel that works; 0 closes it", reference="model")
    response: float = parameter(1.0, 0.0, 10.0, "factor", "responses relative to the company's", reference="G")
    readiness: float = parameter(0.0, -3.0, 3.0, "score", "readiness of its leads relative to the market's", reference="G")
