"""The numbers behind a study's names: what a worker needs to do any of its runs, and what a manifest keeps of it.

A manifest may be older than the program that reads it. Numbers that came into the model since count as doing nothing (their
neutral value), or where there is no such value as they are declared; numbers that have gone are left out. Both are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, get_args

from orgsim.inputs.companies import Company
from orgsim.inputs.designs import AnyDesign, DesignPath, OrgDesign, Rivalry
from orgsim.kernel.errors import UsageError
from orgsim.kernel.parameters import Group, Parameter, parameters, tables
from orgsim.model.changes import changed
from orgsim.model.settings import Settings
from orgsim.model.simulation import simulate, today_of
from orgsim.results.provenance import plain
from orgsim.studies.declaration import Declaration
from orgsim.studies.factors import Value, is_factor
from orgsim.studies.scenario import Scenario
from orgsim.studies.walks import Walk, walk_name


@dataclass(frozen=True)
class Cell:
    """Where a run stands in its study."""

    company: str
    design: str
    point: int
    pair: int


@dataclass
class Drift:
    """How far the numbers of this program lie from those of an older manifest: path to the value that is taken.

    ``assumed`` are values that numbers which had come were given when the study was last gone on with.
    """

    come: dict[str, Any] = field(default_factory=dict)
    gone: dict[str, Any] = field(default_factory=dict)
    assumed: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.come or self.gone)

    @property
    def is_new(self) -> bool:
        """Whether a number has come that the study was not gone on with before."""
        return not self.come.keys() <= self.assumed.keys()

    def assume(self, path: str, declared: Parameter) -> Any:
        """Note a number that has come since; returns what it counts as."""
        neutral = declared.default if declared.neutral is None else declared.neutral
        self.come[path] = self.assumed.get(path, neutral)
        return self.come[path]

    def told(self) -> list[str]:
        """In words, a line each."""
        return [
            *(f"{path} has come since; here it counts as {value!r}" for path, value in self.come.items()),
            *(f"{path} = {value!r} is not known any more, and is left out" for path, value in self.gone.items()),
        ]


@dataclass(frozen=True)
class Recipe:
    """All that a worker needs to do any run of a study: names resolved, nothing read from disk again."""

    companies: Mapping[str, Company]
    designs: Mapping[str, AnyDesign]
    settings: Settings
    seed: int
    days: int
    metrics: tuple[str, ...]
    series: tuple[str, ...]
    series_days: int
    limits: Mapping[str, tuple[str, ...]]
    today: OrgDesign | str | None = None
    walk: Walk = field(default=simulate)

    @classmethod
    def of(cls, study: Declaration, walk: Walk = simulate) -> Recipe:
        """The recipe of a study."""
        changes = study.settings
        return cls(
            {name: changed(OrgDesign(), study.company_of(name), Settings(), changes)[1] for name in study.companies},
            {name: changed(study.design_of(name), Company(name="any"), Settings(), changes)[0] for name in study.designs},
            changed(OrgDesign(), Company(name="any"), Settings(), changes)[2],
            study.seed,
            study.length,
            study.metrics,
            study.series,
            study.series_days,
            study.limits,
            study.from_today,
            walk,
        )

    def content(self) -> dict[str, Any]:
        """The recipe as plain data, for the manifest."""
        return {
            "companies": {name: one.model_dump(mode="json") for name, one in self.companies.items()},
            "designs": {name: one.model_dump(mode="json") for name, one in self.designs.items()},
            "settings": plain(self.settings.model_dump()),
            "seed": self.seed,
            "days": self.days,
            "metrics": list(self.metrics),
            "series": list(self.series),
            "series_days": self.series_days,
            "limits": {name: list(designs) for name, designs in self.limits.items()},
            "today": self.today.model_dump(mode="json") if isinstance(self.today, OrgDesign) else self.today,
            "walk": self.walk_name,
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any], walk: Walk = simulate) -> tuple[Recipe, Drift]:
        """The recipe that a manifest holds, and how far this program's numbers have drifted from it.

        Raises UsageError where a number of then lies outside what is allowed now.
        """
        drift = Drift(assumed=content.get("assumed", {}))
        try:
            recipe = cls(
                {name: _understood(Company, one, f"companies.{name}", drift) for name, one in content["companies"].items()},
                {name: _design(one, f"designs.{name}", drift) for name, one in content["designs"].items()},
                _understood(Settings, content["settings"], "settings", drift),
                content["seed"],
                content["days"],
                tuple(content["metrics"]),
                tuple(content["series"]),
                content["series_days"],
                {name: tuple(designs) for name, designs in content["limits"].items()},
                _today(content.get("today"), drift),
                walk,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:  # also what the checking library raises
            raise UsageError(
                "The study was founded by another version of orgsim, with numbers that this one does not allow "
                f"({str(error).splitlines()[0]}). Its table can be read; its runs are done by the version that its "
                "manifest.json names under 'made'."
            ) from None
        return recipe, drift

    def applies(self, factor: str, design: str) -> bool:
        """Whether a factor applies to a design."""
        return design in self.limits.get(factor, (design,))

    def scenario(self, cell: Cell, point: Mapping[str, Value]) -> Scenario:
        """What determines the runs of a cell. Raises UsageError where a factor is not known any more."""
        point = {name: value for name, value in point.items() if self.applies(name, cell.design)}
        if strange := [name for name in point if not is_factor(name)]:
            raise UsageError(f"The plan varies {', '.join(strange)}, which this version of orgsim does not know.")
        whose = self.companies[cell.company]
        today = today_of(self.today, whose)
        return Scenario(self.designs[cell.design], whose, self.settings, self.days, today).at(point)

    @cached_property
    def walk_name(self) -> str:
        """What the walk is called and known by, as provenance gives it. Raises BadValue where it cannot be known."""
        return walk_name(self.walk)


def _today(stored: Any, drift: Drift) -> OrgDesign | str | None:
    found: OrgDesign | str | None = stored
    return _understood(OrgDesign, stored, "today", drift) if isinstance(stored, Mapping) else found


KINDS: Final[dict[str, type[Group]]] = {"phases": DesignPath, "own": Rivalry}


def _design(stored: Mapping[str, Any], path: str, drift: Drift) -> AnyDesign:
    kind: type[Group] = next((KINDS[key] for key in KINDS if key in stored), OrgDesign)
    found: AnyDesign = _understood(kind, stored, path, drift)
    return found


def _understood(kind: type[Group], stored: Mapping[str, Any], path: str, drift: Drift) -> Any:
    """A group of numbers as a manifest holds it, read with the numbers that there are now."""
    values: dict[str, Any] = {}
    for key, value in stored.items():
        here = f"{path}.{key}"
        if key not in kind.model_fields:
            drift.gone |= {} if _is_words(value) else {here: value}
        elif kind is Rivalry:
            values[key] = _design(value, here, drift)
        else:
            values[key] = _value(kind, key, value, here, drift)
    for key, declared in parameters(kind).items():
        if key not in stored:
            values[key] = drift.assume(f"{path}.{key}", declared)
    for key, inner in tables(kind).items():
        if key not in stored:
            values[key] = _understood(inner, {}, f"{path}.{key}", drift)
    return kind.model_validate(values)


def _value(kind: type[Group], key: str, value: Any, path: str, drift: Drift) -> Any:
    inner: Any = tables(kind).get(key) or next((one for one in _inside(kind, key) if _is_group(one)), None)
    if inner is not None and isinstance(value, Mapping):
        return _understood(inner, value, path, drift)
    if inner is not None and isinstance(value, list | tuple):
        return tuple(_understood(inner, one, f"{path}.{place}", drift) for place, one in enumerate(value))
    return float(value) if isinstance(value, str) and key in parameters(kind) else value  # JSON has no word for infinity


def _is_words(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values()))


def _inside(kind: type[Group], key: str) -> tuple[Any, ...]:
    return get_args(kind.model_fields[key].annotation)


def _is_group(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Group)
