"""Declared numbers and columns."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from orgsim.kernel.fields import Group, Row, column, layout, number, numbers, record


class Inner(Group):
    rate: float = number(0.5, 0.0, 1.0, "share", "a rate", neutral=0.0, source="here")
    count: int = number(3, 1, 9, "person", "a count")


class Outer(Group):
    name: str = "text is left out"
    inner: Inner = Inner()
    pairs: tuple[float, ...] = (1.0, 2.0)


class Thing(Row):
    width: float = column("f8", "a width", unit="m")
    codes: list[int] = column("i2", "codes", (2,))


def test_a_number_knows_its_unit_range_and_neutral_value():
    declared = numbers(Inner)["rate"]
    assert (declared.default, declared.low, declared.high, declared.neutral) == (0.5, 0.0, 1.0, 0.0)
    assert declared.allowed == "0..1 (share)"
    assert declared.source == "here"


def test_a_number_out_of_range_is_refused_with_value_and_range():
    with pytest.raises(ValidationError, match=r"rate = 1.5 lies outside 0..1 \(share\)"):
        Inner(rate=1.5)


@pytest.mark.parametrize("bad", [{"rate": "0.5"}, {"rate": True}, {"count": 2.5}, {"raet": 0.5}, {"rate": float("nan")}])
def test_wrong_types_unknown_names_and_nan_are_refused(bad):
    with pytest.raises(ValidationError):
        Inner(**bad)


def test_a_group_packs_into_a_record_with_the_same_names():
    packed = record(Outer(inner=Inner(rate=0.25)))[0]
    assert packed.inner.rate == 0.25
    assert packed.inner.count == 3
    assert list(packed.pairs) == [1.0, 2.0]
    assert "name" not in packed.dtype.names


def test_a_row_becomes_a_record_type():
    table = np.zeros(2, dtype=layout(Thing))
    table[1].codes[1] = 7
    table[1].width = 2.5
    assert table["codes"].tolist() == [[0, 0], [0, 7]]
    assert table[1].width == 2.5


def test_a_column_name_that_numpy_uses_itself_is_refused():
    class Bad(Row):
        size: float = column("f8", "a size")

    with pytest.raises(ValueError, match="'size'"):
        layout(Bad)
