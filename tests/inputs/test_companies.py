"""Companies, shipped and one's own, and every mistake in a file."""

from __future__ import annotations

import pytest

from orgsim.inputs.companies import Company, company, company_names, read_company
from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.errors import BrokenFile, UnknownName, UsageError
from orgsim.kernel.parameters import tables
from orgsim.model.simulation import simulate


@pytest.mark.parametrize("name", company_names())
def test_every_number_a_shipped_company_states_has_its_source(name):
    whose = company(name)
    for table in tables(Company):
        for key in getattr(whose, table).model_fields_set:
            assert whose.references.get(f"{table}.{key}"), f"{table}.{key}"
    assert {"segments", "channels"} <= whose.references.keys()
    assert whose.about


@pytest.mark.parametrize("name", company_names())
@pytest.mark.parametrize("of", DESIGNS)
def test_defaults_are_sane_under_every_design(name, of):
    """No collapse, MQL to won as is plausible (0.02-0.3 for the organization that K1 speaks of), most hand-offs
    undisputed, utilization below 1."""
    for seed in (1, 2):
        history = simulate(of, name, seed=seed, journeys=False)
        assert history.metric("deals") > 50
        assert 0.02 <= history.metric("mql_to_won") <= (0.3 if of == "separated" else 0.35)
        assert history.metric("disputes_per_100") < 50.0
        assert 0.3 < history.metric("utilization") < 1.0
        assert history.metric("profit") > (-0.1 * history.metric("revenue") if name == "smb_startup" else 0.0)


def write(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_own_file_overrides_what_it_states(tmp_path):
    mine = company(write(tmp_path, "[staff]\nmarketers = 3\nreps = 4\n\n[market]\nprospects = 500\n"))
    assert (mine.name, mine.staff.marketers, mine.staff.reps, mine.market.prospects) == ("mine", 3, 4, 500)
    assert mine.market.meetings == 4


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("[staff]\nmarketers = = 3\n", ["not valid TOML", "line 2"]),
        ("[staff]\nmarkters = 3\n", ["line 2, staff.markters", "Did you mean marketers"]),
        ('[staff]\nmarketers = "three"\n', ["line 2, staff.marketers", "'three'", "1..500 (person)"]),
        ("[staff]\n\nreps = 0\n", ["line 3", "staff", "reps = 0 lies outside 1..500 (person)"]),
        ("[staff]\nmarketers = 0\nreps = -4\n", ["line 2, staff.marketers = 0 lies", "line 3, staff.reps = -4 lies"]),
        ("[[channels]]\nname = 'a'\ntouches = 0.5\ninbound = 1.0\n", ["channels", "add up to 0.5, not to 1"]),
        ("[[segments]]\nname = 'a'\nshare = 0.5\n[[segments]]\nname = 'a'\nshare = 0.5\n", ["two are called 'a'"]),
        ("[[segments]]\nname = 'a'\nshare = 1.0\nvalu = 2.0\n", ["line 4, segments.0.valu", "Did you mean value"]),
        ("[staff]\nmarkters = 3\n[market]\nprospect = 9\n", ["line 2, staff.markters", "line 4, market.prospect"]),
        ("staff = 3\n", ["line 1, staff: a table is expected: write [staff]"]),
        (
            "[segments]\nname = 'a'\n",
            ["line 1, segments: several tables are expected: begin each one with [[segments]]"],
        ),
        ("[market]\nreps = 3\n", ["line 2, market.reps: this key belongs in [staff]"]),
        ("stuff = 1\n", ["line 1, stuff", "Did you mean staff"]),
    ],
)
def test_every_mistake_is_named_with_line_and_key(tmp_path, text, messages):
    with pytest.raises(BrokenFile) as caught:
        read_company(write(tmp_path, text))
    for message in ("mine.toml", *messages):
        assert message in str(caught.value)
    assert "pydantic" not in str(caught.value)


def test_a_missing_or_unreadable_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"Cannot read .*none\.toml: No such file"):
        company(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(UsageError, match="not a UTF-8 text file"):
        company(tmp_path / "latin.toml")
    with pytest.raises(UnknownName, match="Did you mean marketplace"):
        company("marketplce")


@pytest.mark.parametrize("name", company_names())
def test_a_company_is_written_as_a_file_that_reads_back_the_same(name):
    from orgsim.inputs.companies import company_of_text
    from orgsim.inputs.companies.writing import as_toml

    changed = company(name).set_all({"market.deal_value": 12_345.0, "staff.reps": 7, "start.customers": 3})
    for one in (company(name), changed):
        again = company_of_text(as_toml(one))
        assert again == one
        assert again.staff.model_fields_set >= one.staff.model_fields_set  # what is stated stays stated
