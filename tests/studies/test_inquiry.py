"""Inquiries: studies whose points are asked for one after the other, kept like any study's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from orgsim.kernel.errors import BadValue, OtherStudy, RunFailed, UnknownName
from orgsim.model.simulation import simulate
from orgsim.results.metrics import METRICS
from orgsim.studies.inquiry import Inquiry
from orgsim.studies.mistakes import BadStudy
from orgsim.studies.result import StudyResult
from orgsim.studies.scenario import Scenario
from orgsim.studies.seeds import pair_seed
from orgsim.studies.study import Study


@pytest.fixture
def sides(village):
    return {name: Scenario.of(name, village, days=20) for name in ("separated", "pods")}


def test_answers_are_those_of_single_runs(sides, village, tmp_path):
    with Inquiry(sides, folder=tmp_path / "kept", seed=3) as asked:
        found = asked.values([{}, {"contact_hours": 2.0}, {"hours.switching": 0.5}], [0, 2], metric="leads")
    for place, changes in enumerate(({}, {"contact_hours": 2.0}, {"hours.switching": 0.5})):
        for row, name in enumerate(sides):
            for column, pair in enumerate((0, 2)):
                run = simulate(name, village, days=20, seed=pair_seed(3, pair), changes=changes)
                assert found[row, place, column] == run.metric("leads")


def test_the_folder_is_a_study_that_reproduces(sides, tmp_path):
    with Inquiry(sides, folder=tmp_path / "kept") as asked:
        asked.values([{}, {"contact_hours": 1.7}], range(2))
        asked.values([{"hours.switching": 0.5}], [0], ["pods"])
    found = StudyResult(tmp_path / "kept")
    table = found.table()
    assert len(table) == 9
    assert set(found.factors) == {"contact_hours", "hours.switching"}
    assert len(found.verify(9)) == 9


def test_nothing_is_run_twice(sides, tmp_path):
    runs = []
    with Inquiry(sides, folder=tmp_path / "kept", progress=lambda done, _: runs.append(done)) as asked:
        asked.values([{}], range(2))
        first = len(runs)
        asked.values([{}, {}], range(2))
    assert len(runs) == first
    with Inquiry(sides, folder=tmp_path / "kept", progress=lambda done, _: runs.append(done)) as asked:
        kept = asked.values([{}], range(2))
    assert len(runs) == first
    assert np.isfinite(kept).all()


def test_what_decides_a_run_decides_the_folder(sides, village):
    other = {name: Scenario.of(name, village, days=21) for name in sides}
    names = {Inquiry(one, seed=seed).folder for one, seed in ((sides, 1), (sides, 2), (other, 1), (sides, 1))}
    assert len(names) == 3


def test_another_question_and_a_planned_study_are_refused(sides, village, tmp_path, folder):
    with Inquiry(sides, folder=tmp_path / "kept") as asked:
        asked.values([{}], [0])
    with pytest.raises(OtherStudy), Inquiry(sides, seed=8, folder=tmp_path / "kept"):
        pass
    Study(name="s", companies=("village.toml",), folder=str(folder), pairs=1, days=5).run(tmp_path / "planned")
    with pytest.raises(OtherStudy), Inquiry(sides, folder=tmp_path / "planned"):
        pass


def test_points_that_cannot_be_are_refused_and_leave_nothing(sides, tmp_path):
    with Inquiry(sides, folder=tmp_path / "kept") as asked:
        with pytest.raises(UnknownName):
            asked.values([{"contact": 1.0}], [0])
        with pytest.raises(BadValue):
            asked.values([{"contact_hours": 99.0}], [0])
        with pytest.raises(BadValue, match="is not kept here"):
            asked.values([{}], [0], metric="churn")
        assert asked.values([{}], [0]).shape == (2, 1, 1)
    assert len(StudyResult(tmp_path / "kept").store.points) == 1


def test_a_run_that_fails_is_named(sides, tmp_path, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ValueError("out of luck")

    with Inquiry(sides, folder=tmp_path / "kept") as asked:
        monkeypatch.setattr("orgsim.studies.scenario.Scenario.history", broken)
        with pytest.raises(RunFailed, match="pair 0 failed: ValueError: out of luck"):
            asked.values([{}], [0])


def test_both_of_at_home_and_from_today_are_what_was_asked(village, tmp_path):
    """A company whose file says how it is organized today."""
    whose = village.model_copy(update={"today": village.today.model_copy(update={"design": "separated"})})
    found = {}
    for today in (None, "home"):
        side = Scenario.of("integrated", whose, today=today, days=30)
        with Inquiry({"b": side}, folder=tmp_path / str(today)) as asked:
            found[today] = asked.values([{}], [0], metric="leads")[0, 0, 0]
        assert found[today] == side.history(pair_seed(7, 0)).metric("leads")
    assert found[None] != found["home"]


def test_a_metric_that_is_defined_otherwise_since_is_another_question(sides, tmp_path, monkeypatch):
    with Inquiry(sides, folder=tmp_path / "kept") as asked:
        asked.values([{}], [0])
    before = Inquiry(sides).folder
    monkeypatch.setitem(METRICS, "leads", replace(METRICS["leads"], value=METRICS["deals"].value))
    assert Inquiry(sides).folder != before
    with pytest.raises(OtherStudy, match="leads"), Inquiry(sides, folder=tmp_path / "kept"):
        pass


def test_a_whole_number_is_the_same_point_when_it_comes_back(sides, tmp_path):
    for _ in range(3):
        with Inquiry(sides, folder=tmp_path / "kept") as asked:
            asked.values([{"joint_head": 1}, {"joint_head": 1.0}], [0])
    assert len(StudyResult(tmp_path / "kept").store.points) == 2


def test_a_study_file_cannot_be_asked(folder):
    with pytest.raises(BadStudy, match="a file states another plan"):
        Study(name="s", companies=("village.toml",), folder=str(folder), plan={"method": "asked"})
