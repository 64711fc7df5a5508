"""What is wrong with a study, all of it at once: each line reads ``where: what``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import OrgDesign
from orgsim.kernel.errors import LONGEST, MOST, BrokenFile, OrgsimError, UnknownName
from orgsim.model.changes import changed
from orgsim.model.settings import Settings
from orgsim.results.metrics import metric
from orgsim.results.metrics.series import SERIES
from orgsim.studies.declaration import Declaration
from orgsim.studies.factors import Factor, problem
from orgsim.studies.manifest import MOST_RUNS
from orgsim.studies.page import STUDY, asked
from orgsim.studies.plans import ASKED


def mistakes(study: Declaration) -> list[str]:
    """Every mistake of a study; the plan is looked at where the rest is right."""
    return _names(study) or _numbers(study) or _plan(study)


def _refusal(where: str, check: Callable[[], object]) -> list[str]:
    try:
        check()
    except OrgsimError as error:
        return [f"{where}: {error}"]
    return []


def _names(study: Declaration) -> list[str]:
    found: list[str] = []
    for name in (*study.metrics, *study.page.metrics):
        if len(found) >= MOST:
            return [*found, "metrics: and maybe more; the rest was not looked at"]
        found += _refusal("metrics", partial(metric, name))
    found += [f"fit.{one}: metric '{name}' is not kept" for one, name in study.fit.items() if name not in study.metrics]
    found += [f"series: {UnknownName('series', name, SERIES)}" for name in study.series if name not in SERIES]
    for name in study.companies:
        found += _refusal(f"companies: {name[:LONGEST]}", partial(study.company_of, name))
    for name in study.design:
        found += _refusal(f"design.{name[:LONGEST]}", partial(study.own_design, name))
    for name in study.designs:
        if len(found) >= MOST:
            return [*found, "designs: and maybe more; the rest was not looked at"]
        if name not in study.design:
            found += _refusal("designs", partial(study.design_of, name))
    for label, names in (("designs", study.designs), ("companies", study.companies), ("metrics", study.metrics)):
        found += [f"{label}: {one} is listed twice" for one in sorted({one for one in names if names.count(one) > 1})]
    return found


def _changed_throughout(study: Declaration) -> None:
    changed(OrgDesign(), Company(name="any"), Settings(), study.settings)


def _numbers(study: Declaration) -> list[str]:
    found = _refusal("settings", partial(_changed_throughout, study))
    for name, factor in study.vary.items():
        if len(found) >= MOST:
            return [*found, "vary: and maybe more; the rest was not looked at"]
        if wrong := problem(name, factor):
            found.append(f"vary.{name}: {wrong}")
        found += [
            f"vary.{name}: {UnknownName('design of this study', one, study.designs)}"
            for one in factor.only
            if one not in study.designs
        ]
    if study.years is not None and study.days is not None:
        found.append("days: give the horizon in years or in days, not in both")
    for size, changes in study.scale.items():
        found += [
            f"scale.{size}: a size changes {', '.join(study.SIZES)}, not {key}" for key in changes if key not in study.SIZES
        ] or _refusal(f"scale.{size}", partial(study.scaled, size))
    return found


def _plan(study: Declaration) -> list[str]:
    plan = study.plan
    if plan.method == ASKED:
        return ["plan.method: 'asked' is what an inquiry's folder says; a file states another plan"]
    if plan.between and (len(plan.between) != 2 or plan.method != "one_at_a_time" or study.vary):
        return ["plan.between: names two designs, for method = 'one_at_a_time', without [vary]"]
    if plan.method == "table" and not plan.table:
        return ["plan.method: 'table' needs table = the file of points"]
    if plan.table and plan.method != "table":
        return [f"plan.table: is given for method = 'table' only, not for '{plan.method}'"]
    if plan.method == "table" and study.vary:
        return ["vary: the table's columns name the factors; leave [vary] out"]
    if plan.method not in ("factorial", "table") and not (study.vary or plan.between):
        return [f"plan.method: '{plan.method}' needs factors in [vary]"]
    return _points(study) or _size(study) or _page(study) or (_table(study) if plan.method == "table" else [])


def _points(study: Declaration) -> list[str]:
    try:
        study.points  # noqa: B018  # made when first asked for
    except BrokenFile as error:
        return [f"plan.table: {Path(str(error.path)).name}: {problem}" for problem in error.problems[:MOST]]
    except OrgsimError as error:
        return [f"plan: {error}"]
    return []


def _size(study: Declaration) -> list[str]:
    if study.size <= MOST_RUNS:
        return []
    return [f"pairs: {study.size:,} runs are asked for, more than {MOST_RUNS:,}: take fewer points, designs or pairs"]


def _page(study: Declaration) -> list[str]:
    page = study.page
    if absent := [name for name in page.metrics if name not in study.metrics]:
        return [f"page.metrics: {', '.join(absent)} is not among the metrics that are kept"]
    try:
        unknown = [one for one in asked(page.reading) if one not in (STUDY, *page.numbers)]
    except ValueError as error:
        return [f"page.reading: {error}; braces of the text itself are doubled"]
    found = [f"page.reading: {UnknownName('number of this page', one, (STUDY, *page.numbers))}" for one in unknown]
    columns = ("company", "design", "point", *study.columns)
    for name, one in page.numbers.items():
        if one.metric not in study.metrics:
            found.append(f"page.numbers.{name}: {one.metric} is not among the metrics that are kept")
        for key in (*one.of, *one.against, *one.each):
            if key not in columns:
                found.append(f"page.numbers.{name}: {UnknownName('column', key, columns)}")
    return found


def _table(study: Declaration) -> list[str]:
    found = [] if study.points else ["plan.table: it has no rows"]
    for name in study.columns:
        values = {point[name]: row for row, point in reversed(list(enumerate(study.points, 1))) if name in point}
        for value, row in values.items():
            if len(found) >= MOST:
                return [*found, "plan.table: and maybe more; the rest was not looked at"]
            if wrong := problem(name, Factor(values=(value,))):
                found.append(f"plan.table: row {row}: {wrong}")
    return found
