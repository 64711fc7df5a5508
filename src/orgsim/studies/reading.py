"""Reading a study from TOML, every mistake named with line and key; and the schema that editors check it by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from orgsim.inputs.companies import Company, company_names
from orgsim.inputs.designs import DESIGNS
from orgsim.kernel.errors import BrokenFile
from orgsim.kernel.parameters import tables
from orgsim.kernel.toml import Document
from orgsim.model.settings import Settings
from orgsim.results.metrics import METRICS
from orgsim.results.metrics.series import SERIES
from orgsim.studies.declaration import NAME, Declaration
from orgsim.studies.factors import declared, factor_names
from orgsim.studies.mistakes import BadStudy
from orgsim.studies.plans import SAMPLERS, TABLE

Read = TypeVar("Read", bound=Declaration)


def read_study(path: str | Path, kind: type[Read]) -> Read:
    """The study in a TOML file. Raises BrokenFile naming every bad line and key, or UsageError where there is no file."""
    document = Document.opened(path, "study")
    content = document.content
    if "name" not in content and not re.fullmatch(NAME, document.path.stem):
        told = f"the study is named after its file, and {document.path.stem!r} is no name for a folder: add name = ..."
        raise BrokenFile(document.path, [told])
    given = {"name": document.path.stem} | content
    given |= {table: _flat(content[table]) for table in ("vary", "settings") if isinstance(content.get(table), dict)}
    try:
        return kind.model_validate(given | {"folder": str(document.path.parent), "file": _shown(document.path)})
    except BadStudy as error:
        raise document.told(error.errors, kind, "when this is put right, more may be found") from None


def _shown(path: Path) -> str:
    """The path as a person would write it: from here, where it lies below."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _flat(table: dict[str, Any]) -> dict[str, Any]:
    """``practice.progress_ratio`` as one name, also where the file spells it as a table in a table."""
    groups = {*tables(Settings), *tables(Company)}
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if name in groups and isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


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
    for hidden in ("folder", "file", "sized"):
        fields.pop(hidden, None)
    each = document["$defs"]["Number"]["properties"]
    each["each"] = {"anyOf": [{"type": "string"}, each["each"]]}
    document["$defs"]["Plan"]["properties"]["method"]["enum"] = [*SAMPLERS, TABLE]
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
