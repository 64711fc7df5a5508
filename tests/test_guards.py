"""The model may not be rigged."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import orgsim
from helpers import resized
from orgsim.analysis.comparing import compare
from orgsim.inputs.companies import company
from orgsim.inputs.designs import DESIGNS, PATHS, OrgDesign, design
from orgsim.kernel.parameters import parameters
from orgsim.model.settings import MECHANISMS, Settings
from orgsim.model.simulation import simulate

SOURCE = Path(orgsim.__file__).parent
RULED = [
    *sorted((SOURCE / "kernel").glob("*.py")),
    *sorted((SOURCE / "model").rglob("*.py")),
    SOURCE / "results" / "codes.py",
    SOURCE / "results" / "tables.py",
]
RULED = [path for path in RULED if path.name not in {"duopoly.py", "org_model.py", "simulation.py"}]


@pytest.mark.parametrize("path", RULED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_rule_reads_a_designs_name(path):
    """Guard 1: neither a string that names a preset, nor the table of presets, nor a name attribute of a design."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            assert node.value not in DESIGNS
        if isinstance(node, ast.Name):
            assert node.id not in {"DESIGNS", "PATHS", "PRESETS", "design_name"}
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"DESIGNS", "PATHS", "PRESETS", "design_name"}
        if isinstance(node, ast.Import):
            assert not any(one.name.startswith("orgsim.inputs.designs") for one in node.names)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("orgsim.inputs.designs"):
            assert {one.name for one in node.names} <= {"AnyDesign", "OrgDesign", "DesignPath", "Phase", "size_of_change"}


@pytest.mark.parametrize("name", [*(name for name in DESIGNS if name != "separated"), *PATHS])
def test_with_every_mechanism_neutral_all_designs_give_the_same_history_to_the_byte(name):
    """Guard 2."""
    settings = Settings.neutral()
    for seed in (1, 2**40):
        same, other = (simulate(of, settings=settings, seed=seed, days=300) for of in ("separated", name))
        assert without_phase(same) == without_phase(other)


def without_phase(history):
    """The bytes of a history, less who has changed over to which phase of a path: a date, not a deed."""
    daily, people = history.daily.copy(), history.people.copy()
    daily["changed_over"] = 0.0
    people["phase"] = people["unready"] = 0
    return [table.tobytes() for table in (daily, people, history.leads, history.journeys)]


def test_with_every_mechanism_neutral_it_does_not_matter_who_the_other_organization_is():
    settings = Settings.neutral()
    same, other = (simulate(f"separated vs {name}", settings=settings, days=200) for name in ("separated", "integrated"))
    assert same == other


def test_neutral_is_not_idle():
    """What guard 2 compares is a living market, not an empty one."""
    history = simulate("separated", settings=Settings.neutral(), days=252)
    assert history.metric("deals") > 20
    assert len(history.journeys) > 10_000


@pytest.mark.parametrize("name", MECHANISMS)
def test_each_mechanism_alone_changes_the_history(name):
    """Guard 3, the weaker half; the direction is tested with the mechanisms."""
    effect = MECHANISMS[name].effect
    of = "separated then integrated@60" if effect.path else "integrated"
    alone, changes = Settings.alone(name), dict(effect.where)
    neutral = simulate(of, settings=alone.without(name), changes=changes, days=252)
    assert simulate(of, settings=alone, changes=changes, days=252) != neutral


def test_two_half_timers_do_the_work_of_one_full_timer():
    """Guard 4: with skill held equal, splitting posts changes no flow of work beyond chance; nothing is rounded.

    Fading intent is off, no lead goes cold, and the first year, in which pipelines fill, is left out: two half-time
    desks make a lead wait longer than one full-time desk, which is queueing, not rounding.
    """
    settings = Settings()
    for name in ("practice", "hours", "leads", "queue", "pay", "qualification", "inbox", "disputes", "turnover"):
        settings = settings.without(name)
    settings = settings.set("leads.cold_days", 504.0)
    whole = resized(company("midmarket_saas"))
    halves = resized(whole, staff={"marketers": 12, "reps": 24, "marketer_fte": 0.5, "rep_fte": 0.5})
    one = [simulate("separated", whole, settings=settings, seed=seed, days=504) for seed in range(8)]
    two = [simulate("separated", halves, settings=settings, seed=seed, days=504) for seed in range(8)]
    for flow in ("touches", "meetings", "attempts"):
        before = np.array([history.daily[flow][252:].sum() for history in one])
        after = np.array([history.daily[flow][252:].sum() for history in two])
        error = np.sqrt(before.var(ddof=1) / 8 + after.var(ddof=1) / 8)
        assert abs(after.mean() - before.mean()) < max(3.0 * error, 0.01 * before.mean()), flow


def test_the_sign_of_the_difference_turns_within_plausible_ranges():
    """Guard 8: neither design wins under every plausible setting. Specialists: people learn fast, and changing between tasks
    costs much. Generalists: the other way round, waits cost much, meetings tell much, and effort does not hang on pay.
    """
    specialists = Settings().set("hours.switching", 0.5).set("practice.progress_ratio", 0.7)
    generalists = Settings().set_all(
        {"hours.switching": 0.0, "practice.progress_ratio": 0.9, "practice.spillover": 0.3, "leads.fast_share": 0.6,
         "patience.waiting": 0.06, "joint_meetings.half": 0.1, "ambiguity.pair_hours": 0.0, "pay.answer": 0.0}
    )  # fmt: skip
    signs = []
    for settings in (specialists, generalists):
        profit = compare("separated", "integrated", settings=settings, pairs=24)["profit"]
        signs.append(np.sign(profit.difference) if profit.excludes_zero else 0.0)
    assert signs == [-1.0, 1.0]


VALIDATION = Path(__file__).parent.parent / "results" / "validation"
SOURCED: dict[str, str] = {}
"""Levers of which a named source says that one end is best, whatever the company."""


def ends_of_best_values():
    """Where each lever is best, by company and design: at its low end, its high end, or between them."""
    table = pd.read_csv(VALIDATION / "levers.csv")
    found: dict[str, list[str]] = {}
    for (_, of, lever), rows in table.groupby(["company", "design", "factor"]):
        one = parameters(OrgDesign)[lever]
        own = float(getattr(DESIGNS[of], lever))
        tried = {own: 0.0} | dict(zip(rows["value"], rows["mean"], strict=True))
        best = max(tried, key=lambda value: tried[value])
        low, high = (5, 63) if lever == "sync_every" else (one.low, one.high)
        found.setdefault(lever, []).append("low" if best <= low else "high" if best >= high else "between")
    return found


def test_no_lever_is_best_at_the_same_end_in_all_companies_under_both_designs():
    """Guard 8, lever by lever: whatever costs only, or brings only, would be."""
    found = ends_of_best_values()
    assert set(found) == set(parameters(OrgDesign))
    for lever, ends in found.items():
        assert lever in SOURCED or len(set(ends)) > 1 or ends[0] == "between", (lever, ends)


def test_no_preset_earns_most_in_every_company():
    table = pd.read_csv(VALIDATION / "winners.csv")
    leaders = table.loc[table.groupby("company")["share"].idxmax()]
    assert len(set(leaders["design"])) > 1
    assert (leaders["share"] < 1.0).all()


def test_designs_stand_for_points_and_a_point_has_no_name():
    assert design("separated").model_dump() == DESIGNS["separated"].model_dump()
    assert "name" not in DESIGNS["separated"].model_dump()
