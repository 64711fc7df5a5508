"""What is accepted but hardly meant: said once, in words, beside the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from orgsim.inputs.companies import Company, company, company_names, company_of_text
from orgsim.inputs.designs import AnyDesign, DesignPath, Rivalry, design
from orgsim.kernel.dates import DAYS_A_MONTH
from orgsim.kernel.texts import counted
from orgsim.kernel.toml import Document, Where
from orgsim.model.changes import known
from orgsim.studies.declaration import Declaration

_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


def on_runs(
    designs: Sequence[str | AnyDesign], companies: Sequence[str | Path | Company], days: int, changes: Iterable[str] = ()
) -> list[str]:
    """What is odd about designs in companies over so many days, with changes given as ``name=value``."""
    return [
        *(line for one in companies for line in on_company(one)),
        *(line for one in changes for line in _on_text(*(part.strip() for part in one.partition("=")[::2]))),
        *_on_designs(designs),
        *(line for one in designs for line in _late(one, days)),
        *_short(days),
    ]


def on_study(study: Declaration) -> list[str]:
    """What is odd about a study: its companies, changes beyond its horizon, and how short that is."""
    designs = [study.design_of(one) for one in study.designs]
    companies = [study.company_path(one) for one in study.companies]
    told = on_runs([], companies, study.length, [f"{name}={value}" for name, value in study.settings.items()])
    first: dict[AnyDesign, str] = {}
    pairs = [(first.setdefault(of, name), name) for name, of in zip(study.designs, designs, strict=True)]
    same = [f"{a} and {b} are the same design." for a, b in pairs if a != b and not study.factors]
    return [*told, *same, *(line for name in study.designs for line in _late(study.design_of(name), study.length, name))]


def on_company(given: str | Path | Company) -> list[str]:
    """What is odd about a company's file."""
    if isinstance(given, Company) or str(given) in company_names():
        return []
    return _on_document(Document.opened(given, "company"), company(given), str(given))


def on_text(text: str) -> list[str]:
    """What is odd about the text of a company's file."""
    return _on_document(Document.of_text(text, "company", "company.toml"), company_of_text(text), "company.toml")


def _on_document(document: Document, whose: Company, given: str) -> list[str]:
    found = [line for where, text in document.written() for line in _on_text(_dotted(where), text)]
    if not document.content.keys() - {"name", "about", "references"}:
        found.append(f"{given} states no number: this is the company of the defaults.")
    if whose.name in company_names() and whose != company(whose.name):
        found.append(f"The company in {given} is called {whose.name}, as a shipped one is; its numbers are others.")
    return found


def _dotted(where: Where) -> str:
    return ".".join(str(part) for part in where)


def _on_text(name: str, text: str) -> list[str]:
    """A number written as other countries write thousands."""
    of = known().get(name)
    if of is None or not of.unit.startswith("EUR") or not _THOUSANDS.fullmatch(text):
        return []
    meant = text.replace(".", "")
    return [f"{name} = {text} is {float(text):g} {of.unit}: the point parts decimals. For thousands write {meant}."]


def _on_designs(designs: Sequence[str | AnyDesign]) -> list[str]:
    found = [design(one) for one in designs]
    if len(found) < 2 or any(one != found[0] for one in found):
        return []
    return ["The designs are the same: under the same luck every difference is 0."]


def _late(given: str | AnyDesign, days: int, called: str = "") -> list[str]:
    of = design(given)
    sides = (of.own, of.other) if isinstance(of, Rivalry) else (of,)
    late = [phase.day for side in sides if isinstance(side, DesignPath) for phase in side.phases if phase.day >= days]
    name = called or (given if isinstance(given, str) else "the design")
    return [f"The change on day {day} of '{name}' lies beyond the {days} days, and is never seen." for day in late]


def _short(days: int) -> list[str]:
    if days >= DAYS_A_MONTH:
        return []
    return [f"A horizon of {counted(days, 'day')} is shorter than nearly every sale takes."]
