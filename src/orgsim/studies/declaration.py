"""What a study states: companies, designs, what varies and by which plan, pairs, horizon and what to keep."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from pydantic import ConfigDict, Field, ValidationError, field_validator

from orgsim.inputs.companies import Company, company
from orgsim.inputs.designs import DESIGNS, PATHS, AnyDesign, OrgDesign, design, point
from orgsim.kernel.arguments import checked, optional, text
from orgsim.kernel.errors import BadValue, UnknownName
from orgsim.kernel.parameters import Group, parameters
from orgsim.model.settings import MECHANISMS
from orgsim.model.simulation import AT_HOME
from orgsim.results.metrics import HEADLINES, METRICS
from orgsim.studies import plans
from orgsim.studies.factors import IN_WORDS, NOTHING, Factor, Value, in_numbers, in_numbers_all
from orgsim.studies.mistakes import BadStudy
from orgsim.studies.page import Page, by_name
from orgsim.studies.plans import Plan
from orgsim.studies.tables import points_in

NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
ALL: Final = ("all",)
LEVERS: Final = "levers"


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
        default=("separated", "integrated"),
        min_length=1,
        description="presets, own, or changed; ['all'] means every preset that does not change on the way",
    )
    today: str = Field(
        default="", description="design from which all change over on day 0; default: what each company's file says, or none"
    )
    design: dict[str, dict[str, str | float | int]] = Field(default_factory=dict, description="designs of one's own")
    settings: dict[str, float | int | str] = Field(
        default_factory=dict, description="levers, settings and numbers of companies that differ throughout"
    )
    vary: dict[str, Factor] = Field(
        default_factory=dict, description="factors: levers, settings, company numbers; 'levers' means every lever"
    )
    plan: Plan = Field(default_factory=Plan)
    metrics: tuple[str, ...] = Field(default=HEADLINES, min_length=1, description="metrics to keep; ['all'] keeps every one")
    series: tuple[str, ...] = Field(default=(), description="daily series to keep")
    series_days: int = Field(default=21, ge=1, le=252, description="days that one value of a series covers")
    scale: dict[str, dict[str, Any]] = Field(default_factory=dict, description="other sizes, by name")
    page: Page = Field(default_factory=Page)
    fit: dict[str, str] = Field(default_factory=dict, description="targets of a fit, and the metric of each")
    folder: str = Field(default=".", description="where its files are looked for", exclude=True)
    file: str = Field(default="", description="the file that it was read from", exclude=True)
    sized: str = Field(default="", description="which of its other sizes it is", exclude=True)

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
        return tuple(METRICS) if values == ALL else by_name(values)

    @field_validator("designs")
    @classmethod
    def _every_preset(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(DESIGNS) if values == ALL else values

    @field_validator("vary")
    @classmethod
    def _every_mechanism_and_lever(cls, values: dict[str, Factor]) -> dict[str, Factor]:
        every = {"values": (NOTHING, *MECHANISMS)}
        whole: dict[str, Factor] = {}
        for name, one in values.items():
            if name == LEVERS:
                whole |= {lever: values.get(lever, one) for lever in parameters(OrgDesign)}
            else:
                whole[name] = (
                    one.model_copy(update=every) if name in IN_WORDS and one.values == ALL else in_numbers(name, one)
                )
        return whole

    @checked(name=text)
    def own_design(self, name: str) -> OrgDesign:
        """The design of a ``design`` table. Raises UnknownName or BadValue."""
        if name in DESIGNS:
            raise BadValue(f"'{name}' is a preset; give a design of your own another name.")
        given = dict(self.design[name])
        base = given.pop("base", "separated")
        return point(str(base)).set_all(given)

    @checked(name=text)
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

    @cached_property
    def from_today(self) -> OrgDesign | str | None:
        """The design of ``today``, "home", or None where the companies' files decide. Raises UnknownName or BadValue."""
        return self.today if self.today == AT_HOME else self.point_of(self.today) if self.today else None

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
            for lever in parameters(OrgDesign)
            if len(set(ends := (getattr(a, lever), getattr(b, lever)))) > 1
        }

    @cached_property
    def points(self) -> list[dict[str, Value]]:
        """The plan's points, in order; a factor that a point does not name stays as design, company and settings have it."""
        if self.plan.method == "table":
            return [in_numbers_all(one) for one in points_in(Path(self.folder) / self.plan.table)]
        if not self.factors:
            return [{}]
        return plans.SAMPLERS[self.plan.method].points(self.factors, self.plan.points, self.plan.levels, self.seed)

    @property
    def columns(self) -> list[str]:
        """The factors' names as columns of the study's table."""
        return list(dict.fromkeys(name for point in self.points for name in point))

    @property
    def again(self) -> str:
        """How it is run again: its file, and which of its sizes; nothing where it comes from no file."""
        return f"{self.file} --scale {self.sized}" if self.file and self.sized else self.file

    @property
    def size(self) -> int:
        """Number of runs asked for; runs that are the same are done once."""
        return len(self.companies) * len(self.designs) * len(self.points) * self.pairs

    @checked(size=optional(text))
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
        return self.changed(plan={**self.plan.model_dump(), **plan}, sized=size, **changes)

    def changed(self, **changes: Any) -> Self:
        """The same study with fields changed, checked as a whole. Raises UsageError."""
        given = self.model_dump() | {"folder": self.folder, "file": self.file, "sized": self.sized, "scale": {}} | changes
        if "years" in changes:
            given["days"] = None
        elif "days" in changes:
            given["years"] = None
        return type(self).model_validate(given)

    @checked(name=text)
    def company_of(self, name: str) -> Company:
        """The company that a name in ``companies`` stands for. Raises UnknownName, UsageError or BrokenFile."""
        return company(self.company_path(name))

    @checked(name=text)
    def company_path(self, name: str) -> str | Path:
        """The name of a shipped company, or where the file lies: beside the study's."""
        return Path(self.folder) / name if name.endswith(".toml") and not Path(name).is_absolute() else name

    @property
    def limits(self) -> dict[str, tuple[str, ...]]:
        """The designs that a factor applies to, where not to all."""
        return {name: factor.only for name, factor in self.factors.items() if factor.only}
