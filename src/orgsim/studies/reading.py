"""Reading a study from TOML, every mistake named with line and key; and the schema that editors check it by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from orgsim.inputs.companies import company_names, company_numbers
from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.documents import opened
from orgsim.kernel.errors import BrokenFile, UnknownName
from orgsim.kernel.fields import Group
from orgsim.kernel.toml_lines import line_of
from orgsim.model.mechanisms import MECHANISMS
from orgsim.results.metrics import METRICS
from orgsim.results.metrics.series import SERIES
from orgsim.studies.declaration import NAME, BadStudy, Declaration, Page, Plan
from orgsim.studies.factors import Factor, declared, factor_names

Read = TypeVar("Read", bound=Declaration)
_TABLES: dict[str, type[Group]] = {"plan": Plan, "page": Page, "vary": Factor}


def read_study(path: str | Path, kind: type[Read]) -> Read:
    """The study in a TOML file. Raises BrokenFile naming every bad line and key, or UsageError where there is no file."""
    path = Path(path)
    text, document = opened(path, "study")
    if "name" not in document and not re.fullmatch(NAME, path.stem):
        raise BrokenFile(
            path, [f"the study is named after its file, and {path.stem!r} is no name for a folder: add name = ..."]
        )
    document.setdefault("name", path.stem)
    for table in ("vary", "settings"):
        if isinstance(document.get(table), dict):
            document[table] = _flat(document[table])
    try:
        return kind.model_validate(document | {"folder": str(path.parent), "file": _shown(path)})
    except BadStudy as error:
        found = sorted((_line(text, one), problem) for one in error.errors for problem in _problems(text, one))
        more = ["when this is put right, more may be found"]
        raise BrokenFile(path, [*dict.fromkeys(problem for _, problem in found), *more]) from None


def _shown(path: Path) -> str:
    """The path as a person would write it: from here, where it lies below."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _flat(table: dict[str, Any]) -> dict[str, Any]:
    """``practice.progress_ratio`` as one name, also where the file spells it as a table in a table."""
    groups = {*MECHANISMS, *(name.partition(".")[0] for name in company_numbers())}
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if name in groups and isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def _place(text: str, where: tuple[Any, ...]) -> str:
    """Line and key in words; a dotted name is looked up as one key and as a table in a table."""
    flat = tuple(part for one in where for part in (str(one).split(".") if isinstance(one, str) else (one,)))
    line = max(line_of(text, where) or 0, line_of(text, flat) or 0)
    key = ".".join(str(part) for part in where)
    return f"line {line}, {key}" if line else key


def _line(text: str, error: Any) -> int:
    place = _place(text, _where(error))
    return int(place.split(",", 1)[0].removeprefix("line ")) if place.startswith("line ") else 0


def _where(error: Any) -> tuple[Any, ...]:
    return tuple(part for part in error["loc"] if part not in ("float", "int", "str"))


def _problems(text: str, error: Any) -> list[str]:
    where = _where(error)
    place = _place(text, where) or "file"
    if error["type"] == "value_error" and not where:
        return [_own(text, line) for line in str(error["ctx"]["error"]).splitlines()]
    if error["type"] == "extra_forbidden":
        table = _TABLES.get(str(where[0])) if len(where) > 1 else Declaration
        known = [key for key in (table or Declaration).model_fields if key not in ("folder", "file")]
        return [f"{place}: {UnknownName('key', str(where[-1]), known)}"]
    if error["type"] == "literal_error":
        known = re.findall(r"'([^']+)'", str(error["ctx"]["expected"]))
        return [f"{place}: {UnknownName('choice', str(error['input']), known)}"]
    if error["type"] in ("model_type", "dict_type"):
        return [f"{place}: a table is expected, as in [{where[0]}] (given: {error['input']!r})."]
    given = "" if error["type"] == "missing" else f" (given: {error['input']!r})"
    return [f"{place}: {error['msg']}{given}."]


def _own(text: str, line: str) -> str:
    """A mistake that the study found itself: ``where: what``, with the line where that is known."""
    where, colon, what = line.partition(": ")
    head, _, rest = where.partition(".")
    path = (head, rest) if rest else (head,)
    return f"{_place(text, path)}{colon}{what}"


def _nested(properties: dict[str, Any]) -> dict[str, Any]:
    """The same properties, and those with a dotted name as tables in tables, too."""
    tables: dict[str, Any] = {}
    for name, one in properties.items():
        table, dot, key = name.partition(".")
        if dot:
            tables.setdefault(table, {"type": "object", "additionalProperties": False, "properties": {}})["properties"][
                key
            ] = one
    return properties | tables


def schema() -> dict[str, Any]:
    """JSON Schema of a study file, for editors that complete and check TOML."""
    document = Declaration.model_json_schema()
    document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    document["title"] = "orgsim study"
    fields = document["properties"]
    fields.pop("folder", None)
    fields.pop("file", None)
    document["required"] = []  # a file's name is the study's, where it states none
    known = {name: declared(name) for name in factor_names()}
    factor = fields["vary"]["additionalProperties"]
    fields["vary"] = {
        "type": "object",
        "description": fields["vary"]["description"],
        "additionalProperties": False,
        "properties": _nested({name: factor | {"description": f"{of.about}; {of.allowed}"} for name, of in known.items()}),
    }
    value = {"type": "number"}
    fields["settings"]["additionalProperties"] = {"anyOf": [value, {"type": "object", "additionalProperties": value}]}
    fields["metrics"]["items"] = {"enum": ["all", *METRICS]}
    fields["series"]["items"] = {"enum": list(SERIES)}
    fields["companies"]["items"] = {"anyOf": [{"enum": company_names()}, {"type": "string", "pattern": r"\.toml$"}]}
    fields["designs"]["items"] = {"type": "string", "examples": list(DESIGNS)}
    return document
