"""Declared parameters: one check, one way to change them, one record."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest
from pydantic import Field, ValidationError

from orgsim.kernel.codes import Code
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.parameters import Group, choice, parameter, parameters, paths, record, tables


class Pace(Code):
    """How fast."""

    SLOW = 0, "one step at a time"
    FAST = 1, "two at once"


class Inner(Group):
    rate: float = parameter(0.5, 0.0, 1.0, "share", "a rate", neutral=0.0, reference="here")
    count: int = parameter(3, 1, 9, "person", "a count")
    pace: int = choice(Pace.FAST, "how fast")


class Shares(Group):
    together: ClassVar = True

    a: float = parameter(0.5, 0.0, 1.0, "share", "one half")


class Outer(Group):
    noun: ClassVar = "knob"

    name: str = "text is left out"
    inner: Inner = Field(default_factory=Inner)
    shares: Shares = Field(default_factory=Shares)


def test_a_parameter_knows_its_unit_range_neutral_value_and_reference():
    declared = parameters(Inner)["rate"]
    assert (declared.default, declared.low, declared.high, declared.neutral) == (0.5, 0.0, 1.0, 0.0)
    assert declared.allowed == "0..1 (share)"
    assert declared.reference == "here"


def test_a_choice_knows_its_variants_and_takes_their_words():
    declared = parameters(Inner)["pace"]
    assert declared.choices is Pace
    assert declared.allowed == "0 = slow, 1 = fast"
    assert "one step at a time" in declared.about
    assert Outer().set("inner.pace", "slow").inner.pace == 0
    with pytest.raises(BadValue, match="inner.pace = 'slwo' must be a number or word in 0 = slow, 1 = fast"):
        Outer().set("inner.pace", "slwo")


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"rate": 1.5}, r"rate = 1.5 lies outside 0..1 \(share\): a rate"),
        ({"rate": float("nan")}, "rate = nan must be a number"),
        ({"count": 10}, r"count = 10 lies outside 1..9 \(person\)"),
        ({"rate": "0.5"}, "valid number"),
        ({"rate": True}, "valid number"),
        ({"count": 2.5}, "valid integer"),
        ({"raet": 0.5}, "not permitted"),
    ],
)
def test_wrong_values_types_and_names_are_refused_when_a_group_is_made(bad, message):
    with pytest.raises(ValidationError, match=message):
        Inner(**bad)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("inner.rate", "3", r"inner.rate = '3' must be a number in 0..1 \(share\)"),
        ("inner.rate", None, "inner.rate = None must be a number"),
        ("inner.rate", 1.5, r"inner.rate = 1.5 lies outside 0..1 \(share\): a rate"),
        ("inner.rate", float("inf"), "inner.rate = inf lies outside"),
        ("inner.rate", float("nan"), "inner.rate = nan must be a number"),
        ("inner.count", True, r"inner.count = True must be a whole number in 1..9 \(person\)"),
        ("inner.count", 2.5, r"inner.count = 2.5 must be a whole number in 1..9 \(person\)"),
        ("inner.raet", 0.5, r"no knob 'inner.raet'. Did you mean inner.rate"),
        ("inner", 0.5, "no knob 'inner'"),
        ("shares.a", 0.5, "no knob 'shares.a'"),
        ("name", 0.5, "no knob 'name'"),
    ],
)
def test_wrong_values_types_and_names_are_refused_when_one_is_changed(path, value, message):
    with pytest.raises((BadValue, UnknownName), match=message):
        Outer().set(path, value)


def test_values_are_changed_by_path_and_keep_their_kind():
    changed = Outer().set_all({"inner.rate": 1, "inner.count": 4.0})
    assert (changed.inner.rate, changed.inner.count) == (1.0, 4)
    assert isinstance(changed.inner.count, int)
    assert isinstance(changed.inner.rate, float)
    assert Outer().inner.rate == 0.5


def test_tables_and_paths_follow_the_declaration():
    assert tables(Outer) == {"inner": Inner, "shares": Shares}
    assert list(paths(Outer)) == ["inner.rate", "inner.count", "inner.pace"]


def test_a_group_packs_into_a_record_with_the_same_names():
    packed = record(Outer(inner=Inner(rate=0.25)))[0]
    assert packed.inner.rate == 0.25
    assert packed.inner.count == 3
    assert packed.shares.a == 0.5
    assert packed.dtype.names == ("inner", "shares")


def test_a_name_that_records_use_themselves_is_refused():
    class Sized(Group):
        size: float = parameter(0.5, 0.0, 1.0, "share", "a size")

    with pytest.raises(ValueError, match="'size'"):
        record(Sized())


def test_numbers_of_numpy_are_numbers():
    changed = Inner().set("rate", np.float32(0.25)).set("count", np.int64(4))
    assert (changed.rate, changed.count, type(changed.count)) == (0.25, 4, int)
    with pytest.raises(BadValue, match="whole number"):
        Inner().set("count", np.float64(4.5))
