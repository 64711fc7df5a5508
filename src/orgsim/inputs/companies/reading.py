"""Reading a company from TOML, and every mistake in it named with line, key and what is allowed."""

from __future__ import annotations

from pathlib import Path

from orgsim.inputs.companies.company import Company
from orgsim.kernel.toml import Document


def read_company(path: str | Path) -> Company:
    """The company in a TOML file. Raises BrokenFile naming every bad line and key, or UsageError where there is no file."""
    return _read(Document.opened(path, "company"))


def company_of_text(text: str, path: str | Path = "company.toml") -> Company:
    """The company that a file of this text would hold. Raises BrokenFile naming every bad line and key."""
    return _read(Document.of_text(text, "company", path))


def _read(document: Document) -> Company:
    return document.read(Company, name=document.content.get("name", document.path.stem))
