"""The tables and folders are walked, and a forgotten line is named."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import orgsim
from orgsim.evidence.sources import SOURCES, codes, in_full
from orgsim.faces import cli
from orgsim.faces.cli.main import VERBS
from orgsim.inputs.companies import Company, company, company_names
from orgsim.inputs.designs import DESIGNS, ORIGINS, PATHS
from orgsim.kernel.fields import columns, layout, numbers
from orgsim.model import acts, mechanisms
from orgsim.model.agents import Head, Marketer, Prospect, Rep
from orgsim.model.mechanisms import MECHANISMS, Mechanism
from orgsim.model.schedule import DAY, ORDER
from orgsim.model.tables import Prospect as ProspectRow
from orgsim.results import words
from orgsim.results.words import purpose

SOURCE = Path(orgsim.__file__).parent


def modules(package):
    return [one.name for one in pkgutil.iter_modules(package.__path__)]


def test_every_mechanism_file_is_in_the_table():
    found = {
        name
        for name in modules(mechanisms)
        for thing in vars(importlib.import_module(f"orgsim.model.mechanisms.{name}")).values()
        if isinstance(thing, type) and issubclass(thing, Mechanism) and thing is not Mechanism
        and thing.__module__ == f"orgsim.model.mechanisms.{name}"
    }  # fmt: skip
    assert found == set(MECHANISMS)
    assert len({kind.code for kind in MECHANISMS.values()}) == len(MECHANISMS)


def test_every_verb_of_the_command_line_has_its_file():
    assert set(VERBS) == set(modules(cli)) - {"main", "options", "layout", "progress"}


def test_every_design_has_an_origin():
    assert set(DESIGNS) | set(PATHS) == set(ORIGINS)


def test_every_moment_has_its_verb_in_an_agent():
    actors = {"prospects": [Prospect], "workers": [Marketer, Rep], "heads": [Head], "everybody": [Marketer, Rep, Head]}
    for moment in DAY:
        for kind in actors.get(moment.actors, []):
            assert callable(getattr(kind, moment.verb))
            assert moment.verb in kind.verbs
    assert list(ORDER) == sorted(ORDER)


def test_purposes_of_draws_are_never_shared():
    codes = [value for name, value in vars(purpose).items() if name.isupper()]
    assert len(codes) == len(set(codes))


def test_a_prospect_costs_less_than_200_bytes():
    """Its row, and its places in the calendar and on a desk (scratch columns are touched only as far as they are used)."""
    assert layout(ProspectRow).itemsize + 2 * 8 <= 200


@pytest.mark.parametrize("package", [words, acts, mechanisms])
def test_every_module_says_in_a_sentence_what_it_is(package):
    for name in modules(package):
        text = importlib.import_module(f"{package.__name__}.{name}").__doc__ or ""
        assert text.strip().endswith("."), name


def test_every_column_has_a_sentence():
    for name, one in columns(ProspectRow).items():
        assert one.about, name


def test_no_float_is_added_by_the_builtin_sum():
    """Python 3.12 made ``sum`` of floats more exact: its last digits are not those of 3.11. ``math.fsum`` gives the same."""
    faces = {"analysis", "evidence", "faces", "studies"}
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] not in faces:
            assert not re.search(r"(?<![\w.])sum\(", path.read_text()), path


def test_files_stay_one_idea():
    long = {
        str(path.relative_to(SOURCE)): n for path in SOURCE.rglob("*.py") if (n := len(path.read_text().splitlines())) > 250
    }
    assert not long


def test_every_source_code_is_spelled_out():
    groups = [
        *MECHANISMS.values(),
        *(type(getattr(Company(name=""), name)) for name in ("staff", "market", "work", "response", "mix")),
    ]
    declared = [one.source for group in groups for one in numbers(group).values()]
    stated = [text for name in company_names() for text in company(name).sources.values()]
    for text in declared:
        assert codes(text), text
    assert {code for text in (*declared, *stated) for code in codes(text)} <= set(SOURCES)
    assert in_full("B30 G").startswith("Argote 1999")
