"""The validation page: targets, presets against the literature, mechanisms and levers alive, turning signs, series."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orgsim.analysis.effects import responses
from orgsim.analysis.liveness import drivers, mechanism_effects, shares_ahead, winners
from orgsim.analysis.overview import mean_overview
from orgsim.analysis.readings import numbers_of, rendered
from orgsim.analysis.wording import amount, interval
from orgsim.evidence.presets import judged
from orgsim.evidence.readings import of_judgments, of_targets, of_turning
from orgsim.evidence.references import in_full
from orgsim.evidence.validation import SEED, SEEDS, Validation, counted
from orgsim.faces.pages.figure import markdown
from orgsim.faces.pages.page import provenance
from orgsim.faces.pages.validation_plan import BOTH, Plan
from orgsim.faces.plots import evidence as plots
from orgsim.faces.plots.comparison import save
from orgsim.faces.plots.studies import response, sheet
from orgsim.inputs.companies import Company
from orgsim.kernel.files import write_text
from orgsim.model.settings import MECHANISMS
from orgsim.model.simulation import simulate
from orgsim.results.metrics import metric
from orgsim.studies.factors import declared
from orgsim.studies.result import StudyResult
from orgsim.studies.seeds import pair_seed

if TYPE_CHECKING:
    import pandas as pd

LOOKED_AT: Final = 8  # runs behind the series over time
YEARS: Final = 4.0
Bar = Callable[[str], AbstractContextManager[Any]]


def write_validation(
    found: Sequence[Validation], companies: Sequence[Company], plan: Plan, out: Path, *, seeds: int, seed: int, bar: Bar
) -> Path:
    """Run the plan's studies into ``out`` (what is done is kept), draw everything, and write ``README.md`` there."""
    done = {}
    for name, study in plan.studies.items():
        with bar(name) as progress:
            done[name] = study.run(out / name, progress=progress)
    tables = {name: one.complete() for name, one in done.items()}

    def read(name: str, **more: Any) -> str:
        """The reading of a study, with the numbers of its rows and those that its section adds."""
        return rendered(getattr(plan.readings, name), numbers_of(done[name], tables[name]) | more)

    judgments, best = judged(tables["presets"]), winners(tables["turning"], "profit")
    moved = drivers(tables["turning"], "profit", *BOTH, done["turning"].factors)
    ahead = shares_ahead(tables["turning"], "profit", *BOTH)
    lines = [
        "# Validation", "",
        "Does the model agree with what is known of real organizations, and is every part of it alive? "
        f"Made again by `orgsim validate --page {plan.folder}{_others(seeds, seed)}`.", "",
        *_section("Targets", rendered(plan.readings.targets, of_targets(found)), _targets(found, out)),
        *_section("Presets and what is said of them", read("presets", **of_judgments(judgments)), _presets(judgments, out)),
        *_section("Mechanisms", read("mechanisms"), _mechanisms(tables["mechanisms"], out)),
        *_section("Levers", read("levers"), _levers(done["levers"], tables["levers"], out)),
        *_section(
            "Where the sign turns", read("turning", **of_turning(best, moved, ahead)),
            _turning(done["turning"], best, moved, out),
        ),
        *_section("Over time", rendered(plan.readings.series, {}), _series(companies, out, seed)),
        "## Provenance", "",
        f"- targets: {seeds} seeds a company, drawn from seed {seed}",
    ]  # fmt: skip
    for name, one in done.items():
        lines += [f"- {name}: {one.counts()['runs']:,} runs; " + provenance(one)[0].removeprefix("- ")]
    path = out / "README.md"
    write_text(path, "\n".join([*lines, ""]))
    return path


def _others(seeds: int, seed: int) -> str:
    given = (("--seeds", seeds, SEEDS), ("--seed", seed, SEED))
    return "".join(f" {name} {value}" for name, value, usual in given if value != usual)


def _section(title: str, reading: str, lines: Iterable[str]) -> list[str]:
    return [f"## {title}", "", reading.strip(), "", *lines, ""]


def _picture(figure: Any, out: Path, name: str, alt: str) -> list[str]:
    save(figure, out / f"{name}.png")
    return [f"![{alt}]({name}.png)", ""]


def _targets(found: Sequence[Validation], out: Path) -> list[str]:
    import pandas as pd

    rows = {one.company: one.rows() for one in found}
    write_text(out / "targets.csv", pd.DataFrame([row for some in rows.values() for row in some]).to_csv(index=False))
    lines = _picture(plots.targets_figure(rows), out, "targets", "Targets by company, in half-widths of their bounds")
    head = ["target", "", "value", "bounds", "simulated", "95 % interval", "role", "", "reference"]
    for one in found:
        cells = [
            [
                row["target"], row["label"], f"{row['value']:.3g} {row['unit']}",
                f"{row['bound_low']:.3g} … {row['bound_high']:.3g}", f"{row['simulated']:.3g}",
                f"{row['low']:.3g} … {row['high']:.3g}", row["role"], "inside" if row["inside"] else "**outside**",
                f"{row['reference']} {row['note']}".strip(),
            ]
            for row in rows[one.company]
        ]  # fmt: skip
        lines += [f"### {one.company}: {counted(one)}", "", *markdown([head, *cells]), ""]
    return lines


def _presets(found: pd.DataFrame, out: Path) -> list[str]:
    write_text(out / "presets.csv", found.to_csv(index=False))
    companies = list(dict.fromkeys(found["company"]))
    rows = [["the literature says", "preset", "against", "metric", "sign", *companies]]
    for says, group in found.groupby("says", sort=False):
        first = group.iloc[0]
        unit = metric(first["metric"]).unit
        cells = [f"{row['found']} ({amount(row['mean'], unit, sign=True)})" for row in group.to_dict("records")]
        rows.append(
            [f"{says} ({in_full(first['reference'])})", first["preset"], first["against"].replace(" ", ", "),
             first["metric"], "above" if first["sign"] > 0 else "below", *cells]
        )  # fmt: skip
    return [*markdown(rows), "", "Found or opposite: the 95 % interval of the paired difference excludes zero; open: it "
            "does not. Of so many judgments at 95 % a few are wrong by chance. Intervals are in presets.csv."]  # fmt: skip


def _mechanisms(table: pd.DataFrame, out: Path) -> list[str]:
    import pandas as pd

    pieces = ("alone", "without")
    profit = {name: mechanism_effects(table, "profit", name) for name in pieces}
    figure, axes = sheet(2, across=2, width=6.0, height=6.4)
    plots.effects(axes[0], profit["alone"], "Alone, against all neutral")
    plots.effects(axes[1], profit["without"], "Without it, against all at their defaults")
    lines = _picture(figure, out, "mechanisms", "Profit with each mechanism alone and without it, both designs")
    everything = []
    rows = [["mechanism", "its own metric", "design", "alone", "95 % interval", "without it", "95 % interval"]]
    for mechanism, kind in MECHANISMS.items():
        assert kind.effect is not None
        name = kind.effect.metric
        for design in ("divide_then_reintegrate",) if kind.effect.path else BOTH:
            cells = []
            for piece in pieces:
                effects = mechanism_effects(table, name, piece)
                everything.append(effects.assign(metric=name, kind=piece))
                own = effects[(effects["mechanism"] == mechanism) & (effects["design"] == design)]
                unit = metric(name).unit
                if len(own):
                    one = own.iloc[0]
                    cells += [amount(one["mean"], unit, sign=True), interval(one["low"], one["high"], unit)]
                else:
                    cells += ["off by default", ""]
            rows.append([f"{kind.code} {mechanism}", f"{metric(name).label} ({metric(name).unit})", design, *cells])
    all_of_them = pd.concat([*everything, *(one.assign(metric="profit", kind=name) for name, one in profit.items())])
    write_text(out / "mechanisms.csv", all_of_them.drop_duplicates().to_csv(index=False))
    return [*lines, *markdown(rows)]


def _levers(done: StudyResult, table: pd.DataFrame, out: Path) -> list[str]:
    effects = responses(table, "profit", done.factors)
    write_text(out / "levers.csv", effects.to_csv(index=False))
    lines: list[str] = []
    rows = [["lever", *(f"{company}, {design}" for company in done.companies for design in done.designs)]]
    for company in done.companies:
        figure, panels = sheet(len(done.factors), across=4, width=3.2, height=2.4)
        for axes, lever in zip(panels, done.factors, strict=True):
            chosen = effects[(effects["company"] == company) & (effects["factor"] == lever)]
            response(axes, chosen, "EUR", declared(lever).unit, lever)
        panels[0].legend(fontsize=7, frameon=False)
        figure.suptitle(f"{company}: profit against the design unchanged, 95 % bands", x=0.01, ha="left", fontsize=11)
        lines += _picture(figure, out, f"levers_{company}", f"Response of profit to each lever in {company}")
    for lever in done.factors:
        cells = []
        for company in done.companies:
            for design in done.designs:
                chosen = effects[
                    (effects["company"] == company) & (effects["factor"] == lever) & (effects["design"] == design)
                ]
                best = chosen.sort_values("mean", kind="stable").iloc[-1]
                open_still = best["low"] <= 0.0 <= best["high"]
                told = f"{best['value']:g} ({amount(best['mean'], 'EUR', sign=True)}{' ?' if open_still else ''})"
                cells.append("as it is" if best["high"] < 0.0 else told)
        rows.append([lever, *cells])
    return [*lines, "The best of the values tried for each lever, and what it brings against the design unchanged; ? where "
            "the interval includes zero (the best of several looks better than it is). All values are in levers.csv.", "",
            *markdown(rows)]  # fmt: skip


def _turning(done: StudyResult, best: pd.DataFrame, moved: pd.DataFrame, out: Path) -> list[str]:
    write_text(out / "winners.csv", best.to_csv(index=False))
    write_text(out / "drivers.csv", moved.to_csv(index=False))
    companies = done.companies
    figure, panels = sheet(2 * len(companies), across=2, width=6.2, height=3.6)
    rows = [["company", *done.designs, "numbers at which integrated against separated changes its sign"]]
    for place, company in enumerate(companies):
        own = best[best["company"] == company].set_index("design")["share"]
        plots.winners(panels[2 * place], {one: float(own[one]) for one in done.designs}, company)
        strongest = moved[moved["company"] == company].head(6)
        plots.drivers(panels[2 * place + 1], strongest, "EUR", f"{company}: integrated − separated")
        turning = moved[(moved["company"] == company) & moved["turns"]]["factor"].head(4)
        rows.append([company, *(f"{100.0 * own[one]:.0f} %" for one in done.designs), ", ".join(turning) or "none"])
    lines = _picture(figure, out, "turning", "Which design earns most, and which numbers move the difference")
    points = len(done.store.points)
    return [*lines, f"Share of the {points} points at which a design earns most ({done.pairs} pairs each), and the numbers "
            "whose lowest and highest third differ in sign, both intervals clear of zero, strongest first:", "",
            *markdown(rows)]  # fmt: skip


def _series(companies: Sequence[Company], out: Path, seed: int) -> list[str]:
    lines: list[str] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as hands:
        for whose in companies:
            for design in BOTH:
                histories = list(
                    hands.map(
                        lambda place, company=whose, of=design: simulate(
                            of, company, seed=pair_seed(seed, place), years=YEARS, journeys=False
                        ),
                        range(LOOKED_AT),
                    )
                )
                figure = plots.series_figure(mean_overview(histories), f"{whose.name}, {design}: mean of {LOOKED_AT} runs")
                lines += _picture(
                    figure, out, f"series_{whose.name}_{design}", f"Monthly series of {whose.name} under {design}"
                )
    return lines
