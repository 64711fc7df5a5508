"""A company as a TOML file that reads back as the same company."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import tomli_w

from orgsim.inputs.companies.company import Company
from orgsim.inputs.companies.reading import company_of_text


def as_toml(company: Company) -> str:
    """The file of a company: what it states, and what is not as the defaults have it."""
    stated = company.model_dump(mode="python", exclude_unset=True)
    apart = company.model_dump(mode="python", exclude_defaults=True)
    return tomli_w.dumps(_plain(_both(stated, apart)))


def with_lists(company: Company, lists: Mapping[str, Sequence[Mapping[str, float | str]]]) -> Company:
    """The company with other ``segments`` or ``channels``, a row each. Raises BrokenFile with every mistake in them."""
    others = {name: list(rows) for name, rows in lists.items()}
    return company_of_text(tomli_w.dumps(tomllib.loads(as_toml(company)) | others))


def _both(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = dict(one)
    for key, value in other.items():
        inner = merged.get(key)
        merged[key] = _both(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged


def _plain(value: Any) -> Any:
    """Tuples as lists; plain values before tables, as TOML wants them."""
    if isinstance(value, dict):
        cells = {key: _plain(one) for key, one in value.items()}
        return dict(sorted(cells.items(), key=lambda item: isinstance(item[1], dict)))
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
