"""``orgsim advise``: what a company should change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orgsim.faces.cli import options
from orgsim.faces.cli.asking import answer, asked, asking, in_money, named_interval, told

if TYPE_CHECKING:
    from orgsim.analysis.advice.advising import Advice


@click.command(epilog="Example: orgsim advise --company mine.toml --today separated")
@options.simulation
@click.option("--lever", "levers", multiple=True, help="A lever that may change; may be repeated. [default: all]")
@click.option("--trials", type=options.WHOLE, default=48, show_default=True, help="Combinations of levers to try.")
@asking
def command(
    company: str, today: str | None, years: float, seed: int, changes: tuple[str, ...], levers: tuple[str, ...],
    trials: int, workers: int | None, runs_in: Path | None, out: Path | None, dry_run: bool, json_out: bool, quiet: bool,
) -> None:  # fmt: skip
    """Say what a company should change: the best single lever and the best few together, from today's design on.

    What is shown was measured on runs that did not choose it: gain, cost, payback, risk, what it hangs on, what to measure
    first.
    """
    out = options.new_path(out, "The folder")
    options.hush(quiet=quiet)
    options.checked_names(company=company, today=today)
    settings, named = options.settings_from(changes)
    remarks = options.remarked(company=company, years=years, changes=changes, quiet=quiet)
    from orgsim.analysis.advice.advising import advise
    from orgsim.studies.scenario import Scenario

    world: dict[str, Any] = {"settings": settings, "changes": named, "years": years}
    found = asked(
        lambda progress: advise(company, today=today, levers=list(levers) or None, trials=trials, seed=seed,
                                workers=workers, folder=runs_in, progress=progress, **world),
        "advise", dry_run=dry_run, quiet=quiet, json_out=json_out,
        scenario=lambda: Scenario.of("separated", company, **world),
    )  # fmt: skip
    if found is None:
        return
    result, took = found
    answer("advice", result, _document(result) | {"notes": remarks}, _page(result, took), out=out, json_out=json_out,
           quiet=quiet, surer="To be surer: --trials 200; then orgsim compare with the levers advised.")  # fmt: skip


def _page(of: Advice, took: float) -> str:
    """The one page."""
    from orgsim.analysis.wording import amount
    from orgsim.results.provenance import design_name

    before, _ = of.measured.values("profit")
    lines = [
        f"{of.company} · today: {design_name(of.today)} · {of.years:g} years · {took:.0f} s",
        f"Today's design earns {amount(float(before.mean()), 'EUR')} EUR of profit over the horizon.", "",
        *told(_rows(of), left=1).splitlines(), "", of.summary(),
    ]  # fmt: skip
    if of.best:
        dip = of.dip.depth
        lines += [
            "",
            f"What it costs: fees {amount(of.fees[0], 'EUR')} EUR and {of.training[0]:,.0f} hours of training; at the worst "
            f"it is {amount(-dip[0], 'EUR')} EUR behind ({amount(-dip[2], 'EUR')} … {amount(-dip[1], 'EUR')}).",
            f"What it hangs on: {of.doubts.summary()}",
        ]
    return "\n".join(lines)


def _rows(of: Advice) -> list[list[str]]:
    rows = [["change, tested again on fresh pairs", "gain, EUR", "95 % interval"]]
    for kind in (of.singles, of.few):
        for one in kind:
            what = ", ".join(f"{name} {was:g} → {to:g}" for name, (was, to) in one.levers.items())
            rows.append([what, *in_money(one.gain)])
    if of.best:
        what = ", ".join(f"{name} {was:g} → {to:g}" for name, (was, to) in of.best.items())
        rows.append([f"the best of these, measured on other runs: {what}", *in_money(of.gain)])
    return rows


def _document(of: Advice) -> dict[str, Any]:
    def changes(some: Any) -> list[dict[str, Any]]:
        return [{"levers": {name: list(ends) for name, ends in one.levers.items()}} | named_interval(one.gain)
                for one in some]  # fmt: skip

    return {
        "company": of.company, "years": of.years, "today": of.today.model_dump(), "summary": of.summary(),
        "singles": changes(of.singles), "few": changes(of.few),
        "advised": {name: list(ends) for name, ends in of.best.items()}, "gain": named_interval(of.gain),
        "payback_weeks": vars(of.payback), "fees": named_interval(of.fees), "training_hours": named_interval(of.training),
        "dip": named_interval(of.dip.depth), "chance_of_less": named_interval(of.measured.downside.behind),
        "plausible_settings_ahead": named_interval(of.doubts.ahead), "worth_measuring": of.doubts.worth,
    }  # fmt: skip
