"""The tables behind the figures of answers: plain columns, a row for whatever is drawn."""

from __future__ import annotations

from typing import Any


def named(result: Any) -> str:
    """What a result is about: its designs, or its company."""
    names = (getattr(result, "name_a", ""), getattr(result, "name_b", ""))
    company = getattr(result, "company", None)
    where = getattr(company, "name", company)
    whom = f"{names[1]} less {names[0]}" if all(names) else names[0]
    return " at ".join(one for one in (whom, str(where) if where else "") if one)
