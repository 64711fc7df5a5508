"""Readings tell what the rows say: means, differences within pairs, and how many are so."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from orgsim.analysis.readings import numbers_of, rendered
from orgsim.analysis.told import Several, Told
from orgsim.kernel.errors import BadValue, BrokenFile, UsageError
from orgsim.studies.page import Number, asked
from orgsim.studies.study import Study


@pytest.fixture(scope="module")
def table():
    """Four pairs; b is ahead of a by 2 M, c behind by 1 M or level with it, pair by pair; at x = 1 all are 5 M higher."""
    rows = []
    for pair, luck in enumerate((0.0, 1e6, 2e6, 3e6)):
        for point, x in enumerate((0.0, 1.0)):
            for design, more in (("a", 0.0), ("b", 2e6), ("c", -1e6 if pair % 2 else 1e6)):
                rows.append(
                    {"company": "c", "design": design, "pair": pair, "point": point, "x": x, "profit": luck + more + 5e6 * x}
                )
    return pd.DataFrame(rows)


def study_of(number, factors):
    """As much of a study's folder as readings look at."""
    manifest = {"study": {"page": {"numbers": {"one": number}}}, "recipe": {"days": 504}}
    return SimpleNamespace(
        factors=factors, folder="here", manifest=manifest, pairs=4, store=SimpleNamespace(points=[{}, {}])
    )


def of(table, **number):
    """The number, told."""
    return numbers_of(study_of(Number(metric="profit", **number).model_dump(), ["x"]), table)["one"]


def test_a_difference_is_taken_within_pairs_and_brought_to_one_value_a_pair(table):
    """Exactly 2 M in every pair, though pairs differ by luck and points by 5 M: an interval without width."""
    found = of(table, of={"design": "b"}, against={"design": "a"})
    assert (found.value, found.bounds) == (2e6, (2e6, 2e6))
    assert str(found) == "+2.00 M EUR (+2.00 M to +2.00 M)"
    assert (found.mean, found.size, found.interval) == ("+2.00 M EUR", "2.00 M EUR", "+2.00 M to +2.00 M")
    assert of(table, of={"design": "a"}, against={"design": "b"}).size == "2.00 M EUR"


def test_a_factor_may_be_what_differs(table):
    found = of(table, of={"design": "a", "x": 1.0}, against={"x": 0.0})
    assert found.mean == "+5.00 M EUR"


def test_points_at_which_a_factor_does_not_apply_are_paired_all_the_same(table):
    """As on a map: x is a matter of one design only, and b meets a at every point."""
    table = table.assign(x=table["x"].where(table["design"] == "a"))
    each = of(table, of={"design": "b"}, against={"design": "a"}, each=["point"])
    assert (each.count, each.above) == ("2", "2")
    assert of(table, of={"design": "a", "x": 1.0}, against={"design": "b"}).mean == "-2.00 M EUR"


def test_several_values_of_a_factor_are_chosen_by_a_list(table):
    found = of(table, of={"design": "a", "x": [0.0, 1.0]})
    assert found.value == 1.5e6 + 2.5e6


def test_without_another_side_it_is_a_mean_over_pairs(table):
    """Pairs are 0, 1, 2, 3 M at x = 0: mean 1.5 M, Student's half-width t(3, .975) sqrt(5/3 / 4) = 2.054 M."""
    found = of(table, of={"design": "a", "x": 0.0})
    assert found.value == 1.5e6
    assert found.bounds[1] - found.value == pytest.approx(2.054e6, rel=1e-3)
    assert found.mean == "1.50 M EUR"


def test_of_several_the_text_tells_how_many_are_so(table):
    found = of(table, against={"design": "a"}, each=["design"])
    assert str(found.top) == "+2.00 M EUR (+2.00 M to +2.00 M)"
    assert set(found.each) == {"b", "c"}
    assert (found.count, found.above, found.below, found.open) == ("2", "1", "0", "1")
    assert (found.best, found.worst) == ("b", "c")
    assert (found.highest, found.lowest, found.most, found.least) == ("+2.00 M EUR", "+0 EUR", "2.00 M EUR", "0 EUR")
    assert (found.positive, found.negative) == ("1", "0")


def test_a_factor_unchanged_is_the_base_point_of_a_plan_that_varies_one_at_a_time():
    rows = [
        {"company": "c", "design": "a", "pair": pair, "x": x, "y": y, "profit": value + pair}
        for pair in range(3)
        for x, y, value in ((None, None, 1e4), (1.0, None, 3e4), (None, 1.0, 9e4))
    ]
    plain = Number(metric="profit", of={"x": 1.0}, against={"x": "unchanged"}).model_dump()
    found = study_of(plain, ["x", "y"])
    assert numbers_of(found, pd.DataFrame(rows))["one"].mean == "+20.00 k EUR"


def test_a_choice_of_no_rows_is_named(table):
    with pytest.raises(BadValue, match="here: no rows for profit of {'design': 'd'}"):
        of(table, of={"design": "d"})


def test_a_reading_is_told_with_its_numbers():
    one = Told(0.0213, (0.01, 0.03), "share")
    assert rendered("  It rises by {rise}.\n", {"rise": one}) == "It rises by +2.1 pts (+1.0 pts to +3.0 pts)."
    assert rendered("{all.count} of them", {"all": Several({"a": one})}) == "1 of them"
    assert rendered("{all[a].mean}, {{as it is}}", {"all": Several({"a": one})}) == "+2.1 pts, {as it is}"
    for text in ("{other}", "{rise.width}"):
        with pytest.raises(BadValue, match="The reading asks for"):
            rendered(text, {"rise": one})
    assert asked("{a.mean} and {b}, {a.low}, {c[d].e}") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[page]\nreading = "{gian}"\n[page.numbers]\ngain = { metric = "profit" }',
            "'gian'. Did you mean gain",
        ),
        ('[page]\nreading = "{gain"\n[page.numbers]\ngain = { metric = "profit" }', "line 2, page.reading"),
        ('[page.numbers]\ngain = { metric = "leads", of = { design = "pods" } }\n', None),
        ('[page.numbers]\ngain = { metric = "shoes" }', "line 2, page.numbers.gain.*not among the metrics"),
        (
            '[page.numbers]\ngain = { metric = "profit", of = { desing = "pods" } }',
            "no column 'desing'. Did you mean design",
        ),
        ('[page.numbers]\ngain = { metrik = "profit" }', "line 2, page.numbers.gain.*metrik"),
    ],
)
def test_mistakes_in_a_reading_are_named_with_line_and_key(tmp_path, text, message):
    (tmp_path / "s.toml").write_text(text)
    if message is None:
        assert Study.from_toml(tmp_path / "s.toml").page.numbers["gain"].metric == "leads"
        return
    with pytest.raises((BrokenFile, UsageError), match=message):
        Study.from_toml(tmp_path / "s.toml")
