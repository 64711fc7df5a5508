"""TOML files of people: opened, checked against what is declared, and every mistake named with line and key.

Parsers tell what a file says, not on which line; ``line_of`` finds it. ``Document.read`` is the one way from a file to a
``Group``, for companies, settings, studies and whatever else is written in TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from orgsim.kernel.errors import MOST, BrokenFile, UnknownName, shown
from orgsim.kernel.parameters import Group, parameters, tables
from orgsim.kernel.texts import advice, read_text

Read = TypeVar("Read", bound=Group)
Where = tuple[Any, ...]
SHAPES = ("model_type", "model_attributes_type", "tuple_type", "dict_type")

_PART = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_PATH = rf"{_PART}(?:\s*\.\s*{_PART})*"
_MANY = re.compile(rf"\s*\[\[\s*({_PATH})\s*\]\]")
_TABLE = re.compile(rf"\s*\[\s*({_PATH})\s*\]")
_KEY = re.compile(rf"\s*({_PATH})\s*=")
_NUMBER = re.compile(r"=\s*([+-]?[\d_.]+)(?=\s*(?:#.*)?$)")


def _numbers(content: Any, where: Where) -> Iterator[Where]:
    """Where the numbers with decimals of a file stand."""
    if isinstance(content, float):
        yield where
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _numbers(value, (*where, key))


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, path))


def line_of(text: str, where: Sequence[object]) -> int | None:
    r"""Line of the key at this path, or of the nearest key or table around it; None where there is none.

    >>> line_of('[staff]\nreps = 0', ("staff", "reps"))
    2
    """
    wanted = tuple(str(part) for part in where)
    table: tuple[str, ...] = ()
    seen: dict[str, int] = {}
    best, depth = None, 0
    for count, line in enumerate(text.splitlines(), 1):
        first_of_many = False
        if header := _MANY.match(line):
            name = header.group(1)
            seen[name] = seen.get(name, -1) + 1
            here = table = (*_parts(name), str(seen[name]))
            first_of_many = here[:-1] == wanted
        elif header := _TABLE.match(line):
            here = table = _parts(header.group(1))
        elif key := _KEY.match(line):
            here = (*table, *_parts(key.group(1)))
        else:
            continue
        if (here == wanted[: len(here)] or first_of_many) and len(here) > depth:
            best, depth = count, len(here)
    return best


def _flat(where: Where) -> Where:
    """A path in which dotted names are several keys."""
    return tuple(part for one in where for part in (str(one).split(".") if isinstance(one, str) else (one,)))


def group_at(group: type[Group], where: Where) -> type[Group] | None:
    """The declaration of the table into which a path of keys leads, where there is one."""
    found: type[Group] | None = group
    named = False  # whether the next key is one that people choose
    for part in where:
        if named or isinstance(part, int):
            named = False
        elif found is not None:
            named = part in _several(found)[1]
            found = tables(found).get(part) or _several(found)[0].get(part)
    return found


def _several(group: type[Group]) -> tuple[dict[str, type[Group]], set[str]]:
    """The groups of which a group holds several, by name: [[name]] in a file; and those of them that have names of their
    own, as in [name.mine].
    """
    found, named = {}, set()
    for name, field in group.model_fields.items():
        kinds: tuple[Any, ...] = get_args(field.annotation)
        for one in kinds:
            if isinstance(one, type) and issubclass(one, Group):
                found[name] = one
                named |= {name} if kinds[0] is str else set()
    return found, named


@dataclass(frozen=True)
class Document:
    """A TOML file, opened: what it is, its path, its text and its content."""

    what: str
    path: Path
    text: str
    content: dict[str, Any]

    @classmethod
    def opened(cls, path: str | Path, what: str) -> Document:
        """The file at this path. Raises UsageError where there is none, BrokenFile where it is no TOML."""
        return cls.of_text(read_text(Path(path), f"{what} file"), what, path)

    @classmethod
    def of_text(cls, text: str, what: str, path: str | Path) -> Document:
        """What a file at this path would hold. Raises BrokenFile where it is no TOML."""
        path = Path(path)
        try:
            return cls(what, path, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise BrokenFile(path, [f"not valid TOML: {error}{advice(text, str(error))}"]) from None
        except (RecursionError, ValueError):
            raise BrokenFile(
                path, ["not valid TOML: brackets within brackets, or a number of thousands of digits"]
            ) from None

    def written(self) -> list[tuple[Where, str]]:
        """Every number of the file that stands alone on its line, as it is written there."""
        lines = self.text.splitlines()
        found = []
        for where in _numbers(self.content, ()):
            line = lines[self.line(where) - 1] if self.line(where) else ""
            if (number := _NUMBER.search(line)) and len(_NUMBER.findall(line)) == 1:
                found.append((where, number.group(1)))
        return found

    def line(self, where: Where) -> int:
        """The line at which a path of keys stands; a dotted name is looked up as one key and as a table in a table."""
        return max(line_of(self.text, where) or 0, line_of(self.text, _flat(where)) or 0)

    def place(self, where: Where) -> str:
        """Line and key, in words."""
        key = ".".join(str(part) for part in where)
        return f"line {line}, {key}" if (line := self.line(where)) else key or "file"

    def refused(self, problems: Sequence[tuple[Where, str]], *more: str) -> BrokenFile:
        """The error that names these mistakes, in the order of the file."""
        told = sorted(
            {
                (self.line(where), f"{self.place(where)}{'' if text.startswith(' = ') else ': '}{text}")
                for where, text in problems
            }
        )
        return BrokenFile(self.path, [*(text for _, text in told), *more])

    def read(self, kind: type[Read], **given: Any) -> Read:
        """The content as a group; lists are taken for the tuples that groups hold. Raises BrokenFile with every mistake."""
        content = {key: tuple(value) if isinstance(value, list) else value for key, value in self.content.items()} | given
        try:
            return kind.model_validate(content)
        except ValidationError as error:
            raise self.told(error.errors(), kind) from None

    def told(self, errors: Sequence[Any], kind: type[Group], *more: str) -> BrokenFile:
        """The error for what the checking library found; looked into as far as it is told."""
        shown = errors[: MOST - 1 - len(more)]  # the rest of the lines that are told are for what is left out
        more = more if len(errors) == len(shown) else (f"and {len(errors) - len(shown):,} more", *more)
        return self.refused([told for one in shown for told in self.mistakes(one, kind)], *more)

    def mistakes(self, error: Any, kind: type[Group]) -> list[tuple[Where, str]]:
        """What the checking library found, as places and words of ours."""
        where = tuple(part for part in error["loc"] if part not in ("float", "int", "str"))
        group = group_at(kind, where[:-1]) or kind
        if error["type"] in SHAPES and where:
            return [(where, f"{_shape(str(where[0]), kind)} (given: {shown(error['input'])}).")]
        if error["type"] == "extra_forbidden":
            return [(where, _stranger(str(where[-1]), group, kind))]
        if error["type"] == "value_error":
            return [_own(where, line) for line in str(error["ctx"]["error"]).splitlines()]
        if error["type"] == "literal_error":
            known = re.findall(r"'([^']+)'", str(error["ctx"]["expected"]))
            return [(where, str(UnknownName("choice", str(error["input"]), known)))]
        given = "" if error["type"] == "missing" else f" (given: {shown(error['input'])})"
        declared = parameters(group).get(str(where[-1])) if where else None
        allowed = f" Allowed: {declared.allowed}, {declared.about}." if declared else ""
        return [(where, f"{error['msg']}{given}.{allowed}")]


def _shape(table: str, kind: type[Group]) -> str:
    """How a table is written that was not written as one."""
    several, named = _several(kind)
    if table in several and table not in named:
        return f"several tables are expected: begin each one with [[{table}]]"
    return f"a table is expected: write [{table}] and its keys below"


def _stranger(key: str, group: type[Group], kind: type[Group]) -> str:
    """What is said of a key that a table does not know: where it belongs, or which are near."""
    homes = [f"[{name}]" for name, one in tables(kind).items() if one is not group and key in one.model_fields]
    homes += [f"[[{name}]]" for name, one in _several(kind)[0].items() if one is not group and key in one.model_fields]
    if homes:
        return f"this key belongs in {' or '.join(homes)}."
    hidden = {name for name, field in group.model_fields.items() if field.exclude}
    return str(UnknownName("key", key, [name for name in group.model_fields if name not in hidden]))


def _own(where: Where, line: str) -> tuple[Where, str]:
    """A mistake that a group found itself: ``where: what``, or a value out of range, which begins with its name."""
    name, equals, rest = line.partition(" = ")
    if where and equals:
        return (where if where[-1] == name else (*where, name)), f" = {rest}."
    if where:
        return where, f"{line}."
    place, colon, what = line.partition(": ")
    if not colon:
        return (), f"{line}."
    head, _, rest = place.partition(".")
    return ((head, rest) if rest else (head,)), what
