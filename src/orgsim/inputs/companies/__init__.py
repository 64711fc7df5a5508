"""A company's own numbers: heads, pay, market, channels, hours of work. Each file gives every number with its reference."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from orgsim.inputs.companies.company import Company, Mix, Response, Staff, Work, company_numbers
from orgsim.inputs.companies.market import Channel, Market, SegmentPlan
from orgsim.inputs.companies.reading import company_of_text, read_company
from orgsim.inputs.companies.start import Start, Today
from orgsim.kernel.errors import BadValue, UnknownName, shown
from orgsim.kernel.files import is_there

FOLDER: Final = Path(__file__).parent

__all__ = [
    "Channel", "Company", "Market", "Mix", "Response", "SegmentPlan", "Staff", "Start", "Today", "Work", "company",
    "company_names", "company_numbers", "company_of_text", "read_company",
]  # fmt: skip


def company_names() -> list[str]:
    """The companies that come with the package."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def _shipped(name: str) -> Company:
    return read_company(FOLDER / f"{name}.toml")


def company(name_or_path: str | Path | Company) -> Company:
    """A shipped company by name, one from a TOML file by path, or the company itself.

    Raises UnknownName, UsageError or BrokenFile.
    """
    if isinstance(name_or_path, Company):
        return name_or_path
    if not isinstance(name_or_path, str | Path):
        raise BadValue(f"A company is a name, a TOML file or a Company, not {shown(name_or_path)}.")
    if str(name_or_path) in company_names():
        return _shipped(str(name_or_path))
    if str(name_or_path).endswith(".toml") or is_there(Path(name_or_path)):
        return read_company(name_or_path)
    raise UnknownName("company", str(name_or_path), company_names())
