"""A study outlives the model's growth: levers, settings, numbers of a company and metrics that come, go and are renamed.

Each test founds a study, edits a copy of the package's sources, and lets that copy read, verify and go on with it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import orgsim
from copies import PackageCopy
from helpers import HAMLET

STUDY = """
companies = ["hamlet.toml"]
designs = ["separated", "pods"]
metrics = ["profit", "leads", "mqls"]
series = ["revenue"]
series_days = 5
pairs = 2
days = 10
[vary]
"practice.spillover" = { values = [0.0, 0.2] }
"""
LOOK = """
import json, orgsim
from orgsim.kernel.errors import OrgsimError
found = orgsim.load("out")
table = found.table()
said = {"rows": len(table), "profit": table["profit"].tolist(), "outdated": found.outdated(), "factors": found.factors}
try:
    said["verified"] = len(found.verify(8))
except OrgsimError as error:
    said["verified"] = str(error)
told = []
try:
    grown = orgsim.Study.from_toml("s.toml").changed(pairs=3).run("out", notify=told.append)
    said |= {"grown": grown.counts()["ok"], "after": grown.table()["profit"].tolist(), "left": grown.outdated(),
             "numbers": grown.manifest["recipe"], "revenue": grown.series("revenue")["value"].isna().sum().item()}
    said["again"] = len(orgsim.load("out").verify(12))
    twice = orgsim.Study.from_toml("s.toml").changed(pairs=4).run("out")
    said |= {"twice": twice.counts()["ok"], "kept": twice.manifest["recipe"].get("assumed", {})}
except OrgsimError as error:
    said["grown"] = str(error)
print(json.dumps(said | {"told": told}))
"""


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """A folder with a finished study of a hamlet."""
    folder = tmp_path_factory.mktemp("founded")
    (folder / "hamlet.toml").write_text(HAMLET)
    (folder / "s.toml").write_text(STUDY)
    orgsim.Study.from_toml(folder / "s.toml").run(folder / "out")
    return folder


@pytest.fixture
def looked(founded, tmp_path):
    """What an edited copy of the package says of the founded study: edits are (file, pattern, replacement)."""

    def look(*edits):
        copy = PackageCopy(tmp_path)
        for edit in edits:
            copy.edit(*edit)
        return copy.says(LOOK, Path(shutil.copytree(founded, tmp_path / "study")))

    return look


SETTING = (
    "model/chapters/practice.py",
    r"(    talent: float)",
    r'    zeal: float = parameter(0.5, 0.0, 1.0, "share", "zeal", neutral=0.0, reference="G")\n\1',
)
LEVER = (
    "inputs/designs/levers.py",
    r"(    crm: float)",
    r'    rotation: float = parameter(0.25, 0.0, 1.0, "share", "rotation")\n\1',
)
NUMBER = (
    "inputs/companies/company.py",
    r"(    rep_pay: float)",
    r'    perks: float = parameter(5.0, 0.0, 9.0, "EUR", "perks", reference="G")\n\1',
)
MARGIN = '''

@metric("Margin", "EUR", MONEY, MORE)
def margin(history: Recorded) -> float:
    """Margin."""
    return profit(history)
'''
METRIC = ("results/metrics/money.py", r"\Z", MARGIN)


def test_what_has_come_since_leaves_a_study_readable_verifiable_and_extendable(looked):
    """A setting, a lever, a number of a company and a metric. A new setting counts as its neutral value, any other number as
    it is declared; and the manifest records it.
    """
    assumed = {
        "companies.hamlet.toml.staff.perks": 5.0, "designs.separated.rotation": 0.25, "designs.pods.rotation": 0.25,
        "settings.practice.zeal": 0.0,
    }  # fmt: skip
    said = looked(SETTING, LEVER, NUMBER, METRIC)
    assert (said["rows"], said["verified"], said["grown"]) == (8, 8, 12)
    assert said["after"][:8] == said["profit"]
    assert said["outdated"] == said["left"] == {}
    assert said["numbers"].get("assumed", {}) == said["kept"] == assumed
    assert (said["again"], said["twice"]) == (12, 16)
    for path, value in assumed.items():
        assert f"{path} has come since; here it counts as {value!r}" in said["told"]


def test_a_neutral_setting_that_a_rule_reads_parts_no_rows(looked):
    """The model's fingerprint is another; some of the runs are done again, and come out the same."""
    rule = (
        "model/chapters/practice.py",
        r"experience / practice.scale\)\)",
        r"experience / practice.scale)) + practice.zeal",
    )
    said = looked(SETTING, rule)
    assert (said["rows"], said["verified"], said["grown"]) == (8, 8, 12)
    assert any("made by another model; this one gave 8 of its runs again, equal to the byte" in one for one in said["told"])


def test_a_change_that_matters_leaves_a_study_readable_only(looked):
    said = looked(("model/chapters/practice.py", r"experience / practice.scale\)\)", r"experience / practice.scale)) * 0.9"))
    assert said["rows"] == 8
    assert "they were made by another model" in said["verified"]
    assert "which gives other rows" in said["grown"]
    assert " was " in said["grown"]


def test_what_was_renamed_leaves_a_study_readable_verifiable_and_extendable(looked):
    """A setting, a lever and a number of a company: the old name has gone, a new one has come. Where its value then was its
    default now, the runs are the same.
    """
    neutral = ("model/chapters/practice.py", r", neutral=0.0, reference=\"B35\"", ', reference="B35"')
    renamed = [(r"\btalent\b", "gift"), (r"\bsla_days\b", "promise_days"), (r"\bcare_hours\b", "tending_hours")]
    said = looked(*((None, pattern, new) for pattern, new in renamed), neutral)
    assert (said["rows"], said["verified"], said["grown"]) == (8, 8, 12)
    for path, default in (
        ("settings.practice.talent", 0.6),
        ("designs.separated.sla_days", 10.0),
        ("companies.hamlet.toml.work.care_hours", 0.25),
    ):
        assert f"{path} = {default!r} is not known any more, and is left out" in said["told"]


def test_a_setting_that_the_plan_varies_and_that_has_gone_leaves_the_table_readable(looked):
    said = looked(
        (None, r"\bpractice\.spillover\b", "practice.crossing"),
        ("model/chapters/practice.py", r"\bspillover: float", "crossing: float"),
    )
    assert said["rows"] == 8
    assert said["factors"] == ["practice.spillover"]
    assert "practice.spillover, which this version of orgsim does not know" in said["verified"]
    assert "practice.spillover" in said["grown"]


def test_a_metric_that_has_gone_leaves_its_column_and_all_others(looked):
    said = looked(
        ("results/metrics/lead_flow.py", r'@metric\("Leads", "lead", LEAD_FLOW, MORE.*\)\n', ""),
    )
    assert said["rows"] == 8
    assert said["outdated"] == {"leads": "not known any more"}
    assert said["verified"] == 8
    assert "leads" in said["grown"]


def test_a_metric_that_was_redefined_makes_its_column_stale_and_no_other(looked):
    said = looked(
        (
            "results/metrics/money.py",
            r"return revenue\(history\) - delivery\(history\) - cost\(history\)",
            "return revenue(history) - 2.0 * cost(history)",
        )
    )
    assert said["rows"] == 8
    assert said["outdated"] == {"profit": "defined otherwise since"}
    assert said["verified"] == 8  # by its other columns
    assert said["grown"] == 12
    assert [value != value for value in said["after"]] == [True] * 8 + [False] * 4  # NaN
    assert said["left"] == {"profit": "missing from 8 older rows"}
    assert any("profit: defined otherwise since; what older rows say of it is left out" in one for one in said["told"])


def test_renew_fills_a_stale_column_and_nothing_else_changes(founded, tmp_path, monkeypatch):
    from orgsim.results.metrics import METRICS
    from orgsim.results.metrics.metric import Metric

    folder = Path(shutil.copytree(founded, tmp_path / "study"))
    study = orgsim.Study.from_toml(folder / "s.toml")
    before = orgsim.load(folder / "out").table()
    old = METRICS["profit"]
    double = Metric(old.name, old.label, old.unit, old.block, old.better, old.definition, _twice)
    monkeypatch.setitem(METRICS, "profit", double)
    assert orgsim.load(folder / "out").outdated() == {"profit": "defined otherwise since"}
    half = study.run(folder / "out")
    assert half.table()["profit"].isna().all()
    with pytest.raises(orgsim.OrgsimError, match=r"profit is missing from 8 older rows\. .* --renew"):
        half.complete()
    assert half.complete(["leads"])["leads"].tolist() == before["leads"].tolist()
    whole = study.run(folder / "out", renew=True)
    assert whole.outdated() == {}
    assert (whole.table()["profit"] == 2.0 * before["profit"]).all()
    assert whole.table()["leads"].tolist() == before["leads"].tolist()
    assert len(whole.store.parts) == 1
    assert len(whole.verify(8)) == 8


def _twice(history):
    """Twice the profit."""
    return 2.0 * _profit(history)


def _profit(history):
    from orgsim.results.metrics.money import profit

    return profit(history)


def test_a_metric_asked_for_later_is_kept_from_then_on(founded, tmp_path):
    folder = Path(shutil.copytree(founded, tmp_path / "study"))
    more = orgsim.Study.from_toml(folder / "s.toml").changed(metrics=("profit", "leads", "mqls", "win_rate"), pairs=3)
    told = []
    found = more.run(folder / "out", notify=told.append)
    assert told == ["win_rate: kept from now on; older rows lack it. --renew does them again."]
    assert found.table()["profit"].notna().all()
    assert found.outdated() == {"win_rate": "missing from 8 older rows"}
    assert more.run(folder / "out", renew=True).outdated() == {}


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r"for flow in INCOME\]", "for flow in INCOME[:1]]"),
        (r'@series\("EUR"\)\ndef revenue', '@series("EUR", flow=False)\ndef revenue'),
    ],
    ids=["less of it", "a stock"],
)
def test_a_series_that_was_redefined_is_told_and_its_old_cells_are_left_out(looked, pattern, replacement):
    said = looked(("results/metrics/series.py", pattern, replacement))
    assert said["outdated"] == {"series_revenue": "defined otherwise since"}
    assert said["left"] == {"series_revenue": "missing from 8 older rows"}
    assert said["revenue"] == 8 * 2
    assert (said["verified"], said["again"]) == (8, 12)


def test_a_series_that_has_gone_leaves_the_rest_verifiable(looked):
    said = looked(("results/metrics/series.py", r'@series\("EUR"\)\ndef revenue', '@series("EUR")\ndef turnover'))
    assert said["outdated"] == {"series_revenue": "not known any more"}
    assert said["verified"] == 8


CHANGE = """
import json, orgsim
from orgsim.kernel.errors import OrgsimError
try:
    print(json.dumps(orgsim.Study.from_toml("s.toml").changed(pairs=3).run("out").counts()["ok"]))
except OrgsimError as error:
    print(json.dumps(str(error)))
"""


@pytest.mark.parametrize(
    "edit",
    [LEVER, ("inputs/designs/levers.py", r"parameter\(0.5, 0.0, 4.0", "parameter(0.5, 0.0, 40.0")],
    ids=["one more lever", "a wider range"],
)
def test_a_change_of_design_that_has_another_size_now_is_not_gone_on_with(tmp_path, edit):
    """M14: what a change costs hangs on all levers and their ranges."""
    (tmp_path / "hamlet.toml").write_text(HAMLET)
    (tmp_path / "s.toml").write_text(STUDY.replace('"pods"', '"separated then integrated@3~2"'))
    orgsim.Study.from_toml(tmp_path / "s.toml").run(tmp_path / "out")
    copy = PackageCopy(tmp_path / "copy")
    copy.edit(*edit)
    assert "which gives other rows" in copy.says(CHANGE, tmp_path)
