"""``orgsim companies``: shipped companies as a table, or one with its numbers and their references."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.console import note, say
from orgsim.faces.cli.layout import columns, filled

if TYPE_CHECKING:
    from orgsim.inputs.companies import Company
    from orgsim.kernel.parameters import Group


@click.command(epilog="Example: orgsim companies show marketplace")
@click.argument("name", nargs=-1, metavar="[show NAME]")
@options.as_json
def command(name: tuple[str, ...], json_out: bool) -> None:
    """List the companies, or show one with the reference of each number: `orgsim companies show NAME`, or a TOML file."""
    from orgsim.inputs.companies import company, company_names

    named = options.named(name, "company", "companies")
    if named is not None:
        whose = company(named)
        if json_out:
            options.print_json("company", whose.model_dump(mode="json") | {"states": stated(whose)})
        else:
            say("\n".join(shown(whose)))
        return
    all_of_them = [company(one) for one in company_names()]
    if json_out:
        options.print_json("companies", {"companies": {one.name: one.about for one in all_of_them}})
        return
    rows = [["company", "marketers", "reps", "prospects", "median deal, EUR", "about"]]
    rows += [
        [one.name, str(one.staff.marketers), str(one.staff.reps), f"{one.market.prospects:,}",
         f"{one.market.deal_value:,.0f}", one.about]
        for one in all_of_them
    ]  # fmt: skip
    say("\n".join(columns([[*row[:1], row[5], *row[1:5]] for row in rows], left=2)))
    note("\nAll numbers and references of one: orgsim companies show NAME")


def _unstated(group: Group, key: str, reference: str) -> str:
    from orgsim.evidence.references import in_full

    return "stated in the file, without a reference" if key in group.model_fields_set else f"default: {in_full(reference)}"


def stated(whose: Company) -> dict[str, float]:
    """The numbers that a company's file states, by ``table.key``."""
    from orgsim.kernel.parameters import parameters, tables

    groups: dict[str, Group] = {table: getattr(whose, table) for table in tables(type(whose))}
    return {
        f"{table}.{key}": getattr(group, key)
        for table, group in groups.items() for key in parameters(type(group)) if key in group.model_fields_set
    }  # fmt: skip


def shown(whose: Company) -> list[str]:
    """What a company's file states; then all its numbers with unit and reference."""
    from orgsim.kernel.parameters import parameters, tables

    said = ", ".join(f"{name} {value:,.10g}" for name, value in stated(whose).items())
    lines = [filled(f"{whose.name}: {whose.about}")]
    lines.append(filled(f"It states: {said}." if said else "It states no number: all that follow are defaults."))
    for table in tables(type(whose)):
        group: Group = getattr(whose, table)
        rows = [
            [
                f"  {key}",
                f"{getattr(group, key):g}",
                declared.unit,
                declared.about,
                whose.references.get(f"{table}.{key}", _unstated(group, key, declared.reference)),
            ]
            for key, declared in parameters(type(group)).items()
        ]
        if rows:
            lines += ["", f"[{table}]", *columns(rows, left=5)]
    if whose.today.design:
        lines += ["", f"[today]  {whose.today.design}"]
    for table, entries in (("segments", whose.segments), ("channels", whose.channels)):
        rows = [["  name", *parameters(type(entries[0]))]]
        rows += [[f"  {one.name}", *(f"{getattr(one, key):g}" for key in parameters(type(one)))] for one in entries]
        lines += ["", filled(f"[{table}]  {whose.references.get(table, 'default: prior (G)')}"), *columns(rows)]
    return lines
