"""The tables and folders are walked, and what was forgotten is named."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import orgsim
from orgsim.evidence.references import REFERENCES, codes, in_full
from orgsim.faces import glossary
from orgsim.faces.cli.group import verbs
from orgsim.inputs.companies import Company, company, company_names
from orgsim.inputs.designs import PRESETS, OrgDesign
from orgsim.kernel.parameters import parameters, tables
from orgsim.kernel.rows import columns, layout
from orgsim.model import chapters
from orgsim.model.activation import ADDRESSES
from orgsim.model.agents import Head, Marketer, Prospect, Rep
from orgsim.model.chapters.chapter import Chapter
from orgsim.model.purposes import Purpose
from orgsim.model.schedule import DAY, MOMENTS, Actors
from orgsim.model.settings import CHAPTERS
from orgsim.model.state import Prospect as ProspectRow

SOURCE = Path(orgsim.__file__).parent
CHAPTER_MODULES = [one.name for one in pkgutil.iter_modules(chapters.__path__)]
GROUPS = {"OrgDesign": OrgDesign, **tables(Company), **CHAPTERS}


def test_the_parameters_of_every_chapter_are_a_field_of_the_settings():
    for name in CHAPTER_MODULES:
        module = importlib.import_module(f"orgsim.model.chapters.{name}")
        declared = [
            thing
            for thing in vars(module).values()
            if isinstance(thing, type) and issubclass(thing, Chapter) and thing is not Chapter
            and thing.__module__ == module.__name__
        ]  # fmt: skip
        assert len(declared) <= 1, name
        for kind in declared:
            assert CHAPTERS.get(name) is kind, f"{name}: add a field to Settings: {name}: {kind.__name__} = Field(...)"


@pytest.mark.parametrize("name", verbs())
def test_every_file_among_the_verbs_is_a_command_with_a_sentence(name):
    assert importlib.import_module(f"orgsim.faces.cli.verbs.{name}").command.name
    assert len(verbs()[name]) > 10


@pytest.mark.parametrize("name", PRESETS)
def test_every_design_has_an_origin_in_words(name):
    origin = PRESETS[name].origin
    assert re.fullmatch(r".{30,}\.", origin), f"{name}: say in a sentence where the design comes from, not {origin!r}"


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
def test_every_moment_is_a_verb_of_those_who_act_in_it(moment):
    actors = {
        Actors.PROSPECTS: [Prospect], Actors.WORKERS: [Marketer, Rep], Actors.HEADS: [Head],
        Actors.PEOPLE: [Marketer, Rep, Head], Actors.COMPANY: [orgsim.OrgModel],
    }  # fmt: skip
    for kind in actors[moment.actors]:
        assert callable(getattr(kind, moment.verb))
        assert (getattr(kind, moment.verb).__doc__ or "").strip()


def test_no_two_moments_share_the_address_of_their_order():
    assert len(set(ADDRESSES)) == len(DAY)
    assert len({moment.number for moment in MOMENTS}) == len(MOMENTS)
    assert len({moment.name for moment in MOMENTS}) == len(MOMENTS)


@pytest.mark.parametrize("code", [Purpose, *glossary.codes()], ids=lambda code: code.__name__)
def test_codes_are_never_shared_and_are_told_in_words(code):
    assert len(code.__members__) == len(code)
    assert code.__doc__
    for member in code:
        assert member.about, member


def test_a_prospect_costs_less_than_220_bytes():
    """Its row, and its places in the calendar and on a desk (scratch columns are touched only as far as they are used)."""
    assert layout(ProspectRow).itemsize + 2 * 8 <= 220


def test_every_module_says_in_a_sentence_what_it_is():
    for path in SOURCE.rglob("*.py"):  # read, not imported: some need an extra
        told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert told.strip().endswith((".", "::")), path


@pytest.mark.parametrize("row", glossary.ROWS, ids=lambda row: row.__name__)
def test_every_column_has_a_sentence(row):
    assert row.__doc__
    assert columns(row)
    for name, one in columns(row).items():
        assert one.about, name


@pytest.mark.parametrize("name", GROUPS)
def test_every_parameter_has_unit_sentence_and_a_default_in_range(name):
    for key, one in parameters(GROUPS[name]).items():
        assert one.unit, key
        assert one.about, key
        assert one.low <= one.default <= one.high, key
        assert one.neutral is None or one.low <= one.neutral <= one.high, key


def test_every_reference_is_spelled_out():
    declared = [one.reference for name, group in GROUPS.items() if name != "OrgDesign" for one in parameters(group).values()]
    stated = [text for name in company_names() for text in company(name).references.values()]
    for text in declared:
        assert codes(text), text
    assert {code for text in (*declared, *stated) for code in codes(text)} <= set(REFERENCES)
    assert in_full("B30 G").startswith("Argote 1999")


def test_no_float_is_added_by_the_builtin_sum():
    """Python 3.12 made ``sum`` of floats more exact: its last digits are not those of 3.11. ``math.fsum`` gives the same."""
    above = {"analysis", "evidence", "faces", "studies"}
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] not in above:
            assert not re.search(r"(?<![\w.])sum\(", path.read_text()), path


def test_every_file_that_declares_metrics_is_listed_where_the_table_is_made():
    """In an order that people read, so by hand."""
    folder = SOURCE / "results" / "metrics"
    declaring = {
        one.stem for one in folder.glob("[a-z]*.py") if re.search(r"^@(metric|moment)\(", one.read_text(), re.MULTILINE)
    }
    imports = [one for one in ast.parse((folder / "__init__.py").read_text()).body if isinstance(one, ast.ImportFrom)]
    listed = {one.name for node in imports if node.module == "orgsim.results.metrics" for one in node.names}
    assert declaring == listed


def test_rules_keep_to_the_dialect_in_which_compiled_and_plain_python_agree():
    for path in sorted((SOURCE / "model").rglob("*.py")):
        for function in _functions(path):
            if any(isinstance(one, ast.Name) and one.id == "rule" for one in function.decorator_list):
                for node in ast.walk(function):
                    where = f"{path.name}, {function.name}, line {getattr(node, 'lineno', 0)}"
                    assert not isinstance(node, ast.Pow), f"{where}: write x * x, or math.exp(y * math.log(x))"
                    assert not (isinstance(node, ast.Name) and node.id == "np"), (
                        f"{where}: NumPy's functions round otherwise"
                    )


def test_files_stay_one_idea():
    lines = {str(path.relative_to(SOURCE)): len(path.read_text().splitlines()) for path in SOURCE.rglob("*.py")}
    assert {path: count for path, count in lines.items() if count > 250} == {}


def test_the_house_has_few_entries():
    entries = {path.name for path in SOURCE.iterdir() if not path.name.startswith("__")} - {"py.typed"}
    assert entries == {"kernel", "inputs", "results", "model", "studies", "analysis", "evidence", "faces"}


def _functions(path):
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def test_no_number_hides_in_a_rule():
    """Only 0, 1 and 2 stand in formulas; all else is a declared parameter, a date of the business calendar, a tolerance or
    the length of a table, each with its name and its place.
    """
    for path in sorted((SOURCE / "model").rglob("*.py")):
        is_chapter = path.parent.name == "chapters"
        for function in _functions(path):
            if not is_chapter and not any(isinstance(one, ast.Name) and one.id == "rule" for one in function.decorator_list):
                continue
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, int | float)
                    and not isinstance(node.value, bool)
                ):
                    assert node.value in (0, 1, 2), f"{path.name}, {function.name}, line {node.lineno}: declare {node.value}"
        for node in ast.parse(path.read_text()).body if is_chapter else ():
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                hidden = [
                    one
                    for one in ast.walk(node.value)
                    if isinstance(one, ast.Constant) and isinstance(one.value, int | float)
                ]
                assert not hidden, f"{path.name}, line {node.lineno}: a number under a name of the chapter's own: declare it"
