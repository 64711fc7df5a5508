"""What a study states: companies, designs, what varies and by which plan, pairs, horizon and what to keep."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, Self

from pydantic import ConfigDict, Field, ValidationError, field_validator

from orgsim.inputs.companies import Company, company
from orgsim.inputs.designs import DESIGNS, PATHS, AnyDesign, OrgDesign, design, point
from orgsim.kernel.errors import BadValue, UnknownName, UsageError
from orgsim.kernel.fields import Group, numbers
from orgsim.results.metrics import HEADLINES, METRICS
from orgsim.studies import plans
from orgsim.studies.factors import Factor, Value


class BadStudy(UsageError):
    """A study that is not right; ``errors`` are as the checking library gives them."""

    def __init__(self, errors: list[Any], known: Iterable[str]) -> None:
        self.errors = errors
        super().__init__("\n".join(told(one, known) for one in errors))


def told(error: Any, known: Iterable[str]) -> str:
    """One mistake of a study, in words."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        return str(UnknownName("key of a study", str(error["loc"][0]), known))
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']} (given: {error['input']!r})."


NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_.-]*"


class Plan(Group):
    """Which points of the factors' space are visited."""

    method: Literal["factorial", "one_at_a_time", "sobol", "latin_hypercube", "morris", "table"] = "factorial"
    points: int = Field(default=64, ge=1, le=1 << 24, description="points; for morris: trajectories")
    levels: int = Field(default=5, ge=2, le=1000, description="values per factor on a grid")
    table: str = Field(default="", description="CSV or Parquet file of points, beside the study; columns name the factors")
    between: tuple[str, ...] = Field(
        default=(), description="two designs: each lever that differs goes from one to the other"
    )

    @field_validator("between", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        return tuple(values) if isinstance(values, list) else values


class Page(Group):
    """What the study's page shows."""

    figure: Literal["dots", "responses", "map"] = Field(
        default="dots", description="presets as dots, levers as curves, or a map"
    )
    metrics: tuple[str, ...] = Field(default=(), description="metrics drawn and tabled; default: the first that is kept")
    reading: str = Field(default="", description="what is seen, in words; blank lines part paragraphs")

    @field_validator("metrics", mode="before")
    @classmethod
    def _tuple(cls, values: object) -> object:
        return tuple(values) if isinstance(values, list) else values


class Declaration(Group):
    """What a study states, each part checked by itself; ``Study`` checks them together."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, ignored_types=(cached_property,))
    SIZES: ClassVar = ("pairs", "years", "days", "plan")

    name: str = Field(pattern=rf"^{NAME}$", description="name of the study and of its folder in results/")
    about: str = Field(default="", description="what is asked")
    answers: tuple[str, ...] = Field(default=(), description="experiment and claims that it bears on")
    seed: int = Field(default=7, ge=0, le=2**63 - 1, description="seed of all draws and of the plan")
    pairs: int = Field(default=20, ge=1, le=100_000, description="runs under the same luck, per company, design and point")
    years: float | None = Field(
        default=None, gt=0.0, le=100.0, description="horizon in years of 252 business days; default 2"
    )
    days: int | None = Field(default=None, ge=1, le=25_200, description="horizon in business days, instead of years")
    companies: tuple[str, ...] = Field(
        default=("midmarket_saas",), min_length=1, description="names, or TOML files beside it"
    )
    designs: tuple[str, ...] = Field(
        default=("separated", "integrated"), min_length=1, description="presets, own, or changed"
    )
    design: dict[str, dict[str, str | float | int]] = Field(default_factory=dict, description="designs of one's own")
    settings: dict[str, float | int] = Field(default_factory=dict, description="settings that differ throughout")
    vary: dict[str, Factor] = Field(default_factory=dict, description="factors: levers, settings, company numbers")
    plan: Plan = Field(default_factory=Plan)
    metrics: tuple[str, ...] = Field(default=HEADLINES, min_length=1, description="metrics to keep; ['all'] keeps every one")
    series: tuple[str, ...] = Field(default=(), description="daily series to keep")
    series_days: int = Field(default=21, ge=1, le=252, description="days that one value of a series covers")
    scale: dict[str, dict[str, Any]] = Field(default_factory=dict, description="other sizes, by name")
    page: Page = Field(default_factory=Page)
    fit: dict[str, str] = Field(default_factory=dict, description="targets of a fit, and the metric of each")
    folder: str = Field(default=".", description="where its files are looked for", exclude=True)
    file: str = Field(default="", description="how it is run again", exclude=True)

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise BadStudy(error.errors(), type(self).model_fields) from None

    @field_validator("answers", "companies", "designs", "metrics", "series", mode="before")
    @classmethod
    def _tuples(cls, values: object) -> object:
        return (values,) if isinstance(values, str) else tuple(values) if isinstance(values, list) else values

    @field_validator("metrics")
    @classmethod
    def _every_metric(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(METRICS) if values == ("all",) else values

    def own_design(self, name: str) -> OrgDesign:
        """The design of a ``design`` table. Raises UnknownName or BadValue."""
        if name in DESIGNS:
            raise BadValue(f"'{name}' is a preset; give a design of your own another name.")
        given = dict(self.design[name])
        base = given.pop("base", "separated")
        return point(str(base)).set_all(given)

    def design_of(self, name: str) -> AnyDesign:
        """The design that a name in ``designs`` stands for. Raises UnknownName or BadValue."""
        if name in self.design:
            return self.own_design(name)
        try:
            return design(name)
        except UnknownName as error:
            raise UnknownName("design", error.name, [*DESIGNS, *PATHS, *self.design]) from None

    def point_of(self, name: str) -> OrgDesign:
        """The design of this name where a single point is wanted. Raises UnknownName or BadValue."""
        return point(self.design_of(name))

    @property
    def length(self) -> int:
        """Horizon in business days."""
        return self.days if self.days is not None else max(1, round((self.years or 2.0) * 252))

    @cached_property
    def factors(self) -> dict[str, Factor]:
        """What varies, by name."""
        if not self.plan.between:
            return dict(self.vary)
        a, b = (self.point_of(one) for one in self.plan.between)
        return {
            lever: Factor(low=min(ends), high=max(ends))
            for lever in numbers(OrgDesign)
            if len(set(ends := (getattr(a, lever), getattr(b, lever)))) > 1
        }

    @cached_property
    def points(self) -> list[dict[str, Value]]:
        """The plan's points, in order; a factor that a point does not name stays as design, company and settings have it."""
        if self.plan.method == "table":
            return plans.table(Path(self.folder) / self.plan.table)
        if not self.factors:
            return [{}]
        return plans.SAMPLERS[self.plan.method](self.factors, self.plan.points, self.plan.levels, self.seed)

    @property
    def columns(self) -> list[str]:
        """The factors' names as columns of the study's table."""
        return list(dict.fromkeys(name for point in self.points for name in point))

    @property
    def has_page(self) -> bool:
        """Whether the figure of its page can be drawn: dots need one point, and a design to compare with."""
        return self.page.figure != "dots" or (len(self.points) == 1 and len(self.designs) > 1)

    @property
    def size(self) -> int:
        """Number of runs asked for; runs that are the same are done once."""
        return len(self.companies) * len(self.designs) * len(self.points) * self.pairs

    def scaled(self, size: str | None) -> Self:
        """The study in another of its sizes. Raises UnknownName."""
        if size is None:
            return self
        if size not in self.scale:
            raise UnknownName("scale", size, self.scale)
        changes = dict(self.scale[size])
        plan = changes.pop("plan", {})
        if not isinstance(plan, dict):
            raise BadValue(f"plan = {plan!r} must be a table.")
        again = f"{self.file} --scale {size}" if self.file else ""
        return self.changed(plan={**self.plan.model_dump(), **plan}, file=again, **changes)

    def changed(self, **changes: Any) -> Self:
        """The same study with fields changed, checked as a whole. Raises UsageError."""
        given = self.model_dump() | {"folder": self.folder, "file": self.file} | {"scale": {}} | changes
        if "years" in changes:
            given["days"] = None
        elif "days" in changes:
            given["years"] = None
        return type(self).model_validate(given)

    def company_of(self, name: str) -> Company:
        """The company that a name in ``companies`` stands for. Raises UnknownName, UsageError or BrokenFile."""
        beside = Path(self.folder) / name
        return company(beside if name.endswith(".toml") and not Path(name).is_absolute() else name)

    @property
    def limits(self) -> dict[str, tuple[str, ...]]:
        """The designs that a factor applies to, where not to all."""
        return {name: factor.only for name, factor in self.factors.items() if factor.only}
