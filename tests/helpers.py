"""Small tools of the tests."""

from __future__ import annotations

from typing import Any

from orgsim.companies import Company


def resized(whose: Company, **tables: dict[str, Any]) -> Company:
    """The company with numbers changed, table by table."""
    changed = {name: getattr(whose, name).model_copy(update=values) for name, values in tables.items()}
    return whose.model_copy(update=changed)
