"""What the literature says of its types of organization, as statements about the presets that stand for them.

Each says that a metric of one preset lies above (or below) that of another, or the mean of several. The levers behind the
presets are our reading of the types' words; whether the outcomes agree was not used for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from orgsim.analysis.difference import mean_interval

if TYPE_CHECKING:
    import pandas as pd

HOMBURG: Final = (
    "ivory_tower", "brand_focused_professionals", "sales_rules", "marketing_driven_devil", "sales_driven_symbiosis",
)  # fmt: skip
KOTLER: Final = ("undefined", "defined", "aligned", "integrated")
FOUND, OPPOSITE, OPEN = "found", "opposite", "open"


@dataclass(frozen=True)
class Statement:
    """``sign`` is 1 where the reference says that the preset's metric lies above that of the others, -1 where below."""

    says: str
    reference: str
    preset: str
    against: tuple[str, ...]
    metric: str
    sign: int


def _others(preset: str, among: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in among if one != preset)


STATEMENTS: Final = (
    Statement(
        "brand-focused professionals are among the best: strong links, marketing that knows the market", "B03",
        "brand_focused_professionals", _others("brand_focused_professionals", HOMBURG), "profit", 1,
    ),
    Statement(
        "sales-driven symbiosis does well: powerful sales, many links", "B03",
        "sales_driven_symbiosis", _others("sales_driven_symbiosis", HOMBURG), "profit", 1,
    ),
    Statement(
        "the ivory tower does badly: detached marketing that knows little", "B03",
        "ivory_tower", _others("ivory_tower", HOMBURG), "profit", -1,
    ),
    Statement(
        "the marketing-driven devil cooperates badly", "B03",
        "marketing_driven_devil", _others("marketing_driven_devil", HOMBURG), "unit_trust", -1,
    ),
    Statement(
        "under sales rules marketing knows little of the market", "B03",
        "sales_rules", _others("sales_rules", HOMBURG), "mql_precision", -1,
    ),
    Statement(
        "brand-focused professionals work for the long term", "B03",
        "brand_focused_professionals", _others("brand_focused_professionals", HOMBURG), "mix_brand", 1,
    ),
    Statement(
        "undefined: the two grew apart, and are often in conflict", "B01",
        "undefined", _others("undefined", KOTLER), "disputes_between", 1,
    ),
    Statement(
        "defined: rules say who does what", "B01", "defined", ("undefined",), "duplicates", -1,
    ),
    Statement(
        "aligned: sharing and joint planning speak to buyers with one voice", "B01",
        "aligned", ("undefined", "defined"), "inconsistency", -1,
    ),
    Statement(
        "integrated: sales cycles are shorter when the two work well together", "B01",
        "integrated", ("undefined", "defined"), "cycle_days", -1,
    ),
    Statement(
        "integrated: the cost of winning a customer is lower", "B01", "integrated", ("undefined", "defined"), "cac", -1,
    ),
    Statement(
        "contact between the two lowers conflict", "B09",
        "brand_focused_professionals", ("ivory_tower",), "disputes_between", -1,
    ),
)  # fmt: skip


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """Every statement in every company of a study's table, within pairs.

    Columns says, reference, preset, against, metric, sign, company, mean, low, high, pairs, found: ``found`` where the
    interval lies on the stated side of zero, ``opposite`` where on the other, ``open`` where it includes zero.
    """
    import pandas as pd

    rows = []
    for one in STATEMENTS:
        for company, whole in table.groupby("company", sort=False):
            wide = whole.pivot_table(index="pair", columns="design", values=one.metric, dropna=False)
            steps = (wide[one.preset] - wide[list(one.against)].mean(axis=1)).to_numpy(dtype=np.float64)
            steps = steps[np.isfinite(steps)]
            middle, low, high = mean_interval(steps)
            clear = low > 0.0 or high < 0.0
            found = OPEN if not clear else FOUND if middle * one.sign > 0.0 else OPPOSITE
            rows.append(
                {
                    "says": one.says, "reference": one.reference, "preset": one.preset, "against": " ".join(one.against),
                    "metric": one.metric, "sign": one.sign, "company": company, "mean": middle, "low": low, "high": high,
                    "pairs": len(steps), "found": found,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
