"""Reading a company from TOML, and every mistake in it named with line, key and what is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgsim.inputs.companies.company import Channel, Company, SegmentPlan
from orgsim.kernel.documents import opened
from orgsim.kernel.errors import BrokenFile, UnknownName
from orgsim.kernel.fields import Group, numbers
from orgsim.kernel.toml_lines import line_of

MANY = ("segments", "channels")
SHAPES = ("model_type", "model_attributes_type", "tuple_type", "dict_type")


def _group_at(where: tuple[Any, ...]) -> type[Group]:
    """The declaration of the table that a path of keys leads into."""
    group: type[Group] = Company
    for part in where:
        if part in MANY:
            group = SegmentPlan if part == "segments" else Channel
        elif isinstance(part, str) and part in Company.model_fields:
            found = type(getattr(Company(name=""), part))
            group = found if issubclass(found, Group) else group
    return group


def _allowed(where: tuple[Any, ...]) -> str:
    known = numbers(_group_at(where[:-1]))
    last = where[-1] if where else ""
    return f" Allowed: {known[last].allowed}, {known[last].about}." if last in known else ""


def _shape(table: Any) -> str:
    """How a table is written that was not written as one."""
    if table in MANY:
        return f"several tables are expected: begin each one with [[{table}]]"
    return f"a table is expected: write [{table}] and its keys below"


def _homes(key: str, path: tuple[Any, ...]) -> list[str]:
    """The other tables that know a key."""
    here = _group_at(path)
    tables: dict[str, type[Group]] = {
        f"[{name}]": _group_at((name,)) for name in ("staff", "market", "work", "response", "mix")
    }
    tables |= {f"[[{name}]]": _group_at((name,)) for name in MANY}
    return [name for name, group in tables.items() if group is not here and key in group.model_fields]


def _problems(text: str, error: Any) -> list[str]:
    where = tuple(error["loc"])
    line = line_of(text, where)
    key = ".".join(str(part) for part in where)
    place = f"line {line}, {key}" if line else (key or "file")
    if error["type"] in SHAPES:
        return [f"{place}: {_shape(where[0])} (given: {error['input']!r})."]
    if error["type"] == "extra_forbidden":
        if homes := _homes(str(where[-1]), where[:-1]):
            return [f"{place}: this key belongs in {' or '.join(homes)}."]
        return [f"{place}: {UnknownName('key', str(where[-1]), _group_at(where[:-1]).model_fields)}"]
    if error["type"] == "value_error":
        return [_out_of_range(text, where, message) for message in str(error["ctx"]["error"]).splitlines()]
    given = "" if error["type"] == "missing" else f" (given: {error['input']!r})"
    return [f"{place}: {error['msg']}{given}.{_allowed(where)}"]


def _out_of_range(text: str, where: tuple[Any, ...], message: str) -> str:
    name = message.split(" = ", maxsplit=1)[0]
    if where and where[-1] == name:  # a number's own check; others look at the whole table
        where = where[:-1]
    line = line_of(text, (*where, name))
    return f"{f'line {line}, ' if line else ''}{'.'.join([*map(str, where), message])}."


def read_company(path: str | Path) -> Company:
    """The company in a TOML file. Raises BrokenFile naming every bad line and key, or UsageError where there is no file."""
    path = Path(path)
    text, document = opened(path, "company")
    document.setdefault("name", path.stem)
    for many in MANY:
        if isinstance(document.get(many), list):
            document[many] = tuple(document[many])
    try:
        return Company.model_validate(document)
    except ValidationError as error:
        found = sorted(error.errors(), key=lambda one: line_of(text, tuple(one["loc"])) or 0)
        raise BrokenFile(path, [problem for one in found for problem in _problems(text, one)]) from None
