"""Settings by path, and mechanisms switched off."""

from __future__ import annotations

import pytest

from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.parameters import parameters
from orgsim.model.settings import CHAPTERS, MECHANISMS, Settings, setting_paths


def test_every_setting_can_be_set_at_both_ends_of_its_range():
    for path in setting_paths():
        chapter, name = path.split(".")
        declared = parameters(CHAPTERS[chapter])[name]
        for edge in (declared.low, declared.high):
            assert getattr(getattr(Settings().set(path, edge), chapter), name) == edge


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("practise.progress_ratio", 0.8, "Did you mean practice.progress_ratio"),
        ("practice.progres_ratio", 0.8, "Did you mean practice.progress_ratio"),
        ("practice", 0.8, "no setting 'practice'"),
        ("practice.progress_ratio", 1.4, r"practice.progress_ratio = 1.4 lies outside 0.7..1 \(ratio\)"),
        ("practice.progress_ratio", float("nan"), "progress_ratio = nan must be a number"),
        ("ambiguity.eligible", 2.5, "must be a whole number"),
    ],
)
def test_mistakes_are_named(path, value, message):
    with pytest.raises((UnknownName, BadValue), match=message):
        Settings().set(path, value)


def test_without_makes_one_mechanism_neutral():
    assert Settings().without("queue").queue == MECHANISMS["queue"].neutral()
    assert Settings.neutral(but="pay").pay == MECHANISMS["pay"]()
    for wrong in (lambda: Settings().without("quee"), lambda: Settings.neutral(but="quee")):
        with pytest.raises(UnknownName, match="Did you mean queue"):
            wrong()
