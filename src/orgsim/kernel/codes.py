"""Codes: named whole numbers that rules compare and tables store, each with its word and a sentence."""

from __future__ import annotations

from enum import EnumType, IntEnum
from typing import Self


class CodeType(EnumType):
    """The type of codes, by which the compiler knows them."""


class Code(IntEnum, metaclass=CodeType):
    """Base of all codes; a member is written ``NAME = number, "sentence"``. Rules read members, tables and texts words.

    >>> class Tide(Code):
    ...     LOW = 0, "the sea has gone out"
    >>> Tide.LOW.word, Tide.LOW.about, Tide.LOW + 1
    ('low', 'the sea has gone out', 1)
    """

    about: str

    def __new__(cls, value: int, about: str = "") -> Self:
        """A member that is its number and knows its sentence."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.about = about
        return member

    @property
    def word(self) -> str:
        """The name as texts and tables have it."""
        return self.name.lower()


def words(kind: type[Code]) -> tuple[str, ...]:
    """The words of all members, in order of their numbers."""
    return tuple(member.word for member in sorted(kind))
