"""Settings by path, and mechanisms switched off."""

from __future__ import annotations

import pytest

from orgsim.kernel.errors import BadValue, BrokenFile, UnknownName
from orgsim.kernel.parameters import parameters, paths
from orgsim.model.settings import CHAPTERS, MECHANISMS, Settings


def test_every_setting_can_be_set_at_both_ends_of_its_range():
    for path in paths(Settings):
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


def test_settings_are_read_from_a_file_and_variants_by_their_words(tmp_path):
    path = tmp_path / "laws.toml"
    path.write_text('[practice]\nprogress_ratio = 0.9\n\n[inbox]\ntrust = "belief"\n')
    expected = Settings().set_all({"practice.progress_ratio": 0.9, "inbox.trust": 1})
    assert Settings.from_toml(path) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[practise]\nprogress_ratio = 0.9", "line 1, practise: There is no key 'practise'. Did you mean practice"),
        ("[practice]\n\nprogres_ratio = 0.9", "line 3, practice.progres_ratio: .*Did you mean progress_ratio"),
        ("[practice]\nprogress_ratio = 2.0", r"line 2, practice.progress_ratio = 2 lies outside 0.7..1 \(ratio\)"),
        ("[practice]\nprogress_ratio = '0.9'", r"line 2, practice.progress_ratio: .*given: '0.9'.*0.7..1 \(ratio\)"),
        ('[inbox]\ntrust = "beliefs"', r"line 2, inbox.trust: .*given: 'beliefs'.*0 = worth, 1 = belief, 2 = everybody"),
        ("switching = 0.1", r"line 1, switching: this key belongs in \[hours\]"),
        ("practice = 3", r"line 1, practice: a table is expected: write \[practice\]"),
    ],
)
def test_every_mistake_in_a_file_is_named_with_line_and_key(tmp_path, text, message):
    path = tmp_path / "laws.toml"
    path.write_text(text)
    with pytest.raises(BrokenFile, match=message):
        Settings.from_toml(path)
