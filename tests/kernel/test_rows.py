"""Declared columns, and codes as their numbers."""

from __future__ import annotations

import numpy as np
import pytest

from orgsim.kernel.codes import Code, words
from orgsim.kernel.rows import Row, column, columns, layout


class Side(Code):
    """A side."""

    LEFT = 0, "where the heart is"
    RIGHT = 1, "the other"


class Thing(Row):
    width: float = column("f8", "a width", unit="m")
    side: int = column("i2", "its side", code=Side)
    grid: list[int] = column("i2", "a grid", (2, Side))


def test_a_row_becomes_a_record_type():
    table = np.zeros(2, dtype=layout(Thing))
    table[1].grid[1, Side.RIGHT] = 7
    table[1].width = 2.5
    assert table["grid"].tolist() == [[[0, 0], [0, 0]], [[0, 0], [0, 7]]]
    assert table[1].width == 2.5


def test_a_column_is_spread_by_its_axes_and_their_words():
    grid = columns(Thing)["grid"]
    assert grid.shape == (2, 2)
    assert grid.labels("grid") == ["grid_0_left", "grid_0_right", "grid_1_left", "grid_1_right"]
    assert columns(Thing)["width"].labels("width") == ["width"]


def test_a_column_name_that_numpy_uses_itself_is_refused():
    class Bad(Row):
        size: float = column("f8", "a size")

    with pytest.raises(ValueError, match="'size'"):
        layout(Bad)


def test_a_code_is_its_number_with_a_word_and_a_sentence():
    assert Side.RIGHT == 1
    assert (Side.RIGHT.word, Side.RIGHT.about) == ("right", "the other")
    assert words(Side) == ("left", "right")
    assert Side(0) is Side.LEFT
    assert len(Side) == 2
