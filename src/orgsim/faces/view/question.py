"""A question as a page or a notebook asks it, checked and bounded before anything runs."""

from __future__ import annotations

import shlex
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from orgsim.inputs.companies import Company, company, company_names, company_of_text
from orgsim.inputs.companies.writing import with_lists
from orgsim.kernel.dates import DAYS_A_YEAR
from orgsim.kernel.errors import BadValue, UnknownName, shown
from orgsim.studies.remarks import on_runs, on_text
from orgsim.studies.scenario import DEFAULT_COMPANY, Scenario, Settings, Value

MOST_PAIRS: Final = 400
MOST_YEARS: Final = 10.0
MOST_DAYS: Final = 5_040  # lived before day 0
MOST_PROSPECTS: Final = 200_000
MOST_WORK: Final = 50_000_000  # prospects times years of one side, those of the past with them, over all pairs
LONGEST: Final = 64 * 1024  # letters of a company's file


Rows = Annotated[list[Annotated[dict[str, float | int | str], Field(max_length=40)]], Field(max_length=40)]


class Question(BaseModel):
    """Two designs in a company: a shipped one by name, or the text of a file. ``set`` changes numbers by name, ``lists``
    takes other segments or channels for its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: str = Field(default=DEFAULT_COMPANY, max_length=200)
    toml: str = Field(default="", max_length=LONGEST)
    today: str = Field(default="", max_length=2000)
    a: str = Field(default="separated", max_length=2000)
    b: str = Field(default="integrated", max_length=2000)
    set: dict[str, float | int | str] = Field(default_factory=dict, max_length=400)
    lists: dict[Literal["segments", "channels"], Rows] = Field(default_factory=dict)
    years: float = 2.0
    seed: int = 7
    pairs: int = 40

    @classmethod
    def of(cls, given: Any) -> Question:
        """The question in a JSON document. Raises BadValue with every mistake."""
        try:
            question = cls.model_validate(given)
        except ValidationError as error:
            told = [f"{'.'.join(map(str, one['loc'])) or 'question'}: {one['msg']}" for one in error.errors()[:10]]
            raise BadValue(f"This is no question: {'; '.join(told)}.") from None
        _within(question)
        return question

    def base(self) -> Company:
        """The company as its file has it. Raises BrokenFile or UnknownName."""
        if not self.toml and self.company not in company_names():
            raise UnknownName("company", self.company, company_names())
        found = company_of_text(self.toml) if self.toml else company(self.company)
        return with_lists(found, {str(name): rows for name, rows in self.lists.items()}) if self.lists else found

    def changes(self) -> dict[str, Value]:
        """What is changed, by name."""
        return dict(self.set)

    def scenarios(self) -> tuple[Scenario, Scenario]:
        """Both sides. Raises UnknownName, BadValue or BrokenFile."""
        whose = self.base()
        first, second = (
            Scenario.of(one, whose, today=self.today or None, changes=self.changes(), years=self.years)
            for one in (self.a, self.b)
        )
        bounded(first.company, first.days, self.pairs)
        return first, second

    def world(self) -> dict[str, Any]:
        """The same for the questions of ``analysis``. Raises as ``scenarios`` does."""
        self.scenarios()
        return {
            "company": self.base(), "today": self.today or None, "changes": self.changes(), "years": self.years,
            "seed": self.seed,
        }  # fmt: skip

    def notes(self) -> list[str]:
        """What is accepted but hardly meant."""
        days = round(self.years * DAYS_A_YEAR)
        of_file = on_text(self.toml) if self.toml else []
        changed = [f"{name}={value}" for name, value in self.set.items()]
        return [*of_file, *on_runs([self.a, self.b], [self.base()], days, changed)]

    def command(self) -> str:
        """The same question on a command line; a company of one's own is in ``company.toml``."""
        words = [
            "orgsim",
            "report",
            self.a,
            self.b,
            "--company",
            "company.toml" if self.toml or self.lists else self.company,
        ]
        words += ["--today", self.today] if self.today else []
        words += ["--years", f"{self.years:g}", "--seed", str(self.seed), "--pairs", str(self.pairs)]
        return shlex.join([*words, *(word for name, value in self.set.items() for word in ("--set", f"{name}={value}"))])

    def company_now(self) -> tuple[Company, Company, Settings]:
        """The company as its file has it and as it was changed, and the settings. Raises as ``scenarios`` does."""
        base = self.base()
        found = Scenario.of("separated", base, changes=self.changes(), days=1)
        references = {name: one for name, one in base.references.items() if name not in self.set}
        return base, found.company.model_copy(update={"references": references}), found.settings


def _within(question: Question) -> None:
    for name, value, low, high in (
        ("pairs", question.pairs, 2, MOST_PAIRS), ("years", question.years, 1.0 / DAYS_A_YEAR, MOST_YEARS),
        ("seed", question.seed, 0, 2**62),
    ):  # fmt: skip
        if not low <= value <= high:
            raise BadValue(f"{name} = {shown(value)} lies outside {low:g}..{high:g}; the command line has no such bound.")


def bounded(whose: Company, days: int, pairs: int) -> None:
    """Refuse what would take a reader's machine for many minutes. Raises BadValue."""
    past, prospects = whose.start.burn_in, whose.market.prospects
    if past > MOST_DAYS:
        raise BadValue(
            f"start.burn_in = {past} days is more than a page lives through ({MOST_DAYS}); `orgsim compare` does."
        )
    if prospects > MOST_PROSPECTS:
        raise BadValue(f"{prospects:,} prospects are more than a page runs ({MOST_PROSPECTS:,}); `orgsim compare` does.")
    years = (days + past) / DAYS_A_YEAR
    if prospects * years * pairs > MOST_WORK:
        raise BadValue(
            f"{pairs} pairs of {years:.1f} years, the past included, with {prospects:,} prospects are more than a page runs "
            f"({MOST_WORK:,} prospect-years); `orgsim compare` does."
        )
