"""A study file says what it means, and every mistake in it is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from orgsim.inputs.companies import company
from orgsim.inputs.designs import DESIGNS, OrgDesign
from orgsim.kernel.errors import BrokenFile, UnknownName, UsageError
from orgsim.kernel.parameters import parameters
from orgsim.model.settings import CHAPTERS, MECHANISMS, Settings
from orgsim.results.metrics import METRICS
from orgsim.studies.factors import declared, factor_names
from orgsim.studies.reading import schema
from orgsim.studies.scenario import Scenario
from orgsim.studies.study import Study

WHOLE = """
about = "everything at once"
answers = ["X1"]
seed = 11
pairs = 3
days = 42
companies = ["village.toml"]
designs = ["separated", "mine", "separated:contact_hours=2"]
metrics = ["all"]
series = ["revenue", "unit_trust_sales"]

[design.mine]
base = "integrated"
info_sharing = 0.5

[settings]
disputes.scale = 2.0

[vary]
info_sharing = { low = 0.1, high = 0.9, levels = 3, only = ["separated"] }
segments = { values = [1, 4] }

[vary.practice]
progress_ratio = { values = [0.8, 0.9] }

[scale.full]
pairs = 30
plan = { levels = 7 }
"""


def written(folder, text, name="s.toml"):
    path = folder / name
    path.write_text(text)
    return path


def test_a_whole_file_is_read(folder):
    study = Study.from_toml(written(folder, WHOLE, "whole.toml"))
    assert (study.name, study.seed, study.length, study.size) == ("whole", 11, 42, 3 * 12 * 3)
    assert study.columns == ["info_sharing", "segments", "practice.progress_ratio"]
    assert study.design_of("mine") == DESIGNS["integrated"].set("info_sharing", 0.5)
    assert study.scaled("full").pairs == 30
    assert study.scaled("full").plan.levels == 7
    assert study.scaled("full").folder == study.folder
    with pytest.raises(UnknownName, match="Did you mean full"):
        study.scaled("ful")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("pairs = = 3", ["not valid TOML"]),
        ("pears = 3", ["line 1, pears", "Did you mean", "pairs"]),
        ("pairs = 0", ["line 1, pairs", "greater than or equal to 1", "given: 0"]),
        ("pairs = 3\ndesigns = ['seperated']", ["line 2, designs", "Did you mean separated"]),
        ("companies = ['midmarket']", ["line 1, companies", "Did you mean midmarket_saas"]),
        ("metrics = ['profits']", ["line 1, metrics", "Did you mean profit"]),
        ("series = ['revenu']", ["line 1, series", "Did you mean revenue"]),
        ("[vary]\n\ninfo_sharng = {}", ["line 3, vary.info_sharng", "Did you mean info_sharing"]),
        ("[vary]\ninfo_sharing = { high = 1.5 }", ["line 2, vary.info_sharing", "0..1.5 lies outside 0..1 (share)"]),
        ("[vary]\ninfo_sharing = { hi = 1.5 }", ["line 2, vary.info_sharing.hi", "Did you mean high"]),
        (
            "[vary.practice]\nprogress_ratio = { values = [2.0] }",
            ["line 2, vary.practice.progress_ratio", "2 lies outside 0.7..1"],
        ),
        (
            '[vary."practice.progress_ratio"]\nlow = 0.9\nhigh = 0.8',
            ["line 1, vary.practice.progress_ratio", "must lie below"],
        ),
        ("[vary]\nwithout = { values = ['pai'] }", ["line 2, vary.without", "Did you mean pay"]),
        ("[vary]\ninfo_sharing = { only = ['pods'] }", ["line 2, vary.info_sharing", "no design of this study 'pods'"]),
        ("[vary]\n'leads.fast_hours' = {}", ["line 2, vary.leads.fast_hours", "both finite"]),
        (
            "[settings]\n'practice.progres' = 0.8",
            ["line 1, settings", "no lever, setting or number of a company 'practice.progres'"],
        ),
        ("[design.mine]\ninfo_sharing = 2", ["line 1, design.mine", "info_sharing = 2 lies outside 0..1"]),
        ("[design.pods]\ninfo_sharing = 0.2", ["line 1, design.pods", "is a preset"]),
        ("[plan]\nmethod = 'sobl'", ["line 2, plan.method", "Did you mean sobol"]),
        ("[plan]\nmethod = 'sobol'", ["line 2, plan.method", "needs factors"]),
        ("[plan]\nmethod = 'sobol'\npoints = 100\n[vary]\ninfo_sharing = {}", ["line 1, plan", "power of two"]),
        ("[plan]\nmethod = 'table'\ntable = 'none.csv'", ["line 1, plan", "Cannot read the plan's table"]),
        ("[scale.full]\nseed = 3", ["line 1, scale.full", "not seed"]),
        ("[scale.full]\npairs = 0", ["line 1, scale.full: pairs", "greater than or equal to 1"]),
        ("[scale.full]\nplan = 3", ["line 1, scale.full: plan = 3 must be a table"]),
        (
            "[vary]\nsync_every = { values = [inf] }",
            ["line 2, vary.sync_every", "sync_every = inf lies outside 1..252"],
        ),
        ("years = 2.0\ndays = 42", ["line 2, days", "not in both"]),
        ("vary = 3", ["line 1, vary", "a table is expected"]),
        ("pears = 1\n[plan]\nlevels = 1", ["line 1, pears", "line 3, plan.levels"]),
    ],
)
def test_every_mistake_is_named_with_line_and_key(folder, text, messages):
    with pytest.raises(BrokenFile) as caught:
        Study.from_toml(written(folder, text))
    for message in ("s.toml", *messages):
        assert message in str(caught.value)
    assert "pydantic" not in str(caught.value)


def test_a_row_of_a_table_out_of_range_is_named(folder):
    (folder / "points.csv").write_text("info_sharing\n0.5\n1.5\n")
    with pytest.raises(BrokenFile, match=r"plan.table: row 2: info_sharing = 1.5 lies outside 0..1"):
        Study.from_toml(written(folder, "[plan]\nmethod = 'table'\ntable = 'points.csv'"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"Cannot read the study file .*none\.toml"):
        Study.from_toml(tmp_path / "none.toml")


def test_between_two_designs_each_lever_that_differs_goes_from_one_to_the_other():
    study = Study(name="way", plan={"method": "one_at_a_time", "between": ["separated", "integrated"], "levels": 3})
    a, b = DESIGNS["separated"], DESIGNS["integrated"]
    differ = {lever for lever in parameters(OrgDesign) if getattr(a, lever) != getattr(b, lever)}
    assert set(study.columns) == differ
    assert {point["specialization"] for point in study.points if "specialization" in point} == {0.55, 0.775, 1.0}


@pytest.mark.parametrize("name", factor_names())
def test_every_factor_changes_what_its_name_says(name):
    """The mould: whatever may be varied arrives in company, design or settings, and nowhere else."""
    base = Scenario.of("aligned")
    of = declared(name)
    value = (
        "pay" if name in ("without", "alone") else 8 if name == "segments" else of.low if of.low != of.default else of.high
    )
    if name not in ("without", "alone") and value == float("inf"):
        value = 1.0
    changed = base.at({name: value})
    differ = [getattr(base, part) != getattr(changed, part) for part in ("company", "design", "settings")]
    assert sum(differ) == 1 or (sum(differ) == 0 and _present(base, name) == value)


def _present(base, name):
    if name in parameters(OrgDesign):
        return getattr(base.design, name)
    group, _, key = name.partition(".")
    return getattr(getattr(base.settings if group in CHAPTERS else base.company, group), key)


def test_all_presets_mechanisms_levers_and_metrics_are_meant_by_a_word(folder):
    text = """
designs = ["all"]
metrics = ["all"]
[vary]
levers = { levels = 3 }
sync_every = { values = [5, 21] }
without = { values = ["all"] }
[plan]
method = "one_at_a_time"
"""
    study = Study.from_toml(written(folder, text))
    assert study.designs == tuple(DESIGNS)
    assert study.metrics == tuple(METRICS)
    assert list(study.vary) == [*parameters(OrgDesign), "without"]
    assert study.vary["sync_every"].values == (5, 21)
    assert study.vary["crm"].levels == 3
    assert study.vary["without"].values == ("nothing", *MECHANISMS)


def test_metrics_answer_to_their_labels_and_choices_to_their_words(folder):
    text = """
metrics = ["Deals won", "profit"]
[page]
metrics = ["deals won"]
[settings]
"inbox.trust" = "belief"
[vary]
"queue.order" = { values = ["arrival", 2] }
"""
    study = Study.from_toml(written(folder, text))
    assert study.metrics == ("deals", "profit")
    assert study.page.metrics == ("deals",)
    assert study.points == [{"queue.order": 1}, {"queue.order": 2}]
    scenario = Scenario.of("separated", settings=Settings().set_all(study.settings)).at(study.points[0])
    assert (scenario.settings.inbox.trust, scenario.settings.queue.order) == (1, 1)


def test_segments_lie_around_a_circle_as_wide_as_the_market():
    whose = company("marketplace")
    four = whose.with_segments(4)
    assert sum(one.share for one in four.segments) == pytest.approx(1.0)

    def spread(segments):
        x = sum(one.share * one.x for one in segments)
        y = sum(one.share * one.y for one in segments)
        return sum(one.share * ((one.x - x) ** 2 + (one.y - y) ** 2) for one in segments)

    assert spread(four.segments) == pytest.approx(spread(whose.segments))
    assert spread(whose.with_segments(8).segments) == pytest.approx(spread(whose.segments))
    assert spread(whose.with_segments(1).segments) == 0.0


def test_the_schema_lets_good_files_pass_and_bad_ones_not():
    import jsonschema

    document = schema()
    checker = jsonschema.Draft202012Validator(document)
    checker.check_schema(document)
    ready = Path(__file__).parents[2] / "experiments"
    for text in (WHOLE, *(path.read_text() for path in ready.glob("*.toml"))):
        checker.validate(tomllib.loads(text))
    for text in (
        "pears = 3",
        "pairs = 0",
        "[vary]\ninfo_sharng = {}",
        "metrics = ['profits']",
        "[vary.practice]\nprogres = {}",
    ):
        assert list(checker.iter_errors(tomllib.loads(text))), text


def test_a_file_whose_name_is_no_name_is_named(folder):
    with pytest.raises(BrokenFile, match="'my study' is no name for a folder: add name"):
        Study.from_toml(written(folder, "pairs = 2", "my study.toml"))


def test_mistakes_in_python_are_told_like_those_of_a_file():
    with pytest.raises(UsageError, match="no key of a study 'desings'. Did you mean designs"):
        Study(name="x", desings=("pods",))
    with pytest.raises(UsageError, match="Did you mean profit"):
        Study(name="x", metrics=("profits",))
    assert Study(name="x", designs="pods").designs == ("pods",)


def test_an_empty_table_is_refused(folder):
    (folder / "points.csv").write_text("info_sharing\n")
    with pytest.raises(BrokenFile, match="it has no rows"):
        Study.from_toml(written(folder, "[plan]\nmethod = 'table'\ntable = 'points.csv'"))
